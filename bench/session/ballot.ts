import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { Random } from '../../tests/support/random.ts';
import { Whole } from './held.ts';
import { each } from './moments.ts';
import { goTo, measures, type Stage } from './walk.ts';

const DOTS = 3;
/** Cards most people look at. */
const FAVOURITES = 12;

/** Everybody gives her dots at the same moment; then it is closed, and all see what it came to. */
export async function ballot(stage: Stage): Promise<void> {
	const { co, crowd, lead, meeting, moments, done, complaints } = stage;
	await goTo(stage, 'Wegen');
	const board = meeting.boards.second;
	const cards = cardsOf(co.board?.board).slice(0, FAVOURITES);
	const path = `${meeting.lab}/boards/${board}/do`;
	const pressed = performance.now();
	await Promise.all(
		crowd.map(async ({ asker, member }, i) => {
			const random = new Random(i + 1);
			const left = [...cards];
			// A page sends her dots one after another.
			for (let dot = 0; dot < DOTS; dot++) {
				const [card = ''] = left.splice(random.int(left.length), 1);
				const began = performance.now();
				if (!(await asker.does(path, { do: 'vote', card, n: 1 } satisfies BoardCommand))) continue;
				moments.add(measures.vote, performance.now() - began);
				done.votes.push({ member, card });
			}
			moments.add(measures.voted, performance.now() - pressed);
		})
	);
	const began = performance.now();
	await lead.commands(board, { do: 'close-ballot' });
	const at = await each(
		crowd,
		(person) => (person.board?.results.length ?? 0) > 0,
		'totals',
		(person) => person.board?.resultsAt
	);
	moments.add(measures.totals, ...at.map((moment) => moment - began));
	for (const person of crowd) {
		const [result] = person.board?.results ?? [];
		const dots =
			result?.outcome.kind === 'stippen'
				? result.outcome.tally.cards.reduce((sum, each) => sum + each.dots, 0)
				: 0;
		if (dots !== done.votes.length) {
			complaints.push(`shown ${dots} dots where ${done.votes.length} were given`);
		}
	}
}

/** The four on top become lessons. */
export async function lessons(stage: Stage): Promise<void> {
	const { lead, co, meeting } = stage;
	await goTo(stage, 'Vier lessen');
	const [result] = co.board?.results ?? [];
	if (result?.outcome.kind !== 'stippen') throw new Error('no ballot to learn from');
	for (const { card } of result.outcome.tally.cards.slice(0, 4)) {
		await lead.commands(meeting.boards.second, { do: 'harvest', card, as: 'les' });
	}
}

function cardsOf(board: object | undefined): string[] {
	return board instanceof Whole ? [...board.doc.getMap('cards').keys()].sort() : [];
}
