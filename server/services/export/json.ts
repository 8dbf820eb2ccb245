import type { BoardReport } from '../../../src/lib/documents/board-report.ts';
import { tlpLabel } from '../../../src/lib/domain/tlp.ts';

/** Goes up when a field changes its meaning or goes; docs/export.md says what there is. */
const VERSION = 1;

/** Every field of a report, with codes as they are: for a program, not for a reader. */
export function jsonOf(report: BoardReport): string {
	const file = {
		schema: 'kennislab/board',
		version: VERSION,
		label: tlpLabel[report.tlp],
		...report
	};
	return `${JSON.stringify(file, null, '\t')}\n`;
}
