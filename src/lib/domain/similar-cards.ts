/** A card as far as it can be like another. */
export interface ComparedCard {
	id: string;
	zone: string;
	text: string;
	/** Already put together with others. */
	bundle: string | null;
}

/** Two cards of one zone that say much the same. */
export interface SimilarPair {
	zone: string;
	first: string;
	second: string;
	/** Share of their words they have in common, 0 to 1. */
	likeness: number;
}

/** Words that say nothing of what a card is about. */
const stopWords = new Set(
	(
		'aan al alle als bij dan dat de deze die dit doe doen door dus een en er ergens et geen gaan had ' +
		'hebben heeft heel het hem hen hier hij hoe hun iemand iets ik in is ja je kan kunnen maar meer ' +
		'men met mij moet moeten naar niet nog nu of om onder ons ook op over te tot toch uit van veel ' +
		'voor waar wat we wel werd weer wie wij willen wordt worden zal ze zelf zich zij zijn zo zou ' +
		'zonder and are but for from have not that the their they this was were what with you'
	).split(' ')
);
/** From this share of words in common two cards are called alike. */
const ALIKE = 0.5;
/** Words two cards share at least; of shorter cards all of them. */
const SHARED = 3;
/** Cards with the same word beyond which it tells nothing, and comparing would take too long. */
const COMMON = 40;

/** Words of a text that count: without case, accents, punctuation and stop words. */
export function wordsOf(text: string): Set<string> {
	const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
	const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
	return new Set(words.filter((word) => word.length > 1 && !stopWords.has(word)).map(stemmed));
}

/** "gesprekken" and "gesprek" are one word; roughly. */
function stemmed(word: string): string {
	if (word.length < 6) return word;
	const stem = word.replace(/(?:en|s|e)$/, '');
	return stem.replace(/([bdfgklmnprst])\1$/, '$1');
}

/**
 * Pairs of cards that say much the same, the likest first. Only cards that share an unusual word are
 * compared, so that a full board takes no longer than its words.
 */
export function similarPairs(cards: readonly ComparedCard[], most = 5): SimilarPair[] {
	const words = cards.map(({ text }) => wordsOf(text));
	const pairs: (SimilarPair & { at: number })[] = [];
	const shared = sharedWords(cards, words);
	shared.forEach((others, i) => {
		for (const [j, n] of others) {
			const likeness = likenessOf(words[i], words[j], n);
			const [first, second] = [cards[i], cards[j]];
			if (!first || !second || likeness < ALIKE) continue;
			if (first.bundle !== null && first.bundle === second.bundle) continue;
			pairs.push({ zone: first.zone, first: first.id, second: second.id, likeness, at: i });
		}
	});
	pairs.sort((a, b) => b.likeness - a.likeness || a.at - b.at);
	return pairs.slice(0, most).map(({ zone, first, second, likeness }) => {
		return { zone, first, second, likeness };
	});
}

/** By card how many words each later card of its zone shares with it. */
function sharedWords(
	cards: readonly ComparedCard[],
	words: readonly ReadonlySet<string>[]
): Map<number, number>[] {
	const having = new Map<string, number[]>();
	cards.forEach(({ zone }, i) => {
		for (const word of words[i] ?? []) {
			const key = `${zone}\n${word}`;
			const known = having.get(key);
			if (known) known.push(i);
			else having.set(key, [i]);
		}
	});
	const shared = cards.map(() => new Map<number, number>());
	for (const places of having.values()) {
		if (places.length > COMMON) continue;
		places.forEach((i, at) => {
			const counts = shared[i];
			if (counts) for (const j of places.slice(at + 1)) counts.set(j, (counts.get(j) ?? 0) + 1);
		});
	}
	return shared;
}

function likenessOf(
	a: ReadonlySet<string> | undefined,
	b: ReadonlySet<string> | undefined,
	shared: number
): number {
	if (!a || !b) return 0;
	const all = a.size + b.size - shared;
	if (shared < Math.min(SHARED, a.size, b.size) || shared < 2) return 0;
	return shared / all;
}
