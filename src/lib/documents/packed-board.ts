import type { AuthorsOfBoard, BoardView } from './board-view.ts';
import type { Card } from './card.ts';

/** What most cards say, and need not say fifteen hundred times. */
const usual = {
	basis: null,
	at: null,
	binnedAt: null,
	compass: [],
	marks: [],
	links: [],
	fields: {},
	bundle: null,
	isFlagged: false
} satisfies Partial<Card>;

type CardWithText = BoardView['cards'][number];
type PackedCard = Omit<CardWithText, keyof typeof usual> & Partial<CardWithText>;
type ShownMaker = AuthorsOfBoard[string];

/** A board as it travels with its page: each author once, and of a card what is not as usual. */
export interface PackedBoard extends Omit<BoardView, 'cards' | 'authors'> {
	cards: PackedCard[];
	authors: { people: ShownMaker[]; of: Record<string, number> };
}

export function packBoard(board: BoardView): PackedBoard {
	const places = new Map<string, number>();
	const people: ShownMaker[] = [];
	const placeOf = (person: ShownMaker): number => {
		const key = JSON.stringify(person);
		const known = places.get(key) ?? people.push(person) - 1;
		places.set(key, known);
		return known;
	};
	const of = Object.entries(board.authors).map(([thing, who]) => [thing, placeOf(who)] as const);
	return {
		...board,
		cards: board.cards.map(packCard),
		authors: { people, of: Object.fromEntries(of) }
	};
}

export function unpackBoard({ cards, authors, ...board }: PackedBoard): BoardView {
	const of = Object.entries(authors.of).flatMap(([thing, place]) => {
		const who = authors.people[place];
		return who ? [[thing, who] as const] : [];
	});
	return {
		...board,
		cards: cards.map((card) => ({ ...usual, ...card })),
		authors: Object.fromEntries(of)
	};
}

function packCard(card: CardWithText): PackedCard {
	const told = Object.entries(card).filter(
		([key, value]) =>
			!(key in usual) || JSON.stringify(value) !== JSON.stringify(usual[key as keyof typeof usual])
	);
	return Object.fromEntries(told) as unknown as PackedCard;
}
