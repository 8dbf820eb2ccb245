/** Puts a text on the clipboard. False: there is none for a page that is not on https, or it was not allowed. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}
