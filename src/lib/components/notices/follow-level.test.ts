import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { chosenLevels, type NoticeLevel } from '$lib/domain/notice';
import FollowLevel from './FollowLevel.svelte';

/** Values of the choices, and which of them is chosen. */
function choicesOf(props: { own: NoticeLevel | null; otherwise: NoticeLevel }) {
	const { body } = render(FollowLevel, { props });
	const inputs = [...body.matchAll(/<input type="radio"[^>]*>/g)].map(([input]) => input);
	const valueOf = (input: string) => /value="([^"]*)"/.exec(input)?.[1] ?? '';
	return {
		values: inputs.map(valueOf),
		chosen: inputs.filter((input) => / checked/.test(input)).map(valueOf)
	};
}

describe('the level of a thread', () => {
	it('is as in the lab until she chooses one', () => {
		expect(choicesOf({ own: null, otherwise: 'mij' })).toEqual({
			values: ['', ...chosenLevels],
			chosen: ['']
		});
		expect(choicesOf({ own: 'alles', otherwise: 'mij' }).chosen).toEqual(['alles']);
	});

	it('offers no mail at all only to who stopped it', () => {
		expect(choicesOf({ own: 'niets', otherwise: 'mij' })).toEqual({
			values: ['', ...chosenLevels, 'niets'],
			chosen: ['niets']
		});
	});
});
