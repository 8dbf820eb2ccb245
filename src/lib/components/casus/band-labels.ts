import type {
	AgeBand,
	CasusSentence,
	Origin,
	Rarity,
	Setting,
	Signal,
	SizeClass
} from '$lib/domain/casus';
import { m } from '$lib/paraglide/messages';

type Labels<T extends string> = Record<T, () => string>;

export const originLabel: Labels<Origin> = {
	meer: m.casus_origin_meer,
	twee: m.casus_origin_twee,
	een: m.casus_origin_een
};

export const sizeLabel: Labels<SizeClass> = {
	klein: m.casus_size_klein,
	middel: m.casus_size_middel,
	groot: m.casus_size_groot
};

export const ageLabel: Labels<AgeBand> = {
	tot12: m.casus_age_tot12,
	'13-15': m.casus_age_13_15,
	'16-18': m.casus_age_16_18,
	'19-23': m.casus_age_19_23,
	'24plus': m.casus_age_24plus,
	gemengd: m.casus_age_gemengd,
	geen: m.casus_age_geen
};

export const settingLabel: Labels<Setting> = {
	school: m.casus_setting_school,
	buurt: m.casus_setting_buurt,
	vereniging: m.casus_setting_vereniging,
	online: m.casus_setting_online,
	thuis: m.casus_setting_thuis,
	werk: m.casus_setting_werk,
	opvang: m.casus_setting_opvang,
	bestuur: m.casus_setting_bestuur
};

export const signalLabel: Labels<Signal> = {
	uitspraken: m.casus_signal_uitspraken,
	symbolen: m.casus_signal_symbolen,
	online: m.casus_signal_online,
	verandering: m.casus_signal_verandering,
	spanning: m.casus_signal_spanning,
	bedreiging: m.casus_signal_bedreiging,
	bijeenkomst: m.casus_signal_bijeenkomst
};

/** What each sentence answers. */
export const sentenceLabel: Labels<CasusSentence | 'question'> = {
	seen: m.casus_seen,
	noticedBy: m.casus_noticed_by,
	done: m.casus_done,
	around: m.casus_around,
	question: m.casus_question
};

export const sentenceHint: Labels<CasusSentence | 'question'> = {
	seen: m.casus_seen_hint,
	noticedBy: m.casus_noticed_by_hint,
	done: m.casus_done_hint,
	around: m.casus_around_hint,
	question: m.casus_question_hint
};

export const rarityWords: Labels<Rarity> = {
	combination: m.casus_rare_combination,
	'one-situation': m.casus_rare_one_situation
};

/** One choice as the groups of the form want it. */
export function optionsOf<T extends string>(values: readonly T[], labels: Labels<T>) {
	return values.map((value) => ({ value, label: labels[value]() }));
}
