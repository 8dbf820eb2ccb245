/**
 * What no file can do with: control characters other than the line break, half a surrogate pair,
 * characters that are none, and marks that turn the direction of what follows them.
 */
const unfit = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** A text as every file can hold it; its words and line breaks stay. */
export function fileText(text: string): string {
	return text
		.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
		.replaceAll('\t', ' ')
		.toWellFormed()
		.replace(unfit, '')
		.trim();
}

/** The same on one line, for a heading, a name or a cell of a table. */
export function fileLine(text: string): string {
	return fileText(text).replace(/\s+/g, ' ');
}
