import { readFileSync } from 'node:fs';
import { joinBackward } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import { describe, expect, it } from 'vitest';
import { readRich } from '$lib/documents/rich-fragment';
import { fromPlain } from '$lib/documents/rich-text';
import * as guard from '$lib/privacy/guard';
import { harmless } from '$lib/privacy/harmless-sentences';
import { blocked, warned } from '$lib/privacy/more-sentences';
import { connected, RichWriter, schema } from './rich-writer';

describe('what somebody types in an editor', () => {
	it('is shared when it is decided, and not a letter before', () => {
		const writer = new RichWriter();
		writer.type('een zin ');
		expect(writer.sent).toBe('een zin ');
		writer.type('met Kevin');
		expect(writer.sent).toBe('een zin met ');
		expect(writer.shown).toBe('een zin met Kevin');
	});

	it('waits until the guard is there', () => {
		const writer = new RichWriter();
		writer.binding.judge({ guard: null, allowed: [] });
		writer.type('gewoon iets ');
		expect(writer.sent).toBe('');
		writer.binding.judge({ guard, allowed: [] });
		expect(writer.sent).toBe('gewoon iets ');
	});

	it('goes with a new line, in blocks of its own', () => {
		const writer = new RichWriter();
		writer.type('Afspraak\nmet de wijk\n');
		expect(writer.sent).toBe('Afspraak\nmet de wijk\n');
		expect(readRich(writer.fragment).content).toHaveLength(3);
	});

	it('goes when its writer is done there, or rests', () => {
		const writer = new RichWriter();
		writer.type('en Overleg');
		expect(writer.sent).toBe('en ');
		writer.binding.rest();
		expect(writer.sent).toBe('en Overleg');
		writer.type(' Vandaag');
		writer.binding.decide();
		expect(writer.sent).toBe('en Overleg Vandaag');
	});

	it('stays whole while it is too long, and goes when it fits', () => {
		const writer = new RichWriter(undefined, 20);
		writer.type('te lang voor dit veld ja ');
		expect(writer.binding.view(writer.state).excess).toBe(5);
		const sent = writer.sent;
		expect(sent.length).toBeLessThanOrEqual(20);
		writer.dispatch(writer.state.tr.delete(1, 10));
		expect(writer.binding.view(writer.state).excess).toBe(0);
		expect(writer.sent).toBe(writer.shown);
	});

	it('is not let go while an input method composes it', () => {
		const writer = new RichWriter();
		writer.composing = true;
		writer.type('woord ');
		expect(writer.sent).toBe('');
		writer.composing = false;
		writer.type('en ');
		expect(writer.sent).toBe('woord en ');
	});

	it('keeps a link to a person to itself, and shares a link to a page', () => {
		const writer = new RichWriter(fromPlain('hier staat het'));
		const link = (href: string) => {
			const mark = schema.marks['link']!.create({ href });
			writer.dispatch(writer.state.tr.addMark(1, 5, mark));
		};
		link('mailto:wiebe.kloosterziel@gmail.com');
		expect(writer.bytes).not.toContain('kloosterziel');
		link('javascript:alert(1)');
		expect(writer.bytes).not.toContain('javascript');
		link('https://www.rijksoverheid.nl/onderwerpen');
		expect(JSON.stringify(readRich(writer.fragment))).toContain('rijksoverheid');
	});
});

