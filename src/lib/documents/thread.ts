import type * as Y from 'yjs';
import type { RichDoc } from './rich-text.ts';

/** What a question says. */
export interface QuestionText {
	text: RichDoc;
	/** Where it plays, and what made it a question. */
	context: RichDoc;
	/** What was tried. */
	tried: RichDoc;
}

/** What an answer says. */
export interface AnswerText {
	text: RichDoc;
	/** Under which conditions it holds; plain. */
	conditions: string;
	/** Where it comes from; plain. */
	source: string;
}

export const threadRoots = ['state', 'texts', 'answers'] as const;

/**
 * A placed thread as everybody who reads it follows it; written by the server only: Map texts{ question,
 * summary }, Map answers{ answer id: its text }, Map state{ turn }. Who wrote what, and what came of it,
 * is SQL: `turn` says when to ask for that anew.
 */
export class ThreadDocument {
	readonly #state: Y.Map<unknown>;
	readonly #texts: Y.Map<unknown>;
	readonly #answers: Y.Map<unknown>;

	constructor(doc: Y.Doc) {
		this.#state = doc.getMap('state');
		this.#texts = doc.getMap('texts');
		this.#answers = doc.getMap('answers');
	}

	get turn(): number {
		return Number(this.#state.get('turn') ?? 0);
	}

	set turn(turn: number) {
		this.#state.set('turn', turn);
	}

	/** Null: it was not placed yet. */
	get question(): QuestionText | null {
		return (this.#texts.get('question') as QuestionText | undefined) ?? null;
	}

	set question(text: QuestionText) {
		this.#texts.set('question', text);
	}

	/** What the lab knows of it up to now; null: nobody wrote it down yet. */
	get summary(): RichDoc | null {
		return (this.#texts.get('summary') as RichDoc | undefined) ?? null;
	}

	set summary(text: RichDoc) {
		this.#texts.set('summary', text);
	}

	answer(id: string): AnswerText | null {
		return (this.#answers.get(id) as AnswerText | undefined) ?? null;
	}

	/** Of the answers whose text is here. */
	answerIds(): string[] {
		return [...this.#answers.keys()];
	}

	setAnswer(id: string, text: AnswerText): void {
		this.#answers.set(id, text);
	}

	removeAnswer(id: string): void {
		this.#answers.delete(id);
	}

	/** Returns its own undo. */
	onTurn(changed: () => void): () => void {
		this.#state.observe(changed);
		return () => this.#state.unobserve(changed);
	}
}
