import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertMember, MemberRepository } from '../../server/store/member-repository.ts';
import { SignInRepository, type SignIn } from '../../server/store/sign-in-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember, aMembership, anOrganisation } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const at = (text: string) => new Date(`2026-11-22T${text}:00Z`);
const noon = at('12:00');

describe('the repositories of people', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			await anOrganisation(store, { id: 'aldermeer', label: 'Aldermeer', size_class: 'groot' });
			await aMember(store, { id: 'ans', name: 'Ans', organisation_id: 'aldermeer' });
			await aMember(store, { id: 'bo', name: 'Bo', demo: 1 });
			await aLab(store, { id: 'lab' });
			await aLab(store, { id: 'older', started_at: '2025-01-01' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		describe('members', () => {
			let members: MemberRepository;
			beforeEach(() => {
				members = new MemberRepository(store.db);
			});

			it('find an account by address, the demo only when it is on, the disabled never', async () => {
				const account = { memberId: 'bo', passwordHash: null };
				const email = 'bo@kennislab.example';
				expect(await members.findAccount(email, { demo: true })).toEqual(account);
				expect(await members.findAccount(email, { demo: false })).toBeNull();
				expect(await members.findAccount('no@x', { demo: true })).toBeNull();
				await store.db.updateTable('member').set({ disabled_at: 'now' }).execute();
				expect(await members.findAccount(email, { demo: true })).toBeNull();
				expect(await members.findActor('bo', noon)).toBeNull();
			});

			it('find an actor with the memberships and invitations that hold at that moment', async () => {
				const until = noon.toISOString();
				await aMembership(store, {
					lab_id: 'lab',
					member_id: 'ans',
					role: 'expert',
					access_until: until
				});
				await aMembership(store, { lab_id: 'older', member_id: 'ans', ended_at: until });
				const invitation = { lab_id: 'lab', member_id: 'ans', thing_kind: 'board' as const };
				const rest = { invited_by: null, created_at: until };
				await members.invite({
					...invitation,
					...rest,
					id: '1',
					thing_id: 'b1',
					access_until: until
				});
				await members.invite({
					...invitation,
					...rest,
					id: '2',
					thing_id: 'b2',
					access_until: null
				});
				const before = await members.findActor('ans', at('11:59'));
				expect(before).toMatchObject({
					memberId: 'ans',
					organisationId: 'aldermeer',
					organisationLabel: 'Aldermeer',
					memberships: [{ labId: 'lab', role: 'expert' }]
				});
				expect([...before!.invitations].sort()).toEqual(['b1', 'b2']);
				const after = await members.findActor('ans', noon);
				expect(after!.memberships).toEqual([]);
				expect([...after!.invitations]).toEqual(['b2']);
			});

			it('find an actor without organisation, and nobody who is not there', async () => {
				expect(await members.findActor('bo', noon)).toMatchObject({ organisationId: '' });
				expect(await members.findActor('nobody', noon)).toBeNull();
			});

			it('find authors by id', async () => {
				const authors = await members.findAuthors(['ans', 'ans', 'bo', 'nobody']);
				expect([...authors.keys()].sort()).toEqual(['ans', 'bo']);
				expect(authors.get('ans')).toMatchObject({
					organisationLabel: 'Aldermeer',
					organisationKind: 'gemeente',
					sizeClass: 'groot'
				});
				expect(authors.get('bo')).toMatchObject({ organisationId: '', sizeClass: null });
				expect(await members.findAuthors([])).toEqual(new Map());
			});

			it('list the lab by name, change a role and end a membership there only', async () => {
				for (const lab_id of ['lab', 'older']) {
					await aMembership(store, { lab_id, member_id: 'bo' });
					await aMembership(store, { lab_id, member_id: 'ans' });
				}
				await members.setRole('lab', 'ans', 'nctv');
				await members.endMembership('lab', 'bo', noon);
				const facts = async (lab: string) =>
					(await members.listOfLab(lab)).map(({ name, role, endedAt }) => [name, role, endedAt]);
				expect(await facts('lab')).toEqual([
					['Ans', 'nctv', null],
					['Bo', 'gem_oov', noon.toISOString()]
				]);
				expect(await facts('older')).toEqual([
					['Ans', 'gem_oov', null],
					['Bo', 'gem_oov', null]
				]);
				expect((await members.findActor('bo', noon))!.memberships).toEqual([
					{ labId: 'older', role: 'gem_oov' }
				]);
			});

			it('invite once to a thing, with the last end date, and withdraw', async () => {
				const row = {
					lab_id: 'lab',
					member_id: 'ans',
					thing_kind: 'board' as const,
					thing_id: 'b1',
					invited_by: 'bo',
					created_at: noon.toISOString()
				};
				await members.invite({ ...row, id: '1', access_until: null });
				await members.invite({ ...row, id: '2', access_until: '2027' });
				expect(await members.listInvitations('lab')).toEqual([
					{ memberId: 'ans', thingId: 'b1', accessUntil: '2027' }
				]);
				await members.withdrawInvitation('bo', 'b1');
				expect(await members.listInvitations('lab')).toHaveLength(1);
				await members.withdrawInvitation('ans', 'b1');
				expect(await members.listInvitations('lab')).toEqual([]);
			});

			it('list the people of the demo in their order', async () => {
				await aMember(store, { id: 'first', demo: 1, disabled_at: null });
				await store.db.updateTable('member').set({ demo: 2 }).where('id', '=', 'bo').execute();
				expect((await members.listDemo()).map(({ name }) => name)).toEqual(['first', 'Bo']);
			});

			it('keep a language, and refuse an address that is taken', async () => {
				await members.setLanguage('ans', 'en');
				expect((await members.findActor('ans', noon))!.language).toBe('en');
				expect((await members.findActor('bo', noon))!.language).toBe('nl');
				const ans = await store.db
					.selectFrom('member')
					.selectAll()
					.where('id', '=', 'ans')
					.executeTakeFirstOrThrow();
				await expect(
					store.transaction((trx) => insertMember(trx, { ...ans, id: 'other' }))
				).rejects.toThrow();
			});
		});

		describe('sign-ins', () => {
			const aSignIn = (id: string, about: Partial<SignIn> = {}): SignIn => ({
				id,
				memberId: 'ans',
				createdAt: at('09:00'),
				lastUsedAt: at('09:00'),
				expiresAt: at('21:00'),
				userAgent: 'Firefox',
				confirmedAt: at('09:00'),
				...about
			});

			it('get another secret and keep the rest, when a password is given again', async () => {
				const signIns = new SignInRepository(store.db);
				await signIns.add(aSignIn('one'));
				expect(await signIns.renew('one', { newId: 'two', at: at('10:00') })).toBe(true);
				expect(await signIns.find('one')).toBeNull();
				const renewed = { lastUsedAt: at('10:00'), confirmedAt: at('10:00') };
				expect(await signIns.find('two')).toEqual(aSignIn('two', renewed));
				expect(await signIns.renew('one', { newId: 'three', at: at('10:00') })).toBe(false);
			});

			it('come back as they were added, last used first', async () => {
				const signIns = new SignInRepository(store.db);
				await signIns.add(aSignIn('one'));
				await signIns.add(aSignIn('two', { lastUsedAt: at('10:00') }));
				await signIns.add(aSignIn('other', { memberId: 'bo' }));
				expect(await signIns.find('one')).toEqual(aSignIn('one'));
				expect(await signIns.find('none')).toBeNull();
				const order = async () => (await signIns.listOf('ans')).map(({ id }) => id);
				expect(await order()).toEqual(['two', 'one']);
				await signIns.touch(['one'], at('11:00'));
				await signIns.touch([], at('12:00'));
				expect(await order()).toEqual(['one', 'two']);
				expect((await signIns.find('one'))!.lastUsedAt).toEqual(at('11:00'));
			});

			it('go when removed, and those that ended go together', async () => {
				const signIns = new SignInRepository(store.db);
				await signIns.add(aSignIn('one'));
				await signIns.add(aSignIn('two', { expiresAt: at('10:00') }));
				await signIns.removeEnded(at('11:00'));
				expect([await signIns.find('one'), await signIns.find('two')]).toMatchObject([{}, null]);
				await signIns.remove('one');
				expect(await signIns.listOf('ans')).toEqual([]);
			});
		});

		it('probe by committing, and fail once closed', async () => {
			await store.probe();
			await store.close();
			await expect(store.probe()).rejects.toThrow();
			store = await openStore(place.address);
		});
	}));
