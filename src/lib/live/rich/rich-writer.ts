import { splitBlock } from '@tiptap/pm/commands';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { readRich, writeRich } from '$lib/documents/rich-fragment';
import { plainOf, type RichDoc } from '$lib/documents/rich-text';
import * as guard from '$lib/privacy/guard';
import { RichBinding } from './rich-binding';
import { richSchema } from './rich-schema';

export const schema = richSchema();

/** Somebody at an editor without a screen. */
export class RichWriter {
	readonly doc = new Y.Doc();
	readonly fragment = this.doc.getXmlFragment('text');
	readonly updates: Uint8Array[] = [];
	readonly origin = {};
	readonly binding: RichBinding;
	composing = false;
	/** Sees each change of her screen before anything of it is sent. */
	watch: (tr: Transaction, before: EditorState) => void = () => undefined;
	state: EditorState;

	constructor(start?: RichDoc, limit = 12_000) {
		if (start) this.doc.transact(() => writeRich(this.fragment, start));
		this.doc.on('update', (update: Uint8Array) => this.updates.push(update));
		const { fragment, origin } = this;
		this.binding = new RichBinding({ fragment, schema, origin, limit });
		this.state = EditorState.create({
			doc: this.binding.document,
			plugins: [this.binding.plugin],
			selection: TextSelection.atEnd(this.binding.document)
		});
		// eslint-disable-next-line @typescript-eslint/no-this-alias -- the host is a getter over it
		const writer = this;
		this.binding.start({
			get state() {
				return writer.state;
			},
			get composing() {
				return writer.composing;
			},
			dispatch: (tr) => this.dispatch(tr)
		});
		this.binding.judge({ guard, allowed: [] });
	}

	readonly dispatch = (tr: Transaction): void => {
		const before = this.state;
		this.state = before.apply(tr);
		this.watch(tr, before);
		this.binding.sync(this.state);
	};

	type(words: string): void {
		for (const letter of words) {
			if (letter === '\n') splitBlock(this.state, this.dispatch);
			else this.dispatch(this.state.tr.insertText(letter));
		}
	}

	caret(at: number): void {
		const { doc } = this.state;
		const near = TextSelection.near(doc.resolve(Math.max(0, Math.min(at, doc.content.size))));
		this.dispatch(this.state.tr.setSelection(near));
	}

	get sent(): string {
		return plainOf(readRich(this.fragment));
	}

	get shown(): string {
		return this.binding.view(this.state).shown;
	}

	/** Every state of the text that others ever had. */
	get everSent(): string {
		const others = new Y.Doc();
		return this.updates
			.map((update) => {
				Y.applyUpdate(others, update);
				return plainOf(readRich(others.getXmlFragment('text')));
			})
			.join('\n');
	}

	/** Everything that ever left this page. */
	get bytes(): string {
		return this.updates.map((each) => Buffer.from(each).toString('utf8')).join('\n');
	}
}

export function connected(start?: RichDoc): [RichWriter, RichWriter] {
	const one = new RichWriter(start);
	const other = new RichWriter();
	Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc), 'line');
	one.doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'line') Y.applyUpdate(other.doc, update, 'line');
	});
	other.doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'line') Y.applyUpdate(one.doc, update, 'line');
	});
	return [one, other];
}
