import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/lib/domain/limits.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { PeopleOnBoard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

describe('a phrase that is no personal data', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			walk = await PeopleOnBoard.on('brd-jongere', isFile ? {} : { DATABASE_URL: place.address });
		});
		afterEach(async () => {
			await walk.leave();
			await place.remove();
		});

		const propose = (who: string, phrase: string) => walk.command(who, { do: 'allow', phrase });
		const allowed = async (who: string) => (await walk.phase(who)).allowed;
		const service = () => walk.server.lab.services.allowed;
		const list = async (who: string) =>
			service().list(await walk.server.actor(who), await walk.server.demoLab());
		const decide = async (who: string, what: 'agree' | 'revoke', phrase: string) => {
			const [actor, lab] = [await walk.server.actor(who), await walk.server.demoLab()];
			const row = (await list('marit')).find((each) => each.phrase === phrase);
			return service()[what](actor, lab, row!.id);
		};

		it('holds at once for who says so, and for the lab when a facilitator agrees', async () => {
			expect(await propose('tessa', ' Hans  Christian Andersen ')).toEqual({
				ok: true,
				value: undefined
			});
			expect(await allowed('tessa')).toEqual(['Hans Christian Andersen']);
			expect(await allowed('noortje')).toEqual([]);
			expect(await decide('noortje', 'agree', 'Hans Christian Andersen')).toMatchObject({
				reason: 'forbidden'
			});
			expect((await decide('marit', 'agree', 'Hans Christian Andersen')).ok).toBe(true);
			expect(await allowed('noortje')).toEqual(['Hans Christian Andersen']);
			expect(await decide('marit', 'agree', 'Hans Christian Andersen')).toMatchObject({
				reason: 'already-done'
			});
			expect(await decide('tessa', 'revoke', 'Hans Christian Andersen')).toMatchObject({
				reason: 'forbidden'
			});
			expect((await decide('marit', 'revoke', 'Hans Christian Andersen')).ok).toBe(true);
			expect(await allowed('tessa')).toEqual([]);
		});

		it('is there once, however it is written, and no other is taken for it', async () => {
			for (const phrase of ['Anne Frank', 'anne  FRANK', 'Аnne Frank']) {
				expect((await propose('tessa', phrase)).ok).toBe(true);
			}
			expect(await allowed('tessa')).toEqual(['Anne Frank']);
			await decide('marit', 'agree', 'Anne Frank');
			expect((await propose('noortje', 'anne frank')).ok).toBe(true);
			expect((await list('marit')).length).toBe(1);
		});

		it('is never something that is always blocked, a number, nothing, or long', async () => {
			expect(await propose('tessa', 'bel 06-23416789')).toEqual({
				ok: false,
				reason: 'personal-data'
			});
			for (const phrase of ['', '   ', '12 34 56', 'x'.repeat(limits.allowedPhrase + 1)]) {
				expect(await propose('tessa', phrase)).toEqual({ ok: false, reason: 'invalid' });
			}
		});

		it('waits in no longer a queue than somebody reads', async () => {
			for (let i = 0; i < limits.openPhrases; i++) {
				expect((await propose('tessa', `Jan Nummer${'x'.repeat(i)}`)).ok).toBe(true);
			}
			expect(await propose('tessa', 'Jan Teveel')).toEqual({ ok: false, reason: 'too-many' });
			expect((await propose('noortje', 'Jan Teveel')).ok).toBe(true);
		});

		it('makes open boards ask anew', async () => {
			const live = await walk.live('noortje');
			const before = await until(() => live()?.turn, 'turn');
			await propose('tessa', 'Anne Frank');
			await until(() => live()!.turn > before, 'told');
			const after = live()!.turn;
			await decide('marit', 'agree', 'Anne Frank');
			await until(() => live()!.turn > after, 'told of what was agreed');
			expect((await walk.phase('noortje')).turn).toBe(live()!.turn);
		});

		it('is seen by who proposed it and the facilitator, who sees where and not by whom', async () => {
			await propose('tessa', 'Anne Frank');
			const [seen] = await list('marit');
			expect(seen).toMatchObject({ isMine: false, mayAgree: true, mayRevoke: true });
			expect(JSON.stringify(seen)).not.toContain('Tessa');
			expect(seen!.board).not.toBeNull();
			expect(await list('tessa')).toMatchObject([{ isMine: true, mayAgree: false }]);
			expect(await list('noortje')).toEqual([]);
			expect(await decide('noortje', 'revoke', 'Anne Frank')).toMatchObject({
				reason: 'not-found'
			});
			expect((await decide('tessa', 'revoke', 'Anne Frank')).ok).toBe(true);
			expect(await list('marit')).toEqual([]);
		});

		it('ends with its lab', async () => {
			await propose('tessa', 'Anne Frank');
			await decide('marit', 'agree', 'Anne Frank');
			const { db } = walk.server.store;
			await db.updateTable('lab').set({ status: 'afgerond' }).execute();
			expect(await allowed('tessa')).toEqual([]);
			expect(await propose('tessa', 'Jan Modaal')).toMatchObject({ reason: 'invalid' });
			await db.updateTable('lab').set({ status: 'actief', planned_until: '2020-01-01' }).execute();
			expect(await allowed('tessa')).toEqual([]);
		});

		it('is nowhere in the audit trail', async () => {
			await propose('tessa', 'Anne Frank');
			await decide('marit', 'agree', 'Anne Frank');
			await decide('marit', 'revoke', 'Anne Frank');
			const rows = await walk.server.store.db.selectFrom('audit').selectAll().execute();
			const acts = rows.map(({ act }) => act).filter((act) => act.startsWith('phrase.'));
			expect(acts).toEqual(['phrase.proposed', 'phrase.agreed', 'phrase.revoked']);
			expect(JSON.stringify(rows)).not.toContain('Frank');
		});
	}));
