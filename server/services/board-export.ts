import { setImmediate as othersFirst } from 'node:timers/promises';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Actor } from '../../src/lib/domain/access.ts';
import { exportRight } from '../../src/lib/domain/board-access.ts';
import {
	attributionsWithin,
	fileKinds,
	usualAttribution,
	type ExportOptions
} from '../../src/lib/domain/board-export.ts';
import { coarser, type Attribution } from '../../src/lib/domain/attribution.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { tlpLabel, type Tlp } from '../../src/lib/domain/tlp.ts';
import type { Text } from '../../src/lib/domain/template.ts';
import {
	cardsOf,
	countsOf,
	reportOf,
	type BoardReport,
	type ReportCounts
} from '../../src/lib/documents/board-report.ts';
import { outlineOf, type ReportWords } from '../../src/lib/documents/report-outline.ts';
import type { Board } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import { epochOf } from '../store/sql-update-log.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardViewers } from './board-viewers.ts';
import { templateOf } from './board-step.ts';
import { csvOf } from './export/csv.ts';
import { jsonOf } from './export/json.ts';
import { markdownOf } from './export/markdown.ts';
import type { Press } from './export/press.ts';
import { guarded, type GuardedReport } from './export/report-guard.ts';
import { sourceOf } from './export/report-source.ts';

/** What the page offers before anything is made. */
export interface ExportView {
	id: string;
	tlp: Tlp;
	/** Null: a RED board says so much of itself, and that it is not exported. */
	offer: {
		title: string;
		contributorLabel: string;
		attributions: Attribution[];
		usual: Attribution;
		counts: ReportCounts;
		zones: { id: string; name: Text; cards: number }[];
		warnings: number;
		blocked: number;
	} | null;
}

export interface ExportedFile {
	name: string;
	type: string;
	bytes: Uint8Array;
}

/** Refusals that are only of an export. */
export type ExportProblem =
	| 'not-found'
	| 'red'
	| 'warnings'
	| 'too-big'
	| 'busy'
	| 'too-often'
	| 'failed'
	| 'changed'
	| 'unreadable';

export type Exported = { ok: true; file: ExportedFile } | { ok: false; problem: ExportProblem };

/** Files one member may have made in ten minutes. */
const OFTEN = 60;
const WINDOW = 600;

interface ExportParts extends ActParts {
	press: Press;
	viewers: BoardViewers;
	failed: (error: unknown) => void;
}

/** A board taken along as a file, by those who may; written down before anything leaves. */
export class BoardExports {
	readonly #parts: ExportParts;
	readonly #often = new RateLimiterMemory({ points: OFTEN, duration: WINDOW });

	constructor(parts: ExportParts) {
		this.#parts = parts;
	}

	/** Whether she may take it along; not there is the same as not hers. */
	async right(actor: Actor, lab: Lab, boardId: string): Promise<'yes' | 'red' | 'no'> {
		const board = await this.#find(lab, boardId);
		return board ? exportRight(actor, board) : 'no';
	}

