import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import { harvestDocument } from '../../src/lib/domain/document-name.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import type { ReportSource } from '../../src/lib/documents/board-report.ts';
import { HarvestDocument, type CopiedLine } from '../../src/lib/documents/harvest.ts';
import type { Board } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { sourceOf } from './export/report-source.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { templateOf } from './board-step.ts';
import { nullIfUnreadable } from './unreadable.ts';

export type ReadingParts = Pick<
	SessionParts,
	'boards' | 'rooms' | 'members' | 'ballots' | 'store' | 'labs' | 'now'
>;

/** A board of a session as it stands now, for one reader. */
export interface ReadBoard {
	board: Board;
	template: Template;
	/** Whose casus it is, is never told in it. */
	source: ReportSource;
	harvest: CopiedLine[];
}

/** Boards a session worked on, of those she may read; one that cannot be read now is left out. */
export async function readBoardsOf(
	parts: ReadingParts,
	{ actor, lab }: { actor: Actor; lab: Lab },
	session: Pick<Session, 'items'>,
	attribution: Attribution
): Promise<ReadBoard[]> {
	const read: ReadBoard[] = [];
	for (const id of boardsOf(session)) {
		const board = await parts.boards.find(id);
		if (board?.labId !== lab.id || !readsBoard(actor, board)) continue;
		const template = await templateOf(parts.boards, board);
		const source = await sourceOf(parts, { actor, lab, board, template }, attribution);
		const name = harvestDocument(id);
		const harvest = await parts.rooms
			.read(name, (doc) => new HarvestDocument(doc).copy())
			.catch(nullIfUnreadable);
		if (source) read.push({ board, template, source, harvest: harvest ?? [] });
	}
	return read;
}
