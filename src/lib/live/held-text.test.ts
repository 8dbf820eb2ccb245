import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import * as guard from '$lib/privacy/guard';
import { harmless } from '$lib/privacy/harmless-sentences';
import { blocked, warned } from '$lib/privacy/more-sentences';
import { HeldText } from './held-text';

/** Two copies of one text: hers, typed in, and what the others have. */
function aText(start = '', { limit = 2000, isLoaded = true } = {}) {
	const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
	mine.getText('t').insert(0, start);
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
	const frames: string[] = [];
	const seen: string[] = [];
	mine.on('update', (update: Uint8Array) => {
		Y.applyUpdate(theirs, update, 'line');
		frames.push(Buffer.from(update).toString('latin1'));
		seen.push(theirs.getText('t').toJSON());
	});
	theirs.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'line') Y.applyUpdate(mine, update, 'line');
	});
	const origin = {};
	const text = new HeldText(
		mine.getText('t'),
		{ origin, limit },
		{ guard: isLoaded ? guard : null, allowed: [] }
	);
	const undo = new Y.UndoManager(mine.getText('t'), { trackedOrigins: new Set([origin]) });
	let caret = start.length;
	return {
		text,
		undo,
		frames,
		seen,
		theirs: theirs.getText('t'),
		get sent() {
			return theirs.getText('t').toJSON();
		},
		caretTo(at: number) {
			caret = at;
		},
		types(letters: string) {
			for (const letter of letters) {
				const { shown } = text;
				text.type(shown.slice(0, caret) + letter + shown.slice(caret), caret + letter.length);
				caret += letter.length;
			}
		},
		pastes(piece: string) {
			const { shown } = text;
			text.type(shown.slice(0, caret) + piece + shown.slice(caret), caret + piece.length);
			caret += piece.length;
		},
		erases(count: number) {
			for (let i = 0; i < count; i++) {
				const { shown } = text;
				text.type(shown.slice(0, caret - 1) + shown.slice(caret), caret - 1);
				caret -= 1;
			}
		}
	};
}

/** Words that say what is meant and point at nobody may pass. */
const context =
	/\b(?:geboren|geb|op|in|te|V-nummer|VNR|mevrouw|meneer|de heer|heer|dhr|woont|aan|postcode|nummer|nr|huisnummer|gebruiker|account|mentor|agent|wijkagent|moeder|vader|van|vreemdelingennummer|rijbewijs|hij is van|https?|www|instagram|tiktok)\b/gi;

/** Every four characters in a row of what may not pass. */
function fours(find: string): string[] {
	const parts = find.replace(context, '\n').split('\n');
	return parts.flatMap((part) =>
		Array.from({ length: Math.max(0, part.length - 3) }, (_, i) => part.slice(i, i + 4)).filter(
			(four) => four.trim().length === 4
		)
	);
}

const demo = JSON.parse(
	readFileSync(new URL('../../../demo/pii-sentences.json', import.meta.url), 'utf8')
) as { sentences: { id: string; text: string }[] };
const sentences = [
	...demo.sentences.map(({ text }) => text),
	...[...blocked, ...warned, ...harmless].map(([text]) => text)
];

describe('a sentence typed key by key', () => {
	it.each(sentences)('%s', (sentence) => {
		const line = aText();
		line.types(sentence);
		line.text.decide();
		const serious = guard
			.findPersonalData(sentence)
			.filter(({ severity }) => severity !== 'attenderen');
		for (const four of serious.flatMap(({ text }) => fours(text))) {
			expect({ four, seen: line.seen.filter((seen) => seen.includes(four)) }).toEqual({
				four,
				seen: []
			});
		}
		// What is clean is with the others; the rest is shown to who wrote it, and there only.
		expect(line.text.shown).toBe(sentence);
		if (serious.length === 0) expect(line.sent).toBe(sentence);
		else expect(line.sent.length).toBeLessThan(sentence.length);
	});
});

