import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { marksOf } from '../../server/services/draft-form.ts';
import { DROPPED_FOR } from '../../server/services/drafts.ts';
import { frames } from '../../server/sync/frame.ts';
import { DraftDocument } from '../../src/lib/documents/draft.ts';
import { draftDocument } from '../../src/lib/domain/document-name.ts';
import { fromPlain, plainOf } from '../../src/lib/documents/rich-text.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

/* Drafts on the real server: who comes in, who is sent out, and what is taken out. */

let server: TestServer;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(async () => {
	stops.forEach((each) => each.stop());
	await server.close();
});

const drafts = () => server.lab.services.drafts;
const actor = (name: string) => server.actor(name);

async function aQuestion(about: { tlp?: 'amber' | 'red'; askedBy?: string } = {}): Promise<string> {
	const id = crypto.randomUUID();
	const at = new Date().toISOString();
	const lab = await server.demoLab();
	await server.store.db
		.insertInto('question')
		.values({
			...{ id, lab_id: lab.id, title: 'Vraag', excerpt: '', need: 'praktijk' },
			...{ domain: 'gedeeld', topic: null, size_class: null, urgency: 'gewoon' },
			...{ tlp: about.tlp ?? 'amber', asked_as: 'name', organisation_id: null },
			asked_by: await server.id(`mem-${about.askedBy ?? 'tessa'}`),
			...{ asked_at: at, state: 'open', state_at: at }
		})
		.execute();
	return id;
}

async function anAnswer(name = 'tessa', questionId?: string): Promise<string> {
	const lab = await server.demoLab();
	const started = await drafts().start(await actor(name), lab, {
		kind: 'answer',
		questionId: questionId ?? (await aQuestion())
	});
	if (!started.ok) throw new Error(started.reason);
	return started.value.id;
}

async function stock(name: string, draftId: string): Promise<StockClient> {
	const client = new StockClient(server, draftDocument(draftId), await server.signIn(name));
	stops.push(client);
	return client.synced();
}

async function raw(name: string, draftId: string): Promise<RawClient> {
	const client = new RawClient(server, draftDocument(draftId), await server.signIn(name));
	stops.push(client);
	return client;
}

/** HTTP status with which she is turned away. */
async function turnedAway(name: string, draftId: string): Promise<number> {
	const client = await raw(name, draftId);
	await until(() => client.refused !== null, 'turned away');
	return client.refused ?? 0;
}

const textOf = (client: StockClient) => plainOf(new DraftDocument(client.doc).read().text);

