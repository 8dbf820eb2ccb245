import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outline } from '../../src/lib/documents/report-outline.ts';
import type { SessionReport } from '../../src/lib/documents/session-report.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCard } from '../support/people-on-board.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe('what people brought into a session, in its report', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
		});
		afterEach(async () => {
			vi.useRealTimers();
			walk.stop();
			await server.close();
			await place.remove();
		});

		async function ends(): Promise<void> {
			const { live } = await walk.view();
			await walk.does('marit', { do: 'end', from: live.phase.n });
		}
		async function report(name = 'noortje'): Promise<SessionReport> {
			const outcome = await server.lab.services.sessionReports.open(
				await server.actor(name),
				await server.demoLab(),
				walk.sessionId
			);
			if (!outcome.ok || !outcome.value) throw new Error(`${name} sees no report`);
			return outcome.value;
		}
		/** What the file is made of. */
		async function taken(): Promise<SessionReport> {
			let made: SessionReport | null = null;
			const outlineOf = (safe: SessionReport): Outline => {
				made = safe;
				const words = { label: 'TLP:AMBER', title: '', source: '', unshown: '' };
				return { ...words, lang: 'nl', page: ['', ''], blocks: [] };
			};
			const file = await server.lab.services.sessionReports.make(
				await server.actor('marit'),
				await server.demoLab(),
				walk.sessionId,
				{ isLookedAt: true, outlineOf }
			);
			if (!file.ok || !made) throw new Error('there is no file');
			return made;
		}
		async function asks(name: string, text: string): Promise<string> {
			const id = randomUUID();
			await walk.does(name, { do: 'ask', id, text, notPersonal: [] });
			return id;
		}
		async function polls(answers: Record<string, (number | null)[]>): Promise<void> {
			const saved = await server.lab.services.polls.save(
				await server.actor('marit'),
				await server.demoLab(),
				walk.sessionId,
				{
					questions: [
						{ text: 'Hoe vaak?', options: ['Nooit', 'Soms'] },
						{ text: 'Hoe zeker?', options: null }
					],
					notPersonal: []
				}
			);
			expect(saved).toMatchObject({ ok: true });
			await walk.does('marit', { do: 'start' });
			await walk.does('marit', { do: 'poll-open' });
			const { questions } = (await walk.view()).live.poll!;
			for (const [name, choices] of Object.entries(answers)) {
				for (const [i, choice] of choices.entries()) {
					if (choice === null) continue;
					await walk.does(name, { do: 'poll-answer', question: questions[i]!.id, choice });
				}
			}
		}

		it('are questions that were shown, most shared first, by organisation at most', async () => {
			await walk.does('marit', { do: 'start' });
			const dealt = await asks('tessa', 'Wie belt wie?');
			const shared = await asks('tessa', 'En daarna?');
			await asks('jorrit', 'Wat kost dit?');
			await walk.does('marit', { do: 'box', moderated: true });
			await asks('tessa', 'Dit wacht nog.');
			const gone = await asks('jorrit', 'Dit gaat weg.');
			await walk.does('marit', { do: 'show-question', question: gone, on: true });
			await walk.does('marit', { do: 'take-back', question: gone });
			for (const name of ['noortje', 'sunita']) {
				for (const question of [dealt, shared]) {
					await walk.does(name, { do: 'me-too', question, on: true });
				}
			}
			await walk.does('marit', { do: 'deal-question', question: dealt, on: true });
			await ends();
			const { name, organisationLabel: from } = await server.actor('tessa');
			for (const reader of ['noortje', 'marit']) {
				const { box } = await report(reader);
				expect(box).toMatchObject([
					{ text: 'En daarna?', n: 2, isDealt: false, from },
					{ text: 'Wat kost dit?', n: 0, isDealt: false },
					{ text: 'Wie belt wie?', n: 2, isDealt: true, from }
				]);
				expect(JSON.stringify(box)).not.toContain(name);
			}
			const { box } = await taken();
			expect(box.map(({ text, from }) => [text, from])).toEqual([
				['En daarna?', null],
				['Wat kost dit?', null],
				['Wie belt wie?', null]
			]);
			await server.store.db.updateTable('lab').set({ attribution: 'none' }).execute();
			expect((await report()).box.map((question) => question.from)).toEqual([null, null, null]);
		});

		it('are totals of its poll, of three answers or more', async () => {
			await polls({ tessa: [1, 4], jorrit: [1, 0], noortje: [0, null] });
			await ends();
			const poll = {
				people: 3,
				questions: [
					{ text: 'Hoe vaak?', n: 3, totals: [1, 2] },
					{ text: 'Hoe zeker?', n: 2, totals: null }
				]
			};
			expect((await report()).poll).toMatchObject(poll);
			expect((await taken()).poll).toMatchObject(poll);
		});

		it('are nothing where nobody asked or answered', async () => {
			await polls({});
			await ends();
			expect(await report()).toMatchObject({ poll: null, box: [] });
		});

		it('is corrected where something was harvested, until the boards close or it is definite', async () => {
			await walk.does('marit', { do: 'start' });
			await walk.goes('Wat zou kunnen?');
			const tessa = await walk.open('tessa', boardDocument(walk.boardId));
			const card = randomUUID();
			const before = tessa.saved();
			const idea = {
				...aCard('Een vast spreekuur', 'secundair', card),
				kind: 'activiteit' as const
			};
			tessa.board.addCard(idea, 1);
			await until(() => tessa.saved() > before, 'saved');
			await walk.goes('Oogst');
			await walk.do('noortje', { do: 'harvest', card, as: 'les' });
			await walk.goes('Check-out');
			await ends();
			const { closing, correcting } = await report();
			expect(correcting).toEqual({ until: closing.closesAt, boards: [walk.boardId] });
			// What it promises is so.
			expect((await walk.phase('tessa')).mayHarvest).toBe(true);
			expect((await taken()).correcting).toEqual(correcting);
			await walk.does('marit', { do: 'report-definite', on: true });
			expect((await report()).correcting).toBeNull();
			await walk.does('marit', { do: 'report-definite', on: false });
			await walk.mode('open');
			expect((await report()).correcting).toBeNull();
			await walk.mode('oogst');
			await walk.does('marit', { do: 'close-boards', on: true });
			expect((await report()).correcting).toBeNull();
			expect((await walk.phase('tessa')).mayHarvest).toBe(false);
		});

		it('has nothing to correct where nothing was harvested', async () => {
			await walk.does('marit', { do: 'start' });
			await walk.goes('Oogst');
			await ends();
			expect((await report()).correcting).toBeNull();
		});
	}));