describe('while a piece is held', () => {
	it('what she writes after it goes on to the others', () => {
		const line = aText();
		line.types('Kevin belde gisteren het wijkteam op. ');
		expect(line.sent).toBe(' belde gisteren het wijkteam op. ');
		expect(line.text.now.current.held).toEqual([{ start: 0, end: 5 }]);
		expect(line.text.now.current.findings).toMatchObject([
			{ text: 'Kevin', severity: 'waarschuwen' }
		]);
	});

	it('others type before, behind and in the place of it', () => {
		const line = aText('Wij spraken hem.');
		line.caretTo(11);
		line.types(' Kevin Jansen en');
		line.text.decide();
		expect(line.sent).toBe('Wij spraken  en hem.');
		line.theirs.insert(0, 'Nota: ');
		line.theirs.insert(line.theirs.length, ' Goed zo.');
		expect(line.text.shown).toBe('Nota: Wij spraken Kevin Jansen en hem. Goed zo.');
		line.theirs.delete(0, line.theirs.length);
		expect(line.text.shown).toBe('Kevin Jansen');
		expect(line.frames.join('')).not.toContain('evin');
	});

	it('tells the field what others did, as it looks there', () => {
		const line = aText('Dag. Nu');
		line.caretTo(5);
		line.types('Kevin ');
		const heard: unknown[] = [];
		line.text.onRemote = (delta) => heard.push(delta);
		line.theirs.insert(5, 'x ');
		expect(heard).toEqual([[{ retain: 5 }, { insert: 'x ' }]]);
		line.theirs.delete(0, 9);
		expect(heard.at(-1)).toEqual([{ delete: 7 }, { retain: 6 }, { delete: 2 }]);
	});

	it('a replacement takes its place, and is sent', () => {
		const line = aText();
		line.types('De moeder van Kevin belde het wijkteam.');
		line.text.decide();
		const [find] = line.text.now.current.findings;
		line.text.replace(find!, find!.replacement!);
		expect(line.sent).toBe('De moeder van de jongere belde het wijkteam.');
		expect(line.text.isHolding).toBe(false);
		expect(line.frames.join('')).not.toMatch(/Kev|evin/);
	});

	it('a phrase that is allowed goes, unless it is always blocked', () => {
		const line = aText();
		line.types('Kevin en Fatima, 06-12345678.');
		line.text.decide();
		line.text.judge({ guard, allowed: ['kevin', '06-12345678'] });
		expect(line.sent).toBe('Kevin en , .');
		expect(line.text.now.current.findings.map(({ text }) => text)).toEqual([
			'Fatima',
			'06-12345678'
		]);
	});

	it('she can take it away letter by letter', () => {
		const line = aText();
		line.types('Bel Kevin ');
		line.erases(6);
		expect(line.text.shown).toBe('Bel ');
		expect(line.text.now.current.held).toEqual([]);
		expect(line.sent).toBe('Bel ');
	});

	it('undo takes it away first, redo brings it back, and the rest is undone after it', () => {
		const line = aText();
		line.types('bel even ');
		line.types('Kevin ');
		expect(line.text.undo()).toBe(true);
		expect(line.text.shown).toBe('bel even ');
		expect(line.text.redo()).toBe(true);
		expect(line.text.shown).toBe('bel even Kevin ');
		expect(line.text.undo()).toBe(true);
		expect(line.text.undo()).toBe(false);
		line.undo.undo();
		expect(line.text.shown).toBe('');
		expect(line.sent).toBe('');
	});

	it('undo of what was sent leaves it where it is', () => {
		const line = aText();
		line.types('Kevin belde gisteren ');
		line.text.decide();
		expect(line.text.undo()).toBe(false);
		line.undo.undo();
		expect(line.text.shown).toBe('Kevin');
	});
});

describe('before the guard is loaded', () => {
	it('nothing goes, and what is clean goes when it is', () => {
		const line = aText('Al verstuurd. ', { isLoaded: false });
		line.types('gewone woorden en Kevin ');
		line.erases(1);
		line.text.decide();
		line.text.rest();
		expect(line.sent).toBe('Al verstuurd. ');
		expect(line.text.shown).toBe('Al verstuurd. gewone woorden en Kevin');
		line.text.judge({ guard, allowed: [] });
		expect(line.sent).toBe('Al verstuurd. gewone woorden en ');
	});
});

describe('what is not decided', () => {
	it('is decided when she leaves the field', () => {
		const line = aText();
		line.types('wij waren in Utrecht');
		expect(line.sent).toBe('wij waren in ');
		expect(line.text.now.current.findings).toEqual([]);
		line.text.decide();
		expect(line.sent).toBe('wij waren in Utrecht');
	});

	it('goes after a rest when it is a plain word, and waits on when it may become a name or a number', () => {
		const line = aText();
		for (const [typed, sent] of [
			['Utrecht', 'Utrecht'],
			[' en Moha', 'Utrecht en '],
			['med, mevrouw Xanth', 'Utrecht en , mevrouw '],
			[' bel 0612', 'Utrecht en , mevrouw  bel ']
		] as const) {
			line.types(typed);
			line.text.rest();
			expect(line.sent).toBe(sent);
		}
	});

	it('ordinary words go letter by letter', () => {
		const line = aText();
		line.types('het overlegmoment');
		expect(line.seen.at(-1)).toBe('het overlegmoment');
		expect(line.seen.length).toBeGreaterThan(6);
	});

	it('a number split by an edit in the middle is held all the same', () => {
		const line = aText('bel 12345678 morgen');
		line.caretTo(4);
		line.types('06-');
		expect(line.sent).toBe('bel 12345678 morgen');
		expect(line.text.now.current.findings).toMatchObject([
			{ text: '06-12345678', severity: 'blokkeren' }
		]);
	});
});

