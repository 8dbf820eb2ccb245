import type { ReportedItem } from '../../src/lib/documents/session-report.ts';
import type { Session, SessionPhase } from '../store/session-repository.ts';

const MINUTE = 60_000;

/** Minutes of every item by the plan and as it went; of work beforehand there are none. */
export function agendaAsRun(
	{ items, endedAt }: Pick<Session, 'items' | 'endedAt'>,
	phases: readonly SessionPhase[]
): ReportedItem[] {
	// Oldest first, without what was taken back: that goes on as the one before it.
	const ran = phases.filter(({ isUndone }) => !isUndone).sort((a, b) => a.n - b.n);
	const lasted = ran.map(({ itemId, round, at }, i) => {
		const until = ran[i + 1]?.at ?? endedAt ?? at;
		return { itemId, round, ms: Math.max(0, Date.parse(until) - Date.parse(at)) };
	});
	return items
		.filter(({ minutes }) => minutes > 0)
		.map(({ id, title, minutes, isBreak }) => {
			const own = lasted.filter(({ itemId }) => itemId === id);
			const ms = own.reduce((sum, each) => sum + each.ms, 0);
			return {
				...{ id, title, isBreak },
				planned: minutes,
				took: own.length === 0 ? null : Math.round(ms / MINUTE),
				rounds: Math.max(0, ...own.map(({ round }) => round))
			};
		});
}
