import type { Broken, Mix } from '$lib/domain/mixing';
import { m } from '$lib/paraglide/messages';

/** "Sociaal en veiligheid samen; 4 gemeenten; 1 van een ministerie", and what does not hold. */
export function mixWords(mix: Mix): { holds: string; breaks: string[] } {
	const { sociaal, veiligheid, municipalities, ministries } = mix;
	const parts = [
		sociaal > 0 && veiligheid > 0 && m.mix_both(),
		municipalities === 1 && m.mix_town(),
		municipalities > 1 && m.mix_towns({ n: municipalities }),
		ministries === 1 && m.mix_ministry(),
		ministries > 1 && m.mix_ministries({ n: ministries })
	].filter((part) => part !== false);
	return { holds: parts.join('; '), breaks: mix.broken.map(brokenWords) };
}

function brokenWords(broken: Broken): string {
	const isByHand = broken.why === 'hand';
	switch (broken.rule) {
		case 'domain': {
			const why = isByHand ? m.mix_why_hand() : fewWords(broken.inAll);
			return broken.domain === 'sociaal' ? m.mix_no_sociaal({ why }) : m.mix_no_veiligheid({ why });
		}
		case 'municipality': {
			const why = isByHand ? m.mix_why_hand() : m.mix_why_many({ n: broken.inAll });
			return m.mix_twice({ here: broken.here, why });
		}
		case 'ministry': {
			const why = isByHand ? m.mix_why_hand() : m.mix_why_many({ n: broken.inAll });
			return m.mix_too_many({ here: broken.here, why });
		}
		case 'size': {
			const { here, smallest } = broken;
			return m.mix_size({ here, smallest, why: m.mix_why_hand() });
		}
	}
}

function fewWords(n: number): string {
	if (n === 0) return m.mix_why_none();
	return n === 1 ? m.mix_why_one() : m.mix_why_few({ n });
}