describe('who writes in a draft', () => {
	it('is its author, and nobody else until she lets them in', async () => {
		const id = await anAnswer();
		expect(await turnedAway('jorrit', id)).toBe(404);
		// Not even who leads the lab.
		expect(await turnedAway('marit', id)).toBe(404);
		const tessa = await stock('tessa', id);
		const jorritId = await server.id('mem-jorrit');
		expect(await drafts().letIn(await actor('jorrit'), id, jorritId)).toMatchObject({ ok: false });
		expect(await drafts().letIn(await actor('tessa'), id, jorritId)).toMatchObject({ ok: true });
		const jorrit = await stock('jorrit', id);
		new DraftDocument(jorrit.doc).write({ text: fromPlain('Samen geschreven') }, 1);
		await until(() => textOf(tessa) === 'Samen geschreven', 'both see it');
	});

	it('is out the moment she is let out, and what she sends then is nowhere', async () => {
		const id = await anAnswer();
		const jorritId = await server.id('mem-jorrit');
		await drafts().letIn(await actor('tessa'), id, jorritId);
		const jorrit = await stock('jorrit', id);
		await drafts().letOut(await actor('tessa'), id, jorritId);
		await until(() => jorrit.closes.includes(4403), 'told');
		jorrit.stop();
		expect(await turnedAway('jorrit', id)).toBe(404);
	});

	it('may leave by herself, and nobody sends out another but the author', async () => {
		const id = await anAnswer();
		const [jorrit, noortje] = [await server.id('mem-jorrit'), await server.id('mem-noortje')];
		await drafts().letIn(await actor('tessa'), id, jorrit);
		await drafts().letIn(await actor('tessa'), id, noortje);
		expect(await drafts().letOut(await actor('jorrit'), id, noortje)).toEqual({
			ok: false,
			reason: 'forbidden'
		});
		expect(await drafts().letOut(await actor('jorrit'), id, jorrit)).toMatchObject({ ok: true });
	});

	it('is whoever may answer, of the summary: one draft for all of them', async () => {
		const questionId = await aQuestion();
		const lab = await server.demoLab();
		const starts = await Promise.all(
			['tessa', 'jorrit', 'noortje'].map(async (name) =>
				drafts().start(await actor(name), lab, { kind: 'summary', questionId })
			)
		);
		const ids = new Set(starts.map((each) => (each.ok ? each.value.id : each.reason)));
		expect(ids.size).toBe(1);
		const [id] = [...ids] as [string];
		await stock('jorrit', id);
		await stock('noortje', id);
		// An observer is invited nowhere here.
		expect(await turnedAway('hilde', id)).toBe(404);
	});

	it('is nobody who may not read the question, whoever lets her in', async () => {
		const id = await anAnswer('tessa', await aQuestion({ tlp: 'red', askedBy: 'tessa' }));
		const jorritId = await server.id('mem-jorrit');
		expect(await drafts().letIn(await actor('tessa'), id, jorritId)).toEqual({
			ok: false,
			reason: 'not-found'
		});
		const found = await drafts().find(await actor('tessa'), id);
		expect(found.ok && (await drafts().candidates(await actor('tessa'), found.value))).toEqual([
			expect.objectContaining({ memberId: await server.id('mem-marit') })
		]);
	});

	it('loses it when the question becomes RED', async () => {
		const questionId = await aQuestion();
		const id = await anAnswer('jorrit', questionId);
		const jorrit = await stock('jorrit', id);
		await server.store.db
			.updateTable('question')
			.set({ tlp: 'red' })
			.where('id', '=', questionId)
			.execute();
		drafts().tell(id);
		await until(() => jorrit.closes.includes(4403), 'told');
		jorrit.stop();
		expect(await turnedAway('jorrit', id)).toBe(404);
	});
});

describe('how a draft ends', () => {
	it('is read, not written, once it is placed', async () => {
		const id = await anAnswer();
		const tessa = await stock('tessa', id);
		new DraftDocument(tessa.doc).write({ text: fromPlain('Zo is het') }, 1);
		await until(async () => {
			const content = await drafts().contentOf(id);
			return content !== null && plainOf(content.text) === 'Zo is het';
		}, 'on disk');
		const placed = await drafts().placing(await actor('tessa'), id, (draft, content) =>
			server.store
				.transaction((trx) => drafts().markPlaced(trx, draft.id))
				.then((isPlaced) => ({ ok: true, value: isPlaced && plainOf(content.text) }))
		);
		expect(placed).toEqual({ ok: true, value: 'Zo is het' });
		const client = await (await raw('tessa', id)).open();
		const before = await client.ask();
		const draft = new DraftDocument(before);
		const vector = Y.encodeStateVector(before);
		draft.write({ title: 'toch nog' }, 1);
		client.send(frames.update(Y.encodeStateAsUpdate(before, vector)));
		expect(await client.closedWith()).toBe(4403);
		expect((await drafts().contentOf(id))?.title).toBe('');
		expect(
			await drafts().placing(await actor('tessa'), id, () =>
				Promise.resolve({ ok: true, value: 1 })
			)
		).toEqual({ ok: false, reason: 'already-done' });
	});

	it('is dropped, taken back, and after a week gone for good', async () => {
		const id = await anAnswer();
		const client = await stock('tessa', id);
		new DraftDocument(client.doc).write({ text: fromPlain('onvervangbaar') }, 1);
		await until(async () => (await drafts().contentOf(id))?.text.content.length === 1, 'there');
		const tessa = await actor('tessa');
		expect(await drafts().drop(tessa, id)).toMatchObject({ ok: true });
		expect(await drafts().drop(tessa, id)).toEqual({ ok: false, reason: 'already-done' });
		await drafts().sweep();
		expect(await drafts().takeBack(tessa, id)).toMatchObject({ ok: true });
		await drafts().drop(tessa, id);
		const long = new Date(Date.now() - DROPPED_FOR - 1_000).toISOString();
		await server.store.db
			.updateTable('draft')
			.set({ dropped_at: long })
			.where('id', '=', id)
			.execute();
		await drafts().sweep();
		expect(await drafts().find(tessa, id)).toEqual({ ok: false, reason: 'not-found' });
		expect(await drafts().contentOf(id)).toBeNull();
		expect(await turnedAway('tessa', id)).toBe(404);
	});
});

