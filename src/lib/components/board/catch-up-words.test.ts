import { expect, it } from 'vitest';
import { aPhase, aStep } from '../../../../tests/support/a-phase';
import { catchUpWords } from './catch-up-words';

const steps = [
	aStep(5, { name: 'Houvast' }),
	aStep(6, { name: 'Witte vlekken', instruction: 'Schrijf bij elke aanname een verklaring.' })
];
const at = (time: string) => Date.parse(`2026-11-05T${time}+01:00`);

it('tells in two lines what was done and what is done now', () => {
	const before = [{ step: 5, mode: 'open' as const, at: at('10:40'), until: at('10:52') }];
	const phase = aPhase({ n: 7, step: 6, mode: 'verdekt', at: at('10:52'), before });
	expect(catchUpWords(phase, steps, new Date(at('11:00')))).toEqual([
		'Hiervoor: stap 5, Houvast, open bord, van 10.40 tot 10.52 uur.',
		'Nu, sinds 10.52 uur: verdekt schrijven. Schrijf bij elke aanname een verklaring.'
	]);
});

it('takes the last of what was done before', () => {
	const line = (step: number) => ({ step, mode: 'open' as const, at: 0, until: 0 });
	const phase = aPhase({ step: 6, before: [line(6), line(5)] });
	expect(catchUpWords(phase, steps)[0]).toContain('stap 5');
});

it('says the day of what is not of today', () => {
	const before = [{ step: 5, mode: 'open' as const, at: at('10:40'), until: at('10:52') }];
	const phase = aPhase({ n: 7, step: 6, mode: 'ronde', at: at('10:52'), before });
	const [was, is] = catchUpWords(phase, steps, new Date('2026-11-07T09:00:00+01:00'));
	expect(was).toContain('van 5 nov 10.40 tot 5 nov 10.52 uur');
	expect(is).toContain('sinds 5 nov 10.52 uur');
});
