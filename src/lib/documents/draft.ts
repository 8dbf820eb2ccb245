import * as Y from 'yjs';
import { domains } from '../domain/access.ts';
import {
	answerKinds,
	askedAs,
	certainties,
	needs,
	sizeClasses,
	urgencies
} from '../domain/question.ts';
import { tlps } from '../domain/tlp.ts';
import { readRich, writeRich } from './rich-fragment.ts';
import type { RichDoc } from './rich-text.ts';

/** Small choices of a draft and what each may be; a topic is any of the lab's, so only its form is known. */
const choices = {
	need: needs,
	domain: domains,
	kind: answerKinds,
	certainty: certainties,
	urgency: urgencies,
	size: sizeClasses,
	tlp: tlps,
	askedAs
} as const;
export type DraftFacts = { [Fact in keyof typeof choices]?: (typeof choices)[Fact][number] } & {
	topic?: string;
};
export type DraftFact = keyof DraftFacts;

/** Everything that was written in a draft. */
export interface DraftContent {
	title: string;
	text: RichDoc;
	context: RichDoc;
	tried: RichDoc;
	conditions: string;
	source: string;
	facts: DraftFacts;
}

export const draftRichTexts = ['text', 'context', 'tried'] as const;
export type DraftRichText = (typeof draftRichTexts)[number];
export const draftTexts = ['title', 'conditions', 'source'] as const;
export type DraftText = (typeof draftTexts)[number];
/** UTF-16 units. */
export const draftLimits = { title: 200, conditions: 1_000, source: 500, topic: 100 } as const;

export const draftRoots = [...draftRichTexts, ...draftTexts, 'facts'] as const;

/**
 * The only one that knows the keys of a draft.
 *
 *   text, context, tried: XmlFragment (see rich-fragment.ts)
 *   title, conditions, source: Text
 *   facts: Map<fact, value>
 */
export class DraftDocument {
	readonly doc: Y.Doc;
	readonly #facts: Y.Map<unknown>;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#facts = doc.getMap('facts');
	}

	rich(which: DraftRichText): Y.XmlFragment {
		return this.doc.getXmlFragment(which);
	}

	text(which: DraftText): Y.Text {
		return this.doc.getText(which);
	}

	/** Choices that are known; whatever else stands there is not there. */
	facts(): DraftFacts {
		const facts: Record<string, string> = {};
		for (const [fact, values] of Object.entries(choices)) {
			const value = this.#facts.get(fact);
			const known = (values as readonly string[]).find((each) => each === value);
			if (known !== undefined) facts[fact] = known;
		}
		const topic = this.#facts.get('topic');
		if (typeof topic === 'string' && topic !== '' && topic.length <= draftLimits.topic) {
			facts.topic = topic;
		}
		// Each value was looked up among those of its own fact.
		return facts;
	}

	/** Null takes a choice back. */
	choose<Fact extends DraftFact>(
		fact: Fact,
		value: DraftFacts[Fact] | null,
		origin: unknown
	): void {
		this.doc.transact(() => {
			if (value === null || value === undefined) this.#facts.delete(fact);
			else if (this.#facts.get(fact) !== value) this.#facts.set(fact, value);
		}, origin);
	}

	read(): DraftContent {
		return {
			title: this.text('title').toJSON(),
			text: readRich(this.rich('text')),
			context: readRich(this.rich('context')),
			tried: readRich(this.rich('tried')),
			conditions: this.text('conditions').toJSON(),
			source: this.text('source').toJSON(),
			facts: this.facts()
		};
	}

	/** Puts these in the place of what stands there; what is left out stays. */
	write(content: Partial<DraftContent>, origin: unknown): void {
		this.doc.transact(() => {
			for (const which of draftTexts) {
				const next = content[which];
				const text = this.text(which);
				if (next === undefined || next === text.toJSON()) continue;
				text.delete(0, text.length);
				if (next !== '') text.insert(0, next);
			}
			for (const which of draftRichTexts) {
				const next = content[which];
				if (next !== undefined) writeRich(this.rich(which), next);
			}
			for (const [fact, value] of Object.entries(content.facts ?? {})) {
				this.choose(fact as DraftFact, value, origin);
			}
		}, origin);
	}

	/** Calls back when a choice changes. Returns its own undo. */
	onFactsChange(changed: () => void): () => void {
		this.#facts.observe(changed);
		return () => this.#facts.unobserve(changed);
	}
}
