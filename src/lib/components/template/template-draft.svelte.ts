import { GuardedForm } from '$lib/components/ui/guarded-form.svelte';
import type { Domain } from '$lib/domain/access';
import type { BoardMode } from '$lib/domain/board-mode';
import type { CardField, CardKind, Level, Step, Template, Zone } from '$lib/domain/template';

/** Texts are in `guard`, under `<key>-<name>`, which is also the id of their field. */
export interface ZoneDraft {
	key: string;
	/** Keeps its id: cards of boards are in it. */
	id: string;
	kinds: CardKind[];
	/** Key of the step from which it is there; empty: always. */
	hiddenUntil: string;
	level: Level | '';
	domain: Domain | '';
	isOptional: boolean;
	isBeside: boolean;
	isTimeline: boolean;
	isProminent: boolean;
}

export interface StepDraft {
	key: string;
	minutes: number | null;
	mode: BoardMode;
	/** Keys of zones. */
	zones: string[];
}

export interface FieldDraft {
	key: string;
	id: string;
	type: CardField['type'];
	isRequired: boolean;
}

export type Part = 'zones' | 'steps' | 'fields';
type PartDraft = ZoneDraft | StepDraft | FieldDraft;

interface Removed {
	part: Part;
	item: PartDraft;
	at: number;
	texts: Record<string, string>;
	/** What referred to it: steps about a zone, zones hidden until a step. */
	usedIn: string[];
}

const listOf = (text: string | undefined) =>
	(text ?? '')
		.split(',')
		.map((each) => each.trim())
		.filter(Boolean);

/** A method while somebody changes it. */
export class TemplateDraft {
	zones: ZoneDraft[] = $state([]);
	steps: StepDraft[] = $state([]);
	fields: FieldDraft[] = $state([]);
	least: number | null = $state(null);
	most: number | null = $state(null);
	removed: Removed | null = $state.raw(null);
	readonly guard: GuardedForm;
	readonly minutes: number;
	readonly #from: Template;
	#count = 0;

	constructor(from: Template, agreed: readonly string[]) {
		this.#from = from;
		[this.least, this.most] = from.groupSize;
		const texts: Record<string, string> = {
			'method-nl': from.name.nl,
			'method-en': from.name.en ?? '',
			'method-purpose': from.purpose,
			'method-suits': from.suits,
			'method-rules': from.rules.join('\n')
		};
		const put = (key: string, of: Record<string, string | undefined>) => {
			for (const [name, text] of Object.entries(of)) texts[`${key}-${name}`] = text ?? '';
		};
		const stepKeys = from.steps.map(() => this.#newKey('step'));
		this.zones = from.zones.map((zone, i) => {
			const key = this.#newKey('zone');
			const { name, prompt, marks } = zone;
			put(key, { nl: name.nl, en: name.en, prompt, marks: marks?.join(', ') });
			const hiddenUntil = stepKeys[(zone.hiddenUntilStep ?? 0) - 1] ?? '';
			const before = from.zones[i - 1]?.row;
			return {
				key,
				id: zone.id,
				kinds: [...zone.cardKinds],
				hiddenUntil,
				level: zone.level ?? '',
				domain: zone.domain ?? '',
				isOptional: zone.optional ?? false,
				isBeside: zone.row !== undefined && zone.row === before,
				isTimeline: zone.layout === 'timeline',
				isProminent: zone.prominent ?? false
			};
		});
		const keyOf = (id: string) => this.zones.find((zone) => zone.id === id)?.key ?? [];
		this.steps = from.steps.map((step, i) => {
			const key = stepKeys[i] ?? '';
			put(key, { name: step.name, who: step.who, instruction: step.instruction });
			const zones = step.zoneIds.flatMap(keyOf);
			return { key, minutes: step.minutes, mode: step.boardMode, zones };
		});
		this.fields = (from.cardFields ?? []).map(({ id, label, type, values, required }) => {
			const key = this.#newKey('field');
			put(key, { label, values: values?.join(', ') });
			return { key, id, type, isRequired: required ?? false };
		});
		this.guard = new GuardedForm(texts, { agreed });
		this.minutes = $derived(this.steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0));
	}

