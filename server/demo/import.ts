import type { Transaction } from 'kysely';
import { hashPassword } from '../auth/passwords.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { importBoard } from './import-board.ts';
import { importThreads } from './import-threads.ts';
import { importRounds, isRound } from './import-rounds.ts';
import { importSessions } from './import-sessions.ts';
import { readWholeDemo, type Demo, type DemoMember, type DemoOrganisation } from './demo-data.ts';
import { Translation } from './translate.ts';

export const DEMO_PASSWORD = 'kennislab-demo';

/** Accounts beside the members: they manage and guard, and read no content. */
const officers = [
	{
		email: 'beheer@kennislab.example',
		name: 'Functioneel beheerder',
		initials: 'FB',
		account: 'beheerder'
	},
	{
		email: 'fg@kennislab.example',
		name: 'Functionaris gegevensbescherming',
		initials: 'FG',
		account: 'fg'
	}
] as const;

/** Loads demo/ into an empty store, all or nothing. Returns false when there is anything already. */
export async function importDemo(
	store: Store,
	now: Date,
	newId: () => string
): Promise<boolean> {
	const any = await store.db.selectFrom('member').select('id').limit(1).executeTakeFirst();
	if (any) return false;
	const demo = readWholeDemo();
	const translation = new Translation(demo.lab.anchorDate, now, newId);
	translation.register([demo.lab, demo.members, demo.organisations, demo.municipalities]);
	translation.register([demo.boards, demo.threads, demo.items]);
	const count = demo.members.length + officers.length;
	const hashes = await Promise.all(Array.from({ length: count }, () => hashPassword(DEMO_PASSWORD)));
	await store.transaction(async (trx) => {
		// The newest version of a method last: a board of the demo runs on that.
		const templates = trx.selectFrom('template').select(['id', 'key']).orderBy('version');
		for (const { key, id } of await templates.execute()) translation.ids.set(key, id);
		await importOrganisations(trx, demo, translation);
		await importMembers(trx, demo, translation, hashes, now, newId);
		await importLab(trx, demo, translation, now, newId);
		for (const board of demo.boards) await importBoard(trx, board, translation, now);
		await importSessions(trx, demo, translation, newId);
		await importThreads(trx, demo, translation, newId);
		await importItems(trx, demo, translation, newId);
		await importInvitations(trx, demo, translation, now, newId);
		await importRounds(trx, demo, translation, now, newId);
		const imported = [...translation.ids].map(([demo_id, id]) => ({ demo_id, id }));
		for (let at = 0; at < imported.length; at += 200) {
			await trx.insertInto('imported_as').values(imported.slice(at, at + 200)).execute();
		}
	});
	return true;
}

async function importOrganisations(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation
): Promise<void> {
	const sizes = new Map(demo.municipalities.map((each) => [each.id, each.grootteklasse]));
	await trx
		.insertInto('organisation')
		.values(
			demo.organisations.map((organisation) => ({
				id: translation.id(organisation.id),
				name: organisation.name,
				label: labelOf(organisation),
				kind: organisation.type,
				size_class: sizes.get(organisation.municipalityId ?? '') ?? null,
				domain: organisation.domain ?? null,
				about: JSON.stringify(translation.whole(organisation))
			}))
		)
		.execute();
}

/** "Gemeente Aldermeer" is Aldermeer beside a name, and an organisation with an acronym is that. */
function labelOf({ name }: DemoOrganisation): string {
	const acronym = /\(([A-Z]{2,6})\)/.exec(name)?.[1];
	if (acronym === 'SZW') return 'SI';
	return acronym ?? name.replace(/^Gemeente /, '').replace(/ \(.*\)$/, '');
}

async function importMembers(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation,
	hashes: string[],
	now: Date,
	newId: () => string
): Promise<void> {
	const created_at = now.toISOString();
	const members = demo.members.map((member, i) => ({
		id: translation.id(member.id),
		email: member.email,
		name: member.name,
		initials: member.initials,
		organisation_id: translation.id(member.organisationId),
		job_title: member.jobTitle,
		bio: member.bio,
		domain: member.domain,
		language: member.language,
		account: 'member' as const,
		password_hash: hashes[i] ?? null,
		demo: i + 1,
		about: JSON.stringify(aboutMember(member, translation)),
		disabled_at: null,
		created_at
	}));
	const others = officers.map((officer, i) => ({
		...officer,
		id: newId(),
		organisation_id: null,
		job_title: '',
		bio: '',
		domain: 'gedeeld' as const,
		language: 'nl' as const,
		password_hash: hashes[members.length + i] ?? null,
		demo: members.length + i + 1,
		about: '{}',
		disabled_at: null,
		created_at
	}));
	await trx.insertInto('member').values([...members, ...others]).execute();
}

function aboutMember(member: DemoMember, translation: Translation): object {
	const { confidentialityAgreedAt, canAnswerOn, guest, consent } = member;
	return translation.whole({ confidentialityAgreedAt, canAnswerOn, guest, consent });
}

