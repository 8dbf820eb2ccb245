import type { Node, Schema } from '@tiptap/pm/model';
import {
	Plugin,
	PluginKey,
	TextSelection,
	type EditorState,
	type Transaction
} from '@tiptap/pm/state';
import { updateYFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { readRich } from '$lib/documents/rich-fragment';
import { safeHref } from '$lib/documents/rich-text';
import { isSerious } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';
import {
	BlockFinds,
	endsOf,
	joinedRanges,
	keepDone,
	keepLost,
	type HeldRange,
	type Judging
} from '../held-finds';
import { Signal } from '../live';
import {
	afterEdit,
	findsOf,
	isBeside,
	placeOfLetter,
	sizeOf,
	stillHeld,
	textBlocksOf
} from './held-ranges';
import { HeldPlaces } from './held-places';
import { viewOf, type RichHeldView } from './held-view';
import { replaceChanged } from './replace-changed';
import { sharedOf, toShared, toShown } from './shared-node';
import { toAbsolute, toRelative } from './rich-places';

/** What a transaction is when it is not the writer's own typing. */
type Meta =
	| { is: 'remote'; ranges: readonly HeldRange[] }
	/** Put in by a choice: nothing more will follow it. */
	| { is: 'choice' }
	| { is: 'judged' }
	| { is: 'decided' }
	| { is: 'rested' };

interface Held {
	ranges: readonly HeldRange[];
	turn: number;
	/** Turn of the last edit of which something was sent. */
	sent: number;
}

export interface RichBindingOptions {
	fragment: Y.XmlFragment;
	schema: Schema;
	/** Of every transaction this editor makes. */
	origin: unknown;
	/** More than this many UTF-16 units is not sent. */
	limit: number;
}

/** What it needs of an editor: a view of ProseMirror, or a test. */
export interface RichHost {
	readonly state: EditorState;
	dispatch(tr: Transaction): void;
	/** An input method is at work: what it composes is not touched. */
	readonly composing: boolean;
}

const key = new PluginKey<Held>('held');

/**
 * A fragment of Yjs as one person writes it. The document on her screen holds what she typed; what is
 * shared is that document without what points, or may yet point, at a person. So nothing of it is ever
 * in the Y.Doc. What others write is put around it.
 */
export class RichBinding {
	readonly plugin: Plugin<Held>;
	readonly changed = new Signal();
	readonly #options: RichBindingOptions;
	#schema: Schema;
	readonly #finds = new BlockFinds();
	readonly #undo: Y.UndoManager;
	/** Addresses of links that are shared. */
	#known = new Set<string>();
	#judging: Judging = { guard: null, allowed: [] };
	#host: RichHost | null = null;
	/** The shared document as known here. */
	#shared: Node;
	/** Of the last state that was looked at: where its held pieces and its selection stand. */
	#places: HeldPlaces | null = null;

	constructor(options: RichBindingOptions) {
		this.#options = options;
		this.#schema = options.schema;
		this.#shared = this.#read();
		this.#undo = new Y.UndoManager(options.fragment, {
			trackedOrigins: new Set([options.origin])
		});
		this.plugin = new Plugin<Held>({
			key,
			state: {
				init: () => ({ ranges: [], turn: 0, sent: 0 }),
				apply: (tr, held, _, state) => this.#apply(tr, held, state)
			}
		});
	}

	/** An editor has a schema of its own: documents are of that one from here on. */
	useSchema(schema: Schema): void {
		this.#schema = schema;
		this.#shared = this.#read();
	}

	/** What an editor begins with. */
	get document(): Node {
		return this.#shared;
	}

	ranges(state: EditorState): readonly HeldRange[] {
		return key.getState(state)?.ranges ?? [];
	}

	/** From here on it follows the fragment, and the fragment follows it. Returns its own undo. */
	start(host: RichHost): () => void {
		const { fragment, origin } = this.#options;
		const ydoc = fragment.doc;
		if (!ydoc) throw new Error('a fragment of no document');
		this.#host = host;
		const before = (transaction: Y.Transaction) => {
			if (transaction.origin !== origin) this.#note();
		};
		const observe = (_: unknown, transaction: Y.Transaction) => {
			if (transaction.origin !== origin) this.#follow();
		};
		ydoc.on('beforeTransaction', before);
		fragment.observeDeep(observe);
		// It may have changed since it was read.
		this.#note();
		this.#follow();
		return () => {
			fragment.unobserveDeep(observe);
			ydoc.off('beforeTransaction', before);
			this.#undo.destroy();
			this.#host = null;
		};
	}

	/** To be called whenever the editor has another state: what may be sent goes. */
	sync(state: EditorState): void {
		const { fragment, origin } = this.#options;
		const next = sharedOf(state.doc, this.ranges(state), this.#mayLink);
		if (!next.eq(this.#shared)) {
			this.#shared = next;
			this.#places = null;
			fragment.doc?.transact(() => {
				updateYFragment(fragment.doc as Y.Doc, fragment, next, {
					mapping: new Map(),
					isOMark: new Map()
				});
			}, origin);
		}
		this.changed.emit();
	}

	/** The guard is there, or other phrases are allowed from now on. */
	judge(judging: Judging): void {
		this.#judging = judging;
		this.#tell({ is: 'judged' });
	}

	/** Nothing is being typed any more: what could have become a finding and is none goes. */
	decide(): void {
		this.#tell({ is: 'decided' });
	}

	/** Nothing was typed for a while: a plain word at the end need not wait for a space. */
	rest(): void {
		this.#tell({ is: 'rested' });
	}

	/** Takes back what was typed last: held pieces first. */
	undo(): boolean {
		const held = this.#host && key.getState(this.#host.state);
		const newest = held?.ranges.reduce<HeldRange | null>(
			(last, range) => (last && last.turn > range.turn ? last : range),
			null
		);
		if (this.#host && held && newest && newest.turn >= held.sent) {
			this.#host.dispatch(this.#host.state.tr.delete(newest.from, newest.to));
			return true;
		}
		return this.#undo.undo() !== null;
	}

	redo(): boolean {
		return this.#undo.redo() !== null;
	}

	/** Other words in the place of a finding of `view`. */
	replace({ start, end }: Pick<Finding, 'start' | 'end'>, words: string): void {
		const host = this.#host;
		if (!host) return;
		const from = placeOfLetter(host.state.doc, start);
		const to = from + (end - start);
		const tr = host.state.tr.insertText(words, from, to);
		host.dispatch(tr.setMeta(key, { is: 'choice' } satisfies Meta));
	}

	/** What was not sent is nowhere any more. */
	drop(): void {
		const host = this.#host;
		if (!host) return;
		const tr = host.state.tr;
		for (const { from, to } of [...this.ranges(host.state)].reverse()) tr.delete(from, to);
		host.dispatch(tr);
	}

	view(state: EditorState): RichHeldView {
		const blocks = textBlocksOf(state.doc);
		const told = viewOf(blocks, this.ranges(state), this.#judging, this.#finds);
		return { ...told, excess: Math.max(0, sizeOf(state.doc) - this.#options.limit) };
	}

	/** A place on the screen, for the others. */
	placeFor(state: EditorState, at: number): Y.RelativePosition | null {
		const shared = toShared(this.ranges(state), at);
		return toRelative(this.#options.fragment, this.#shared, shared);
	}

	/** A place of somebody else, on this screen. */
	placeOf(state: EditorState, relative: Y.RelativePosition): number | null {
		const shared = toAbsolute(this.#options.fragment, this.#shared, relative);
		return shared === null ? null : toShown(this.ranges(state), shared);
	}

	#apply(tr: Transaction, held: Held, state: EditorState): Held {
		const meta = tr.getMeta(key) as Meta | undefined;
		if (meta?.is === 'remote') return { ...held, ranges: meta.ranges };
		if (!tr.docChanged && !tr.selectionSet && !meta) return held;
		const turn = tr.docChanged ? held.turn + 1 : held.turn;
		let ranges = tr.docChanged
			? afterEdit(held.ranges, tr, { turn, isOpen: meta?.is !== 'choice' })
			: held.ranges;
		if (meta?.is === 'rested') ranges = this.#rested(state.doc, ranges, state.selection.head);
		else if (meta?.is !== 'judged') {
			const { head } = state.selection;
			const isDone = ({ from, to }: HeldRange) =>
				meta?.is === 'decided' ||
				!isBeside(state.doc, head, from) ||
				(!tr.docChanged && head !== to);
			ranges = this.#keepDone(state.doc, ranges, isDone);
			// Whoever is elsewhere is done with a block: nothing she types there follows.
			ranges = ranges.map((range) =>
				meta?.is === 'decided' || !isBeside(state.doc, head, range.from)
					? { ...range, isOpen: false }
					: range
			);
		}
		const isTooLong = sizeOf(state.doc) > this.#options.limit;
		if (isTooLong || this.#host?.composing) return { ...held, ranges, turn };
		const left = stillHeld(state.doc, ranges, this.#judging, this.#finds, state.selection.head);
		const lettersIn = (all: readonly HeldRange[]) =>
			all.reduce((sum, { from, to }) => sum + to - from, 0);
		if (lettersIn(left) === lettersIn(ranges)) return { ...held, ranges: left, turn };
		// What stays of that same edit is as new as what went of it: undo takes it first.
		const sent = turn + 1;
		const renewed = left.map((range) => (range.turn === turn ? { ...range, turn: sent } : range));
		return { ranges: renewed, turn: sent, sent };
	}

	/** What is a find by the time its writer goes elsewhere, stays one. */
	#keepDone(
		doc: Node,
		ranges: readonly HeldRange[],
		isDone: (range: HeldRange) => boolean
	): readonly HeldRange[] {
		const done = ranges.filter((range) => !range.find && isDone(range));
		if (done.length === 0) return ranges;
		return keepDone(ranges, findsOf(doc, done, this.#judging, this.#finds));
	}

	#rested(doc: Node, ranges: readonly HeldRange[], caret: number): readonly HeldRange[] {
		const { guard } = this.#judging;
		const blocks = textBlocksOf(doc);
		return ranges.map((range) => {
			const block = blocks.find(
				({ start, text }) => range.from >= start && range.to <= start + text.length
			);
			const ends = endsOf(range, caret).map((end) => block?.text.slice(0, end - block.start) ?? '');
			return { ...range, isOpen: range.isOpen && !ends.every((text) => guard?.mayRest(text)) };
		});
	}

	#tell(meta: Meta): void {
		const host = this.#host;
		if (host) host.dispatch(host.state.tr.setMeta(key, meta));
	}

	/** Where everything stands, before others change what it stands in. */
	#note(): void {
		const host = this.#host;
		if (!host || this.#places?.state === host.state) return;
		const { state } = host;
		const ranges = this.ranges(state);
		this.#places = new HeldPlaces(this.#options.fragment, this.#shared, state, ranges);
	}

	/** Others wrote: what is shared is what they made of it, with her own pieces around. */
	#follow(): void {
		const host = this.#host;
		const places = this.#places;
		if (!host || places?.state !== host.state) return;
		this.#places = null;
		const { state } = host;
		this.#shared = this.#read();
		const { doc, moved, selection } = places.on(this.#shared);
		const ranges = this.#keepLost(state.doc, doc, moved);
		const tr = state.tr;
		replaceChanged(tr, doc);
		const { anchor, head } = selection(ranges);
		const most = tr.doc.content.size;
		const [from, to] = [Math.min(anchor, most), Math.min(head, most)];
		tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
		tr.setMeta(key, { is: 'remote', ranges } satisfies Meta).setMeta('addToHistory', false);
		host.dispatch(tr);
	}

	/** The ranges where they are now, with what was a find in each. */
	#keepLost(before: Node, doc: Node, moved: ReadonlyMap<HeldRange, number>): HeldRange[] {
		const judged = [this.#judging, this.#finds] as const;
		const now = joinedRanges(
			[...moved].map(([range, from]) => ({ ...range, from, to: from + range.to - range.from }))
		);
		const found = {
			before: findsOf(before, [...moved.keys()], ...judged),
			now: findsOf(doc, now, ...judged)
		};
		return keepLost(now, found, moved);
	}

	#read(): Node {
		const doc = this.#schema.nodeFromJSON(readRich(this.#options.fragment));
		this.#known = new Set();
		doc.descendants((node) => {
			for (const { type, attrs } of node.marks) {
				if (type.name === 'link') this.#known.add(String(attrs['href']));
			}
		});
		return doc;
	}

	/** Until the guard is there no address goes; those that others have stay. */
	readonly #mayLink = (href: string): boolean => {
		const { guard } = this.#judging;
		if (this.#known.has(href)) return true;
		return (
			guard !== null &&
			safeHref(href) !== null &&
			!this.#finds.of(href, this.#judging).some(isSerious)
		);
	};
}
