import { buffer } from 'node:stream/consumers';
import type { Outline } from '../../../src/lib/documents/report-outline.ts';

/*
 * A process that makes one file and ends: an outline comes in, the file goes out. What a native
 * compiler does to it (memory, a crash) it does to nobody else.
 */
export type PressJob = { format: 'pdf' | 'word'; outline: Outline };

const { format, outline } = JSON.parse((await buffer(process.stdin)).toString()) as PressJob;
const file =
	format === 'pdf'
		? (await import('./pdf.ts')).pdfOf(outline)
		: await (await import('./word.ts')).wordOf(outline);
process.stdout.write(file);
