import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Outline } from '../../../src/lib/documents/report-outline.ts';

const workspace = fileURLToPath(new URL('.', import.meta.url));
/** Source Sans 3 as the screen has it, and what a card may hold beside it. */
const faces = [
	'source-sans-3/400Regular',
	'source-sans-3/400Regular_Italic',
	'source-sans-3/700Bold',
	'noto-sans-arabic/400Regular',
	'noto-sans-arabic/700Bold',
	'noto-emoji/400Regular'
];
/** Which letters no font has is told of all at once; a letter beside one may only then be looked at. */
const TRIES = 4;
const INSTEAD = '□';

/** A tagged PDF (PDF/UA-1). The outline comes in as data: nothing of it is read as markup. */
export function pdfOf(outline: Outline): Buffer {
	const compiler = NodeCompiler.create({
		workspace,
		fontArgs: [{ fontPaths: faces.map(folderOf) }]
	});
	let shown: Outline & { hasUnshown?: boolean } = outline;
	for (let tries = TRIES; ; tries--) {
		try {
			return compiler.pdf(
				{ mainFilePath: `${workspace}board.typ`, inputs: { outline: JSON.stringify(shown) } },
				{ pdfStandard: 'ua-1', creationTimestamp: Math.floor(Date.now() / 1000) }
			);
		} catch (error) {
			const unshown = unshownIn(String(error));
			if (unshown.length === 0 || tries === 1) throw error;
			shown = { ...without(shown, unshown), hasUnshown: true };
		}
	}
}

function folderOf(face: string): string {
	const [name = ''] = face.split('/');
	const folder = import.meta.resolve(`@expo-google-fonts/${name}/package.json`);
	return fileURLToPath(new URL(face.slice(name.length + 1), folder));
}

/** Letters that could not be shown, as the compiler's message quotes them. */
function unshownIn(problem: string): string[] {
	const named = problem.matchAll(/the text `\\?"(?<text>.+?)\\?"` could not be displayed/gs);
	return [...named].flatMap(({ groups }) => [
		...(groups?.['text'] ?? '').replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
			String.fromCodePoint(parseInt(hex, 16))
		)
	]);
}

function without(outline: Outline, letters: readonly string[]): Outline {
	const gone = new Set(letters);
	const clean = (text: string) =>
		[...text].map((letter) => (gone.has(letter) ? INSTEAD : letter)).join('');
	return JSON.parse(JSON.stringify(outline), (_, value: unknown) =>
		typeof value === 'string' ? clean(value) : value
	) as Outline;
}
