import { GuardedForm } from '$lib/components/ui/guarded-form.svelte';
import type { PlanView } from '$lib/documents/session-view';
import { defaultBallot, type BallotKind } from '$lib/domain/ballot';
import type { BoardMode } from '$lib/domain/board-mode';
import { momentOf, wallClock } from '$lib/domain/dutch-time';
import { plannedStarts, type PlannedItem } from '$lib/domain/session';

/** Texts are in `guard`, under `<key>-<name>`, which is also the id of their field. */
export interface ItemDraft {
	key: string;
	/** Null: the server does not know it yet. */
	id: string | null;
	minutes: number | null;
	/** Empty: none. */
	boardId: string;
	/** Empty: the board stays as it is. */
	mode: BoardMode | '';
	/** How one votes, where one does. */
	kind: BallotKind;
	budget: number | null;
	cap: number | null;
	/** Null: the board stays where it is. */
	step: number | null;
	isBreak: boolean;
	/** Left out today; that is done at the desk. */
	isDropped: boolean;
	/** What is not in its line is in sight. */
	isOpen: boolean;
}

export const itemTexts = ['title', 'who', 'instruction', 'notes'] as const;
type ItemText = (typeof itemTexts)[number];

interface Removed {
	item: ItemDraft;
	at: number;
	texts: Record<ItemText, string>;
}

/** As it is filled in, also where that is not right yet. In a secret ballot a card is chosen or not. */
function ballotOf({ kind, budget, cap }: Pick<ItemDraft, 'kind' | 'budget' | 'cap'>) {
	return { kind, budget, cap: kind === 'geheim' ? 1 : cap };
}

/** A plan while somebody changes it. */
export class PlanDraft {
	items: ItemDraft[] = $state([]);
	/** `2026-11-24T10:00` on the clock of those who come. */
	startsAt: string = $state('');
	removed: Removed | null = $state.raw(null);
	/** The one this is made on. */
	revision: number = $state(0);
	/** The agenda as it was then. */
	base: readonly PlannedItem[] = $state.raw([]);
	/** As the server has it, in so many words that it is other when that is. */
	#saved: string = $state('');
	readonly guard: GuardedForm;
	/** Ids of items that ran or run. */
	readonly #ran: () => readonly string[];
	#count = 0;

	constructor(plan: PlanView, agreed: readonly string[], ran: () => readonly string[]) {
		this.#ran = ran;
		this.guard = new GuardedForm(
			{ 'plan-title': plan.title, 'plan-goal': plan.goal, 'plan-link': plan.roomLink },
			{ agreed }
		);
		this.startsAt = wallClock(plan.startsAt);
		this.revision = plan.revision;
		this.base = plan.items;
		for (const item of plan.items) {
			const { id, minutes, step, isBreak, isDropped } = item;
			const key = this.#newKey(item);
			this.items.push({
				...{ key, id, minutes, step, isBreak, isDropped, isOpen: false },
				boardId: item.boardId ?? '',
				mode: item.mode ?? '',
				...(item.ballot ?? defaultBallot)
			});
		}
		this.#saved = JSON.stringify(this.definition);
	}

