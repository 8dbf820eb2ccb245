import { strFromU8, unzipSync } from 'fflate';
import type { ExportFormat } from '../../src/lib/domain/board-export.ts';
import { readPdf } from './read-pdf.ts';

/** Everything one can read in a file, wherever it stands in it: for tests that look for leaks. */
export async function lettersOf(format: ExportFormat, bytes: Uint8Array): Promise<string> {
	const raw = Buffer.from(bytes).toString('utf8');
	if (format === 'pdf') {
		const { pages, metadata, title } = await readPdf(bytes);
		return [raw, title, metadata, ...pages].join('\n').replace(/\s+/g, ' ');
	}
	if (format === 'word') {
		return Object.entries(unzipSync(bytes))
			.map(([name, part]) => `${name}\n${strFromU8(part)}`)
			.join('\n');
	}
	return raw;
}
