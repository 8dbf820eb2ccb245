import { can, type Actor } from '../../src/lib/domain/access.ts';
import {
	isContributor,
	mayRevise,
	maySign,
	mayWithdraw,
	readsBoard,
	seesViewers
} from '../../src/lib/domain/board-access.ts';
import { sizeLabel, type PreventionPhase, type SizeClass } from '../../src/lib/domain/casus.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { CasusToCheck, CasusView, CasusWaiting } from '../../src/lib/documents/casus-view.ts';
import type { Bus } from '../cluster/bus.ts';
import type { Board } from '../store/board-repository.ts';
import {
	addRemark,
	reviseCasus,
	signCasus,
	type CasusRepository
} from '../store/casus-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardViewers } from './board-viewers.ts';
import { findingsOn } from './casus-findings.ts';
import { pointsAtPerson } from './personal-text.ts';
import {
	casusOf,
	textsOf,
	type CasusForm,
	type ChangeRequest,
	type NewCasus,
	type Signing
} from './casus-form.ts';
import { countHarvest } from './orphan-harvest.ts';
import { writeNewBoard } from './new-board.ts';
import type { TemplateService } from './template-service.ts';

interface CasusParts extends ActParts {
	casus: CasusRepository;
	viewers: BoardViewers;
	bus: Bus;
	templates: TemplateService;
}

/** What a form for a casus offers in this lab. */
export interface CasusChoices {
	phases: PreventionPhase[];
	/** Size class of her own municipality. */
	size: SizeClass | null;
}

/** A casus: composed without persons, read by a second one, opened to the lab. */
export class CasusService {
	readonly #parts: CasusParts;

	constructor(parts: CasusParts) {
		this.#parts = parts;
	}

	/** What this actor can choose from. */
	async choices(actor: Actor, lab: Lab): Promise<CasusChoices> {
		return {
			phases: await this.#phases(lab),
			size: await this.#parts.boards.sizeClass(actor.organisationId)
		};
	}

	/** Brings a casus. Until somebody else signed, she, the facilitator and ESS alone read it. */
	async bring(actor: Actor, lab: Lab, wanted: NewCasus): Promise<Outcome<string>> {
		const { store, templates, trail, now, newId } = this.#parts;
		if (!can(actor, 'casus.bring', { labId: lab.id })) return refused('forbidden');
		const template = await templates.chosen(lab, wanted.template);
		const phase = await this.#phaseOf(lab, wanted);
		if (!template || phase === undefined) return refused('invalid');
		if (await this.#isHeld(lab, textsOf(wanted), wanted.notPersonal))
			return refused('personal-data');
		const id = newId();
		const { title, question } = wanted;
		await store.transaction(async (trx) => {
			const casus = casusOf(wanted, 1, phase);
			const facts = { id, lab, actor, template: template.id, title, question, casus };
			await writeNewBoard(trx, { ...facts, at: now() });
			await trail.within(trx, {
				act: 'casus.brought',
				memberId: actor.memberId,
				subject: boardDocument(id),
				detail: { lab: lab.id }
			});
		});
		return done(id);
	}

	/** The contributor changes what she brought, as long as nobody signed it. */
	async revise(actor: Actor, lab: Lab, boardId: string, form: CasusForm): Promise<Outcome> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		if (!mayRevise(actor, board)) return refused('forbidden');
		const phase = await this.#phaseOf(lab, form);
		if (phase === undefined) return refused('invalid');
		if (await this.#isHeld(lab, textsOf(form), form.notPersonal)) return refused('personal-data');
		const casus = casusOf(form, (board.casus?.version ?? 0) + 1, phase);
		const { title, question } = form;
		const revised = { title, question, label: sizeLabel[casus.size], casus };
		const isDone = await this.#parts.store.transaction((trx) =>
			reviseCasus(trx, board.id, revised)
		);
		return isDone ? done() : refused('already-done');
	}

	/** The anonymity check by a second person: from here on the whole lab may read the board. */
	async sign(actor: Actor, lab: Lab, boardId: string, signing: Signing): Promise<Outcome> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		if (board.openedAt !== null) return refused('already-done');
		if (!maySign(actor, board)) return refused('forbidden');
		const { note, notPersonal, version } = signing;
		if (await this.#isHeld(lab, { note }, notPersonal)) return refused('personal-data');
		// She signs what she read, and nothing that came after it.
		if (version !== (board.casus?.version ?? 0)) return refused('passed');
		const { store, trail, bus, now } = this.#parts;
		const { memberId } = actor;
		const isSigned = await store.transaction(async (trx) => {
			const signed = { by: memberId, at: now(), note, casus: board.casus };
			if (!(await signCasus(trx, board.id, signed))) return false;
			const subject = boardDocument(board.id);
			await trail.within(trx, { act: 'casus.signed', memberId, subject, detail: { version } });
			return true;
		});
		if (!isSigned) return refused('passed');
		bus.publish({ kind: 'board-changed', boardId: board.id });
		return done();
	}

