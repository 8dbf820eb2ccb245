import type * as Y from 'yjs';
import { parseDocumentName, type DocumentName } from '../../src/lib/domain/document-name.ts';
import {
	hiddenZones,
	kindsTooEarly,
	type CardField,
	type Template
} from '../../src/lib/domain/template.ts';
import { ASIDE_ZONE } from '../../src/lib/documents/board-layers.ts';
import { LEAD } from '../../src/lib/documents/card-fields.ts';
import { faultsIn, type CardRules, type Mended } from '../../src/lib/documents/card-repair.ts';
import { placesIn, placesOfWriter, type Path } from '../../src/lib/documents/touched.ts';
import type { Board } from '../store/board-repository.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardLive } from './board-live.ts';
import { organisationIds } from './board-organisations.ts';
import { templateOf } from './board-step.ts';
import type { Look } from './commit-watch.ts';
import { nullIfUnreadable } from './unreadable.ts';

interface RepairParts extends ActParts {
	labs: LabRepository;
	live: BoardLive;
	failed: (error: unknown) => void;
}

/** Ms between two times everybody on a board is told to look again, whatever a socket keeps sending. */
const TELL_EVERY = 3_000;
/** Only the bytes of letters: judged without asking the store anything. */
const noRules: CardRules = {
	zones: new Map(),
	tooEarly: [],
	compass: new Set(),
	holds: () => true
};

/** What of a look has to be judged, and whose it is. */
interface Touched {
	places: Path[];
	/** Member by place. */
	by: ReadonlyMap<string, string>;
}

/**
 * The second look at the shape of what people write: what no page of ours sends is put right by the
 * server as soon as it is on disk, and told to whoever wrote it. Only what members brought is judged.
 */
export class BoardRepair {
	readonly #parts: RepairParts;
	/** Boards whose people are about to be told. */
	readonly #telling = new Map<string, NodeJS.Timeout>();

	constructor(parts: RepairParts) {
		this.#parts = parts;
	}

	stop(): void {
		for (const timer of this.#telling.values()) clearTimeout(timer);
	}

	/** Looks at what members wrote, and puts right what cannot be there. Never fails. */
	check(look: Look): Promise<void> {
		return this.#check(look).catch(this.#parts.failed);
	}

	async #check({ document, commits, isFlooded }: Look): Promise<void> {
		const { rooms, turns, now } = this.#parts;
		const parsed = parseDocumentName(document);
		if (!parsed || parsed.kind === 'state' || parsed.kind === 'harvest') return;
		const touched = await rooms
			.read(document, (doc): Touched => {
				const by = new Map<string, string>();
				const places = new Map<string, Path>();
				for (const { memberId, bytes } of commits) {
					const touches = isFlooded ? placesOfWriter : placesIn;
					for (const place of touches(doc, bytes)) {
						places.set(place.join('/'), place);
						if (memberId !== null) by.set(place.join('/'), memberId);
					}
				}
				return { places: [...places.values()], by };
			})
			.catch(nullIfUnreadable);
		if (!touched || touched.places.length === 0) return;
		const isTyping = touched.places.every((path) => path.length === 3 && path[2] === 'text');
		const rules = isTyping ? noRules : await this.#rulesFor(parsed);
		if (!rules) return;
		const judge = (doc: Y.Doc) => faultsIn(doc, touched.places, rules, now().getTime());
		const found = await rooms.read(document, (doc) => judge(doc).length).catch(nullIfUnreadable);
		if (!found) return;
		const mended: { memberId: string; as: Mended }[] = [];
		const mend = (doc: Y.Doc) => {
			// As it stands now: somebody may have put it right meanwhile.
			for (const fault of judge(doc)) {
				fault.mend();
				const memberId = whose(fault.path, touched.by);
				if (memberId !== null) mended.push({ memberId, as: fault.as });
			}
		};
		// In the turn of the board: it is not being made anew.
		await turns.take(parsed.id, () => rooms.apply(document, mend, { memberId: null }));
		this.#note(parsed.id, mended);
	}

	#note(boardId: string, mended: readonly { memberId: string; as: Mended }[]): void {
		for (const [memberId, all] of Map.groupBy(mended, (each) => each.memberId)) {
			const what = all.map(({ as }) => as);
			this.#parts.mendings.note(boardId, memberId, what);
		}
		if (mended.length > 0) this.#tell(boardId);
	}

	/** At once, and while it goes on every few seconds. */
	#tell(boardId: string): void {
		if (this.#telling.has(boardId)) return;
		const { phases, live, failed } = this.#parts;
		const say = async () => {
			await phases.change(boardId, {});
			await live.tell(boardId);
		};
		const before = this.#parts.now().getTime();
		const again = () => {
			this.#telling.delete(boardId);
			if (this.#parts.mendings.isNewsOn(boardId, before)) this.#tell(boardId);
		};
		this.#telling.set(boardId, setTimeout(again, TELL_EVERY).unref());
		void say().catch(failed);
	}

	async #rulesFor({ id, kind, part }: DocumentName): Promise<CardRules | null> {
		const { boards, labs } = this.#parts;
		const board = await boards.find(id);
		const lab = board && (await labs.find(board.labId));
		if (!board || !lab) return null;
		const template = await templateOf(boards, board);
		const organisations = await organisationIds(this.#parts, lab);
		return {
			zones:
				kind === 'aside' ? ofAside : zonesFor(board, template, kind === 'zone' ? part : null, kind),
			// What one prepares or keeps for oneself is nobody's advice yet.
			tooEarly:
				kind === 'board' || kind === 'part' ? kindsTooEarly(template, board.currentStep) : [],
			compass: new Set(lab.compass.map((each) => each.id)),
			holds: (field, value) => {
				const known = [LEAD, ...(template.cardFields ?? [])].find((each) => each.id === field);
				return known !== undefined && fits(known, value, organisations);
			}
		};
	}
}

const ofAside: CardRules['zones'] = new Map([[ASIDE_ZONE, { kinds: null, marks: [] }]]);

/** What is hidden is on no board; notes are prepared for any zone, and a hidden one has its own. */
function zonesFor(
	board: Board,
	template: Template,
	only: string | null,
	kind: DocumentName['kind']
): CardRules['zones'] {
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	const isHere = (id: string) => {
		if (only !== null) return id === only;
		return kind === 'notes' || !hidden.has(id);
	};
	return new Map(
		template.zones
			.filter(({ id }) => isHere(id))
			.map(({ id, cardKinds, marks }) => [id, { kinds: cardKinds, marks: marks ?? [] }])
	);
}

function fits(field: CardField, value: unknown, organisations: ReadonlySet<string>): boolean {
	if (value === null) return true;
	const isKnown = (each: unknown) =>
		typeof each === 'string' &&
		(field.type === 'enum' ? (field.values ?? []).includes(each) : organisations.has(each));
	if (field.type !== 'organisatie[]') return isKnown(value);
	return Array.isArray(value) && value.length <= organisations.size && value.every(isKnown);
}

/** Whoever wrote there, or above it, or something below it. */
function whose(path: Path, by: ReadonlyMap<string, string>): string | null {
	for (let length = path.length; length >= 2; length -= 1) {
		const known = by.get(path.slice(0, length).join('/'));
		if (known !== undefined) return known;
	}
	const start = `${path.slice(0, 2).join('/')}/`;
	return [...by].find(([place]) => place.startsWith(start))?.[1] ?? null;
}
