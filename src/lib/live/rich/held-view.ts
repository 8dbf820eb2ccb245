import { isSerious } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';
import {
	findsIn,
	type BlockFinds,
	type HeldRange,
	type Judging,
	type Letters
} from '../held-finds';

/** What the screen shows of what is held. */
export interface RichHeldView {
	/** The whole text, a line per block. */
	shown: string;
	/** Findings in what is not sent, and in what others have; places are those of `shown`. */
	findings: Finding[];
	late: Finding[];
	remarks: Finding[];
	/** Pieces not sent. */
	held: number;
	/** UTF-16 units too many; 0 when it fits. */
	excess: number;
}

/** All but what is too much. */
export function viewOf(
	blocks: readonly Letters[],
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds
): Omit<RichHeldView, 'excess'> {
	const view = {
		shown: '',
		findings: [] as Finding[],
		late: [] as Finding[],
		remarks: [] as Finding[],
		held: ranges.length
	};
	const lines: string[] = [];
	let line = 0;
	for (const { start, text } of blocks) {
		for (const find of findsIn({ start, text }, ranges, judging, finds)) {
			const placed = { ...find, start: find.start + line, end: find.end + line };
			const isHeld = ranges.some(
				({ from, to }) => from < start + find.end && to > start + find.start
			);
			if (!isSerious(find)) view.remarks.push(placed);
			else if (isHeld) view.findings.push(placed);
			else view.late.push(placed);
		}
		lines.push(text);
		line += text.length + 1;
	}
	view.shown = lines.join('\n');
	return view;
}
