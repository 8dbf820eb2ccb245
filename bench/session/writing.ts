import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import type { CardKind } from '../../src/lib/domain/template.ts';
import { Random } from '../../tests/support/random.ts';
import { until } from '../../tests/support/until.ts';
import type { Participant } from './participant.ts';

/** How fast one types: letters of an update, and ms between two. */
export interface Pace {
	letters: number;
	pause: number;
}

/** A card somebody wrote, all of which the server said is on its disk. */
export interface Written {
	member: string;
	/** Hidden notes come on the board under another id. */
	id: string;
	text: string;
}

const SENTENCE = 'we beginnen klein, met wie de buurt kent, en kijken na een maand wat het doet ';
/** Ms a server that restarts, and a full machine, may keep somebody waiting. */
const PATIENCE = 60_000;

/**
 * Writes so many cards, a few letters at a time, where her page lets her now. Goes on while the line
 * is down, and is done when the server has all of it. `code` makes texts that are nobody else's.
 */
export async function writeCards(
	person: Participant,
	{ cards, length, pace, code }: { cards: number; length: number; pace: Pace; code: string }
): Promise<Written[]> {
	const random = new Random(seedOf(code));
	const { board } = person;
	const layer = await until(() => board?.writing, `a place to write for ${code}`, PATIENCE);
	await until(() => layer.line.isLive, `a line to ${layer.line.document}`, PATIENCE);
	const zones = (board?.phase?.zones ?? []).filter(
		({ id }) => layer.kind !== 'notes' || board?.phase?.notes.zones.includes(id)
	);
	const written: Written[] = [];
	for (let n = 0; n < cards; n++) {
		const { id: zone, cardKinds } = random.pick(zones);
		const id = randomUUID();
		const kind: CardKind = cardKinds[0] ?? 'feit';
		const domain = n % 2 === 0 ? ('sociaal' as const) : ('veiligheid' as const);
		layer.own.board.addCard({ id, zone, kind, domain, basis: null, at: Date.now() }, 'bench');
		const ending = ` ${code}${n}`;
		const text = SENTENCE.repeat(9).slice(0, length - ending.length) + ending;
		await type(text, id);
		written.push({ member: person.member, id, text });
	}
	layer.line.tell(null);
	await until(() => layer.line.isSaved, `cards of ${code} on disk`, PATIENCE);
	return written;

	async function type(text: string, card: string): Promise<void> {
		const field = layer.own.board.text(card);
		for (let at = 0; at < text.length; at += pace.letters) {
			field?.insert(at, text.slice(at, at + pace.letters));
			if ((at / pace.letters) % 3 === 0 && field) {
				const head = Y.createRelativePositionFromTypeIndex(field, field.length);
				layer.line.tell({ card, anchor: head, head, typing: true });
			}
			await wait(pace.pause * (0.6 + random.next() * 0.8));
		}
	}
}

/** Letters only: digits in a row could be somebody's number. */
export function codeOf(round: string, i: number): string {
	const letter = (n: number) => String.fromCharCode(97 + (n % 26));
	return `${round}${letter(Math.floor(i / 26))}${letter(i)}`;
}

function seedOf(code: string): number {
	return [...code].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;
}