describe('a find in an editor', () => {
	/** Words that say what is meant and point at nobody may pass. */
	const context =
		/\b(?:geboren|geb|op|in|te|V-nummer|VNR|mevrouw|meneer|de heer|heer|dhr|woont|aan|postcode|nummer|nr|huisnummer|gebruiker|account|mentor|agent|wijkagent|moeder|vader|van|vreemdelingennummer|rijbewijs|hij is van|https?|www|instagram|tiktok)\b/gi;
	const foursOf = (find: string) =>
		find
			.replace(context, '\n')
			.split('\n')
			.flatMap((part) =>
				Array.from({ length: Math.max(0, part.length - 3) }, (_, i) => part.slice(i, i + 4))
			)
			.filter((four) => four.trim().length === 4);

	it('is in nothing that others ever have, typed letter by letter', () => {
		const demo = JSON.parse(
			readFileSync(new URL('../../../../demo/pii-sentences.json', import.meta.url), 'utf8')
		) as { sentences: { text: string }[] };
		const more = [...blocked, ...warned, ...harmless].map(([text]) => text);
		let searched = 0;
		for (const text of [...demo.sentences.map((each) => each.text), ...more]) {
			const sentence = text.replaceAll('\n', ' ');
			const writer = new RichWriter();
			writer.type(sentence);
			writer.binding.decide();
			const serious = guard
				.findPersonalData(sentence)
				.filter(({ severity }) => severity !== 'attenderen');
			for (const four of serious.flatMap(({ text: said }) => foursOf(said))) {
				searched += 1;
				expect(writer.everSent.includes(four), `${four} in: ${sentence}`).toBe(false);
			}
			expect(writer.shown).toBe(sentence);
			if (serious.length === 0) expect(writer.sent).toBe(sentence);
		}
		expect(searched).toBeGreaterThan(200);
	});

	it('is gone for the others too when it is replaced', () => {
		const [writer, other] = connected();
		writer.type('Bel 06-12345678 morgen. ');
		const view = writer.binding.view(writer.state);
		expect(view.findings.map(({ text }) => text)).toEqual(['06-12345678']);
		writer.binding.replace(view.findings[0]!, '[telefoonnummer]');
		expect(other.sent).toBe('Bel [telefoonnummer] morgen. ');
		expect(writer.bytes).not.toContain('0612');
	});

	it('goes once it is nobody', () => {
		const writer = new RichWriter();
		writer.type('Volgens Wiebe Kloosterziel gaat het goed. ');
		expect(writer.sent).toBe('Volgens  gaat het goed. ');
		// She goes to the button.
		writer.binding.decide();
		writer.binding.judge({ guard, allowed: ['Wiebe Kloosterziel'] });
		expect(writer.sent).toBe('Volgens Wiebe Kloosterziel gaat het goed. ');
	});

	it('is opened again by a letter taken from it', () => {
		const writer = new RichWriter();
		writer.type('nummer 06-12345678. ');
		writer.caret(writer.state.doc.content.size - 3);
		const at = writer.state.selection.head;
		writer.dispatch(writer.state.tr.delete(at - 1, at));
		expect(writer.bytes).not.toContain('1234');
	});

	it('is taken back by undo before what was sent', () => {
		const writer = new RichWriter();
		writer.type('gezegd. ');
		writer.type('Kevin');
		writer.binding.undo();
		expect(writer.shown).toBe('gezegd. ');
		writer.binding.undo();
		expect(writer.sent).toBe('');
	});

	it('stays in its place, with the caret, while others write around it', () => {
		const [writer, other] = connected(fromPlain('begin einde'));
		writer.caret(7);
		writer.type('Kevin');
		other.caret(1);
		other.type('het ');
		other.caret(other.state.doc.content.size);
		other.type(' en meer ');
		expect(writer.shown).toBe('het begin Kevineinde en meer ');
		expect(writer.state.selection.head).toBe('het begin Kevin'.length + 1);
		expect(other.shown).toBe('het begin einde en meer ');
	});

	it('stays when others take away the block it stands in', () => {
		const [writer, other] = connected(fromPlain('een\n\ntwee\n\ndrie'));
		writer.caret(10);
		writer.type(' Kevin');
		other.dispatch(other.state.tr.delete(5, 11));
		expect(other.sent).toBe('een\ndrie');
		expect(writer.shown).toContain('Kevin');
		expect(writer.sent).toBe('een\ndrie');
		expect(writer.bytes).not.toContain('Kevi');
	});

	it('is not sent by what others do to it', () => {
		const [writer, other] = connected();
		writer.type('De moeder van Roos kwam langs. ');
		const at = writer.sent.indexOf('moeder');
		other.dispatch(other.state.tr.delete(at + 1, at + 1 + 'moeder van '.length));
		expect(writer.sent).not.toContain('Roos');
	});
});

