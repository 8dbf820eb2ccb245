import * as v from 'valibot';
import type { Actor } from '../../src/lib/domain/access.ts';
import { checkBallot, defaultBallot } from '../../src/lib/domain/ballot.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import { plansSession } from '../../src/lib/domain/session-access.ts';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import { readScripts, type ReadyScript } from '../demo/ready-scripts.ts';
import { agendaOfScript } from '../demo/import-sessions.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session, SessionRepository } from '../store/session-repository.ts';
import type { StoredTemplate } from '../store/template-repository.ts';
import type { TemplateService } from './template-service.ts';

/** What an agenda can be started from. */
export type Source =
	| { kind: 'script'; id: string }
	| { kind: 'template'; id: string }
	| { kind: 'session'; id: string }
	| { kind: 'empty' };

/** As a form sends it: `script:scr-regio`, `empty`. */
export const SourceInput: v.GenericSchema<unknown, Source> = v.pipe(
	v.string('empty'),
	v.minLength(1, 'empty'),
	v.transform((text): Source | null => {
		const [, kind, id = ''] = /^(script|template|session):(.{1,64})$/.exec(text) ?? [];
		if (text === 'empty') return { kind: 'empty' };
		return kind ? { kind: kind as 'script', id } : null;
	}),
	v.nonNullable(v.any(), 'invalid')
);

interface SourceParts {
	sessions: SessionRepository;
	boards: BoardRepository;
	templates: TemplateService;
	newId: () => string;
}

/** Where an agenda is taken from: for whom, in which lab, and the board it is to work on. */
interface Wanted {
	actor: Actor;
	lab: Lab;
	from: Source;
	board: { id: string; template: StoredTemplate | null } | null;
}

/** The agenda of a new session. Null: there is no such thing to start from. */
export async function itemsFrom(
	parts: SourceParts,
	{ actor, lab, from, board }: Wanted
): Promise<PlannedItem[] | null> {
	switch (from.kind) {
		case 'empty':
			return [];
		case 'script': {
			const script = readScripts().find(({ id }) => id === from.id);
			return script ? ofScript(script, board?.id ?? null, parts.newId) : null;
		}
		case 'template': {
			const method = await parts.templates.chosen(lab, from.id);
			return method && ofTemplate(method, board, parts.newId);
		}
		case 'session': {
			const session = isId(from.id) ? await parts.sessions.find(from.id) : null;
			if (session?.labId !== lab.id || !plansSession(actor, session)) return null;
			return ofSession(actor, session, board, parts);
		}
	}
}

/** What is done beforehand takes none of the time together. */
function ofScript(
	{ before, steps }: ReadyScript,
	boardId: string | null,
	newId: () => string
): PlannedItem[] {
	const work = { title: 'Vooraf', minutes: 0, who: 'begeleider', what: '' };
	const [first, ...rest] = agendaOfScript([work, ...steps], boardId, newId);
	return first ? [{ ...first, notes: before.join('\n') }, ...rest] : rest;
}

function ofTemplate(
	{ key, template }: Pick<StoredTemplate, 'key'> & { template: Template },
	board: Wanted['board'],
	newId: () => string
): PlannedItem[] {
	// Of another method a number would be another step.
	const isOfBoard = board === null || board.template?.key === key;
	return template.steps.map((step) => ({
		id: newId(),
		title: step.name,
		minutes: step.minutes,
		who: step.who,
		instruction: step.instruction,
		notes: '',
		boardId: board?.id ?? null,
		mode: step.boardMode,
		ballot: step.boardMode === 'stemmen' ? defaultBallot : null,
		step: isOfBoard ? step.n : null,
		isBreak: false,
		isDropped: false
	}));
}

/** The same again on another day; with a board given, what works on a board works on that one. */
async function ofSession(
	actor: Actor,
	{ items }: Session,
	board: Wanted['board'],
	{ boards, newId }: SourceParts
): Promise<PlannedItem[]> {
	const copies = items.map(async (item): Promise<PlannedItem> => {
		const fresh = { ...item, id: newId(), isDropped: false };
		const old = item.boardId ? await boards.find(item.boardId) : null;
		if (!board || (item.mode === null && item.boardId === null)) {
			return old && readsBoard(actor, old) ? fresh : { ...fresh, boardId: null, step: null };
		}
		const isSameMethod = old !== null && old.templateId === board.template?.id;
		const noSums = board.template?.template.noSums ?? false;
		return {
			...fresh,
			boardId: board.id,
			step: isSameMethod ? item.step : null,
			// What its method does not know cannot be kept.
			ballot: item.ballot && (checkBallot(item.ballot, { noSums }) ?? defaultBallot)
		};
	});
	return Promise.all(copies);
}
