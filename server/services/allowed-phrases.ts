import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import type { ListedPhrase } from '../../src/lib/domain/listed-phrase.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { normalise } from '../../src/lib/privacy/normalise.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import type { AllowedPhrase, AllowedPhraseRepository } from '../store/allowed-phrase-repository.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import { changeMoment, changeMoments } from '../store/phase-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { AuditTrail } from './audit-trail.ts';

export const PhraseChoice = v.object({ phrase: v.string() });

interface AllowedParts {
	store: Store;
	phrases: AllowedPhraseRepository;
	boards: BoardRepository;
	rooms: Rooms;
	trail: AuditTrail;
	/** The moment of a board changed: who has it open hears of it. */
	tell: (boardId: string) => Promise<void>;
	now: () => Date;
	newId: () => string;
}

/** Statuses of a lab that is over. */
const over = ['afgerond', 'afgesloten', 'gearchiveerd'];

/**
 * What is no personal data, although it looks like it: for who says so at once, for her lab when a
 * facilitator agrees. What is always blocked is never on it.
 */
export class AllowedPhrases {
	readonly #parts: AllowedParts;

	constructor(parts: AllowedParts) {
		this.#parts = parts;
	}

	/** Phrases that hold where she writes on this board. */
	async forWriter(
		{ memberId }: Pick<Actor, 'memberId'>,
		lab: Pick<Lab, 'id' | 'status' | 'plannedUntil'>,
		boardId: string
	): Promise<string[]> {
		if (this.#isOver(lab)) return [];
		return this.#parts.phrases.listForWriter(lab.id, boardId, memberId);
	}

	/** Phrases a facilitator agreed to: they hold in every form and on every board of the lab. */
	async ofLab(lab: Pick<Lab, 'id' | 'status' | 'plannedUntil'>): Promise<string[]> {
		if (this.#isOver(lab)) return [];
		const known = await this.#parts.phrases.listOfLab(lab.id);
		return known.filter(({ agreedAt }) => agreedAt !== null).map(({ phrase }) => phrase);
	}

	/** Phrases that hold for anybody on this board. */
	async onBoard(
		lab: Pick<Lab, 'id' | 'status' | 'plannedUntil'>,
		boardId: string
	): Promise<string[]> {
		if (this.#isOver(lab)) return [];
		const known = await this.#parts.phrases.listOfLab(lab.id);
		return known
			.filter((each) => each.agreedAt !== null || each.boardId === boardId)
			.map(({ phrase }) => phrase);
	}

	async propose(actor: Actor, lab: Lab, boardId: string, text: string): Promise<Outcome> {
		const phrase = text.trim().replace(/\s+/g, ' ');
		const folded = foldPhrase(phrase);
		// Without a letter it is a number, and numbers are nobody's to allow.
		const isPhrase = /\p{L}/u.test(folded) && phrase.length <= limits.allowedPhrase;
		if (!isPhrase || this.#isOver(lab)) return refused('invalid');
		const isBlocked = findPersonalData(phrase).some(({ severity }) => severity === 'blokkeren');
		if (isBlocked) return refused('personal-data');
		const { store, phrases, trail, now, newId } = this.#parts;
		const known = await phrases.listOfLab(lab.id);
		const same = known.filter((each) => each.folded === folded);
		const isHers = (each: AllowedPhrase) => each.proposedBy === actor.memberId;
		if (same.some((each) => each.agreedAt !== null || (isHers(each) && each.boardId === boardId))) {
			return done();
		}
		const open = known.filter((each) => isHers(each) && each.agreedAt === null);
		if (open.length >= limits.openPhrases) return refused('too-many');
		const id = newId();
		await store.transaction(async (trx) => {
			const row = { id, labId: lab.id, boardId, phrase, folded };
			const by = { proposedBy: actor.memberId, proposedAt: now().toISOString() };
			if (!(await phrases.within(trx).add({ ...row, ...by }))) return;
			await changeMoment(trx, boardId, {});
			await trail.within(trx, fact('phrase.proposed', actor, lab, id));
		});
		return done();
	}

	/** From here on it is no personal data on any board of the lab, for anybody. */
	async agree(actor: Actor, lab: Lab, id: string): Promise<Outcome> {
		if (!this.mayAgree(actor, lab)) return refused('forbidden');
		const { store, phrases, trail, now } = this.#parts;
		const known = await phrases.listOfLab(lab.id);
		const phrase = known.find((each) => each.id === id);
		if (!phrase || !(await this.#readsBoardOf(actor, phrase))) return refused('not-found');
		if (known.filter(({ agreedAt }) => agreedAt !== null).length >= limits.agreedPhrases) {
			return refused('too-many');
		}
		const agreed = await store.transaction(async (trx) => {
			if (!(await phrases.within(trx).agree(lab.id, phrase, actor.memberId, now()))) return false;
			await changeMoments(trx, lab.id);
			await trail.within(trx, fact('phrase.agreed', actor, lab, id));
			return true;
		});
		if (!agreed) return refused('already-done');
		await this.tell(lab.id);
		return done();
	}

	/** Whoever proposed it until it is agreed, and a facilitator always. */
	async revoke(actor: Actor, lab: Lab, id: string): Promise<Outcome> {
		const { store, phrases, trail } = this.#parts;
		const phrase = await phrases.find(lab.id, id);
		if (!phrase || !this.#sees(actor, lab, phrase, await this.#readsBoardOf(actor, phrase))) {
			return refused('not-found');
		}
		if (!this.#mayRevoke(actor, lab, phrase)) return refused('forbidden');
		const isOfLab = phrase.agreedAt !== null;
		await store.transaction(async (trx) => {
			await phrases.within(trx).remove([id]);
			if (isOfLab) await changeMoments(trx, lab.id);
			else await changeMoment(trx, phrase.boardId, {});
			await trail.within(trx, fact('phrase.revoked', actor, lab, id));
		});
		if (isOfLab) await this.tell(lab.id);
		else await this.#parts.tell(phrase.boardId);
		return done();
	}

	/** Inside somebody's transaction: these are not allowed any more. True: one held in the whole lab. */
	async forget(
		trx: Transaction<Schema>,
		lab: Lab,
		isGone: (folded: string) => boolean
	): Promise<boolean> {
		const phrases = this.#parts.phrases.within(trx);
		const gone = (await phrases.listOfLab(lab.id)).filter(({ folded }) => isGone(folded));
		if (gone.length === 0) return false;
		await phrases.remove(gone.map(({ id }) => id));
		const isOfLab = gone.some(({ agreedAt }) => agreedAt !== null);
		if (isOfLab) await changeMoments(trx, lab.id);
		else for (const { boardId } of gone) await changeMoment(trx, boardId, {});
		return isOfLab;
	}

	/**
	 * For a facilitator everything, for others what is theirs and what is agreed. Never who proposed it:
	 * on a board where nobody's name stands at a card, a phrase would tell whose it is.
	 */
	async list(actor: Actor, lab: Lab): Promise<ListedPhrase[]> {
		const { phrases, boards } = this.#parts;
		const readable = (await boards.listOfLab(lab.id)).filter((board) => readsBoard(actor, board));
		const isReadable = ({ boardId }: AllowedPhrase) => readable.some(({ id }) => id === boardId);
		const seen = (await phrases.listOfLab(lab.id)).filter((each) =>
			this.#sees(actor, lab, each, isReadable(each))
		);
		const titles = new Map(readable.map(({ id, title }) => [id, title]));
		const mayAgree = this.mayAgree(actor, lab);
		return seen.map((each) => ({
			id: each.id,
			phrase: each.phrase,
			agreedAt: each.agreedAt,
			proposedAt: each.proposedAt,
			isMine: each.proposedBy === actor.memberId,
			board: titles.get(each.boardId) ?? null,
			mayAgree: mayAgree && each.agreedAt === null,
			mayRevoke: this.#mayRevoke(actor, lab, each)
		}));
	}

	mayAgree(actor: Actor, lab: Lab): boolean {
		return can(actor, 'guard.allow', { labId: lab.id });
	}

	/** What waits is seen by a facilitator who may read the board it stands on. */
	#sees(
		actor: Actor,
		lab: Lab,
		{ proposedBy, agreedAt }: AllowedPhrase,
		isReadable: boolean
	): boolean {
		if (agreedAt !== null || proposedBy === actor.memberId) return true;
		return isReadable && this.mayAgree(actor, lab);
	}

	async #readsBoardOf(actor: Actor, { boardId }: AllowedPhrase): Promise<boolean> {
		const board = await this.#parts.boards.find(boardId);
		return board !== null && readsBoard(actor, board);
	}

	#mayRevoke(actor: Actor, lab: Lab, { proposedBy, agreedAt }: AllowedPhrase): boolean {
		return this.mayAgree(actor, lab) || (proposedBy === actor.memberId && agreedAt === null);
	}

	/** With a lab ends what it agreed on. */
	#isOver({ status, plannedUntil }: Pick<Lab, 'status' | 'plannedUntil'>): boolean {
		const today = this.#parts.now().toISOString().slice(0, 10);
		return over.includes(status) || plannedUntil.slice(0, 10) < today;
	}

	/** Boards of a lab that somebody has open; others ask when they are opened. */
	async tell(labId: string): Promise<void> {
		const { boards, rooms, tell } = this.#parts;
		const open = new Set(rooms.names.flatMap((name) => parseDocumentName(name)?.id ?? []));
		for (const { id } of await boards.listOfLab(labId)) if (open.has(id)) await tell(id);
	}
}

/** The same for all phrases that count as one: whatever their case, spaces and look-alike letters. */
export function foldPhrase(phrase: string): string {
	return normalise(phrase).lower.trim().replace(/\s+/g, ' ');
}

function fact<Act extends string>(act: Act, actor: Actor, lab: Lab, id: string) {
	return {
		act,
		memberId: actor.memberId,
		subject: `lab/${lab.id}`,
		detail: { phrase: id }
	};
}
