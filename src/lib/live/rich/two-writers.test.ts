import {
	joinBackward,
	joinForward,
	lift,
	setBlockType,
	toggleMark,
	wrapIn
} from '@tiptap/pm/commands';
import { Fragment, Slice } from '@tiptap/pm/model';
import { liftListItem, sinkListItem, wrapInList } from '@tiptap/pm/schema-list';
import { TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readRich } from '$lib/documents/rich-fragment';
import { fromPlain, plainOf } from '$lib/documents/rich-text';
import * as guard from '$lib/privacy/guard';
import { isSerious } from '$lib/privacy/findings';
import { Finds, foursIn } from '../../../../tests/support/finds.ts';
import { Random, seeds } from '../../../../tests/support/random.ts';
import { RichWriter, schema } from './rich-writer';
import { sharedOf } from './shared-node';
import { TypedLetters } from './typed-letters';

interface Options {
	steps: number;
	/** Undo takes back blocks in which the other wrote since: letters may be lost by it. */
	undoes: boolean;
}

/** How many letters of it, from its first, stand there: the rest may not be sent yet. */
function standingOf(marker: string, text: string): number {
	let letters = marker.length;
	while (letters > 0 && !text.includes(marker.slice(0, letters))) letters -= 1;
	return letters;
}

/** Two at their editors, each hearing the other late, and what may never be heard. */
class Pair {
	readonly writers: readonly [RichWriter, RichWriter];
	readonly waiting: [Uint8Array[], Uint8Array[]] = [[], []];
	/** Every state and every update that left a page. */
	readonly left = new Set<string>();
	/** Of each writer: letters of whole finds as typed. */
	readonly typed: ReadonlyMap<RichWriter, TypedLetters>;
	/** Typed since `left` was looked at. */
	readonly fresh = new Set<string>();
	step = 'start';
	/** Letters of which each was typed once and not taken away. */
	readonly markers = new Set<string>();
	searched = 0;

	constructor() {
		this.writers = [new RichWriter(fromPlain('een begin\n\nmet twee regels')), new RichWriter()];
		Y.applyUpdate(this.writers[1].doc, Y.encodeStateAsUpdate(this.writers[0].doc), 'line');
		const sent = (find: string) => expect.fail(`a letter of ${find} left at ${this.step}`);
		this.typed = new Map(this.writers.map((writer) => [writer, new TypedLetters(writer, sent)]));
		this.writers.forEach((writer, i) =>
			writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
				this.left.add(Buffer.from(update).toString('utf8'));
				this.left.add(plainOf(readRich(writer.fragment)));
				if (origin !== 'line') this.waiting[1 - i]?.push(update);
			})
		);
	}

	deliver(i: number): void {
		const writer = this.writers[i] as RichWriter;
		for (const update of this.waiting[i]?.splice(0) ?? [])
			Y.applyUpdate(writer.doc, update, 'line');
	}

	meet(): void {
		this.deliver(0);
		this.deliver(1);
	}

	/** Something a writer does; a marker that it took letters from is none any more. */
	does(writer: RichWriter, act: () => void): void {
		const standing = () =>
			[writer.shown, writer.sent].map((text) =>
				[...this.markers].map((marker) => ({ marker, letters: standingOf(marker, text) }))
			);
		const before = standing().flat();
		act();
		// Also in what the other sees, where what is held does not stand in between.
		for (const [i, { marker, letters }] of standing().flat().entries()) {
			if (letters < (before[i]?.letters ?? 0)) this.markers.delete(marker);
		}
	}

	/** It is one in what its writer sees. */
	found(writer: RichWriter, find: string): void {
		const isFound = writer.shown.split('\n').some((line) =>
			guard
				.findPersonalData(line)
				.filter(isSerious)
				.some(({ text }) => text.includes(find))
		);
		if (!isFound) return;
		this.typed.get(writer)?.add(find);
		this.fresh.add(find);
	}

	check(): void {
		const { step } = this;
		const left = [...this.left].join('\n');
		this.left.clear();
		for (const { finds } of this.typed.values()) {
			for (const find of finds) {
				// Of what was typed longer ago four in a row may stand somewhere by chance by now.
				const parts = this.fresh.has(find) ? foursIn(find) : [find];
				for (const part of parts.filter((each) => !each.includes('-') || each === find)) {
					this.searched += 1;
					if (left.includes(part)) expect.fail(`${part} of ${find} left at ${step}`);
				}
			}
		}
		this.fresh.clear();
		for (const each of this.writers) {
			// Whatever is on her screen and not held is what is shared.
			const shared = sharedOf(each.state.doc, each.binding.ranges(each.state), () => true);
			expect(JSON.stringify(shared.toJSON()), step).toBe(
				JSON.stringify(schema.nodeFromJSON(readRich(each.fragment)).toJSON())
			);
		}
	}

	/** Everything held is replaced: nothing is held without its writer being told of it. */
	finish(): void {
		this.meet();
		for (const writer of this.writers) {
			writer.binding.decide();
			for (let tries = 0; writer.binding.view(writer.state).held > 0; tries += 1) {
				const find = writer.binding.view(writer.state).findings[0];
				if (!find || tries > 500) expect.fail(`held without a word: ${writer.shown}`);
				this.step = `replacing ${find.text}`;
				this.does(writer, () => writer.binding.replace(find, ' [iets] '));
				this.check();
			}
			this.meet();
		}
	}
}

