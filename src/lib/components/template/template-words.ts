import { modeLabel } from '$lib/components/board/mode-words';
import type { Need } from '$lib/domain/template-needs';
import type { CardField, Family, Step, Template, Text } from '$lib/domain/template';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

const families: Record<Family, () => string> = {
	intervisie: m.template_family_intervisie,
	analyse: m.template_family_analyse,
	samenwerking: m.template_family_samenwerking,
	vooruitkijken: m.template_family_vooruitkijken,
	leren: m.template_family_leren
};

export function familyLabel(family: Family): string {
	return families[family]();
}

/** A name in the language of the page, else in Dutch. */
export function textOf(text: Text): string {
	return text[getLocale()] ?? text.nl;
}

export function versionLabel({ isOwn, version }: { isOwn: boolean; version: number }): string {
	return isOwn ? m.templates_own_version({ n: version }) : m.templates_version({ n: version });
}

export function groupLabel([least, most]: Template['groupSize']): string {
	return least === most ? m.template_group_one({ least }) : m.template_group({ least, most });
}

/** "10 minuten, Verdekt schrijven, groep in stilte" */
export function stepLine({ minutes, boardMode, who }: Step): string {
	return [m.lab_minutes({ count: minutes }), modeLabel(boardMode), who].filter(Boolean).join(' · ');
}

export function fieldLine({ type, values, required }: CardField): string {
	const what = {
		organisatie: m.template_field_organisation,
		'organisatie[]': m.template_field_organisations,
		enum: () => (values ?? []).join(', ')
	}[type]();
	return required ? `${what} (${m.template_field_required()})` : what;
}

export function needWords(need: Need): string {
	switch (need.need) {
		case 'positions':
			return m.template_need_positions();
		case 'lead':
			return m.template_need_lead();
		case 'groups':
			return m.template_need_groups();
		case 'contributor':
			return m.template_need_contributor();
		case 'domains':
			return m.template_need_domains();
		case 'timeline':
			return m.template_need_timeline();
		case 'hidden-writing':
			return m.template_need_hidden_writing();
		case 'hidden':
			return m.template_need_hidden({ zone: textOf(need.zone), n: need.step });
		case 'marks':
			return m.template_need_marks({ zone: textOf(need.zone), marks: need.marks.join(', ') });
	}
}