describe('whoever hears of a letter', () => {
	it('may decide at that very moment, and nothing is sent twice', () => {
		const line = aText();
		line.types('De vader van Kevin en Nu nog Utr');
		line.theirs.doc?.on('update', () => line.text.decide());
		line.text.decide();
		expect(line.text.shown).toBe('De vader van Kevin en Nu nog Utr');
		expect(line.sent).toBe('De vader van  en Nu nog Utr');
	});
});

describe('a pasted page', () => {
	const page = Array.from(
		{ length: 40 },
		(_, i) => `Regel ${i}: bel 06-123456${10 + i} na vieren.`
	);

	it('goes in where it is clean; what is not stays, each piece by itself', () => {
		const line = aText('', { limit: 60_000 });
		line.pastes(`${page.join('\n')}\n${'gewone woorden '.repeat(3200)}`);
		line.text.decide();
		expect(line.text.now.current.findings).toHaveLength(40);
		expect(line.text.now.current.held).toHaveLength(40);
		expect(line.sent).toContain('Regel 39: bel  na vieren.');
		expect(line.frames.join('')).not.toContain('06-1');
	});

	it('stays whole while it is too long', () => {
		const line = aText('begin ', { limit: 20 });
		line.pastes('veel te veel woorden voor dit veld');
		expect(line.text.now.current.excess).toBe(20);
		expect(line.sent).toBe('begin ');
		line.erases(20);
		line.text.decide();
		expect(line.sent).toBe('begin veel te veel w');
	});
});

describe('a late find', () => {
	it('is told apart from what is held: the others have it', () => {
		const line = aText('De buurman heet Kevin');
		expect(line.text.now.current.findings).toEqual([]);
		expect(line.text.now.current.late).toMatchObject([{ text: 'Kevin' }]);
		expect(line.text.now.current.remarks).toEqual([]);
	});
});

describe('any typing by two at once', () => {
	/** xorshift: a run that fails can be repeated. */
	function randomFrom(seed: number) {
		let state = seed;
		return (below: number) => {
			state ^= state << 13;
			state ^= state >>> 17;
			state ^= state << 5;
			return (state >>> 0) % below;
		};
	}
	/** Not in the middle of a pair: no keyboard goes there. */
	const whole = (text: string, at: number) => (text.codePointAt(at - 1)! > 0xffff ? at + 1 : at);
	const words = [
		'Kevin',
		' ',
		'de',
		'06-12345678',
		' jongen',
		'J. ',
		'(17)',
		'\n',
		'@x_1',
		'é',
		'👩‍👧'
	];

	it.each(Array.from({ length: 60 }, (_, i) => i + 1))(
		'keeps every character in its place (%i)',
		(seed) => {
			const random = randomFrom(seed * 7919);
			const line = aText('Er was eens een overleg.');
			for (let step = 0; step < 60; step++) {
				const { shown } = line.text;
				const what = random(10);
				if (what < 6) {
					const at = whole(shown, random(shown.length + 1));
					const removed = random(4) === 0 ? random(shown.length - at + 1) : 0;
					const inserted = words[random(words.length)]!;
					const next = shown.slice(0, at) + inserted + shown.slice(whole(shown, at + removed));
					line.text.type(next, at + inserted.length);
					expect(line.text.shown).toBe(next);
				} else if (what < 8) {
					const at = whole(line.sent, random(line.theirs.length + 1));
					const removed = random(3) === 0 ? random(line.theirs.length - at + 1) : 0;
					const held = line.text.now.current.held
						.map(({ start, end }) => line.text.shown.slice(start, end))
						.join('');
					if (removed > 0) line.theirs.delete(at, whole(line.sent, at + removed) - at);
					line.theirs.insert(at, 'zij ');
					const still = line.text.now.current.held
						.map(({ start, end }) => line.text.shown.slice(start, end))
						.join('');
					// What others do may let a held piece go; it never loses a letter.
					expect(held.length - still.length).toBeGreaterThanOrEqual(0);
					expect(line.text.shown.length).toBe(line.sent.length + still.length);
				} else if (what === 8) line.text.decide();
				else if (!line.text.undo()) line.text.redo();
				const places = line.text.now.current.held;
				const without = places.reduceRight(
					(text, { start, end }) => text.slice(0, start) + text.slice(end),
					line.text.shown
				);
				expect(without).toBe(line.sent);
			}
		}
	);
});
