import type { Actor } from '../../src/lib/domain/access.ts';
import { mayContribute } from '../../src/lib/domain/board-access.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { cardTlp } from '../../src/lib/domain/marking.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { runsSession, writesInSession } from '../../src/lib/domain/session-access.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { DraftContent } from '../../src/lib/documents/draft.ts';
import { fromPlain } from '../../src/lib/documents/rich-text.ts';
import type { Lab } from '../store/lab-repository.ts';
import { listMarkings } from '../store/marking-repository.ts';
import type { QuestionRepository } from '../store/question-repository.ts';
import type { Drafts } from './drafts.ts';
import type { ThreadParts } from './thread-parts.ts';

export interface StartParts extends ThreadParts {
	drafts: Drafts;
	/** Of the boxes of sessions. */
	questions: QuestionRepository;
}

/** What a question is made of: a card on a board, or a question in the box of a session. */
export interface StartedFrom {
	kind: 'card' | 'box';
	id: string;
	part: string;
}

/**
 * Begins a question with what stands on a card or in a box, for whoever may bring that in; the trail
 * back stays with it. Begun again it is the draft she began.
 */
export async function startFrom(
	parts: StartParts,
	actor: Actor,
	lab: Lab,
	origin: StartedFrom
): Promise<Outcome<string>> {
	if (!isId(origin.id)) return refused('not-found');
	const content =
		origin.kind === 'card'
			? await ofCard(parts, actor, lab, origin)
			: await ofBox(parts, actor, lab, origin);
	if (!content) return refused('not-found');
	const started = await parts.drafts.start(actor, lab, { kind: 'question', origin, content });
	return started.ok ? { ok: true, value: started.value.id } : started;
}

/** What one says of a card goes no further than the card itself. */
async function ofCard(
	{ boards, rooms, store }: StartParts,
	actor: Actor,
	lab: Lab,
	{ id, part }: StartedFrom
): Promise<Partial<DraftContent> | null> {
	const board = await boards.find(id);
	if (board?.labId !== lab.id || !mayContribute(actor, board)) return null;
	const marked = await listMarkings(store.db, id);
	return rooms.read(boardDocument(id), (doc) => {
		const document = new BoardDocument(doc);
		const card = document.card(part);
		if (!card || card.binnedAt !== null) return null;
		return {
			text: fromPlain(document.textOf(part)),
			facts: {
				tlp: cardTlp(board.tlp, marked[part]),
				...(card.domain ? { domain: card.domain } : {})
			}
		};
	});
}

async function ofBox(
	{ sessions, questions }: StartParts,
	actor: Actor,
	lab: Lab,
	{ id, part }: StartedFrom
): Promise<Partial<DraftContent> | null> {
	const session = await sessions.find(id);
	if (session?.labId !== lab.id || !writesInSession(actor, session)) return null;
	const asked = (await questions.list(id)).find((each) => each.id === part);
	const isHers = asked?.memberId === actor.memberId || runsSession(actor, session);
	// What is not shown yet is known to who asked it and who leads.
	return asked && (asked.isShown || isHers) ? { text: fromPlain(asked.text) } : null;
}
