import { describe, expect, it } from 'vitest';
import { aBoardCard, aSource, everything, plainWords } from '../../../tests/support/a-report.ts';
import { cardsOf, countsOf, reportOf, type ReportSource } from './board-report.ts';
import { outlineOf } from './report-outline.ts';
import { rewordReport, textsOfReport } from './report-texts.ts';

function read(about: Partial<ReportSource>, options: Partial<Parameters<typeof reportOf>[1]> = {}) {
	return reportOf(aSource(about), { ...everything, ...options });
}
const textsOf = (report: ReturnType<typeof reportOf>) =>
	cardsOf(report.zones).map(({ text }) => text);

describe('what one takes along of a board', () => {
	it('is its zones in their order with their cards in theirs, numbered through', () => {
		const cards = [
			aBoardCard('1', { order: 'b', text: 'tweede' }),
			aBoardCard('2', { order: 'a', text: 'eerste' }),
			aBoardCard('3', { zone: 'tweede', text: 'derde' })
		];
		const report = read({ cards });
		expect(report.zones.map(({ id, prompt }) => [id, prompt])).toEqual([
			['eerst', 'Vraag van eerst'],
			['tweede', 'Vraag van tweede']
		]);
		expect(cardsOf(report.zones).map(({ n, text }) => [n, text])).toEqual([
			[1, 'eerste'],
			[2, 'tweede'],
			[3, 'derde']
		]);
		expect(report.isPart).toBe(false);
	});

	it('has nothing from the bin, from a zone that is hidden, or from one that is not there', () => {
		const cards = [
			aBoardCard('1', { binnedAt: 1, text: 'in de bak' }),
			aBoardCard('2', { zone: 'later', text: 'verdekt' }),
			aBoardCard('3', { zone: 'nergens', text: 'nergens' }),
			aBoardCard('4', { links: [{ to: '1', type: 'spanning' }] })
		];
		const comments = ['1', '2', '3'].map((card) => ({ id: `c${card}`, card, text: 'stil', at: 1 }));
		const report = read({ cards, comments });
		expect(textsOf(report)).toEqual(['tekst 4']);
		expect(cardsOf(report.zones)[0]!.links).toEqual([]);
		expect(JSON.stringify(report)).not.toMatch(/in de bak|verdekt|nergens|stil|later/);
	});

	it('takes comments along when they are wanted, and else only what was pointed out or chosen', () => {
		const cards = [aBoardCard('1', { isFlagged: true }), aBoardCard('2', { zone: 'tweede' })];
		const comments = [{ id: 'c', card: '1', text: 'opmerking', at: 1 }];
		expect(countsOf(read({ cards, comments }))).toMatchObject({
			cards: 2,
			flagged: 1,
			comments: 1
		});
		expect(countsOf(read({ cards, comments }, { comments: false })).comments).toBe(0);
		const flagged = read({ cards }, { onlyFlagged: true });
		expect([textsOf(flagged), flagged.isPart]).toEqual([['tekst 1'], true]);
		const chosen = read({ cards }, { zones: ['tweede', 'later'] });
		expect([textsOf(chosen), chosen.isPart]).toEqual([['tekst 2'], true]);
		expect(read({ cards }, { zones: ['eerst', 'tweede'] }).isPart).toBe(false);
	});

	it('keeps cards of one bundle together under its title', () => {
		const cards = [
			aBoardCard('1', { bundle: 'b' }),
			aBoardCard('2'),
			aBoardCard('3', { bundle: 'b' })
		];
		const [zone] = read({ cards, bundles: [{ id: 'b', title: 'Over school' }] }).zones;
		expect(zone!.groups.map(({ title, cards }) => [title, cards.map(({ text }) => text)])).toEqual([
			['Over school', ['tekst 1', 'tekst 3']],
			[null, ['tekst 2']]
		]);
	});

	it('names organisations as they may be called, says what is missing, and leaves strange fields out', () => {
		const fields = { trekker: 'o1', partners: ['o2', 'los'], vreemd: 'x' };
		const cards = [aBoardCard('1', { fields }), aBoardCard('2', { fields: { trekker: null } })];
		const organisations = { o1: 'een plattelandsgemeente', o2: 'ESS' };
		const [first, second] = cardsOf(read({ cards, organisations }).zones);
		expect(first!.fields).toEqual([
			{ id: 'trekker', label: 'Trekker', values: ['een plattelandsgemeente'], isMissing: false },
			{ id: 'partners', label: 'Doet mee', values: ['ESS', 'los'], isMissing: false }
		]);
		expect(second!.fields).toMatchObject([{ id: 'trekker', values: [], isMissing: true }]);
	});

	it('shows votes that were counted, the label of a card that travels further, and the day only', () => {
		const cards = [aBoardCard('1', { compass: ['weer', 'x'] }), aBoardCard('2')];
		const report = read({ cards, votes: { '1': 3 }, markings: { '1': 'green', '2': 'red' } });
		expect(cardsOf(report.zones)).toMatchObject([
			// Half past eleven in London is the next day in Amsterdam.
			{ votes: 3, tlp: 'green', date: '2026-11-26', compass: ['Weerbaarheid'] },
			{ votes: null, tlp: 'amber' }
		]);
		expect(JSON.stringify(report)).not.toContain('23:30');
	});

	it('holds no control characters, halves of letters or marks that turn the direction', () => {
		const text = 'a\u0000b\u0007\u202ec\u2066d\ud800e\ufffff\tg\r\nh\u2028i 👨‍👩‍👧';
		const cards = [aBoardCard('1', { text, links: [{ to: '1', type: '=HYPERLINK("x")' }] })];
		const [card] = cardsOf(read({ cards }).zones);
		expect(card!.text).toBe('abcd\ufffdef g\nh\ni 👨‍👩‍👧');
		expect(card!.links).toEqual([{ type: 'samenhang', n: 1 }]);
	});

	it('is reworded in every text that people wrote, once each', () => {
		const cards = [
			aBoardCard('1', { marks: ['warm'], fields: { partners: ['los'] }, bundle: 'b' }),
			aBoardCard('2', { bundle: 'b' })
		];
		const report = read({
			cards,
			comments: [{ id: 'c', card: '1', text: 'opmerking', at: 1 }],
			bundles: [{ id: 'b', title: 'bundel' }],
			harvest: [{ kind: 'les', text: 'geleerd', forWhom: 'wie', conditions: 'als' }]
		});
		const texts = textsOfReport(report);
		for (const text of [
			'Bord',
			'tekst 1',
			'warm',
			'los',
			'opmerking',
			'bundel',
			'geleerd',
			'wie'
		]) {
			expect(texts.filter((each) => each === text)).toHaveLength(1);
		}
		const reworded = rewordReport(report, () => 'weg');
		for (const text of texts) expect(JSON.stringify(reworded)).not.toContain(`"${text}"`);
	});

	it('reads as headings and cards, with references one can follow on paper', () => {
		const cards = [
			aBoardCard('1', { links: [{ to: '2', type: 'steunt' }], isFlagged: true }),
			aBoardCard('2', { text: 'x'.repeat(200) })
		];
		const outline = outlineOf(read({ cards }), plainWords);
		const found = outline.blocks.flatMap((block) => (block.is === 'cards' ? block.cards : []));
		expect(found[0]).toMatchObject({
			head: '1. feit · sociaal',
			facts: [`steunt 2: ${'x'.repeat(80)}…`, 'flagged']
		});
		const headings = outline.blocks.filter((block) => block.is === 'heading');
		expect(headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
			'2 steps',
			'2 zones',
			'3 Zone eerst',
			'3 Zone tweede'
		]);
		expect([outline.label, outline.title]).toEqual(['TLP:AMBER', 'Bord']);
	});
});