describe('a held find', () => {
	const address = 'Wiebe.Kloosterziel@gmail.com';

	it('stays held when its writer writes on right beside it', () => {
		const [writer, other] = connected();
		writer.type(`mail ${address} of ${address} graag. `);
		// The other takes away what stood between.
		other.dispatch(other.state.tr.delete('mail '.length + 1, 'mail  of '.length + 1));
		writer.caret(`mail ${address}${address}`.length + 1);
		writer.type('x en verder. ');
		writer.binding.decide();
		expect(writer.everSent).not.toMatch(/Wieb|Kloo|ziel|gmai/);
		expect(other.sent).toContain(' en verder. ');
	});

	it('stays held on both sides of what is put into it', () => {
		const writer = new RichWriter();
		writer.type('nummer 06-12345678. ');
		writer.caret('nummer 06-123'.length + 1);
		writer.type('\nja ');
		writer.binding.decide();
		expect(writer.everSent).not.toMatch(/06-|123|456|678/);
		expect(writer.sent).toContain('ja ');
		// Each part is told of: nothing is held without a word.
		const { findings, held } = writer.binding.view(writer.state);
		expect(findings).toHaveLength(held);
	});

	it('stays held when others write right beside it', () => {
		const [writer, other] = connected(fromPlain('begin einde'));
		writer.caret('begin '.length + 1);
		writer.type('06-12345678');
		other.caret('begin '.length + 1);
		other.type('9');
		other.binding.decide();
		writer.type(' ja. ');
		writer.binding.decide();
		expect(writer.everSent).not.toMatch(/1234|5678/);
	});

	it('is not let go by what its writer held behind the caret', () => {
		const writer = new RichWriter();
		writer.type('bel 06-12345678 ');
		writer.caret(writer.state.doc.content.size - 2);
		writer.type(' Pvtnfh.mtpjmh@gmail.com ');
		writer.binding.decide();
		expect(writer.everSent).not.toMatch(/Pvtn|nfh|mtpj|pjmh/);
	});

	it('is seen right before another', () => {
		const writer = new RichWriter();
		writer.type('Willem Bosman  Pvtnfh.mtpjmh@gmail.com woord een ');
		writer.binding.decide();
		expect(writer.everSent).not.toMatch(/Will|illem|Bosm|sman/);
	});

	it('goes when its writer changes it, or it is nobody', () => {
		const writer = new RichWriter();
		writer.type('nummer 06-12345678. ');
		const end = 'nummer 06-12345678'.length + 1;
		writer.dispatch(writer.state.tr.delete(end - 2, end));
		writer.binding.decide();
		expect(writer.sent).toBe('nummer 06-123456. ');
		writer.type('Volgens Wiebe Kloosterziel. ');
		writer.binding.decide();
		writer.binding.judge({ guard, allowed: ['Wiebe Kloosterziel'] });
		expect(writer.sent).toBe('nummer 06-123456. Volgens Wiebe Kloosterziel. ');
	});

	it('stays held where letters taken from two finds leave one of them whole', () => {
		const writer = new RichWriter();
		writer.type('bel 06-99107627 371619087 nu. ');
		writer.binding.decide();
		const between = 'bel 06-9910762'.length + 1;
		writer.dispatch(writer.state.tr.delete(between, between + '7 3'.length));
		writer.binding.decide();
		expect(writer.shown).toBe('bel 06-991076271619087 nu. ');
		expect(writer.everSent).not.toContain('9910');
		expect(writer.binding.view(writer.state).findings[0]?.text).toBe('06-99107627');
	});

	it('stays held for the rest of it when other words take the place of a part', () => {
		const writer = new RichWriter();
		writer.type('Pieter Kloosterziel  Bram Jansen en nu ');
		writer.caret(2);
		writer.type('q ');
		writer.binding.decide();
		const find = writer.binding.view(writer.state).findings.find(({ text }) => /Bram/.test(text));
		writer.binding.replace(find!, '[iemand]');
		expect(writer.everSent).not.toMatch(/ieter|Kloo/);
		expect(writer.binding.view(writer.state).findings.map(({ text }) => text)).toContainEqual(
			expect.stringContaining('ieter')
		);
	});
});

describe('a held piece, when others lay its block out anew,', () => {
	/** The other may split, join or list; what is held goes with the letters it stands by. */
	function held() {
		const [writer, other] = connected(fromPlain('een begin\n\nmet twee regels'));
		writer.type(' Kevin');
		return { writer, other };
	}

	it('stays behind its letters when the block is split before them', () => {
		const { writer, other } = held();
		other.caret('een begin'.length + 3 + 'met '.length);
		other.type('\n');
		expect(writer.shown).toBe('een begin\nmet \ntwee regels Kevin');
	});

	it('stays behind its letters when the block is joined, and split elsewhere', () => {
		const { writer, other } = held();
		other.caret('een begin'.length + 3);
		joinBackward(other.state, other.dispatch);
		expect(writer.shown).toBe('een beginmet twee regels Kevin');
		other.caret('een beg'.length + 1);
		other.type('\n');
		expect(writer.shown).toBe('een beg\ninmet twee regels Kevin');
		writer.binding.replace(writer.binding.view(writer.state).findings[0]!, 'hij');
		expect(other.sent).toBe('een beg\ninmet twee regels hij');
	});

	it('stays behind its letters when the block becomes a list', () => {
		const { writer, other } = held();
		other.caret('een begin'.length + 3 + 'met '.length);
		wrapInList(schema.nodes['bulletList']!)(other.state, other.dispatch);
		expect(writer.shown).toBe('een begin\nmet twee regels Kevin');
		expect(writer.state.selection.$head.parent.textContent).toBe('met twee regels Kevin');
	});

	it('stays behind its letters when more is written elsewhere at that moment', () => {
		const [writer, other] = connected(fromPlain('een begin met twee regels'));
		writer.type(' Kevin');
		const { tr } = other.state;
		tr.insertText('Nu ', 1);
		tr.split('Nu een begin met twee'.length + 1);
		tr.insertText(' en meer', tr.doc.content.size - 1);
		other.dispatch(tr);
		expect(writer.shown).toBe('Nu een begin met twee\n regels Kevin en meer');
	});
});
