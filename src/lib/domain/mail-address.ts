/** Why a text is no address to send one mail to. */
export type AddressProblem =
	| 'empty'
	/** A line break would begin a header of its own. */
	| 'break'
	/** A comma or semicolon, or more than one @: more than one recipient. */
	| 'several'
	/** Quotes and brackets can hide a second address. */
	| 'quoted'
	| 'long'
	/** No address at all. */
	| 'email';

/** Of the whole, and of what stands before the @ (RFC 5321). */
const LONGEST = 254;
const LONGEST_NAME = 64;
const shape = /^[\w+-]+(?:\.[\w+-]+)*@[a-z\d]+(?:[.-][a-z\d]+)*\.[a-z]{2,}$/i;

/** The address itself, in small letters; or why there is none. One that passes has one recipient. */
export function readAddress(
	text: string
): { address: string } | { address: null; problem: AddressProblem } {
	const no = (problem: AddressProblem) => ({ address: null, problem });
	// Before trimming: a line break at the end is no slip of the finger.
	if (/[\p{Cc}\u2028\u2029]/u.test(text)) return no('break');
	const address = text.trim().toLowerCase();
	if (address === '') return no('empty');
	if (/["'`<>()[\]\\]/.test(address)) return no('quoted');
	if (/[,;]|@[^@]*@|\s/.test(address))
		return no(/@.*[,;\s]|@[^@]*@/.test(address) ? 'several' : 'email');
	if (address.length > LONGEST || address.indexOf('@') > LONGEST_NAME) return no('long');
	return shape.test(address) ? { address } : no('email');
}

/** Whether mail can arrive there at all: `.invalid` never does (RFC 2606). */
export function isReachable(address: string): boolean {
	return !address.endsWith('.invalid');
}