function write(seed: number, { steps, undoes }: Options): Pair {
	const random = new Random(seed);
	const pair = new Pair();
	const finds = new Finds(random, (four) => pair.writers.some(({ shown }) => shown.includes(four)));
	let marker = 0;
	const choose = (writer: RichWriter, longest: number) => {
		const size = writer.state.doc.content.size;
		const from = random.int(size + 1);
		const { doc } = writer.state;
		const to = Math.min(size, from + random.int(longest + 1));
		const picked = TextSelection.between(doc.resolve(from), doc.resolve(to));
		writer.dispatch(writer.state.tr.setSelection(picked));
	};
	/** To a held piece: before it, behind it, or among its letters. */
	const goToHeld = (writer: RichWriter) => {
		const ranges = writer.binding.ranges(writer.state);
		if (ranges.length === 0) return;
		const { from, to } = random.pick(ranges);
		writer.caret(random.pick([from, to, from + random.int(to - from + 1)]));
	};
	const list = random.chance(0.5) ? 'bulletList' : 'orderedList';
	/** Blocks change in step: what two do to the same block at once is not what is looked at here. */
	const shape = (writer: RichWriter, act: () => void) => {
		pair.meet();
		const letters = writer.shown.replaceAll('\n', '');
		pair.does(writer, act);
		expect(writer.shown.replaceAll('\n', '')).toBe(letters);
		pair.meet();
	};
	const node = (name: string) => schema.nodes[name] as NonNullable<(typeof schema.nodes)[string]>;
	for (let step = 0; step < steps; step += 1) {
		const i = random.int(2);
		const writer = pair.writers[i] as RichWriter;
		const kind = random.int(undoes ? 20 : 18);
		pair.step = `step ${step}, kind ${kind}`;
		const isOver = !writer.state.selection.empty;
		const type = (words: string) =>
			pair.does(writer, () => {
				if (isOver) pair.meet();
				writer.type(words);
				if (isOver) pair.meet();
			});
		if (kind < 3) type(random.pick(['woord ', 'de ', 'x', 'en nu ', '. ']));
		else if (kind < 6) {
			const find = finds.next();
			type(` ${find} `);
			pair.found(writer, find);
		} else if (kind === 6) {
			// Each begins with a letter of its own: of two that are the same nobody knows which is which.
			const word = `${String.fromCharCode(0x3b1 + marker)}${(marker += 1)}z`;
			type(`${word} `);
			if (writer.shown.includes(word)) pair.markers.add(word);
		} else if (kind < 9) choose(writer, 0);
		else if (kind === 9) goToHeld(writer);
		else if (kind === 10) {
			choose(writer, 8);
			pair.meet();
			pair.does(writer, () => writer.dispatch(writer.state.tr.deleteSelection()));
			pair.meet();
		} else if (kind === 11) {
			choose(writer, 12);
			const mark = schema.marks[random.pick(['bold', 'italic'])];
			if (mark) toggleMark(mark)(writer.state, writer.dispatch);
			choose(writer, 0);
		} else if (kind === 12) {
			choose(writer, 0);
			shape(writer, () => writer.type('\n'));
		} else if (kind === 13) {
			const { $head } = writer.state.selection;
			const isStart = random.chance(0.5);
			writer.caret(isStart ? $head.start() : $head.end());
			shape(writer, () => (isStart ? joinBackward : joinForward)(writer.state, writer.dispatch));
		} else if (kind === 14) {
			writer.caret(writer.state.selection.head);
			shape(writer, () =>
				random.pick([
					wrapInList(node(list)),
					wrapIn(node('blockquote')),
					sinkListItem(node('listItem')),
					liftListItem(node('listItem')),
					setBlockType(node('heading'), { level: 3 }),
					setBlockType(node('paragraph')),
					lift
				])(writer.state, writer.dispatch)
			);
		} else if (kind === 15) {
			writer.caret(writer.state.selection.head);
			const find = finds.next();
			const lines = [`geplakt ${find} hier`, 'en een regel'].map((line) =>
				node('paragraph').create(null, schema.text(line))
			);
			pair.meet();
			pair.does(writer, () =>
				writer.dispatch(
					writer.state.tr.replaceSelection(new Slice(Fragment.fromArray(lines), 1, 1))
				)
			);
			pair.found(writer, find);
			pair.meet();
		} else if (kind === 16) writer.binding.rest();
		else if (kind === 17) writer.binding.decide();
		else {
			pair.meet();
			pair.does(writer, () => (kind === 18 ? writer.binding.undo() : writer.binding.redo()));
			pair.meet();
		}
		for (const j of [0, 1]) if (random.chance(0.5)) pair.deliver(j);
		pair.check();
	}
	pair.finish();
	return pair;
}

describe('two who write at once', () => {
	it.each(seeds(40))('send no find, and lose and double no letter (seed %i)', (seed) => {
		const pair = write(seed, { steps: 150, undoes: false });
		const [one, other] = pair.writers;
		expect(readRich(one.fragment)).toEqual(readRich(other.fragment));
		expect(one.shown).toBe(one.sent);
		expect(other.shown).toBe(one.sent);
		expect(pair.searched).toBeGreaterThan(1_000);
		for (const word of pair.markers) expect(one.sent.split(word).length - 1, word).toBe(1);
	});

	it.each(seeds(40))('send no find while they undo and redo (seed %i)', (seed) => {
		const pair = write(seed, { steps: 150, undoes: true });
		const [one, other] = pair.writers;
		expect(readRich(one.fragment)).toEqual(readRich(other.fragment));
		expect(pair.searched).toBeGreaterThan(1_000);
	});
});
