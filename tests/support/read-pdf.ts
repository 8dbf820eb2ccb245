import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Tagged {
	role?: string;
	lang?: string;
	children?: Tagged[];
}

export interface ReadPdf {
	title: string;
	lang: string;
	isMarked: boolean;
	/** Text of each page, header and footer included. */
	pages: string[];
	/** In points. */
	sizes: { width: number; height: number }[];
	/** Roles of its structure, in order. */
	roles: string[];
	/** XMP, in which it says what it conforms to. */
	metadata: string;
}

/** A PDF as a reader program understands it. */
export async function readPdf(file: Uint8Array): Promise<ReadPdf> {
	const task = getDocument({ data: new Uint8Array(file), verbosity: 0, useSystemFonts: false });
	const document = await task.promise;
	const { info, metadata } = await document.getMetadata();
	const pages: string[] = [];
	const sizes: ReadPdf['sizes'] = [];
	const roles: string[] = [];
	for (let n = 1; n <= document.numPages; n++) {
		const page = await document.getPage(n);
		const { width, height } = page.getViewport({ scale: 1 });
		sizes.push({ width, height });
		const { items } = await page.getTextContent();
		pages.push(
			items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
		);
		roles.push(...rolesIn((await page.getStructTree()) as Tagged | null));
	}
	const marks = (await document.getMarkInfo()) as unknown as Map<string, boolean> | null;
	const read = {
		title: String((info as Record<string, unknown>)['Title']),
		lang: String((info as Record<string, unknown>)['Language']),
		isMarked: marks?.get('Marked') === true,
		pages,
		sizes,
		roles,
		metadata: String((metadata as { getRaw(): string } | null)?.getRaw() ?? '')
	};
	await task.destroy();
	return read;
}

function rolesIn(node: Tagged | null): string[] {
	if (!node) return [];
	return [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(rolesIn)];
}
