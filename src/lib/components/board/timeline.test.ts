import { expect, it } from 'vitest';
import { tellersOf } from './timeline.ts';

const moments = (...cards: string[]) =>
	cards.map((id) => ({ cards: [{ id }] })) as unknown as Parameters<typeof tellersOf>[0];
/** "a1" is told by "a"; "?1" by nobody one may know. */
const organisationOf = (card: string) => (card.startsWith('?') ? null : card.charAt(0));

it('sets tellers of different organisations beside each other, in the order in which they speak', () => {
	expect(tellersOf(moments('b1', 'a1', 'b2', '?1'), organisationOf)).toEqual(['b', 'a']);
});

it.each([
	['nobody', []],
	['one teller', ['a1', 'a2']],
	['tellers one may not know', ['?1', '?2']],
	['more than one can read beside each other', ['a1', 'b1', 'c1', 'd1', 'e1']]
])('keeps one line with %s', (_who, cards) => {
	expect(tellersOf(moments(...cards), organisationOf)).toEqual([]);
});
