import { can, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	checkTemplateText,
	textsOfTemplate,
	type TemplateProblem
} from '../../src/lib/domain/template-check.ts';
import { templateLimits } from '../../src/lib/domain/template-limits.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Store } from '../store/store.ts';
import {
	newestOf,
	type StoredTemplate,
	type TemplateRepository
} from '../store/template-repository.ts';
import type { AllowedPhrases } from './allowed-phrases.ts';
import type { AuditTrail } from './audit-trail.ts';
import { pointsAtPerson } from './personal-text.ts';

/** A version of a method as a lab sees it. */
export interface ListedTemplate extends Pick<
	StoredTemplate,
	'id' | 'key' | 'version' | 'template'
> {
	/** Made by this lab; else everybody has it. */
	isOwn: boolean;
	isNewest: boolean;
	isWithdrawn: boolean;
	/** ISO 8601; null of what came with the product. */
	madeAt: string | null;
	/** Boards that run on it, of those she may read. */
	boards: number;
}

/** What a facilitator sends in. */
export interface Adaptation {
	/** The version she started from. */
	from: string;
	/** Newest version of this lab that she knew of; 0: there was none. */
	newest: number;
	/** The whole definition, as JSON. */
	definition: string;
	/** Phrases she says are no personal data, for this time. */
	notPersonal: readonly string[];
}

/** Why an adaptation is not kept. */
export type NotKept =
	| Extract<Outcome<never>, { ok: false }>
	/** Somebody else saved one meanwhile: which is the newest now. */
	| { ok: false; reason: 'passed'; newest: { id: string; version: number } }
	| { ok: false; reason: 'invalid'; problems: readonly TemplateProblem[] };

interface TemplateParts {
	store: Store;
	templates: TemplateRepository;
	boards: BoardRepository;
	allowed: AllowedPhrases;
	trail: AuditTrail;
	now: () => Date;
	newId: () => string;
}

/** Methods of a lab: those everybody has, and its own versions of them. */
export class TemplateService {
	readonly #parts: TemplateParts;

	constructor(parts: TemplateParts) {
		this.#parts = parts;
	}

	/** What a new board can be started from, in the order of the methods. */
	async choices(lab: Pick<Lab, 'id'>): Promise<StoredTemplate[]> {
		const versions = await this.#parts.templates.listOfLab(lab.id);
		return newestOf(versions).filter(({ isWithdrawn }) => !isWithdrawn);
	}

	/**
	 * What somebody chose: by its own id also a version that was the newest when she saw it, by the key
	 * of a method the newest that everybody has.
	 */
	async chosen(lab: Pick<Lab, 'id'>, idOrKey: string): Promise<StoredTemplate | null> {
		const versions = await this.#parts.templates.listOfLab(lab.id);
		const byId = versions.find(({ id, isWithdrawn }) => id === idOrKey && !isWithdrawn);
		return byId ?? versions.find(({ key, labId }) => key === idOrKey && labId === null) ?? null;
	}

	/** Every version there is: by method, everybody's first, newest first. */
	async list(actor: Actor, lab: Lab): Promise<ListedTemplate[]> {
		const versions = await this.#parts.templates.listOfLab(lab.id);
		const boards = await this.#parts.boards.listOfLab(lab.id);
		const readable = boards.filter((board) => readsBoard(actor, board));
		const newest = new Set(newestOf(versions));
		return versions.map((each) => ({
			id: each.id,
			key: each.key,
			version: each.version,
			template: each.template,
			isOwn: each.labId !== null,
			isNewest: newest.has(each),
			isWithdrawn: each.isWithdrawn,
			madeAt: each.madeAt,
			boards: readable.filter(({ templateId }) => templateId === each.id).length
		}));
	}

	/** One version, and the newest of its method that this lab made. */
	async open(
		actor: Actor,
		lab: Lab,
		id: string
	): Promise<Outcome<{ shown: ListedTemplate; newestOwn: ListedTemplate | null }>> {
		const versions = await this.list(actor, lab);
		const shown = versions.find((each) => each.id === id);
		if (!shown) return refused('not-found');
		const newestOwn =
			versions.find(({ key, isOwn, isNewest }) => key === shown.key && isOwn && isNewest) ?? null;
		return done({ shown, newestOwn });
	}

