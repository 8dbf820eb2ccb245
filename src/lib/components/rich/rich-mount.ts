import { Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import * as Y from 'yjs';
import { richLimits } from '$lib/documents/rich-text';
import type { Judging } from '$lib/live/held-finds';
import type { Present } from '$lib/live/presence';
import type { RichHeldView } from '$lib/live/rich/held-view';
import { RichBinding } from '$lib/live/rich/rich-binding';
import { MOST_HTML, readHtml } from '$lib/live/rich/read-html';
import { richExtensions, richSchema } from '$lib/live/rich/rich-schema';
import { fromPlain, type RichDoc } from '$lib/documents/rich-text';

export interface RichMountOptions {
	element: HTMLElement;
	fragment: Y.XmlFragment;
	origin: unknown;
	/** Names this text in what is told of carets. */
	name: string;
	attributes: Record<string, string>;
	isEditable: boolean;
	/** Something else is shown, held or selected. */
	changed: () => void;
	/** A paste that is too large to look at. */
	tooLarge: () => void;
	place: (anchor: unknown, head: unknown, typing: boolean) => void;
	others: () => readonly Present[];
}

/** Ms without a key after which a plain word no longer waits for what follows. */
const REST = 2_000;

/** The editor on a page. Everything heavy is behind this file: it is loaded when somebody writes. */
export class RichMount {
	readonly editor: Editor;
	readonly #binding: RichBinding;
	readonly #stop: () => void;
	readonly #options: RichMountOptions;
	#resting: ReturnType<typeof setTimeout> | undefined;

	constructor(options: RichMountOptions) {
		this.#options = options;
		const { element, fragment, origin } = options;
		// The editor makes a schema of its own of the same extensions: documents must be of that one.
		const schema = richSchema();
		const binding = new RichBinding({ fragment, schema, origin, limit: richLimits.text });
		this.#binding = binding;
		this.editor = new Editor({
			element,
			injectCSS: false,
			enableInputRules: false,
			enablePasteRules: false,
			editable: options.isEditable,
			content: binding.document.toJSON() as object,
			extensions: [...richExtensions, this.#extension()],
			editorProps: {
				attributes: options.attributes,
				// Before the editor reads what comes as HTML by itself: its way the pages do not allow.
				handleDOMEvents: {
					blur: () => this.#left(),
					paste: (view, event) => view.editable && this.#take(event, event.clipboardData),
					drop: (view, event) => {
						if (!view.editable || view.dragging !== null) return false;
						const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
						return this.#take(event, event.dataTransfer, at?.pos);
					}
				}
			}
		});
		binding.useSchema(this.editor.schema);
		const { view } = this.editor;
		this.#stop = binding.start({
			get state() {
				return view.state;
			},
			get composing() {
				return view.composing;
			},
			dispatch: (tr) => view.dispatch(tr)
		});
	}

	view(): RichHeldView {
		return this.#binding.view(this.editor.state);
	}

	judge(judging: Judging): void {
		this.#binding.judge(judging);
	}

	replace(find: { start: number; end: number }, words: string): void {
		this.#binding.replace(find, words);
	}

	undo(): boolean {
		return this.#binding.undo();
	}

	redo(): boolean {
		return this.#binding.redo();
	}

	/** Others came, went or moved: their carets are drawn anew. */
	redraw(): void {
		this.editor.view.dispatch(this.editor.state.tr.setMeta(carets, true));
	}

	stop(): void {
		clearTimeout(this.#resting);
		this.#binding.decide();
		this.#stop();
		this.editor.destroy();
	}

	#left(): boolean {
		// With another window in front the field is still the one she types in.
		setTimeout(() => {
			const { view } = this.editor;
			if (!this.editor.isDestroyed && document.activeElement !== view.dom) this.#binding.decide();
		});
		return false;
	}

	/** Puts it where one writes, or where it was let go. */
	#take(event: Event, data: DataTransfer | null, at?: number): boolean {
		event.preventDefault();
		const html = data?.getData('text/html') ?? '';
		if (html.length > MOST_HTML) {
			this.#options.tooLarge();
			return true;
		}
		const doc: RichDoc =
			html === '' ? fromPlain(data?.getData('text/plain') ?? '') : readHtml(html);
		const [first] = doc.content;
		// One paragraph is words in the line one writes in.
		const isInline = doc.content.length === 1 && first?.type === 'paragraph';
		const content = isInline ? first.content : doc.content;
		const { selection } = this.editor.state;
		this.editor.commands.insertContentAt(at ?? selection, content);
		return true;
	}

	#extension(): Extension {
		const binding = this.#binding;
		const { changed, place } = this.#options;
		const decorate = (state: EditorState) => this.#decorations(state);
		const edited = (state: EditorState, isTyping: boolean) => {
			if (isTyping) {
				clearTimeout(this.#resting);
				this.#resting = setTimeout(() => binding.rest(), REST);
			}
			const { anchor, head } = state.selection;
			place(binding.placeFor(state, anchor), binding.placeFor(state, head), isTyping);
		};
		return Extension.create({
			name: 'held',
			addKeyboardShortcuts: () => ({
				'Mod-z': () => binding.undo() || true,
				'Mod-y': () => binding.redo() || true,
				'Mod-Shift-z': () => binding.redo() || true
			}),
			addProseMirrorPlugins: () => [
				binding.plugin,
				new Plugin({
					key: carets,
					props: { decorations: decorate },
					view: () => ({
						update: (view, before) => {
							const isTyping = !view.state.doc.eq(before.doc);
							binding.sync(view.state);
							if (view.hasFocus() && (isTyping || !view.state.selection.eq(before.selection))) {
								edited(view.state, isTyping);
							}
							changed();
						}
					})
				})
			]
		});
	}

	/** What is not sent is marked; where others are, their name stands. */
	#decorations(state: EditorState): DecorationSet {
		const all = this.#binding
			.ranges(state)
			.map(({ from, to }) =>
				Decoration.inline(from, to, { nodeName: 'mark', class: 'rich__held' })
			);
		for (const person of this.#options.others()) {
			const { place } = person;
			if (place?.card !== this.#options.name) continue;
			const head = this.#placeOf(state, place.head);
			const anchor = this.#placeOf(state, place.anchor);
			if (head === null) continue;
			if (anchor !== null && anchor !== head) {
				const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
				all.push(
					Decoration.inline(from, to, { class: `rich__picked rich__picked--${person.domain}` })
				);
			}
			all.push(
				Decoration.widget(head, () => caretOf(person), {
					key: `${person.client} ${person.domain}`,
					side: 10,
					ignoreSelection: true
				})
			);
		}
		return DecorationSet.create(state.doc, all);
	}

	#placeOf(state: EditorState, json: unknown): number | null {
		if (typeof json !== 'object' || json === null) return null;
		try {
			return this.#binding.placeOf(state, Y.createRelativePositionFromJSON(json));
		} catch {
			// A place somebody made up.
			return null;
		}
	}
}

const carets = new PluginKey('carets');

function caretOf({ initials, domain }: Present): HTMLElement {
	const caret = document.createElement('span');
	caret.className = `rich__caret rich__caret--${domain}`;
	// Who writes along is in the list of people; read out at every letter it would be noise.
	caret.setAttribute('aria-hidden', 'true');
	const name = document.createElement('span');
	name.className = 'rich__who';
	name.textContent = initials;
	caret.append(name);
	return caret;
}