	#newKey(texts: Record<ItemText, string>): string {
		const key = `item-${(this.#count += 1)}`;
		for (const name of itemTexts) this.guard.texts[`${key}-${name}`] = texts[name];
		return key;
	}

	text(key: string, name: ItemText): string {
		return this.guard.texts[`${key}-${name}`] ?? '';
	}

	#textsOf(key: string): Record<ItemText, string> {
		return Object.fromEntries(itemTexts.map((name) => [name, this.text(key, name)])) as Record<
			ItemText,
			string
		>;
	}

	hasRun({ id }: ItemDraft): boolean {
		return id !== null && this.#ran().includes(id);
	}

	/** Before this place everything is as it was: the session is past it. */
	get floor(): number {
		return this.items.findLastIndex((item) => this.hasRun(item)) + 1;
	}

	/** Returns its key. */
	add(): string {
		const key = this.#newKey({ title: '', who: '', instruction: '', notes: '' });
		this.items.push({
			...{ key, id: null, minutes: 10, boardId: '', mode: '', step: null, ...defaultBallot },
			...{ isBreak: false, isDropped: false, isOpen: true }
		});
		this.removed = null;
		return key;
	}

	/** The same again, right after it. Returns its key. */
	duplicate(key: string): string | null {
		const at = this.items.findIndex((item) => item.key === key);
		const item = this.items[at];
		if (!item) return null;
		const copy = { ...item, key: this.#newKey(this.#textsOf(key)), id: null, isDropped: false };
		this.items.splice(Math.max(at + 1, this.floor), 0, copy);
		this.removed = null;
		return copy.key;
	}

	/** To a place in the agenda, from 0. Null: it stays; else where it is now, from 1. */
	moveTo(key: string, wanted: number): number | null {
		const from = this.items.findIndex((item) => item.key === key);
		const item = this.items[from];
		if (!item || this.hasRun(item)) return null;
		// What was passed over can come later after all, and nothing comes to stand before what ran.
		const lowest = from < this.floor ? this.floor - 1 : this.floor;
		const to = Math.min(Math.max(wanted, lowest), this.items.length - 1);
		if (to === from || (wanted < from && to > from)) return null;
		this.items.splice(from, 1);
		this.items.splice(to, 0, item);
		// What was taken out is put back right after that, or not at all.
		this.removed = null;
		return to + 1;
	}

	move(key: string, by: -1 | 1): number | null {
		return this.moveTo(key, this.items.findIndex((item) => item.key === key) + by);
	}

	remove(key: string): void {
		const at = this.items.findIndex((item) => item.key === key);
		const item = this.items[at];
		if (!item || this.hasRun(item)) return;
		this.items.splice(at, 1);
		this.removed = { item, at, texts: this.#textsOf(key) };
		for (const name of itemTexts) delete this.guard.texts[`${key}-${name}`];
	}

	/** What was removed last comes back where it was. Returns its key. */
	putBack(): string | null {
		if (!this.removed) return null;
		const { item, at, texts } = this.removed;
		for (const name of itemTexts) this.guard.texts[`${item.key}-${name}`] = texts[name];
		this.items.splice(at, 0, item);
		this.removed = null;
		return item.key;
	}

	/** When each begins, in ms since epoch; null: nobody knows yet when the session does. */
	get starts(): number[] | null {
		const at = momentOf(this.startsAt);
		return at === null ? null : plannedStarts(Date.parse(at), this.#timed);
	}

	get #timed() {
		return this.items.map(({ minutes, isDropped }) => ({
			// What is not right yet turns no clock back.
			minutes: Math.max(0, minutes ?? 0),
			isDropped
		}));
	}

	get minutes(): number {
		return this.#timed.reduce((sum, { minutes, isDropped }) => sum + (isDropped ? 0 : minutes), 0);
	}

	get ends(): number | null {
		const at = momentOf(this.startsAt);
		return at === null ? null : Date.parse(at) + this.minutes * 60_000;
	}

	/** As it stands now, also where that is not right yet. */
	get definition() {
		const own = (name: string) => (this.guard.texts[`plan-${name}`] ?? '').trim();
		return {
			title: own('title'),
			goal: own('goal'),
			startsAt: this.startsAt,
			roomLink: own('link'),
			items: this.items.map(({ key, id, minutes, boardId, mode, step, isBreak, ...vote }) => ({
				...{ id, minutes, step, isBreak },
				boardId: boardId || null,
				mode: mode || null,
				ballot: mode === 'stemmen' ? ballotOf(vote) : null,
				...Object.fromEntries(itemTexts.map((name) => [name, this.text(key, name).trim()]))
			}))
		};
	}

	get isDirty(): boolean {
		return JSON.stringify(this.definition) !== this.#saved;
	}

	/** What was sent is on disk: `keys` of its items, and the ids the server knows them by. */
	wasSaved(sent: string, keys: readonly string[], about: { revision: number; ids: string[] }) {
		const plan = JSON.parse(sent) as typeof this.definition;
		plan.items.forEach((item, i) => (item.id = about.ids[i] ?? null));
		for (const item of this.items) item.id = about.ids[keys.indexOf(item.key)] ?? item.id;
		this.revision = about.revision;
		this.#saved = JSON.stringify(plan);
	}

	/** Somebody else kept another one meanwhile: the next that is sent goes on top of that. */
	goOnTopOf({ revision, items }: { revision: number; items: readonly PlannedItem[] }) {
		const isKnown = (id: string | null) => items.some((item) => item.id === id);
		for (const item of this.items) if (!isKnown(item.id)) item.id = null;
		this.revision = revision;
		this.base = items;
	}
}
