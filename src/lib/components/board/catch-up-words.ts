import { stepOf } from '$lib/documents/board-layers';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { Step } from '$lib/domain/template';
import { shortDate } from '$lib/components/ui/dates';
import { m } from '$lib/paraglide/messages';
import { modeLabel } from './mode-words';
import { timeOf } from './saved-words';

/** For who comes in late: what was done just before this, and what is done now. */
export function catchUpWords(
	phase: BoardPhase,
	steps: readonly Step[],
	now = new Date()
): string[] {
	const before = phase.before.at(-1);
	const stepName = (n: number) => steps.find((step) => step.n === n)?.name ?? '';
	/** A board can stay in a step for weeks: then the day belongs to it. */
	const time = (at: number) => {
		const moment = new Date(at);
		const day = shortDate(moment);
		return day === shortDate(now) ? timeOf(moment) : `${day} ${timeOf(moment)}`;
	};
	return [
		...(before
			? [
					m.catch_before({
						n: before.step,
						name: stepName(before.step),
						mode: modeLabel(before.mode).toLowerCase(),
						from: time(before.at),
						until: time(before.until)
					})
				]
			: []),
		m.catch_now({
			time: time(phase.at),
			mode: modeLabel(phase.mode).toLowerCase(),
			instruction: stepOf(phase, steps)?.instruction ?? ''
		})
	];
}
