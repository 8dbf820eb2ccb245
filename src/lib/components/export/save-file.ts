/** `back`: there is no file, and this page says why. */
export type Saved = { is: 'saved'; name: string } | { is: 'back'; to: URL } | { is: 'offline' };

/** Asks for a file as the form itself would, and gives it to the browser to keep. */
export async function saveFile(form: HTMLFormElement): Promise<Saved> {
	let answer: Response;
	let file: Blob;
	try {
		answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
		file = await answer.blob();
	} catch {
		return { is: 'offline' };
	}
	const name = nameIn(answer.headers.get('content-disposition'));
	if (name === null) return { is: 'back', to: new URL(answer.url) };
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	// The browser has begun reading it by then.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
	return { is: 'saved', name };
}

/** Null: it is no file. */
function nameIn(disposition: string | null): string | null {
	const [, name] = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '') ?? [];
	return name === undefined ? null : decodeURIComponent(name);
}
