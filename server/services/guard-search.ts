import * as Y from 'yjs';
import {
	entriesOf,
	KEY,
	textsOf,
	touchedBy,
	wordsIn,
	type Deleted,
	type Entry,
	type Run
} from '../../src/lib/documents/entry-texts.ts';
import { isSerious } from '../../src/lib/privacy/findings.ts';
import { findPersonalData, type Finding } from '../../src/lib/privacy/personal-data.ts';
import type { Commit } from '../sync/room.ts';

/** What somebody sent. */
type Sent = Pick<Commit, 'memberId' | 'bytes'>;

/** Units read at once. Of a longer text, and no page of ours writes one, only what is new. */
const LONG = 8_000;
/** Units of what came and went that are read in one look. */
const GONE = 32_000;
/** Units beside the news that are read along: a finding reaches no further. */
const AROUND = 300;
/** Units read before others get a turn: some milliseconds. */
const SLICE = 16_000;

/** A text that somebody changed, with what she brought. */
export interface News {
	/** Null: it came and went, and stands nowhere any more. */
	entry: Entry | null;
	path: readonly string[];
	text: string;
	memberId: string;
	runs: readonly Run[];
	brought: readonly Brought[];
}

/** What one update of one member made: per client from which clock up to which. */
interface Brought {
	memberId: string;
	/** The words themselves, of which the document does not know any more who brought them. */
	words: readonly string[];
	from: Map<number, number>;
	to: Map<number, number>;
	deleted: Deleted;
}

/** Something that must not stay, and who brought it. */
export interface Caught {
	entry: Entry | null;
	path: readonly string[];
	finding: Pick<Finding, 'type' | 'severity' | 'text'>;
	memberId: string;
}

/** What a search gives: what must go, and how much is left for people to look at. */
export interface Searched {
	caught: Caught[];
	late: { path: readonly string[]; text: string }[];
}

/**
 * Texts that these updates of members changed, as the document stands now. `lost`: those it knows
 * nothing of, for it was made anew since.
 */
export function newsIn(
	doc: Y.Doc,
	commits: readonly Sent[]
): { news: News[]; lost: readonly Sent[] } {
	const touched = new Map<string, { entry: Entry; memberId: string }>();
	const brought: Brought[] = [];
	const news: News[] = [];
	const lost: Sent[] = [];
	let goneLeft = GONE;
	for (const commit of commits) {
		const { memberId, bytes } = commit;
		if (memberId === null) continue;
		const { entries, gone, deleted, isLost } = touchedBy(doc, bytes);
		if (isLost) lost.push(commit);
		brought.push({ memberId, words: [], deleted, ...Y.parseUpdateMeta(bytes) });
		for (const entry of entries) touched.set(entry.join('/'), { entry, memberId });
		for (const text of isLost ? [] : gone) {
			goneLeft -= text.length;
			if (goneLeft < 0) break;
			news.push(...inStretches({ entry: null, path: [], text, memberId, runs: [], brought }));
		}
	}
	for (const { entry, memberId } of touched.values()) {
		news.push(...newsOf(doc, { entry, memberId, brought }));
	}
	return { news, lost };
}

/** All texts of a document, which may hold what these updates brought to another. */
export function everythingIn(doc: Y.Doc, commits: readonly Sent[]): News[] {
	const brought = commits.flatMap(({ memberId, bytes }) =>
		memberId === null
			? []
			: {
					memberId,
					words: wordsIn(bytes),
					from: new Map<never, never>(),
					to: new Map<never, never>(),
					deleted: new Map<never, never>()
				}
	);
	const last = brought.at(-1);
	if (!last) return [];
	const about = { memberId: last.memberId, brought };
	return entriesOf(doc).flatMap((entry) => newsOf(doc, { entry, ...about }));
}

function newsOf(
	doc: Y.Doc,
	about: { entry: Entry; memberId: string; brought: readonly Brought[] }
): News[] {
	return textsOf(doc, about.entry).flatMap(({ path, text, runs }) => {
		if (!isText(path) && isMachineWord(text)) return [];
		const news = { ...about, path, text, runs };
		return text.length <= LONG ? news : aroundNews(news).flatMap(inStretches);
	});
}

/** Where pages put what people write. */
function isText(path: readonly string[]): boolean {
	const isPlace =
		path[1] === '' || ['text', 'title', 'fields', 'forWhom', 'conditions'].includes(path[2] ?? '');
	return isPlace && path.at(-1) !== KEY;
}

/** An id, the name of a zone or a kind: not what a person would write. */
function isMachineWord(text: string): boolean {
	return /^[a-z0-9][\w-]{0,99}$/i.test(text) && !/^[\d-]+$/.test(text);
}

/** Of a very long text the stretches in which something is new. */
function aroundNews(news: News): News[] {
	const isNew = ({ start, end, ...run }: Run) => {
		const { client, first, end: last } = clocksOf({ start, end, ...run }, start, end);
		return news.brought.some(
			({ from, to }) => (from.get(client) ?? Infinity) < last && (to.get(client) ?? 0) > first
		);
	};
	const stretches: { start: number; end: number }[] = [];
	for (const { start, end } of news.runs.filter(isNew)) {
		const last = stretches.at(-1);
		if (last && start - AROUND <= last.end) last.end = end + AROUND;
		else stretches.push({ start: Math.max(0, start - AROUND), end: end + AROUND });
	}
	return stretches.map(({ start, end }) => stretchOf(news, start, end));
}

