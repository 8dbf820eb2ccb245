import type { Stretch } from '$lib/documents/held-pieces';
import type { Finding } from '$lib/privacy/personal-data';
import { m } from '$lib/paraglide/messages';

/** Why these are not sent, in a word that helps. */
export function whyHeld(findings: readonly Finding[]): string {
	if (findings.length > 1) return m.held_why_many();
	return findings[0]?.severity === 'blokkeren' ? m.held_why_blocked() : m.held_why_warned();
}

/** A few words around a find, so that one sees what a replacement would make of it. */
export function around(text: string, { start, end }: Stretch): { before: string; after: string } {
	const AROUND = 40;
	const line = text.lastIndexOf('\n', start - 1) + 1;
	const next = text.indexOf('\n', end);
	const stop = next < 0 ? text.length : next;
	const before = text.slice(Math.max(line, start - AROUND), start);
	const after = text.slice(end, Math.min(stop, end + AROUND));
	return {
		before: start - line > AROUND ? `…${before.slice(before.indexOf(' ') + 1)}` : before,
		after: stop - end > AROUND ? `${after.slice(0, after.lastIndexOf(' ') + 1)}…` : after
	};
}

export interface TextPart {
	text: string;
	mark: boolean;
	/** Somebody's caret stands right behind it. */
	caret: boolean;
}

/** A text cut at its marks and carets, in order. */
export function partsOf(
	text: string,
	marks: readonly Stretch[],
	carets: readonly number[] = []
): TextPart[] {
	const cuts = new Set([
		...marks.flatMap(({ start, end }) => [start, end]),
		...carets,
		text.length
	]);
	let last = 0;
	const parts: TextPart[] = [];
	for (const cut of [...cuts].sort((a, b) => a - b)) {
		const caret = carets.includes(cut);
		if (cut > last || caret) {
			const mark = marks.some(({ start, end }) => start <= last && cut <= end);
			parts.push({ text: text.slice(last, cut), mark, caret });
		}
		last = cut;
	}
	return parts;
}
