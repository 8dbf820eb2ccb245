import { readFileSync } from 'node:fs';
import type { Basis, CardKind, Template } from '../../src/lib/domain/template.ts';
import type { Domain } from '../../src/lib/domain/access.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import type { DemoThread } from './import-threads.ts';

const folder = new URL('../../demo/', import.meta.url);

/** Reads one file of demo/ as it stands. */
export function readDemo<T>(file: string): T {
	return JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as T;
}

export interface DemoCard {
	id: string;
	zoneId: string;
	kind: CardKind;
	text: string;
	authorId: string;
	domain: Domain;
	basis: Basis;
	tlp: Tlp;
	order: number;
	createdAt: string;
	votes: string[];
	marks: string[];
	compass: string[];
	links: { toId: string; type: string }[];
	comments: { authorId: string; text: string }[];
	fields: Record<string, unknown>;
	harvestedAs: unknown;
}

export interface DemoBoard {
	id: string;
	labId: string;
	templateId: string;
	title: string;
	question: string;
	summary: string;
	ownerOrganisationId: string;
	contributorId: string | null;
	contributorLabel: string;
	tlp: Tlp;
	status: 'voorbereiding' | 'in_gesprek' | 'geoogst';
	currentStep: number;
	anonymisationCheck: { by: string; at: string; notes: string };
	createdAt: string;
	conclusion: string | null;
	cards: DemoCard[];
}

export interface DemoMember {
	id: string;
	name: string;
	initials: string;
	role: Role;
	domain: Domain;
	organisationId: string;
	jobTitle: string;
	bio: string;
	email: string;
	language: 'nl' | 'en';
	confidentialityAgreedAt: string;
	canAnswerOn: string[];
	accessUntil?: string;
	guest?: boolean;
	consent?: unknown;
}

export interface DemoLab {
	id: string;
	slug: string;
	name: { nl: string; en: string };
	tagline: string;
	status: string;
	startedAt: string;
	plannedUntil: string;
	anchorDate: string;
	ownerOrganisationId: string;
	memberIds: string[];
	why: string;
	centralQuestion: string;
	confidentiality: { defaultTlp: Tlp };
	sessions: DemoItem[];
}

export interface DemoOrganisation {
	id: string;
	name: string;
	type: string;
	domain?: Domain;
	municipalityId?: string;
}

/** Anything with an id that is kept whole until its screen is built. */
export type DemoItem = Record<string, unknown> & { id: string };

export interface Demo {
	lab: DemoLab;
	members: DemoMember[];
	organisations: DemoOrganisation[];
	municipalities: (DemoItem & { grootteklasse: string })[];
	boards: DemoBoard[];
	threads: DemoThread[];
	/** What has no screen of its own yet, by kind. */
	items: Record<string, DemoItem[]>;
}

/** All of demo/, as it stands there. */
export function readWholeDemo(): Demo {
	const [lab] = readDemo<{ labs: [DemoLab] }>('labs').labs;
	const network = readDemo<{
		organisations: DemoOrganisation[];
		supportingOrganisations: DemoOrganisation[];
		relations: DemoItem[];
		keyFigureRoles: DemoItem[];
	}>('network');
	const { municipalities } = readDemo<{ municipalities: Demo['municipalities'] }>('municipalities');
	const scan = readDemo<{ scan: DemoItem; questions: DemoItem[]; responses: DemoItem[] } & DemoItem>(
		'quickscan'
	);
	return {
		lab,
		members: readDemo<{ members: DemoMember[] }>('members').members,
		organisations: [...network.organisations, ...network.supportingOrganisations],
		municipalities,
		boards: readDemo<{ boards: DemoBoard[] }>('boards').boards,
		threads: readDemo<{ threads: DemoThread[] }>('threads').threads,
		items: {
			session: lab.sessions,
			script: readDemo<{ scripts: DemoItem[] }>('session-scripts').scripts,
			lesson: readDemo<{ lessons: DemoItem[] }>('lessons').lessons,
			action: readDemo<{ actions: DemoItem[] }>('actions').actions,
			term: readDemo<{ terms: DemoItem[] }>('glossary').terms,
			municipality: municipalities,
			relation: network.relations,
			'key-figure-role': network.keyFigureRoles,
			scan: [{ ...scan.scan, expectedFindings: scan['expectedFindings'] }],
			'scan-question': scan.questions,
			'scan-response': scan.responses
		}
	};
}

export function readTemplates(): Template[] {
	return readDemo<{ templates: Template[] }>('templates').templates;
}
