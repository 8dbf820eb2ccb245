import { can, type Actor, type Thing } from './access.ts';
import type { Access } from './board-access.ts';
import type { AskedAs, DraftKind } from './question.ts';
import type { Tlp } from './tlp.ts';

/** What decides who may read, answer and lead a question. */
export interface QuestionRights {
	id: string;
	labId: string;
	tlp: Tlp;
	askedAs: AskedAs;
	/** Null: nobody knows. */
	askedBy: string | null;
	/** Who was at the sessions it was pinned to: they read it while it is RED. */
	attendance: readonly string[];
	/** Put together with another one: it is read, and nothing is added to it. */
	mergedInto: string | null;
}

function questionThing({ id, labId, askedBy }: QuestionRights): Thing & { id: string } {
	return { id, labId, ownerMemberId: askedBy };
}

/** Whether it is hers: she asked it, in whatever name. */
export function isAsker(actor: Actor, { askedBy }: Pick<QuestionRights, 'askedBy'>): boolean {
	return askedBy !== null && askedBy === actor.memberId;
}

/** Whether she may know of the question at all. */
export function readsQuestion(actor: Actor, question: QuestionRights): boolean {
	const thing = questionThing(question);
	if (question.tlp !== 'red') return isAsker(actor, question) || can(actor, 'thread.read', thing);
	const isInvited =
		isAsker(actor, question) ||
		question.attendance.includes(actor.memberId) ||
		can(actor, 'thread.pin', thing);
	return can(actor, 'board.readRed', { ...thing, isInvited });
}

/** Whether she thinks along: writes answers, and in the summary. */
export function answersQuestion(actor: Actor, question: QuestionRights): boolean {
	return (
		question.mergedInto === null &&
		readsQuestion(actor, question) &&
		(can(actor, 'thread.answer', questionThing(question)) || isAsker(actor, question))
	);
}

/** Whether she says how it stands: whoever asked it, and who leads the lab. */
export function leadsQuestion(actor: Actor, question: QuestionRights): boolean {
	if (question.mergedInto !== null || !readsQuestion(actor, question)) return false;
	return isAsker(actor, question) || can(actor, 'thread.pin', questionThing(question));
}

/** Whether she sets down what may be used of it, and under what conditions. */
export function harvestsQuestion(actor: Actor, question: QuestionRights): boolean {
	if (question.tlp === 'red' || question.mergedInto !== null) return false;
	return readsQuestion(actor, question) && can(actor, 'harvest.write', questionThing(question));
}

/** Whether she keeps it on top of a session, a theme or the home: who leads the lab. */
export function pinsQuestion(actor: Actor, question: QuestionRights): boolean {
	if (question.mergedInto !== null) return false;
	return readsQuestion(actor, question) && can(actor, 'thread.pin', questionThing(question));
}

/** Whether she puts questions together, takes them apart and takes answers out: who leads the lab. */
export function mergesQuestion(actor: Actor, question: QuestionRights): boolean {
	return readsQuestion(actor, question) && can(actor, 'thread.pin', questionThing(question));
}

/** Whether she takes words out of it for good, of one that was put together with another as well. */
export function redactsQuestion(actor: Actor, question: QuestionRights): boolean {
	return readsQuestion(actor, question) && can(actor, 'content.redact', questionThing(question));
}

/** Whether her organisation can say that it plays there too. */
export function joinsQuestion(actor: Actor, question: QuestionRights): boolean {
	if (question.mergedInto !== null || isAsker(actor, question)) return false;
	return readsQuestion(actor, question) && can(actor, 'thread.alsoAtOurs', questionThing(question));
}

/** What decides who may write in a draft. */
export interface DraftRights {
	labId: string;
	kind: DraftKind;
	/** Whose it is. */
	memberId: string;
	/** Whom she let in. */
	writers: readonly { memberId: string }[];
	placedAt: string | null;
	droppedAt: string | null;
}

/** `question` null: the draft is of a question that is nowhere yet. */
export function draftAccess(
	actor: Actor,
	draft: DraftRights,
	question: QuestionRights | null
): Access {
	if (!mayBeIn(actor, draft, question)) return 'none';
	return draft.placedAt === null && draft.droppedAt === null ? 'write' : 'read';
}

function mayBeIn(actor: Actor, draft: DraftRights, question: QuestionRights | null): boolean {
	const { labId, kind, memberId, writers } = draft;
	const isReader = question
		? readsQuestion(actor, question)
		: can(actor, 'lab.read', { labId, id: labId });
	if (!isReader) return false;
	// What is known so far is everybody's who may answer.
	if (kind === 'summary') return question !== null && answersQuestion(actor, question);
	return (
		memberId === actor.memberId || writers.some((writer) => writer.memberId === actor.memberId)
	);
}
