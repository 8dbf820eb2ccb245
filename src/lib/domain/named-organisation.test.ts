import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedOrganisation } from './named-organisation.ts';

const known = ['ESS', 'SI', 'Aldermeer', 'Sportvereniging Zuiderkwartier', 'Platform JEP'];

describe('on a board of positions', () => {
	it.each([
		['De raad van Aldermeer stelt het uit.', 'Aldermeer'],
		['Dat zei aldermeer al eerder.', 'aldermeer'],
		['Vraag het ESS.', 'ESS'],
		['Iemand van Sportvereniging Zuiderkwartier.', 'Sportvereniging Zuiderkwartier'],
		['Ouders van basisschool De Regenboog.', 'basisschool De Regenboog'],
		['Bezoekers van moskee El Noor zwijgen.', 'moskee El Noor'],
		['Stichting Vooruit wil praten.', 'Stichting Vooruit'],
		['De supporters van FC Oever.', 'FC Oever'],
		['Leerlingen van het Vondelcollege lopen mee.', 'Vondelcollege'],
		['Bij de Eben-Haëzerschool is het rustig.', 'Eben-Haëzerschool'],
		['Zij gaan naar de Al Noor moskee.', 'Al Noor moskee'],
		['Inwoners van gemeente Oeverstad.', 'gemeente Oeverstad']
	])('%j names an organisation', (text, name) => {
		expect(namedOrganisation(text, known)).toBe(name);
	});

	it.each([
		'',
		'Verenigingen en winkeliers die met iedereen door een deur moeten.',
		'De school doet mee. De kerk zwijgt.',
		'Een stichting uit het dorp.',
		'Basisschool en voetbalclub staan erbuiten.',
		'Voetbalclub en kerk: beide zwijgen.',
		'Scholen, kerken en moskeeën in het midden.',
		'Ook de gemeente zelf heeft een positie. De wethouder zwijgt.',
		'De moskee. Daarna de buurt.',
		'Een essay over sieraden.',
		'Bewoners die zich niet gehoord voelen.'
	])('%j names none', (text) => {
		expect(namedOrganisation(text, known)).toBeNull();
	});

	it('the cards of the demo name none', () => {
		const { boards } = JSON.parse(readFileSync('demo/boards.json', 'utf8')) as {
			boards: { templateId: string; cards: { text: string }[] }[];
		};
		const board = boards.find(({ templateId }) => templateId === 'tpl-krachtenveld')!;
		expect(board.cards.flatMap(({ text }) => namedOrganisation(text, known) ?? [])).toEqual([]);
	});
});
