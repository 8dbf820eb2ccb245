/** A table with its columns under each other, as prettier would leave it. */
export function markdownTable(head: string[], rows: string[][]): string {
	const lines = [head, ...rows];
	const widths = head.map((_, i) => Math.max(3, ...lines.map((line) => line[i]!.length)));
	const rule = widths.map((width, i) =>
		i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`
	);
	const written = [head, rule, ...rows].map((line) => {
		const cells = line.map((cell, i) =>
			i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)
		);
		return `| ${cells.join(' | ')} |`;
	});
	return written.join('\n');
}