	mayAdapt(actor: Actor, lab: Pick<Lab, 'id'>): boolean {
		return can(actor, 'template.adapt', { labId: lab.id });
	}

	/** Keeps a changed method as the next version of this lab. Boards keep the one they started from. */
	async adapt(
		actor: Actor,
		lab: Lab,
		wanted: Adaptation
	): Promise<{ ok: true; value: string } | NotKept> {
		const { store, templates, trail, now, newId } = this.#parts;
		if (!this.mayAdapt(actor, lab)) return refused('forbidden');
		const versions = await templates.listOfLab(lab.id);
		const from = versions.find(({ id }) => id === wanted.from);
		if (!from) return refused('not-found');
		const own = versions.filter(({ key, labId }) => key === from.key && labId !== null);
		const checked = checkTemplateText(wanted.definition);
		if (!checked.ok) return { ok: false, reason: 'invalid', problems: checked.problems };
		const template = keepPromises(checked.template, from.template);
		const held = await this.#held(lab, template, wanted.notPersonal);
		if (held !== null) return refused('personal-data', held);
		if (own.length >= templateLimits.versions) return refused('too-many');
		if ((own[0]?.version ?? 0) > wanted.newest) return passed(own);
		const id = newId();
		const row = { id, labId: lab.id, version: wanted.newest + 1, position: from.position };
		const by = { madeBy: actor.memberId, madeAt: now().toISOString() };
		const isKept = await store.transaction(async (trx) => {
			if (!(await templates.within(trx).add({ ...row, ...by, template }))) return false;
			await trail.within(trx, fact('template.adapted', actor, lab, id));
			return true;
		});
		if (isKept) return done(id);
		const since = await templates.listOfLab(lab.id);
		return passed(since.filter(({ key, labId }) => key === from.key && labId !== null));
	}

	/** Takes a lab's own version from the choices, or puts it back. Boards that run on it run on. */
	async withdraw(actor: Actor, lab: Lab, id: string, on: boolean): Promise<Outcome> {
		const { store, templates, trail, now } = this.#parts;
		if (!this.mayAdapt(actor, lab)) return refused('forbidden');
		const known = isId(id) && (await templates.listOfLab(lab.id)).find((each) => each.id === id);
		if (!known || known.labId === null) return refused('not-found');
		const isDone = await store.transaction(async (trx) => {
			const at = on ? now().toISOString() : null;
			if (!(await templates.within(trx).withdraw(lab.id, id, at))) return false;
			const act = on ? 'template.withdrawn' : 'template.put-back';
			await trail.within(trx, fact(act, actor, lab, id));
			return true;
		});
		return isDone ? done() : refused('already-done');
	}

	/** Place of the first text that points at somebody, or null. */
	async #held(lab: Lab, template: Template, said: readonly string[]): Promise<string | null> {
		const allow = [...(await this.#parts.allowed.ofLab(lab)), ...said];
		const found = textsOfTemplate(template).find(([, text]) => pointsAtPerson(text, allow));
		return found?.[0] ?? null;
	}
}

/** Whose method it is and what it promises stays with every version of it. */
function keepPromises(template: Template, from: Template): Template {
	const kept: Template = { ...template, id: from.id, family: from.family };
	for (const promise of ['origin', 'positionsOnly', 'noSums'] as const) {
		delete kept[promise];
		if (from[promise] !== undefined) Object.assign(kept, { [promise]: from[promise] });
	}
	return kept;
}

function passed(own: readonly StoredTemplate[]): NotKept {
	const [newest] = own;
	if (!newest) return refused('unavailable');
	return { ok: false, reason: 'passed', newest: { id: newest.id, version: newest.version } };
}

function fact<Act extends string>(act: Act, actor: Actor, lab: Lab, id: string) {
	return { act, memberId: actor.memberId, subject: `lab/${lab.id}`, detail: { template: id } };
}
