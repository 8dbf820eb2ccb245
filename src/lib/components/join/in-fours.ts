/** As one reads it out and writes it over: "ACDE FHJK". */
export function inFours(code: string): string {
	return code.match(/.{1,4}/g)?.join(' ') ?? '';
}
