/** Rows and cells of a CSV file as RFC 4180 has it, but for the separator. */
export function readCsv(file: string, separator: string): string[][] {
	const rows: string[][] = [[]];
	const text = file.replace(/^\ufeff/, '');
	let at = 0;
	while (at < text.length) {
		if (text[at] !== '"') throw new Error(`no cell at ${at}`);
		let cell = '';
		for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
			if (at >= text.length) throw new Error('a cell without an end');
			cell += text[at];
			if (text[at] === '"') at += 1;
		}
		rows.at(-1)?.push(cell);
		at += 1;
		if (text.startsWith('\r\n', at)) {
			at += 2;
			if (at < text.length) rows.push([]);
		} else if (text[at] === separator) at += 1;
		else throw new Error(`no separator at ${at}`);
	}
	return rows;
}
