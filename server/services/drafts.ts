import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { Access } from '../../src/lib/domain/board-access.ts';
import { draftDocument, isId } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	answersQuestion,
	draftAccess,
	readsQuestion,
	type QuestionRights
} from '../../src/lib/domain/question-access.ts';
import { DraftDocument, type DraftContent } from '../../src/lib/documents/draft.ts';
import { cutText } from '../../src/lib/documents/plain-text.ts';
import { plainOf } from '../../src/lib/documents/rich-text.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import type { Bus } from '../cluster/bus.ts';
import type { Draft, DraftPlace, DraftRepository } from '../store/draft-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, writeNewDocument } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { foldPhrase, type AllowedPhrases } from './allowed-phrases.ts';
import {
	fieldTooLong,
	writeBehind,
	writeForm,
	type DraftForm,
	type SeenMarks,
	type TypedElsewhere
} from './draft-form.ts';
import type { Forgetting } from './forgetting.ts';
import { pointsAtPerson } from './personal-text.ts';

/** Ms a dropped draft can be taken back. */
export const DROPPED_FOR = 7 * 24 * 60 * 60_000;
/** Members beside its author, and open drafts of one member in one lab. */
export const draftCaps = { writers: 20, open: 100, phrases: 50 } as const;

export interface DraftParts {
	store: Store;
	drafts: DraftRepository;
	members: MemberRepository;
	rooms: Rooms;
	bus: Bus;
	allowed: AllowedPhrases;
	forgetting: Forgetting;
	now: () => Date;
	newId: () => string;
}

/** What a draft is begun for, and what stands in it from the start. */
export type NewDraft = Pick<DraftPlace, 'kind'> &
	Partial<Pick<DraftPlace, 'questionId' | 'answerId' | 'replyTo' | 'origin'>> & {
		content?: Partial<DraftContent>;
	};

/** A draft as one of its writers finds it. */
export interface FoundDraft {
	draft: Draft;
	access: Access;
	/** It is hers: she lets others in, drops it and places it. */
	isAuthor: boolean;
}

/** Somebody who writes along. */
export interface DraftPerson {
	memberId: string;
	name: string;
	organisation: string;
}

/** A draft in a list of hers. */
export interface ListedDraft extends FoundDraft {
	title: string;
	/** The first words of its text. */
	excerpt: string;
}

/** Questions, answers and summaries while they are written: who writes them, and how they end. */
export class Drafts {
	readonly #parts: DraftParts;

	constructor(parts: DraftParts) {
		this.#parts = parts;
	}

	/** The open draft for this, made if there is none. `content` counts for a new one only. */
	async start(
		actor: Actor,
		lab: Pick<Lab, 'id'>,
		{ kind, content = {}, ...about }: NewDraft
	): Promise<Outcome<{ id: string; isNew: boolean }>> {
		const { store, drafts, now, newId } = this.#parts;
		const place: DraftPlace = {
			labId: lab.id,
			kind,
			questionId: about.questionId ?? null,
			answerId: about.answerId ?? null,
			replyTo: about.replyTo ?? null,
			origin: about.origin ?? null,
			memberId: actor.memberId
		};
		const problem = await this.#mayStart(actor, place);
		if (problem) return problem;
		return store.transaction(async (trx) => {
			const within = drafts.within(trx);
			await within.hold(place);
			const open = await within.findOpen(place);
			if (open) return done({ id: open.id, isNew: false });
			const own = await within.listOfMember(lab.id, actor.memberId);
			if (own.length >= draftCaps.open) return refused('too-many');
			const id = newId();
			await within.add({ ...place, id, madeAt: now().toISOString() });
			const doc = new Y.Doc();
			new DraftDocument(doc).write(content, null);
			const isEmpty = doc.store.clients.size === 0;
			await writeNewDocument(
				trx,
				{
					document: draftDocument(id),
					memberId: null,
					bytes: isEmpty ? new Uint8Array() : Y.encodeStateAsUpdate(doc),
					clients: isEmpty ? [] : [{ client: doc.clientID, memberId: null }],
					authorship: new Map()
				},
				now()
			);
			return done({ id, isNew: true });
		});
	}