	/** What she can choose from; nothing of a board she may not take along. */
	async view(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<ExportView>> {
		const board = await this.#find(lab, boardId);
		const right = board && exportRight(actor, board);
		if (!board || right === 'no' || right === null) return refused('not-found');
		const { id, tlp, contributorLabel } = board;
		if (right === 'red') return done({ id, tlp, offer: null });
		const usual = usualAttribution(lab.attribution);
		const all = { attribution: usual, comments: true, onlyFlagged: false, zones: null };
		const read = await this.#read(actor, lab, board, all);
		if (!read) return refused('unavailable');
		const { report, warnings, blocked } = read;
		const offer = {
			title: report.title,
			contributorLabel,
			attributions: attributionsWithin(lab.attribution),
			usual,
			counts: countsOf(report),
			zones: report.zones.map((zone) => {
				return { id: zone.id, name: zone.name, cards: cardsOf([zone]).length };
			}),
			warnings,
			blocked
		};
		return done({ id, tlp, offer });
	}

	/** `isLookedAt`: she says that what may point at a person does not. */
	async make(
		actor: Actor,
		lab: Lab,
		boardId: string,
		wanted: { options: ExportOptions; isLookedAt: boolean; words: ReportWords }
	): Promise<Exported> {
		const board = await this.#find(lab, boardId);
		const right = board && exportRight(actor, board);
		if (!board || right === 'no' || right === null) return { ok: false, problem: 'not-found' };
		if (right === 'red') return { ok: false, problem: 'red' };
		if (!(await this.#isWithin(actor))) return { ok: false, problem: 'too-often' };
		const { options, isLookedAt, words } = wanted;
		// Who takes it along has read it, however she came by the form.
		await this.#parts.viewers.saw(actor.memberId, board);
		const epoch = await this.#epoch(board);
		const read = await this.#read(actor, lab, board, options);
		if (!read) return { ok: false, problem: 'unreadable' };
		const { report, warnings } = read;
		if (warnings > 0 && !isLookedAt) return { ok: false, problem: 'warnings' };
		const made = await this.#write(report, options, words);
		if (!(made instanceof Uint8Array)) return { ok: false, problem: made };
		// It took a while: what she may do by now is what counts, what it is marked, and whether
		// something was taken out of it.
		const now = await this.#find(lab, boardId);
		const still = now ? exportRight(actor, now) : 'no';
		if (still !== 'yes') return { ok: false, problem: still === 'red' ? 'red' : 'not-found' };
		if (now?.tlp !== board.tlp || (await this.#epoch(board)) !== epoch) {
			return { ok: false, problem: 'changed' };
		}
		if (!(await this.#note(actor, board, options, report))) return { ok: false, problem: 'failed' };
		const { extension, type } = fileKinds[options.format];
		return { ok: true, file: { name: nameOf(report, extension), type, bytes: made } };
	}

	/** Goes up when something was taken out of it for good. */
	#epoch({ id }: Board): Promise<number | null> {
		return epochOf(this.#parts.store.db, boardDocument(id));
	}

	async #find(lab: Lab, boardId: string): Promise<Board | null> {
		const board = isId(boardId) ? await this.#parts.boards.find(boardId) : null;
		return board?.labId === lab.id ? board : null;
	}

	async #read(
		actor: Actor,
		lab: Lab,
		board: Board,
		options: Omit<ExportOptions, 'format'>
	): Promise<GuardedReport | null> {
		const template = await templateOf(this.#parts.boards, board);
		const attribution = coarser(options.attribution, lab.attribution);
		const given = { actor, lab, board, template };
		const source = await sourceOf(this.#parts, given, attribution);
		if (!source) return null;
		// A large board takes some tens of ms at each of these.
		await othersFirst();
		const report = reportOf(source, { ...options, attribution });
		await othersFirst();
		return guarded(report, await this.#parts.allowed.onBoard(lab, board.id));
	}

	async #write(
		report: BoardReport,
		{ format }: ExportOptions,
		words: ReportWords
	): Promise<Uint8Array | ExportProblem> {
		try {
			if (format === 'json') return Buffer.from(jsonOf(report));
			if (format === 'csv') return Buffer.from(csvOf(report, words));
			const outline = outlineOf(report, words);
			await othersFirst();
			if (format === 'markdown') return Buffer.from(markdownOf(outline));
			const pressed = await this.#parts.press.make({ format, outline });
			return pressed.ok ? pressed.file : pressed.why;
		} catch (error) {
			this.#parts.failed(error);
			return 'failed';
		}
	}

	/** On disk before a byte of the file leaves; how it was made, and nothing of what is in it. */
	#note(
		{ memberId }: Actor,
		board: Board,
		{ format, attribution, comments, onlyFlagged, zones }: ExportOptions,
		report: BoardReport
	): Promise<boolean> {
		return this.#parts.trail.record({
			act: 'board.exported',
			memberId,
			subject: boardDocument(board.id),
			detail: {
				lab: board.labId,
				format,
				attribution,
				comments: Number(comments),
				flagged: Number(onlyFlagged),
				zones: zones?.length ?? null,
				cards: countsOf(report).cards,
				tlp: board.tlp
			}
		});
	}

	async #isWithin({ memberId }: Actor): Promise<boolean> {
		return this.#often.consume(memberId).then(
			() => true,
			() => false
		);
	}
}

/** The label first: it is the last one sees of a file before one sends it on. */
function nameOf({ tlp, title, at }: BoardReport, extension: string): string {
	const words = title
		.replace(/[^\p{L}\p{N} _-]/gu, ' ')
		.trim()
		.split(/\s+/)
		.join('-');
	const label = tlpLabel[tlp].replace(':', '-');
	// Not through the middle of a letter.
	const short = [...words].slice(0, 80).join('');
	return `${[label, short, at.slice(0, 10)].filter(Boolean).join('_')}.${extension}`;
}
