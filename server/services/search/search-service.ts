import type { Actor } from '../../../src/lib/domain/access.ts';
import { domains } from '../../../src/lib/domain/access.ts';
import {
	searchLimits,
	type Found,
	type Hit,
	type ParentKind,
	type SearchFilter,
	type SearchProblem
} from '../../../src/lib/domain/search.ts';
import {
	foldedWords,
	formsOf,
	readQuery,
	snippetOf,
	tellingWords,
	wordsToMark
} from '../../../src/lib/documents/search-words.ts';
import type { Lab } from '../../store/lab-repository.ts';
import type { FoundEntry, Reaches, SearchIndex } from '../../store/search/search-index.ts';
import type { SearchKeeper } from './search-keeper.ts';
import type { SearchSource, ShownParent } from './search-source.ts';

/** A question that resembles one somebody is writing. */
export interface SimilarQuestion {
	id: string;
	title: string;
	state: string | null;
}

export interface SearchRequest extends SearchFilter {
	query: string;
	/** From 1. */
	page?: number;
}

/** Words of a new question that are compared, questions looked at and given at most. */
const SIMILAR = { words: 16, among: 20, most: 5 } as const;
/** Of the words of a new question a similar one has this share at least. */
const SHARE = 0.34;
/** Words like one that was not found that are tried. */
const LIKE = 4;
/** UTF-16 units of a title that are shown: all of it. */
const TITLE = 1_000;

/**
 * Finding in a lab what one may read. The database is asked only about what her rights reach, and
 * what it finds is asked of the rules of the domain once more before it leaves. Nothing somebody
 * looks for is kept or logged.
 */
export class SearchService {
	readonly #index: SearchIndex;
	readonly #keeper: SearchKeeper;
	readonly #sources: readonly SearchSource[];

	constructor(parts: {
		index: SearchIndex;
		keeper: SearchKeeper;
		sources: readonly SearchSource[];
	}) {
		this.#index = parts.index;
		this.#keeper = parts.keeper;
		this.#sources = parts.sources;
	}

	/** Kinds of things of which there are any to find. */
	get kinds(): ParentKind[] {
		return this.#sources.map(({ kind }) => kind);
	}

	async find(
		actor: Actor,
		lab: Lab,
		{ query, page = 1, ...filter }: SearchRequest
	): Promise<Found | { problem: SearchProblem }> {
		const read = readQuery(query);
		if ('problem' in read) return read;
		const reaches = await this.#reaches(actor, lab);
		const about = {
			...filter,
			labId: lab.id,
			reaches,
			limit: searchLimits.page,
			offset: (Math.min(Math.max(page, 1), searchLimits.pages) - 1) * searchLimits.page
		};
		const found = await this.#index.find({ ...about, words: read.words });
		if (found.total > 0 || found.entries.length > 0 || page > 1) {
			return { ...(await this.#show(actor, lab, found, read.words)), alike: [] };
		}
		for (const words of await this.#likeThese(read.words, about)) {
			const like = await this.#index.find({ ...about, words });
			const shown = await this.#show(actor, lab, like, words);
			// Said only because something she may read holds these words.
			const alike = words.filter((word) => !read.words.includes(word));
			if (shown.hits.length > 0) return { ...shown, alike };
		}
		return { hits: [], total: 0, alike: [] };
	}

	/** Up to five questions she may read that resemble a text, the likest first. */
	async similarQuestions(actor: Actor, lab: Lab, text: string): Promise<SimilarQuestion[]> {
		const source = this.#sources.find(({ kind }) => kind === 'question');
		const words = tellingWords(text, SIMILAR.words);
		if (!source || words.length === 0) return [];
		const reaches = await this.#reaches(actor, lab, [source]);
		const found = await this.#index.resembling({
			...{ labId: lab.id, words, reaches, kind: 'question' as const, limit: SIMILAR.among }
		});
		const ranked = found
			.map((entry) => ({ entry, share: shareOf(words, entry) }))
			.filter(({ share }) => share >= SHARE)
			.sort((a, b) => b.share - a.share)
			.slice(0, SIMILAR.most);
		const ids = ranked.map(({ entry }) => entry.parent.id);
		const shown = await source.show(actor, lab, ids);
		return ranked.flatMap(({ entry }) => {
			const parent = shown.get(entry.parent.id);
			const { id } = entry.parent;
			return parent ? [{ id, title: parent.title, state: entry.state ?? null }] : [];
		});
	}

