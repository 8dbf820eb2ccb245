import { casusWords } from '$lib/components/casus/casus-words';
import { authorLine, domainLabel, kindLabel, shownBasis } from '$lib/components/board/card-words';
import { modeLabel } from '$lib/components/board/mode-words';
import { tlpMeaning } from '$lib/components/board/tlp-words';
import { moment } from '$lib/components/ui/dates';
import type { ShownAuthor } from '$lib/domain/attribution';
import type { ReportWords } from '$lib/documents/report-outline';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

const authors = {
	name: m.report_authors_name,
	organisation: m.report_authors_organisation,
	kind: m.report_authors_kind,
	none: m.report_authors_none
};
type LinkMessage = typeof m.report_link_other;
const links: Readonly<Record<string, LinkMessage>> = {
	spanning: m.report_link_spanning,
	versterkt: m.report_link_versterkt,
	verheldert: m.report_link_verheldert,
	steunt: m.report_link_steunt
};

/** What a file of a board says in our own words, in the language of who asks for it. */
export function reportWords(): ReportWords {
	return {
		lang: getLocale(),
		kind: kindLabel,
		basis: shownBasis,
		domain: domainLabel,
		author: authorWords,
		mode: modeLabel,
		harvest: kindLabel,
		tlp: tlpMeaning,
		attribution: (attribution) => authors[attribution](),
		casus: casusWords,
		link: (type, n, text) => (links[type] ?? m.report_link_other)({ n, text }),
		source: (lab, at) => m.report_source({ lab, date: moment(at) }),
		field: (label, value) => m.report_field({ label, value }),
		votes: (n) => m.report_votes({ n }),
		page: [m.report_page(), m.report_of()],
		say: {
			question: m.report_question(),
			label: m.report_label(),
			authors: m.report_authors(),
			broughtBy: m.report_brought(),
			method: m.report_method(),
			about: m.report_about(),
			conclusion: m.report_conclusion(),
			steps: m.report_steps(),
			step: m.report_step(),
			mode: m.report_mode(),
			minutes: m.report_minutes(),
			now: m.report_now(),
			zones: m.report_board(),
			emptyZone: m.report_zone_empty(),
			group: m.report_group(),
			missing: m.report_missing(),
			flagged: m.report_flagged(),
			comments: m.report_comments(),
			compass: m.report_compass(),
			marks: m.report_marks(),
			harvest: m.report_harvest(),
			what: m.report_what(),
			kind: m.report_kind(),
			forWhom: m.report_for(),
			conditions: m.report_conditions(),
			part: m.report_part(),
			emptyCard: m.report_card_empty(),
			unshown: m.report_unshown(),
			cardLabel: m.report_card_label()
		}
	};
}

/** Empty where nothing is shown of whoever wrote it. */
function authorWords(author: ShownAuthor): string {
	return author.name || author.organisation ? authorLine(author) : '';
}
