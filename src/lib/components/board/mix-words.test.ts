import { expect, it } from 'vitest';
import { mixWords } from './mix-words';

const mix = { sociaal: 3, veiligheid: 3, municipalities: 4, ministries: 1, broken: [] };

it('says in words which rules hold in a group', () => {
	expect(mixWords(mix)).toEqual({
		holds: 'Sociaal en veiligheid samen; 4 gemeenten; 1 van een ministerie',
		breaks: []
	});
	expect(mixWords({ ...mix, veiligheid: 0, ministries: 0, municipalities: 1 }).holds).toBe(
		'1 gemeente'
	);
});

it('says which could not, and why', () => {
	const broken = [
		{ rule: 'domain', domain: 'veiligheid', inAll: 2, why: 'numbers' },
		{ rule: 'domain', domain: 'sociaal', inAll: 0, why: 'numbers' },
		{ rule: 'municipality', here: 2, inAll: 7, why: 'numbers' },
		{ rule: 'ministry', here: 2, inAll: 3, why: 'hand' },
		{ rule: 'size', here: 9, smallest: 6, why: 'hand' }
	] as const;
	expect(mixWords({ ...mix, broken: [...broken] }).breaks).toEqual([
		'Geen veiligheidsdomein: er zijn er maar 2',
		'Geen sociaal domein: er is niemand van',
		'2 van dezelfde gemeente: er zijn er 7',
		'2 van een ministerie: door verplaatsen of later binnenkomen',
		'9 mensen, de kleinste groep heeft er 6: door verplaatsen of later binnenkomen'
	]);
});