	/** What she may read of each kind, as it stands in the index. */
	async #reaches(actor: Actor, lab: Lab, sources = this.#sources): Promise<Reaches> {
		const reaches: Reaches = {};
		for (const source of sources) {
			const survey = await source.survey(actor, lab);
			const unread = new Set(await this.#keeper.freshen(lab, source.kind, survey));
			const { reach } = survey;
			reaches[source.kind] =
				'only' in reach
					? { only: reach.only.filter((id) => !unread.has(id)) }
					: { except: [...reach.except, ...unread] };
		}
		return reaches;
	}

	/** The same words with those that are nowhere in what she may read in another spelling. */
	async #likeThese(
		words: readonly string[],
		about: Omit<Parameters<SearchIndex['find']>[0], 'words'>
	): Promise<string[][]> {
		const spelled = await Promise.all(
			words.map(async (word) => {
				const one = { words: [word], limit: 1, offset: 0, isCounted: false };
				const there = await this.#index.find({ ...about, ...one });
				if (there.entries.length > 0) return [word];
				return (await this.#index.wordsLike(about.labId, word)).slice(0, LIKE);
			})
		);
		if (spelled.some((ways) => ways.length === 0)) return [];
		const most = Math.max(...spelled.map((ways) => ways.length));
		const ways = Array.from({ length: most }, (_, i) =>
			spelled.map((each) => each[Math.min(i, each.length - 1)] ?? '')
		);
		return ways.filter((way) => way.some((word, i) => word !== words[i]));
	}

	/** Without what the rules of the domain say she may not read after all; nor is that counted. */
	async #show(
		actor: Actor,
		lab: Lab,
		{ entries, total }: { entries: readonly FoundEntry[]; total: number },
		words: readonly string[]
	): Promise<Pick<Found, 'hits' | 'total'>> {
		const parents = new Map<string, ShownParent>();
		for (const source of this.#sources) {
			const own = entries.filter(({ parent }) => parent.kind === source.kind);
			const ids = [...new Set(own.map(({ parent }) => parent.id))];
			if (ids.length === 0) continue;
			for (const [id, shown] of await source.show(actor, lab, ids)) {
				parents.set(`${source.kind}/${id}`, shown);
			}
		}
		const marked = wordsToMark(words);
		const hits = entries.flatMap((entry): Hit[] => {
			const parent = parents.get(`${entry.parent.kind}/${entry.parent.id}`);
			return parent ? [toHit(entry, parent, marked)] : [];
		});
		return { hits, total: total - (entries.length - hits.length) };
	}
}

function toHit(
	entry: FoundEntry,
	{ title, tlp, tlps }: ShownParent,
	words: readonly string[]
): Hit {
	// A card has no title: what it says around the first place stands for one.
	const isNamed = entry.title !== '';
	return {
		kind: entry.kind,
		parent: { ...entry.parent, title },
		anchor: entry.anchor,
		title: isNamed ? snippetOf(entry.title, words, TITLE) : snippetOf(entry.text, words),
		snippet: isNamed ? snippetOf(entry.text, words) : [],
		domain: domains.find((domain) => domain === entry.domain) ?? null,
		state: entry.state ?? null,
		tlp: tlps?.[entry.anchor] ?? tlp,
		at: entry.at
	};
}

/** How many of these words a text has in some form. */
function shareOf(words: readonly string[], { title, text }: FoundEntry): number {
	const said = ` ${foldedWords(title)} ${foldedWords(text)}`;
	const has = (word: string) => formsOf(word).some((form) => said.includes(` ${form}`));
	return words.filter(has).length / words.length;
}