	#newKey(what: string): string {
		return `${what}-${(this.#count += 1)}`;
	}

	text(key: string, name: string): string {
		return this.guard.texts[`${key}-${name}`] ?? '';
	}

	/** Returns the key of what was added. */
	addZone(): string {
		const key = this.#newKey('zone');
		const isTaken = (id: string) => this.zones.some((zone) => zone.id === id);
		let n = this.zones.length + 1;
		while (isTaken(`zone-${n}`)) n += 1;
		this.#put(key, ['nl', 'en', 'prompt', 'marks']);
		this.zones.push({
			key,
			id: `zone-${n}`,
			kinds: [],
			hiddenUntil: '',
			level: '',
			domain: '',
			isOptional: false,
			isBeside: false,
			isTimeline: false,
			isProminent: false
		});
		return key;
	}

	addStep(): string {
		const key = this.#newKey('step');
		this.#put(key, ['name', 'who', 'instruction']);
		this.steps.push({ key, minutes: 10, mode: 'open', zones: [] });
		return key;
	}

	addField(): string {
		const key = this.#newKey('field');
		const isTaken = (id: string) => this.fields.some((field) => field.id === id);
		let n = this.fields.length + 1;
		while (isTaken(`field-${n}`)) n += 1;
		this.#put(key, ['label', 'values']);
		this.fields.push({ key, id: `field-${n}`, type: 'enum', isRequired: false });
		return key;
	}

	#put(key: string, names: string[]): void {
		for (const name of names) this.guard.texts[`${key}-${name}`] = '';
	}

	/** One place up or down. Null: there is no such place; else where it is now, from 1. */
	move(part: Part, key: string, by: -1 | 1): number | null {
		const list: PartDraft[] = this[part];
		const at = list.findIndex((item) => item.key === key);
		const [item, other] = [list[at], list[at + by]];
		if (!item || !other) return null;
		list[at] = other;
		list[at + by] = item;
		// What was taken out is put back right after that, or not at all.
		this.removed = null;
		return at + by + 1;
	}

	remove(part: Part, key: string): void {
		const list: PartDraft[] = this[part];
		const at = list.findIndex((item) => item.key === key);
		const [item] = list.splice(at, 1);
		if (!item) return;
		const texts = Object.entries(this.guard.texts).filter(([name]) => name.startsWith(`${key}-`));
		for (const [name] of texts) delete this.guard.texts[name];
		const steps = this.steps.filter(({ zones }) => zones.includes(key));
		for (const step of steps) step.zones = step.zones.filter((zone) => zone !== key);
		const zones = this.zones.filter(({ hiddenUntil }) => hiddenUntil === key);
		for (const zone of zones) zone.hiddenUntil = '';
		const usedIn = [...steps, ...zones].map((user) => user.key);
		this.removed = { part, item, at, texts: Object.fromEntries(texts), usedIn };
	}

	/** What was removed last comes back where it was. Returns its key. */
	putBack(): string | null {
		if (!this.removed) return null;
		const { part, item, at, texts, usedIn } = this.removed;
		const list: PartDraft[] = this[part];
		list.splice(at, 0, item);
		Object.assign(this.guard.texts, texts);
		for (const step of this.steps) if (usedIn.includes(step.key)) step.zones.push(item.key);
		for (const zone of this.zones) if (usedIn.includes(zone.key)) zone.hiddenUntil = item.key;
		this.removed = null;
		return item.key;
	}

	/** As it stands now, also where that is not right yet. */
	get definition(): Template {
		const text = (key: string, name: string) => this.text(key, name).trim();
		const name = (key: string) => {
			const en = text(key, 'en');
			return { nl: text(key, 'nl'), ...(en && { en }) };
		};
		const { id, family, origin, positionsOnly, noSums, harvest } = this.#from;
		const cardFields = this.fields.map((field): CardField => {
			const values = listOf(this.text(field.key, 'values'));
			return {
				id: field.id,
				label: text(field.key, 'label'),
				type: field.type,
				...(field.type === 'enum' && { values }),
				...(field.isRequired && { required: true })
			};
		});
		return {
			id,
			name: name('method'),
			family,
			...(origin !== undefined && { origin }),
			purpose: text('method', 'purpose'),
			suits: text('method', 'suits'),
			groupSize: [this.least ?? 0, this.most ?? 0],
			totalMinutes: this.minutes,
			rules: this.text('method', 'rules')
				.split('\n')
				.map((rule) => rule.trim())
				.filter(Boolean),
			zones: this.zones.map((_zone, i) => this.#zone(i)),
			steps: this.steps.map((step, i): Step => {
				return {
					n: i + 1,
					name: text(step.key, 'name'),
					minutes: step.minutes ?? 0,
					who: text(step.key, 'who'),
					boardMode: step.mode,
					instruction: text(step.key, 'instruction'),
					// In the order of the board.
					zoneIds: this.zones.filter(({ key }) => step.zones.includes(key)).map((zone) => zone.id)
				};
			}),
			...(cardFields.length > 0 && { cardFields }),
			...(positionsOnly && { positionsOnly }),
			...(noSums && { noSums }),
			...(harvest && { harvest })
		};
	}

	#zone(i: number): Zone {
		const zone = this.zones[i] as ZoneDraft;
		const { key } = zone;
		const en = this.text(key, 'en').trim();
		const marks = listOf(this.text(key, 'marks'));
		const hidden = this.steps.findIndex((step) => step.key === zone.hiddenUntil) + 1;
		const row = this.#row(i);
		return {
			id: zone.id,
			name: { nl: this.text(key, 'nl').trim(), ...(en && { en }) },
			prompt: this.text(key, 'prompt').trim(),
			cardKinds: zone.kinds,
			...(hidden > 1 && { hiddenUntilStep: hidden }),
			...(zone.domain && { domain: zone.domain }),
			...(zone.isOptional && { optional: true }),
			...(zone.level && { level: zone.level }),
			...(marks.length > 0 && { marks }),
			...(zone.isTimeline && { layout: 'timeline' as const }),
			...(row !== null && { row }),
			...(zone.isProminent && { prominent: true })
		};
	}

	/** A row is called after the zone it begins with. */
	#row(i: number): string | null {
		const isBeside = (at: number) => at > 0 && (this.zones[at]?.isBeside ?? false);
		if (!isBeside(i) && !isBeside(i + 1)) return null;
		let first = i;
		while (isBeside(first)) first -= 1;
		return this.zones[first]?.id ?? null;
	}
}
