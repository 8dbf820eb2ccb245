import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	GuestKeyRepository,
	removeKeys,
	writeKey
} from '../../server/store/guest-key-repository.ts';
import {
	guestPlace,
	lastPlace,
	listGuests,
	releaseAddress
} from '../../server/store/guest-places.ts';
import { guestOfLab, writeCode } from '../../server/store/guest-statements.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember, aMembership, anOrganisation } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-26T12:00:00Z');
const HOUR = 60 * 60_000;
const after = (ms: number) => new Date(noon.getTime() + ms);
const until = after(24 * HOUR).toISOString();

describe('how guests by code come back', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let now: Date;
		let keys: GuestKeyRepository;
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			keys = new GuestKeyRepository(store.db, () => now);
		});
		beforeEach(async () => {
			now = noon;
			await empty(store);
			await anOrganisation(store, { id: 'boom', kind: 'gast' });
			await anOrganisation(store, { id: 'aldermeer' });
			await aMember(store, { id: 'lead', organisation_id: 'aldermeer' });
			await aMember(store, { id: 'gea', organisation_id: 'boom' });
			await aLab(store, { id: 'lab' });
			await store.db
				.insertInto('session')
				.values({
					...{ id: 's', lab_id: 'lab', title: 's', goal: '', starts_at: noon.toISOString() },
					...{ status: 'live', created_by: null, created_at: noon.toISOString() }
				})
				.execute();
			const code = { id: 'c', sessionId: 's', hash: 'h', until, most: 9, boards: false };
			await store.transaction((trx) => writeCode(trx, { ...code, madeBy: 'lead', at: noon }));
			await joins('gea');
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const joins = (memberId: string, to = until) =>
			store.transaction(async (trx) => {
				const at = noon.toISOString();
				await guestOfLab(trx, { id: `m-${memberId}`, labId: 'lab', memberId, until: to, at });
				await trx
					.insertInto('session_guest')
					.values({ session_id: 's', member_id: memberId, code_id: 'c', agreed_at: at })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			});
		const write = (kind: 'own' | 'once', hash: string, ends: Date | null = null) =>
			store.transaction((trx) =>
				writeKey(trx, { memberId: 'gea', kind, hash, at: noon, until: ends })
			);
		const membership = () =>
			store.db.selectFrom('membership').selectAll().where('member_id', '=', 'gea').execute();

		it('a key takes the place of the one of its kind', async () => {
			expect(await keys.hashOf('gea', 'own')).toBeNull();
			await write('own', 'one');
			await write('once', 'two');
			await write('own', 'three');
			expect(await keys.hashOf('gea', 'own')).toBe('three');
			expect(await keys.hashOf('gea', 'once')).toBe('two');
			expect(await keys.hashOf('lead', 'own')).toBeNull();
			expect(await keys.madeAt('gea')).toBe(noon.toISOString());
			expect(await guestPlace(store.db, 's', 'gea')).toMatchObject({
				...{ keyAt: noon.toISOString(), isGuestAccount: true, hasPassword: false, isGone: false }
			});
			await store.transaction((trx) => removeKeys(trx, 'gea'));
			expect(await keys.hashOf('gea', 'own')).toBeNull();
			expect(await keys.hashOf('gea', 'once')).toBeNull();
		});

		it('a key opens until its moment, and until her last', async () => {
			await write('own', 'one');
			await write('once', 'two', after(HOUR));
			now = after(HOUR);
			expect(await keys.hashOf('gea', 'once')).toBeNull();
			expect(await keys.hashOf('gea', 'own')).toBe('one');
			now = after(24 * HOUR);
			expect(await keys.hashOf('gea', 'own')).toBeNull();
		});

		it.each([
			['ended her membership', { ended_at: noon.toISOString() }],
			['let it run out', { access_until: noon.toISOString() }]
		])('a key opens nothing once the lab %s', async (_, change) => {
			await write('own', 'one');
			await store.db.updateTable('membership').set(change).execute();
			expect(await keys.hashOf('gea', 'own')).toBeNull();
		});

		it('a key opens nothing once the session is gone', async () => {
			await write('own', 'one');
			await store.db.deleteFrom('session').execute();
			expect(await keys.hashOf('gea', 'own')).toBeNull();
		});

		it('a key for one time is spent once, also all at once', async () => {
			await write('once', 'two');
			expect(await keys.spend('gea', 'other')).toBe(false);
			const all = await Promise.all([1, 2, 3].map(() => keys.spend('gea', 'two')));
			expect(all.filter(Boolean)).toHaveLength(1);
		});

		it('guests are listed in the order in which they came, with who has an account', async () => {
			await joins('lead');
			const listed = await listGuests(store.db, 's');
			expect(listed.map(({ memberId, isGuestAccount }) => [memberId, isGuestAccount])).toEqual([
				['gea', true],
				['lead', false]
			]);
			expect(await lastPlace(store.db, 'gea', noon)).toEqual({ sessionId: 's', slug: 'lab-lab' });
			expect(await lastPlace(store.db, 'lead', noon)).toBeNull();
			expect(await lastPlace(store.db, 'gea', after(24 * HOUR))).toBeNull();
		});

		it('another session makes her time as a guest longer, never shorter, and nobody else’s', async () => {
			const longer = after(48 * HOUR).toISOString();
			await joins('gea', longer);
			await joins('gea', until);
			expect(await membership()).toMatchObject([{ access_until: longer, role: 'sleutelfiguur' }]);
			await store.db.updateTable('membership').set({ access_until: null }).execute();
			await joins('gea', longer);
			expect(await membership()).toMatchObject([{ access_until: null }]);
			await aMembership(store, { lab_id: 'lab', member_id: 'lead', access_until: until });
			await joins('lead', longer);
			const lead = store.db.selectFrom('membership').selectAll().where('member_id', '=', 'lead');
			expect(await lead.execute()).toMatchObject([{ access_until: until, role: 'gem_oov' }]);
		});

		it('an address is free again when her time is over, and not before', async () => {
			await write('own', 'one');
			const release = (email: string, at: Date) =>
				store.transaction((trx) => releaseAddress(trx, email, at));
			expect(await release('niemand@kennislab.example', noon)).toBe(true);
			expect(await release('lead@kennislab.example', noon)).toBe(false);
			expect(await release('gea@kennislab.example', noon)).toBe(false);
			await store.db.updateTable('membership').set({ ended_at: noon.toISOString() }).execute();
			expect(await release('gea@kennislab.example', after(24 * HOUR))).toBe(false);
			await store.db.updateTable('membership').set({ ended_at: null }).execute();
			expect(await release('gea@kennislab.example', after(24 * HOUR))).toBe(true);
			expect(await guestPlace(store.db, 's', 'gea')).toMatchObject({
				...{ name: 'gea', email: 'gea@gast.invalid', keyAt: null }
			});
		});
	}));
