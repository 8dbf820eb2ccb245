import type {
	BoardReport,
	ReportCard,
	ReportSource
} from '../../src/lib/documents/board-report.ts';
import { reportOf } from '../../src/lib/documents/board-report.ts';
import type { ReportWords } from '../../src/lib/documents/report-outline.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import { aTemplateOf } from './a-template.ts';

/** A card of a board; give what matters to the test. */
export function aBoardCard(id: string, about: Partial<Card & { text: string }> = {}) {
	return {
		id,
		zone: 'eerst',
		order: `a${id}`,
		kind: 'feit' as const,
		domain: 'sociaal' as const,
		basis: null,
		at: Date.parse('2026-11-25T23:30:00Z'),
		binnedAt: null,
		compass: [],
		marks: [],
		links: [],
		fields: {},
		bundle: null,
		isFlagged: false,
		text: `tekst ${id}`,
		...about
	};
}

export function aSource(about: Partial<ReportSource> = {}): ReportSource {
	return {
		at: new Date('2026-11-26T14:00:00Z'),
		lab: { name: { nl: 'Lab', en: 'Lab' }, compass: [{ id: 'weer', label: 'Weerbaarheid' }] },
		board: {
			tlp: 'amber',
			title: 'Bord',
			question: 'Wat versterken we?',
			contributorLabel: 'een plattelandsgemeente',
			summary: '',
			conclusion: null,
			casus: null,
			currentStep: 1
		},
		template: aTemplateOf(),
		shownZones: new Set(['eerst', 'tweede']),
		cards: [],
		comments: [],
		bundles: [],
		authors: {},
		markings: {},
		votes: {},
		organisations: {},
		harvest: [],
		...about
	};
}

export const everything = {
	attribution: 'kind',
	comments: true,
	onlyFlagged: false,
	zones: null
} as const;

/** A report with one card per text. */
export function aReport(texts: readonly string[], about: Partial<ReportCard> = {}): BoardReport {
	const cards = texts.map((text, i) => aBoardCard(String(i).padStart(4, '0'), { text }));
	const report = reportOf(aSource({ cards }), everything);
	for (const { groups } of report.zones) {
		for (const group of groups) group.cards = group.cards.map((card) => ({ ...card, ...about }));
	}
	return report;
}

/** Words as codes: what a test looks for is what it put in. */
export const plainWords: ReportWords = {
	lang: 'nl',
	kind: (kind) => kind,
	basis: (_, basis) => basis,
	domain: (domain) => domain,
	author: ({ name, organisation }) => [name, organisation].filter(Boolean).join(', '),
	mode: (mode) => mode,
	harvest: (kind) => kind,
	tlp: () => 'Voor het lab.',
	attribution: (attribution) => `Auteurs: ${attribution}.`,
	casus: ({ sentences }) => ({ sentences: Object.entries(sentences), bands: [] }),
	link: (type, n, text) => `${type} ${n}: ${text}`,
	source: (lab) => `Kennislab ${lab}.`,
	field: (label, value) => `${label}: ${value}`,
	votes: (n) => `${n} stemmen`,
	page: ['Pagina', 'van'],
	say: new Proxy({} as ReportWords['say'], { get: (_, key) => String(key) })
};
