import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerForm, NewQuestionForm } from '../../server/services/question-form.ts';
import type { QuestionView } from '../../src/lib/documents/thread-view.ts';
import { fromPlain } from '../../src/lib/documents/rich-text.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { dumpOf } from '../support/dump.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe('words that are erased from a question', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		// One server for all of them: each asks questions of her own.
		beforeAll(async () => {
			place = await open();
			const isPostgres = place.address.startsWith('postgres');
			server = await startTestServer(isPostgres ? { DATABASE_URL: place.address } : {});
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});

		const threads = () => server.lab.services.threads;
		const asked = async (name: string, form: Partial<NewQuestionForm> = {}) => {
			const outcome = await threads().askByForm(await server.actor(name), await server.demoLab(), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.id;
		};
		const answers = async (name: string, id: string, form: Partial<AnswerForm> = {}) => {
			const placed = await threads().answer(await server.actor(name), await server.demoLab(), id, {
				...{ id: randomUUID(), kind: 'ervaring', text: 'Bij ons belt iemand zelf.' },
				...{ domain: 'sociaal', certainty: null, source: '', conditions: '', replyTo: null },
				...{ notPersonal: [], ...form }
			});
			if (!placed.ok) throw new Error(placed.reason);
			return placed.value;
		};
		const view = async (name: string, id: string): Promise<QuestionView> => {
			const seen = await threads().open(await server.actor(name), await server.demoLab(), id);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const splits = async (name: string, id: string, picked: string[], to = randomUUID()) =>
			threads().split(await server.actor(name), await server.demoLab(), id, {
				...{ id: to, title: 'Bellen', text: 'Wie belt er dan?', answers: picked, notPersonal: [] }
			});

		const marker = 'Zevenklapper';
		const lab = () => server.demoLab();
		const finds = async (name: string, id: string, phrase: string) =>
			threads().findWords(await server.actor(name), await lab(), id, { phrase });
		const erases = async (name: string, id: string, phrase: string) =>
			threads().redact(await server.actor(name), await lab(), id, { phrase });
		const stored = () => dumpOf(place, { server });

		it('are nowhere any more: not in texts, rows, log, index or files', async () => {
			const id = await asked('tessa', {
				title: `Bij ${marker}`,
				text: `Hoe gaat het met ${marker}?`
			});
			const answer = await answers('noortje', id, {
				...{ text: `Vraag het ${marker.toUpperCase()} zelf.`, conditions: `Als ${marker} wil.` },
				source: marker
			});
			await threads().setDown(await server.actor('jorrit'), await lab(), id, {
				...{ text: `Bel ${marker}.`, conditions: 'Tijd.', forWhom: 'iedereen', validUntil: null },
				...{ compass: [], sources: [answer], notPersonal: [] }
			});
			const { stateAt } = await view('marit', id);
			const note = `Wacht op ${marker}.`;
			const parked = { state: 'geparkeerd' as const, note, stateAt, notPersonal: [] };
			await threads().move(await server.actor('marit'), await lab(), id, parked);
			const found = await finds('marit', id, marker.toLowerCase());
			expect(found).toEqual({
				ok: true,
				value: { question: 2, summary: 0, answers: 3, footholds: 1, requests: 0, log: 2 }
			});
			expect(await stored()).toContain(marker);
			expect(await erases('marit', id, marker)).toEqual({ ok: true });
			const seen = await view('tessa', id);
			expect(seen.title).toBe('Bij [weggehaald]');
			expect(seen.stateNote).toBe('Wacht op [weggehaald].');
			expect(seen.answers[0]?.text?.source).toBe('[weggehaald]');
			expect(seen.footholds[0]?.text).toBe('Bel [weggehaald].');
			expect(JSON.stringify(seen).toLowerCase()).not.toContain(marker.toLowerCase());
			expect(seen.log.at(-1)).toMatchObject({ act: 'redacted' });
			await until(
				async () => !(await stored()).toLowerCase().includes(marker.toLowerCase()),
				'gone'
			);
			// Written on from there.
			expect(await answers('lotte', id)).toBeTruthy();
			expect((await view('lotte', id)).answers).toHaveLength(2);
			expect(await finds('marit', id, marker)).toMatchObject({ value: { question: 0 } });
			expect(await erases('marit', id, marker)).toMatchObject({ reason: 'already-done' });
		});

		it('are not in what experts were asked and said, nor in drafts, of a round or of an answer', async () => {
			const word = 'Wilgenroosje';
			const id = await asked('tessa', { text: `Wie kent ${word}?` });
			const { requests, rounds, drafts } = server.lab.services;
			const as = async (name: string) => [await server.actor(name), await lab()] as const;
			const request = randomUUID();
			await requests.ask(...(await as('marit')), id, {
				...{ id: request, to: { kind: 'member', id: await server.id('mem-yassin') } },
				...{ text: `Kent u ${word}?`, notPersonal: [] }
			});
			const declined = await requests.decline(...(await as('yassin')), id, {
				...{ request, version: 1, note: `Ik ken ${word} niet.`, notPersonal: [] }
			});
			expect(declined).toMatchObject({ ok: true });
			const round = await rounds.make(...(await as('marit')), {
				...{ id: randomUUID(), title: 'Ronde', text: 'Wat is bekend?', questions: [id] },
				...{ start: new Date().toISOString().slice(0, 10), notPersonal: [] }
			});
			if (!round.ok) throw new Error(round.reason);
			await server.store.db
				.insertInto('expert_round_draft')
				.values({
					...{ id: randomUUID(), round_id: round.value, question_id: id, text: `Bel ${word}.` },
					...{ conditions: '', for_whom: '', valid_until: null, compass: '[]', sources: '[]' },
					...{ made_by: await server.id('mem-marit'), at: new Date().toISOString() }
				})
				.execute();
			const started = await drafts.start(...(await as('noortje')), {
				...{ kind: 'answer', questionId: id, content: { source: `Bij ${word} gehoord.` } }
			});
			if (!started.ok) throw new Error(started.reason);
			expect(await finds('marit', id, word)).toMatchObject({
				value: { question: 1, footholds: 1, requests: 1, log: 1 }
			});
			expect(await erases('marit', id, word)).toEqual({ ok: true });
			const seen = await requests.ofQuestion(...(await as('tessa')), id);
			expect(seen.ok && seen.value.list).toMatchObject([
				{ text: 'Kent u [weggehaald]?', note: 'Ik ken [weggehaald] niet.' }
			]);
			expect(await drafts.contentOf(started.value.id)).toMatchObject({
				source: 'Bij [weggehaald] gehoord.'
			});
			await until(async () => !(await stored()).includes(word), 'gone');
		});

		it('of an answer that was taken away are not in the draft it was placed from', async () => {
			const id = await asked('tessa');
			const { drafts } = server.lab.services;
			const as = async (name: string) => [await server.actor(name), await lab()] as const;
			const started = await drafts.start(...(await as('noortje')), {
				...{
					kind: 'answer',
					questionId: id,
					content: { text: fromPlain('Vraag het Kievitsbloem.') }
				}
			});
			if (!started.ok) throw new Error(started.reason);
			const draft = started.value.id;
			const placed = await threads().placeDraft(...(await as('noortje')), draft, {
				kind: 'answer',
				chosen: { kind: 'ervaring', domain: 'sociaal', certainty: null }
			});
			expect(placed).toMatchObject({ ok: true });
			expect(JSON.stringify(await drafts.contentOf(draft))).toContain('Kievitsbloem');
			await threads().putAway(...(await as('marit')), id, {
				...{ answer: draft, note: 'Hier stond een naam.', notPersonal: [] }
			});
			expect(JSON.stringify(await drafts.contentOf(draft))).not.toContain('Kievitsbloem');
			await until(async () => !(await stored()).includes('Kievitsbloem'), 'gone');
		});

		it('of an answer that came from another question are not in what is kept of that one', async () => {
			const id = await asked('tessa');
			const answer = await answers('noortje', id, { text: 'Vraag het Grasparkiet.' });
			const to = randomUUID();
			await splits('marit', id, [answer], to);
			expect(await erases('marit', to, 'grasparkiet')).toEqual({ ok: true });
			await until(async () => !(await stored()).includes('Grasparkiet'), 'gone');
			expect((await view('marit', id)).moved).toHaveLength(1);
		});

		it('are at least two letters, and are erased by who leads alone', async () => {
			const id = await asked('tessa');
			for (const phrase of ['', ' ', 'a', '..', 'x'.repeat(201)]) {
				expect(await finds('marit', id, phrase)).toMatchObject({ reason: 'invalid' });
				expect(await erases('marit', id, phrase)).toMatchObject({ reason: 'invalid' });
			}
			for (const name of ['tessa', 'noortje']) {
				expect(await finds(name, id, 'Ouders')).toMatchObject({ reason: 'forbidden' });
				expect(await erases(name, id, 'Ouders')).toMatchObject({ reason: 'forbidden' });
			}
			expect(await erases('evelien', id, 'Ouders')).toMatchObject({ reason: 'not-found' });
			expect((await view('tessa', id)).title).toBe('Ouders');
		});
	}));
