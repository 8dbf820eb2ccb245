import { describe, expect, it } from 'vitest';
import { aReport } from '../../../tests/support/a-report.ts';
import { cardsOf } from '../../../src/lib/documents/board-report.ts';
import { guarded } from './report-guard.ts';

describe('the guard of a file', () => {
	it('takes out what is always blocked, and counts what people should look at', async () => {
		const report = aReport([
			'Bel 06-12345678 maar, of mail x.y@voorbeeld.nl.',
			'Dennis van der Laan was erbij.',
			'De buurtvereniging hielp.'
		]);
		const { warnings, blocked, report: clean } = await guarded(report, []);
		expect({ warnings, blocked }).toEqual({ warnings: 1, blocked: 1 });
		const texts = cardsOf(clean.zones).map(({ text }) => text);
		expect(texts.join()).not.toMatch(/12345678|voorbeeld\.nl/);
		expect(texts.slice(1)).toEqual(['Dennis van der Laan was erbij.', 'De buurtvereniging hielp.']);
	});

	it('knows what the lab said is nobody, which a number never is', async () => {
		const report = aReport(['Dennis van der Laan was erbij.', 'Bel 06-12345678.']);
		const allowed = await guarded(report, ['Dennis van der Laan', '06-12345678']);
		expect(allowed).toMatchObject({ warnings: 0, blocked: 1 });
	});
});