async function importLab(
	trx: Transaction<Schema>,
	{ lab, members }: Demo,
	translation: Translation,
	now: Date,
	newId: () => string
): Promise<void> {
	const { sessions, ...about } = lab;
	void sessions;
	await trx
		.insertInto('lab')
		.values({
			id: translation.id(lab.id),
			slug: lab.slug,
			name_nl: lab.name.nl,
			name_en: lab.name.en,
			tagline: lab.tagline,
			why: lab.why,
			central_question: lab.centralQuestion,
			status: lab.status,
			started_at: translation.moment(lab.startedAt).slice(0, 10),
			planned_until: translation.moment(lab.plannedUntil).slice(0, 10),
			owner_organisation_id: translation.id(lab.ownerOrganisationId),
			attribution: 'name',
			default_tlp: lab.confidentiality.defaultTlp,
			about: JSON.stringify(translation.whole(about))
		})
		.execute();
	await trx
		.insertInto('membership')
		.values(
			members
				.filter((member) => lab.memberIds.includes(member.id))
				.map((member) => ({
					id: newId(),
					lab_id: translation.id(lab.id),
					member_id: translation.id(member.id),
					role: member.role,
					access_until: member.accessUntil ? translation.endOf(member.accessUntil) : null,
					ended_at: null,
					created_at: now.toISOString()
				}))
		)
		.execute();
}

/** What no screen owns yet is kept whole, with new ids and dates. */
async function importItems(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation,
	newId: () => string
): Promise<void> {
	const trail = demo.boards.flatMap((board) =>
		board.cards
			.filter((card) => card.harvestedAs)
			.map((card) => ({ id: newId(), board: board.id, card: card.id, became: card.harvestedAs }))
	);
	const rows = Object.entries({ ...demo.items, 'harvest-trail': trail }).flatMap(([kind, items]) =>
		items.map((item, position) => ({
			id: translation.ids.get(item.id) ?? item.id,
			lab_id: translation.id(demo.lab.id),
			kind,
			position,
			title: titleOf(item),
			data: JSON.stringify(translation.whole(item))
		}))
	);
	for (let at = 0; at < rows.length; at += 100) {
		await trx.insertInto('lab_item').values(rows.slice(at, at + 100)).execute();
	}
}

function titleOf(item: Record<string, unknown>): string {
	const name = ['title', 'term', 'name', 'naam', 'text', 'role']
		.map((key) => item[key])
		.find((value) => typeof value === 'string' || (typeof value === 'object' && value !== null));
	if (typeof name === 'string') return name;
	const { nl } = (name ?? {}) as { nl?: unknown };
	return typeof nl === 'string' ? nl : '';
}

/** Guests see what holds something of theirs, and what they were asked for. */
async function importInvitations(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation,
	now: Date,
	newId: () => string
): Promise<void> {
	const things = new Map<string, 'board' | 'thread' | 'session'>();
	const rows = demo.members.flatMap((member) => {
		if (!['expert', 'sleutelfiguur', 'waarnemer'].includes(member.role)) return [];
		things.clear();
		for (const board of demo.boards) {
			if (board.cards.some((card) => card.authorId === member.id)) things.set(board.id, 'board');
		}
		for (const { id, answers } of demo.threads) {
			if (answers.some((answer) => answer.authorId === member.id)) things.set(id, 'thread');
		}
		for (const session of demo.lab.sessions) {
			if (session['expertId'] !== member.id) continue;
			things.set(session.id, 'session');
			for (const thread of session['threadIds'] as string[]) things.set(thread, 'thread');
		}
		if (member.role === 'waarnemer') {
			for (const board of demo.boards.slice(0, 2)) things.set(board.id, 'board');
		}
		return [...things].map(([thing, thing_kind]) => ({
			id: newId(),
			lab_id: translation.id(demo.lab.id),
			member_id: translation.id(member.id),
			thing_kind,
			thing_id: translation.id(thing),
			access_until: member.accessUntil ? translation.endOf(member.accessUntil) : null,
			invited_by: null,
			created_at: now.toISOString()
		}));
	});
	await trx.insertInto('invitation').values(rows).execute();
	await trx.insertInto('guest_access').values(waysOf(demo, translation)).execute();
}

/** What a guest reads by a round ends with it, unless something of hers stands there. */
function waysOf(demo: Demo, translation: Translation) {
	return demo.lab.sessions.filter(isRound).flatMap((session) => {
		const member = demo.members.find(({ id }) => id === session['expertId']);
		if (!member) return [];
		const until = member.accessUntil ? translation.endOf(member.accessUntil) : null;
		return (session['threadIds'] as string[]).flatMap((thread) => {
			const way = {
				...{ member_id: translation.id(member.id), thing_id: translation.id(thread), until }
			};
			const isHers = demo.threads.some(
				({ id, answers }) => id === thread && answers.some(({ authorId }) => authorId === member.id)
			);
			return [
				{ ...way, source: 'round' as const, source_id: translation.id(session.id) },
				...(isHers ? [{ ...way, source: 'own' as const, source_id: '' }] : [])
			];
		});
	});
}
