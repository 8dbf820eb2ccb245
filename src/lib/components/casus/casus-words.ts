import { casusSentences, type Casus } from '$lib/domain/casus';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import {
	ageLabel,
	originLabel,
	sentenceLabel,
	settingLabel,
	signalLabel,
	sizeLabel
} from './band-labels';

type Labelled = [label: string, text: string];

/** A casus in the reader's words, as the server gives it: a board does without all that could be chosen. */
export interface CasusWords {
	sentences: Labelled[];
	bands: Labelled[];
}

export function casusWords(casus: Casus): CasusWords {
	const { size, age, settings, signal, phase, origin, sentences } = casus;
	const places = settings.map((each) => settingLabel[each]()).join(', ');
	return {
		sentences: casusSentences.map((name) => [sentenceLabel[name](), sentences[name]]),
		bands: [
			[m.casus_label_size(), sizeLabel[size]()],
			[m.casus_label_age(), ageLabel[age]()],
			[m.casus_label_settings(), places],
			[m.casus_label_signal(), signalLabel[signal]()],
			...(phase
				? [[m.casus_label_phase(), phase.name[getLocale()] ?? phase.name.nl] satisfies Labelled]
				: []),
			[m.casus_label_origin(), originLabel[origin]()]
		]
	};
}
