import type { Finding } from './personal-data.ts';

/** A stretch of a text that is shown with what was found in it. */
export interface Marked {
	text: string;
	isFound: boolean;
}

/** UTF-16 units of a text that are shown whole. */
const WHOLE = 240;
const sentence = /[^.!?\n]+[.!?\n]*\s*/g;
const GAP = '… ';

/** A text with its findings marked; of a long one the sentences they are in. */
export function markedText(text: string, findings: readonly Finding[]): Marked[] {
	const shown = text.length <= WHOLE ? [{ start: 0, end: text.length }] : aroundOf(text, findings);
	const parts: Marked[] = [];
	let before = 0;
	for (const { start, end } of shown) {
		if (start > before) parts.push({ text: GAP, isFound: false });
		let from = start;
		for (const finding of findings) {
			if (finding.start < from || finding.end > end) continue;
			parts.push({ text: text.slice(from, finding.start), isFound: false });
			parts.push({ text: finding.text, isFound: true });
			from = finding.end;
		}
		parts.push({ text: text.slice(from, end), isFound: false });
		before = end;
	}
	return parts.filter((part) => part.text !== '');
}

/** Sentences with a finding; what is found across two of them takes both along. */
function aroundOf(text: string, findings: readonly Finding[]): { start: number; end: number }[] {
	const sentences = [...text.matchAll(sentence)].map(({ index, 0: said }) => {
		return { start: index, end: index + said.length };
	});
	const shown: { start: number; end: number }[] = [];
	for (const finding of findings) {
		const around = sentences.filter(({ start, end }) => start < finding.end && end > finding.start);
		// Somebody may write 2,000 letters without a full stop.
		const start = Math.max(around[0]?.start ?? 0, finding.start - WHOLE / 2);
		const end = Math.min(around.at(-1)?.end ?? text.length, finding.end + WHOLE / 2);
		const last = shown.at(-1);
		if (last && start <= last.end) last.end = Math.max(last.end, end);
		else shown.push({ start, end });
	}
	return shown;
}