	/** What the second person wants changed first. The casus stays where it is. */
	async askChanges(
		actor: Actor,
		lab: Lab,
		boardId: string,
		{ remark, notPersonal }: ChangeRequest
	): Promise<Outcome> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		if (board.openedAt !== null) return refused('already-done');
		if (!maySign(actor, board)) return refused('forbidden');
		if (await this.#isHeld(lab, { remark }, notPersonal)) return refused('personal-data');
		const { store, trail, now, newId } = this.#parts;
		const { memberId } = actor;
		await store.transaction(async (trx) => {
			const at = now().toISOString();
			await addRemark(trx, { id: newId(), boardId: board.id, memberId, at, text: remark });
			const subject = boardDocument(board.id);
			await trail.within(trx, { act: 'casus.changes-asked', memberId, subject, detail: {} });
		});
		return done();
	}

	/** What of this board is about its being a casus, as this reader may see it. */
	async view(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<CasusView>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const { rooms, viewers } = this.#parts;
		return done({
			casus: board.casus,
			checkNote: board.anonymityNotes,
			waiting: board.openedAt === null ? await this.#waiting(actor, board) : null,
			harvested: mayWithdraw(actor, board) ? await countHarvest(rooms, board.id) : null,
			viewers: seesViewers(actor, board) ? await viewers.list(actor, board) : null,
			exports: seesViewers(actor, board) ? await viewers.listExports(board) : null
		});
	}

	/** What was filled in, for whoever may change it. */
	async toRevise(
		actor: Actor,
		lab: Lab,
		boardId: string
	): Promise<Outcome<Pick<Board, 'id' | 'title' | 'question' | 'casus'>>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board || !mayRevise(actor, board)) return refused('not-found');
		const { id, title, question, casus } = board;
		return done({ id, title, question, casus });
	}

	/** What a second reader looks at before she signs. */
	async toCheck(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<CasusToCheck>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board || !maySign(actor, board)) return refused('not-found');
		await this.#parts.viewers.saw(actor.memberId, board);
		const { id, title, question, casus } = board;
		return done({ id, title, question, casus, waiting: await this.#waiting(actor, board) });
	}

	async #waiting(actor: Actor, board: Board): Promise<CasusWaiting> {
		const remarks = await this.#parts.casus.listRemarks(board.id);
		const people = await this.#parts.members.findAuthors(remarks.map(({ memberId }) => memberId));
		const signs = maySign(actor, board);
		return {
			as: isContributor(actor, board) ? 'contributor' : signs ? 'signer' : 'reader',
			remarks: remarks.map(({ at, memberId, text }) => {
				return { at, text, by: people.get(memberId)?.name ?? '' };
			}),
			findings: await findingsOn(this.#parts.rooms, board)
		};
	}

	/** Something in these texts points at a person, and neither the lab nor who fills it in says not. */
	async #isHeld(
		lab: Lab,
		texts: Readonly<Record<string, string>>,
		notPersonal: readonly string[]
	): Promise<boolean> {
		const allow = [...(await this.#parts.allowed.ofLab(lab)), ...notPersonal];
		return Object.values(texts).some((text) => pointsAtPerson(text, allow));
	}

	async #readable(actor: Actor, lab: Lab, boardId: string): Promise<Board | null> {
		const board = isId(boardId) ? await this.#parts.boards.find(boardId) : null;
		return board?.labId === lab.id && readsBoard(actor, board) ? board : null;
	}

	/** Null where there is nothing to choose; undefined: not one of those there are. */
	async #phaseOf(lab: Lab, { phase }: CasusForm): Promise<PreventionPhase | null | undefined> {
		const phases = await this.#phases(lab);
		return phases.length === 0 ? null : phases.find(({ id }) => id === phase);
	}

	/** The phases are data: zones of a method that say to which level of prevention they belong. */
	async #phases(lab: Lab): Promise<PreventionPhase[]> {
		const templates = await this.#parts.templates.choices(lab);
		const zones = templates.map(({ template }) => template.zones.filter(({ level }) => level));
		return (zones.find(({ length }) => length > 0) ?? []).map(({ id, name }) => ({ id, name }));
	}
}