describe('the guard at the server, in a draft', () => {
	const guarded = (id: string) =>
		server.store.db
			.selectFrom('audit')
			.select(['member_id', 'detail'])
			.where('act', '=', 'draft.guarded')
			.where('subject', '=', draftDocument(id))
			.execute();
	const logged = async (id: string) => {
		const name = draftDocument(id);
		const { db } = server.store;
		const rows = await db
			.selectFrom('update_log')
			.select('bytes')
			.where('document', '=', name)
			.execute();
		const snapshots = await db
			.selectFrom('snapshot')
			.select('bytes')
			.where('document', '=', name)
			.execute();
		return [...rows, ...snapshots].map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join();
	};
	/** A client of somebody's own making: what it writes leaves at once. */
	const hacked = async (id: string, change: (draft: DraftDocument) => void) => {
		const client = await (await raw('tessa', id)).open();
		const doc = await client.ask();
		const before = Y.encodeStateVector(doc);
		doc.transact(() => change(new DraftDocument(doc)));
		client.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
		return client;
	};

	it.each<[string, (draft: DraftDocument) => void, string]>([
		[
			'in a paragraph',
			(draft) => draft.write({ text: fromPlain('Zijn BSN is 123456782, zei ze') }, 1),
			'123456782'
		],
		[
			'cut in two by a format',
			(draft) => {
				const paragraph = new Y.XmlElement('paragraph');
				const letters = new Y.XmlText();
				letters.applyDelta([{ insert: 'BSN 12345' }, { insert: '6782', attributes: { bold: {} } }]);
				paragraph.insert(0, [letters]);
				draft.rich('context').insert(0, [paragraph]);
			},
			'6782'
		],
		[
			'in two texts of one paragraph',
			(draft) => {
				const paragraph = new Y.XmlElement('paragraph');
				paragraph.insert(0, [new Y.XmlText('BSN 12345'), new Y.XmlText('6782')]);
				draft.rich('tried').insert(0, [paragraph]);
			},
			'6782'
		],
		[
			'in the address of a link',
			(draft) => {
				const paragraph = new Y.XmlElement('paragraph');
				const letters = new Y.XmlText();
				const href = 'mailto:wiebe.kloosterziel@gmail.com';
				letters.applyDelta([{ insert: 'hier', attributes: { link: { href } } }]);
				paragraph.insert(0, [letters]);
				draft.rich('text').insert(0, [paragraph]);
			},
			'kloosterziel'
		],
		['in a title', (draft) => draft.write({ title: 'Over BSN 123456782' }, 1), '123456782']
	])('takes out what is %s', async (_, change, letters) => {
		const id = await anAnswer();
		const client = await hacked(id, change);
		expect(await client.closedWith()).toBe(4410);
		await until(async () => !(await logged(id)).includes(letters), 'gone from log and snapshot');
		expect(JSON.stringify(await drafts().contentOf(id))).not.toContain(letters);
		expect(await guarded(id)).toEqual([
			expect.objectContaining({ member_id: await server.id('mem-tessa') })
		]);
	});

	it('leaves what its writers said is nobody, and never takes a number for that', async () => {
		const id = await anAnswer();
		const tessa = await actor('tessa');
		expect(await drafts().allow(tessa, id, 'Wiebe Kloosterziel')).toMatchObject({ ok: true });
		expect(await drafts().allow(tessa, id, 'BSN 123456782')).toEqual({
			ok: false,
			reason: 'personal-data'
		});
		expect(await drafts().allow(await actor('jorrit'), id, 'Anna de Vries')).toEqual({
			ok: false,
			reason: 'not-found'
		});
		const client = await hacked(id, (draft) =>
			draft.write({ text: fromPlain('Volgens Wiebe Kloosterziel'), title: 'BSN 123456782' }, 1)
		);
		expect(await client.closedWith()).toBe(4410);
		const content = await drafts().contentOf(id);
		expect(content && plainOf(content.text)).toBe('Volgens Wiebe Kloosterziel');
		expect(content?.title).not.toContain('123456782');
	});
});

