import type { BoardReport } from '../../../src/lib/documents/board-report.ts';
import { rewordReport, textsOfReport } from '../../../src/lib/documents/report-texts.ts';
import { isSerious } from '../../../src/lib/privacy/findings.ts';
import { findPersonalData } from '../../../src/lib/privacy/personal-data.ts';
import { cleaned } from '../personal-text.ts';

/** Units read before others get a turn: some milliseconds. */
const SLICE = 4_000;

/** What the guard says of the texts of a board: how many of them, and never which words. */
export interface GuardedReport {
	report: BoardReport;
	/** May point at a person: left for people to look at. */
	warnings: number;
	/** Held what never goes along, and does not any more. */
	blocked: number;
}

/** What is always blocked is taken out of it, wherever it slipped in. */
export async function guarded(
	report: BoardReport,
	allow: readonly string[]
): Promise<GuardedReport> {
	const { clean, warnings, blocked } = await lookAt(textsOfReport(report), allow);
	if (blocked === 0) return { report, warnings, blocked };
	return { report: rewordReport(report, (text) => clean.get(text) ?? text), warnings, blocked };
}

/** Every text as it may go along, how many may point at a person, and how many held what never goes. */
export async function lookAt(
	texts: readonly string[],
	allow: readonly string[]
): Promise<{ clean: ReadonlyMap<string, string>; warnings: number; blocked: number }> {
	const clean = new Map<string, string>();
	let [warnings, blocked, read] = [0, 0, 0];
	for (const text of texts) {
		if (clean.has(text)) continue;
		read += text.length;
		if (read > SLICE) {
			read = 0;
			await new Promise((resolve) => setImmediate(resolve));
		}
		const found = findPersonalData(text, { allow }).filter(isSerious);
		const isBlocked = found.some(({ severity }) => severity === 'blokkeren');
		clean.set(text, isBlocked ? cleaned(text, () => false) : text);
		if (isBlocked) blocked += 1;
		if (found.some(({ severity }) => severity !== 'blokkeren')) warnings += 1;
	}
	return { clean, warnings, blocked };
}
