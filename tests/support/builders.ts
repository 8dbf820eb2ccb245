import type { Insertable } from 'kysely';
import type { Schema } from '../../server/store/schema.ts';
import type { Store } from '../../server/store/store.ts';

const at = '2026-11-22T09:00:00.000Z';

/** A member with an account; give what matters to the test. */
export async function aMember(
	store: Store,
	about: Partial<Schema['member']> & { id: string }
): Promise<void> {
	await store.db
		.insertInto('member')
		.values({
			email: `${about.id}@kennislab.example`,
			name: about.id,
			initials: about.id.slice(0, 2).toUpperCase(),
			organisation_id: null,
			job_title: '',
			bio: '',
			domain: 'gedeeld',
			language: 'nl',
			account: 'member',
			password_hash: null,
			demo: 0,
			about: '{}',
			disabled_at: null,
			created_at: at,
			...about
		})
		.execute();
}

export async function anOrganisation(
	store: Store,
	about: Partial<Schema['organisation']> & { id: string }
): Promise<void> {
	await store.db
		.insertInto('organisation')
		.values({
			name: `Gemeente ${about.id}`,
			label: about.id,
			kind: 'gemeente',
			size_class: null,
			domain: null,
			about: '{}',
			...about
		})
		.execute();
}

export async function aLab(
	store: Store,
	about: Partial<Schema['lab']> & { id: string }
): Promise<void> {
	await store.db
		.insertInto('lab')
		.values({
			slug: `lab-${about.id}`,
			name_nl: about.id,
			name_en: about.id,
			tagline: '',
			why: '',
			central_question: '?',
			status: 'loopt',
			started_at: '2026-01-01',
			planned_until: '2026-12-31',
			owner_organisation_id: null,
			attribution: 'name',
			default_tlp: 'amber',
			about: JSON.stringify({ groundRules: [], compass: [], confidentiality: {}, themes: [] }),
			...about
		})
		.execute();
}

export async function aMembership(
	store: Store,
	about: Partial<Schema['membership']> & Pick<Schema['membership'], 'lab_id' | 'member_id'>
): Promise<void> {
	await store.db
		.insertInto('membership')
		.values({
			id: `${about.lab_id}-${about.member_id}`,
			role: 'gem_oov',
			access_until: null,
			ended_at: null,
			created_at: at,
			...about
		})
		.execute();
}

export async function aTemplate(
	store: Store,
	about: Partial<Insertable<Schema['template']>> & { id: string }
): Promise<void> {
	await store.db
		.insertInto('template')
		.values({ key: about.id, lab_id: null, version: 1, definition: '{}', ...about })
		.execute();
}

export async function aBoard(
	store: Store,
	about: Partial<Insertable<Schema['board']>> &
		Pick<Schema['board'], 'id' | 'lab_id' | 'template_id'>
): Promise<void> {
	await store.db
		.insertInto('board')
		.values({
			title: about.id,
			question: '?',
			summary: '',
			status: 'voorbereiding',
			mode: 'open',
			current_step: 1,
			tlp: 'amber',
			owner_organisation_id: null,
			contributor_id: null,
			contributor_label: '',
			anonymity_checked_by: null,
			anonymity_checked_at: null,
			anonymity_notes: '',
			opened_at: at,
			conclusion: null,
			created_by: null,
			created_at: at,
			...about
		})
		.execute();
}