describe('a draft by a form', () => {
	it('becomes rich text, and keeps what was not changed', async () => {
		const id = await anAnswer();
		const [tessa, lab] = [await actor('tessa'), await server.demoLab()];
		expect(await drafts().save(tessa, lab, id, { text: 'Een\n\n- twee\n- drie' })).toMatchObject({
			ok: true
		});
		const first = await drafts().contentOf(id);
		expect(first?.text.content.map(({ type }) => type)).toEqual(['paragraph', 'bulletList']);
		await drafts().save(tessa, lab, id, { text: plainOf(first!.text), source: 'Handreiking' });
		expect(await drafts().contentOf(id)).toEqual({ ...first, source: 'Handreiking' });
	});

	it('takes nothing from who wrote along meanwhile, and says where both wrote', async () => {
		const id = await anAnswer();
		const [tessa, lab] = [await actor('tessa'), await server.demoLab()];
		await drafts().save(tessa, lab, id, { text: 'Bel hen op.', source: '' });
		const content = async () => {
			const stands = await drafts().contentOf(id);
			if (!stands) throw new Error('gone');
			return stands;
		};
		const seen = marksOf(await content());
		await drafts().save(tessa, lab, id, {
			text: 'Bel hen op, elke maand.',
			source: 'Eigen ervaring'
		});
		// She did not change this one: what the other wrote stays.
		const own = { text: 'Bel hen op.', conditions: 'Een vast contact.', source: '' };
		expect(await drafts().save(tessa, lab, id, own, seen)).toMatchObject({ ok: true });
		const first = await content();
		expect(plainOf(first.text)).toBe('Bel hen op, elke maand.');
		expect(first).toMatchObject({ source: 'Eigen ervaring', conditions: 'Een vast contact.' });
		// And this one both did.
		const both = { text: 'Ga langs.', title: 'Niet bewaard' };
		expect(await drafts().save(tessa, lab, id, both, seen)).toEqual({
			...{ ok: false, reason: 'passed', field: 'text' }
		});
		expect(await content()).toEqual(first);
		const now = marksOf(first);
		expect(await drafts().save(tessa, lab, id, { text: 'Ga langs.' }, now)).toMatchObject({
			ok: true
		});
		expect(plainOf((await content()).text)).toBe('Ga langs.');
	});

	it('keeps all that was typed in the plain form, also where a draft is there already', async () => {
		const id = await anAnswer();
		const [tessa, lab] = [await actor('tessa'), await server.demoLab()];
		const draft = await server.lab.services.drafts.find(tessa, id);
		if (!draft.ok) throw new Error(draft.reason);
		const { questionId } = draft.value.draft;
		await drafts().save(tessa, lab, id, { text: 'Bel.', source: 'Handreiking' });
		const typed = {
			...{ text: 'En kom langs.', source: 'Eigen ervaring', conditions: 'Tijd.' },
			...({ kind: 'kennis', domain: 'sociaal', certainty: 'onzeker' } as const),
			...{ replyTo: null, answer: null, notPersonal: [] }
		};
		const { threads } = server.lab.services;
		const again = await threads.draftAnswer(tessa, lab, questionId ?? '', typed);
		expect(again).toEqual({ ok: true, value: id });
		const content = await drafts().contentOf(id);
		expect(content && plainOf(content.text)).toBe('Bel.\nEn kom langs.');
		expect(content).toMatchObject({
			...{ source: 'Handreiking\nEigen ervaring', conditions: 'Tijd.' },
			facts: { kind: 'kennis', domain: 'sociaal', certainty: 'onzeker' }
		});
	});

	it('is refused with personal data, by field, and for who may not write', async () => {
		const id = await anAnswer();
		const lab = await server.demoLab();
		expect(
			await drafts().save(await actor('tessa'), lab, id, { source: 'bel 06-12345678' })
		).toEqual({
			ok: false,
			reason: 'personal-data',
			field: 'source'
		});
		expect(await drafts().save(await actor('jorrit'), lab, id, { source: 'x' })).toEqual({
			ok: false,
			reason: 'not-found'
		});
	});
});