/** A text in stretches of which each is read in a moment, and that reach into one another. */
function inStretches(news: News): News[] {
	const starts = Math.ceil(Math.max(1, news.text.length - AROUND) / (LONG - AROUND));
	return Array.from({ length: starts }, (_, i) =>
		stretchOf(news, i * (LONG - AROUND), i * (LONG - AROUND) + LONG)
	);
}

function stretchOf(news: News, start: number, end: number): News {
	return {
		...news,
		text: news.text.slice(start, end),
		runs: news.runs
			.filter((run) => run.end > start && run.start < end)
			.map((run) => ({ ...run, start: run.start - start, end: run.end - start }))
	};
}

/**
 * What must go: whatever is always blocked, and of the rest what one update of one member brought
 * whole, for a page asks before it sends that. `allowedFor` gives what a member said is nobody; for
 * null what anybody said on this board: whoever takes back a deletion brings words of another.
 */
export async function search(
	news: readonly News[],
	allowedFor: (memberId: string | null) => Promise<readonly string[]>
): Promise<Searched> {
	const searched: Searched = { caught: [], late: [] };
	let read = 0;
	for (const each of news) {
		read += each.text.length;
		if (read > SLICE) {
			read = 0;
			await new Promise((resolve) => setImmediate(resolve));
		}
		const found = findPersonalData(each.text).filter(isSerious);
		/** What is left of it where these phrases are allowed; read once per member. */
		const left = new Map<string | null, Finding[]>();
		for (const finding of found) {
			const { entry, path } = each;
			const by = broughtBy(each, finding);
			if (finding.severity === 'blokkeren') {
				// Not whoever touched it last, who may have moved the card; nor of what came and went.
				const who = entry ? (by ?? partlyBroughtBy(each, finding)) : null;
				const memberId = who ?? each.memberId;
				searched.caught.push({ entry, path, finding, memberId });
			} else if (entry) {
				const staysFor = async (member: string | null) => {
					const there = left.get(member) ?? (await leftFor(each.text, found, allowedFor, member));
					left.set(member, there);
					return there.some(({ start, end }) => start === finding.start && end === finding.end);
				};
				if (!(await staysFor(by ?? each.memberId))) continue;
				if (by !== null && (await staysFor(null))) {
					searched.caught.push({ entry, path, finding, memberId: by });
				} else searched.late.push({ path, text: finding.text });
			}
		}
	}
	return searched;
}

async function leftFor(
	text: string,
	found: Finding[],
	allowedFor: (memberId: string | null) => Promise<readonly string[]>,
	member: string | null
): Promise<Finding[]> {
	const allow = await allowedFor(member);
	return allow.length === 0 ? found : findPersonalData(text, { allow });
}

/** Whose one update brought all of this; null: it came about in several. */
function broughtBy({ text, runs, brought }: News, { start, end }: Finding): string | null {
	const said = text.slice(start, end);
	const known = brought.find(({ words }) => words.some((word) => word.includes(said)));
	if (known) return known.memberId;
	const parts = runs
		.filter((run) => run.end > start && run.start < end)
		.map((run) => clocksOf(run, start, end));
	if (parts.length === 0) return null;
	const isIn = ({ from, to }: Brought, { client, first, end }: Clocks) =>
		(from.get(client) ?? Infinity) <= first && (to.get(client) ?? 0) >= end;
	const whole = brought.find((each) => parts.every((part) => isIn(each, part)));
	if (!whole || brought.some((each) => each !== whole && hasJoined(each, parts))) return null;
	return whole.memberId;
}

/** Whether these letters became neighbours because this update deleted what stood between them. */
function hasJoined({ deleted }: Brought, parts: readonly Clocks[]): boolean {
	return parts.some(({ client, end }, i) => {
		const next = parts[i + 1];
		if (next?.client !== client) return false;
		const isBetween = ({ clock, len }: { clock: number; len: number }) =>
			clock < next.first && clock + len > end;
		return (deleted.get(client) ?? []).some(isBetween);
	});
}

/** Who brought a letter of it, the last one first. */
function partlyBroughtBy({ runs, brought }: News, { start, end }: Finding): string | null {
	const parts = runs
		.filter((run) => run.end > start && run.start < end)
		.map((run) => clocksOf(run, start, end));
	const last = brought.findLast(({ from, to }) =>
		parts.some(
			({ client, first, end: until }) =>
				(from.get(client) ?? Infinity) < until && (to.get(client) ?? 0) > first
		)
	);
	return last?.memberId ?? null;
}

interface Clocks {
	client: number;
	first: number;
	end: number;
}

/** Clocks of the letters of a run that lie in this stretch of the text. */
function clocksOf({ client, clock, isWhole, ...run }: Run, start: number, end: number): Clocks {
	if (isWhole) return { client, first: clock, end: clock + 1 };
	return {
		client,
		first: clock + Math.max(0, start - run.start),
		end: clock + Math.min(run.end, end) - run.start
	};
}