	/** To whoever does not write in it, it is not there. */
	async find(actor: Actor, id: string): Promise<Outcome<FoundDraft>> {
		const draft = isId(id) ? await this.#parts.drafts.find(id) : null;
		if (!draft) return refused('not-found');
		const access = draftAccess(actor, draft, await this.#questionOf(draft));
		if (access === 'none') return refused('not-found');
		return done({ draft, access, isAuthor: draft.memberId === actor.memberId });
	}

	/** What stands in it now; null: nobody can read it. Asks nobody who asks. */
	contentOf(id: string): Promise<DraftContent | null> {
		return this.#parts.rooms.read(draftDocument(id), (doc) => new DraftDocument(doc).read());
	}

	/** Its author and whom she let in, in that order. */
	async people({ memberId, writers }: Draft): Promise<DraftPerson[]> {
		const ids = [memberId, ...writers.map((writer) => writer.memberId)];
		const authors = await this.#parts.members.findAuthors(ids);
		return ids.flatMap((each) => {
			const author = authors.get(each);
			return author
				? { memberId: each, name: author.name, organisation: author.organisationLabel }
				: [];
		});
	}

	/** Hers and those she was let into that she may still see, the newest first. */
	async listMine(actor: Actor, lab: Pick<Lab, 'id'>): Promise<ListedDraft[]> {
		const listed: ListedDraft[] = [];
		const since = this.#parts.now().getTime() - DROPPED_FOR;
		for (const draft of await this.#parts.drafts.listOfMember(lab.id, actor.memberId)) {
			if (draft.droppedAt !== null && Date.parse(draft.droppedAt) < since) continue;
			const access = draftAccess(actor, draft, await this.#questionOf(draft));
			if (access === 'none') continue;
			const content = await this.contentOf(draft.id);
			const text = content ? plainOf(content.text) : '';
			listed.push({
				draft,
				access,
				isAuthor: draft.memberId === actor.memberId,
				title: content?.title ?? '',
				excerpt: cutText(text.replace(/\s+/g, ' ').trim(), 160)
			});
		}
		return listed;
	}

	/** Members who may be let in: who reads what it is about, and is not in yet. */
	async candidates(actor: Actor, { draft, isAuthor }: FoundDraft): Promise<DraftPerson[]> {
		if (!isAuthor || draft.kind === 'summary') return [];
		const { members } = this.#parts;
		const inside = new Set([draft.memberId, ...draft.writers.map(({ memberId }) => memberId)]);
		const question = await this.#questionOf(draft);
		const found: DraftPerson[] = [];
		for (const each of await members.listOfLab(draft.labId)) {
			if (each.endedAt !== null || inside.has(each.memberId)) continue;
			const other = await members.findActor(each.memberId, this.#parts.now());
			if (!other || !mayBeLetIn(other, draft, question)) continue;
			const { memberId, name, organisationLabel } = each;
			found.push({ memberId, name, organisation: organisationLabel });
		}
		return found;
	}

	/** Only its author, and only whoever reads what it is about. */
	async letIn(actor: Actor, id: string, memberId: string): Promise<Outcome> {
		const found = await this.#own(actor, id);
		if (!found.ok) return found;
		const { draft } = found.value;
		if (draft.kind === 'summary') return refused('invalid');
		const { drafts, members, now } = this.#parts;
		const other = isId(memberId) ? await members.findActor(memberId, now()) : null;
		if (!other || !mayBeLetIn(other, draft, await this.#questionOf(draft))) {
			return refused('not-found');
		}
		if (memberId === draft.memberId) return done();
		if (draft.writers.length >= draftCaps.writers) return refused('too-many');
		await drafts.addWriter(id, memberId, now());
		this.tell(id);
		return done();
	}

	/** By its author, or she leaves it herself. */
	async letOut(actor: Actor, id: string, memberId: string): Promise<Outcome> {
		const found = await this.find(actor, id);
		if (!found.ok) return found;
		if (!found.value.isAuthor && memberId !== actor.memberId) return refused('forbidden');
		if (found.value.access !== 'write') return refused('already-done');
		const isOut = await this.#parts.drafts.removeWriter(id, memberId);
		if (isOut) this.tell(id);
		return isOut ? done() : refused('already-done');
	}

	/** It stays for a week, and is then gone for good. */
	async drop(actor: Actor, id: string): Promise<Outcome> {
		const found = await this.#own(actor, id);
		if (!found.ok) return found;
		if (!(await this.#parts.drafts.drop(id, this.#parts.now()))) return refused('already-done');
		this.tell(id);
		return done();
	}

	async takeBack(actor: Actor, id: string): Promise<Outcome> {
		const found = await this.find(actor, id);
		if (!found.ok) return found;
		if (!found.value.isAuthor) return refused('forbidden');
		if (!(await this.#parts.drafts.takeBack(id))) return refused('already-done');
		this.tell(id);
		return done();
	}

	/**
	 * Nobody writes in it while `work` places what stands there. `work` calls `markPlaced` in its own
	 * transaction; who has it open reads on.
	 */
	async placing<T>(
		actor: Actor,
		id: string,
		work: (draft: Draft, content: DraftContent) => Promise<Outcome<T>>
	): Promise<Outcome<T>> {
		const name = draftDocument(id);
		const outcome = await this.#parts.rooms.sealed(name, async (): Promise<Outcome<T>> => {
			const found = await this.find(actor, id);
			if (!found.ok) return found;
			if (found.value.access !== 'write') return refused('already-done');
			const content = await this.contentOf(id);
			return content ? work(found.value.draft, content) : refused('unavailable');
		});
		this.tell(id);
		return outcome;
	}

	/** Inside somebody's transaction. False: it is not open any more. */
	markPlaced(trx: Transaction<Schema>, id: string): Promise<boolean> {
		return this.#parts.drafts.within(trx).markPlaced(id, this.#parts.now());
	}

	/** What its author typed elsewhere: behind what stands in it, and what she chose where nothing is. */
	async addTyped(id: string, typed: TypedElsewhere): Promise<void> {
		await this.#parts.rooms.apply(
			draftDocument(id),
			(doc) => writeBehind(new DraftDocument(doc), typed),
			{ memberId: null }
		);
	}

	/** Members of whom something stands in it. */
	whoWrote(draft: Draft): Promise<string[]> {
		return this.#parts.drafts.whoWrote(draftDocument(draft.id));
	}

	/** What may stand in it although it looks like personal data. */
	async allowedIn(lab: Parameters<AllowedPhrases['ofLab']>[0], id: string): Promise<string[]> {
		const own = await this.#parts.drafts.listPhrases(id);
		return [...new Set([...own, ...(await this.#parts.allowed.ofLab(lab))])];
	}

	/** This is nobody, in this draft. What is always blocked is never on it. */
	async allow(actor: Actor, id: string, text: string): Promise<Outcome> {
		const found = await this.find(actor, id);
		if (!found.ok) return found;
		if (found.value.access !== 'write') return refused('forbidden');
		const phrase = text.trim().replace(/\s+/g, ' ');
		const folded = foldPhrase(phrase);
		if (!/\p{L}/u.test(folded) || phrase.length > limits.allowedPhrase) return refused('invalid');
		if (findPersonalData(phrase).some(({ severity }) => severity === 'blokkeren')) {
			return refused('personal-data');
		}
		const { drafts, now } = this.#parts;
		if ((await drafts.listPhrases(id)).length >= draftCaps.phrases) return refused('too-many');
		await drafts.allow(id, { phrase, folded, memberId: actor.memberId }, now());
		return done();
	}

	/**
	 * What a page without JavaScript sends: texts that are the same as before stay as they are. Passed: of
	 * that field somebody else wrote something else since it was shown, and nothing is saved.
	 */
	async save(
		actor: Actor,
		lab: Parameters<AllowedPhrases['ofLab']>[0],
		id: string,
		sent: DraftForm,
		seen: SeenMarks = {}
	): Promise<Outcome> {
		const found = await this.find(actor, id);
		if (!found.ok) return found;
		if (found.value.access !== 'write') return refused('already-done');
		const allowed = await this.allowedIn(lab, id);
		const tooLong = fieldTooLong(sent);
		if (tooLong) return refused('invalid', tooLong);
		const bad = Object.entries(sent).find(
			([, text]) => typeof text === 'string' && pointsAtPerson(text, allowed)
		);
		if (bad) return refused('personal-data', bad[0]);
		let passed: string | null = null;
		const isThere = await this.#parts.rooms.apply(
			draftDocument(id),
			(doc) => {
				passed = writeForm(new DraftDocument(doc), sent, seen);
			},
			{ memberId: actor.memberId }
		);
		if (passed !== null) return refused('passed', passed);
		return isThere ? done() : refused('not-found');
	}

	/** What was dropped a week ago is nowhere any more. */
	async sweep(): Promise<void> {
		const { store, drafts, rooms, forgetting, now } = this.#parts;
		const before = new Date(now().getTime() - DROPPED_FOR);
		const ids = await drafts.listDroppedBefore(before);
		if (ids.length === 0) return;
		const gone = await store.transaction(async (trx) => {
			const removed = await drafts.within(trx).remove(ids, before);
			await eraseDocuments(trx, removed.map(draftDocument));
			await forgetting.owe(trx);
			return removed;
		});
		await rooms.remove(gone.map(draftDocument), 'documentGone');
		forgetting.begin();
	}

	/** Who writes in it, or whether anybody does, changed. */
	tell(id: string): void {
		this.#parts.bus.publish({ kind: 'draft-changed', draftId: id });
	}

	/** The same of all that are about a question. */
	async tellOf(questionId: string): Promise<void> {
		for (const id of await this.#parts.drafts.listOpenOf(questionId)) this.tell(id);
	}

	async #own(actor: Actor, id: string): Promise<Outcome<FoundDraft>> {
		const found = await this.find(actor, id);
		if (!found.ok) return found;
		if (!found.value.isAuthor) return refused('forbidden');
		return found.value.access === 'write' ? found : refused('already-done');
	}

	async #questionOf({ questionId }: Pick<Draft, 'questionId'>): Promise<QuestionRights | null> {
		return questionId === null ? null : this.#parts.drafts.findQuestion(questionId);
	}

	async #mayStart(
		actor: Actor,
		{ labId, kind, questionId, answerId, replyTo }: DraftPlace
	): Promise<Outcome<never> | null> {
		const thing = { labId, id: labId };
		if (!can(actor, 'lab.read', thing)) return refused('not-found');
		if (kind === 'question' && questionId === null) {
			return can(actor, 'thread.ask', thing) ? null : refused('forbidden');
		}
		const { drafts } = this.#parts;
		const question = questionId === null ? null : await drafts.findQuestion(questionId);
		if (question?.labId !== labId || !readsQuestion(actor, question)) return refused('not-found');
		// Changing a placed question is for who asked it.
		if (kind === 'question') {
			return question.askedBy === actor.memberId ? null : refused('forbidden');
		}
		if (!answersQuestion(actor, question)) return refused('forbidden');
		for (const id of [answerId, replyTo]) {
			if (id !== null && (await drafts.findAnswer(id))?.questionId !== questionId) {
				return refused('not-found');
			}
		}
		const isOwn =
			answerId === null || (await drafts.findAnswer(answerId))?.memberId === actor.memberId;
		return isOwn ? null : refused('forbidden');
	}
}

function mayBeLetIn(other: Actor, draft: Draft, question: QuestionRights | null): boolean {
	const asWriter = { ...draft, writers: [{ memberId: other.memberId }] };
	return draftAccess(other, asWriter, question) === 'write';
}
