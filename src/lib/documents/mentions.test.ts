import { describe, expect, it } from 'vitest';
import { cardMentionId, cardPlaceOf, mentionsIn } from './mentions.ts';
import { fromPlain, inlineOf, type RichDoc } from './rich-text.ts';

describe('what a text mentions', () => {
	it('is each term and card once, wherever it stands', () => {
		const term = { type: 'mention' as const, attrs: { kind: 'term' as const, id: 't1' } };
		const card = { type: 'mention' as const, attrs: { kind: 'card' as const, id: 'b1/card-c1' } };
		const doc: RichDoc = {
			type: 'doc',
			content: [
				{ type: 'paragraph', content: inlineOf('regie', [term]) },
				{
					type: 'blockquote',
					content: [
						{
							type: 'paragraph',
							content: [...inlineOf('een kaart', [card]), ...inlineOf('regie', [term])]
						}
					]
				}
			]
		};
		expect(mentionsIn([doc, fromPlain('niets')])).toEqual([term.attrs, card.attrs]);
	});

	it('of a card is where it stands on its board, and nothing that leads elsewhere', () => {
		const place = { board: 'b1', anchor: 'card-c1' };
		expect(cardPlaceOf(cardMentionId(place))).toEqual(place);
		for (const id of [
			'',
			'b1',
			'b1/',
			'../x/card',
			'b1/card?x=1',
			'b1/a/b',
			`${'b'.repeat(61)}/c`
		]) {
			expect(cardPlaceOf(id)).toBeNull();
		}
	});
});
