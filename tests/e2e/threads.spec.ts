import type { Page } from '@playwright/test';
import { until } from '../support/until.ts';
import { expectAccessible } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, people, test } from './lab.ts';
import { lettersTo, linkTo } from './outbox.ts';
import { asks, questions } from './questions.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

test('a question is asked, answered, harvested and pinned; its asker is mailed a link', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const tessa = await enter(browser, lab, 'tessa');
	const path = await asks(tessa, 'Vertrouwen van ouders');
	await expect(tessa.getByText('Uw vraag is geplaatst.')).toBeVisible();
	await expect(tessa.getByText('Gevraagd door Tessa Kwakernaat, Aldermeer')).toBeVisible();

	const noortje = await enter(browser, lab, 'noortje', phone);
	await noortje.goto(path);
	await noortje.getByRole('button', { name: 'Speelt ook bij ons' }).click();
	await expect(noortje.getByText('Rietdrecht herkent dit.')).toBeVisible();
	const form = noortje.getByRole('form', { name: 'Uw antwoord' });
	await form.getByLabel('Vanuit een andere bril').check();
	const field = form.getByLabel('Antwoord', { exact: true });
	await field.fill('Bel ook als er niets is.');
	await form.getByRole('button', { name: 'Plaats antwoord' }).click();
	// Nobody reloads: what was placed comes to who looks.
	const answer = tessa.getByRole('listitem').filter({ hasText: 'Bel ook als er niets is.' });
	await expect(answer.first()).toContainText('Noortje Slagveer, Rietdrecht');
	await expect(field).toHaveValue('');
	await expect(form.getByLabel('Vanuit een andere bril')).toBeChecked();
	await answer.getByRole('button', { name: /^Antwoord 1 helpt mij verder/ }).click();
	await expect(noortje.getByText('Hielp 1 iemand verder')).toBeVisible();

	const marit = await enter(browser, lab, 'marit');
	await marit.goto(path);
	await marit.getByText('Leg een aanknopings­punt vast').click();
	await marit.getByLabel('Wat kun je doen?').fill('Bel zonder aanleiding.');
	await marit.getByRole('button', { name: 'Leg vast' }).click();
	await expect(marit.getByText('Vul dit in.').first()).toBeVisible();
	await marit.getByLabel('Onder welke voorwaarde?').first().fill('Een vast contact.');
	await marit.getByLabel('Voor wat voor gemeente?').fill('Elke gemeente.');
	await marit.getByRole('checkbox', { name: /#1 Vanuit een andere bril/ }).check();
	await marit.getByRole('button', { name: 'Leg vast' }).click();
	await expect(tessa.getByText('Bel zonder aanleiding.')).toBeVisible();
	await expect(tessa.getByText('Aanknopings­punten', { exact: true }).first()).toBeVisible();

	await marit.getByText('Pin vast', { exact: true }).first().click();
	const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
	await marit.getByLabel('Tot en met').fill(day);
	await marit.getByRole('button', { name: 'Pin vast' }).click();
	await expect(marit.getByText('De vraag is vastgepind.')).toBeVisible();
	await tessa.goto(questions);
	await expect(tessa.getByRole('main').getByRole('listitem').first()).toContainText(
		'Vertrouwen van ouders'
	);

	// What she saw on the page is no news any more; what comes when she is elsewhere is.
	await field.fill('En kom eens langs.');
	await form.getByRole('button', { name: 'Plaats antwoord' }).click();
	await expect(field).toHaveValue('');
	const mailed = await until(
		() => lettersTo(lab, people.tessa).find((letter) => linkTo(letter, path)),
		'a mail',
		30_000
	);
	for (const word of ['Bel ook', 'Vertrouwen van', 'En kom eens']) {
		expect(mailed.body).not.toContain(word);
	}
	await tessa.goto(path);
	for (const page of [tessa, noortje, marit]) {
		await expectAccessible(page);
		expectQuiet(page);
	}
});

test('a question of nobody is shown a key once, and no name', async ({ browser, lab }) => {
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(`${questions}/new`);
	await tessa.getByLabel('Waar gaat het over?').fill('Wat ik niet hardop vraag');
	await tessa
		.getByRole('textbox', { name: 'Uw vraag' })
		.fill('Mag je ook zeggen dat je het niet weet?');
	await tessa.getByLabel('Praktijkkennis lokale context').check();
	await tessa.getByRole('radio', { name: /Anoniem, niemand weet het/ }).check();
	await expectAccessible(tessa);
	await tessa.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(tessa.getByRole('heading', { level: 1 })).toHaveText(
		'Uw vraag is geplaatst, en van niemand'
	);
	await expect(tessa.getByText(/^([3479ACDEFHJKMNPQRTUVWXY]{4} ?){4}$/)).toBeVisible();
	await expectAccessible(tessa);
	await tessa.getByRole('link', { name: 'Naar de vraag' }).click();
	await expect(tessa.getByText('Anoniem gevraagd')).toBeVisible();
	await expect(tessa.getByRole('main')).not.toContainText('Kwakernaat');
});

test('what is wrong with a question is said, and nothing that was typed is lost', async ({
	browser,
	lab
}) => {
	// Without script the server says it.
	const page = await enter(browser, lab, 'jorrit', { javaScriptEnabled: false });
	await page.goto(`${questions}/new`);
	await page.getByLabel('Waar gaat het over?').fill('Een naam');
	await page.getByRole('textbox', { name: 'Uw vraag' }).fill('Belt iemand met 06-12345678?');
	await page.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(page.getByText('Maak een keuze.')).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Uw vraag' })).toHaveValue(
		'Belt iemand met 06-12345678?'
	);
	await page.getByLabel('Interventies').check();
	await page.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(page.getByText(/telefoonnummer/).first()).toBeVisible();
	await page.getByRole('textbox', { name: 'Uw vraag' }).fill('Belt iemand?');
	await page.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Een naam' })).toBeVisible();
	await page.getByLabel('Antwoord', { exact: true }).fill('Zonder script geantwoord.');
	await page.getByRole('button', { name: 'Plaats antwoord' }).click();
	await expect(
		page.getByRole('list').getByRole('paragraph').filter({ hasText: 'Zonder script geantwoord.' })
	).toBeVisible();
});

test('a card becomes a question, written as a draft, that leads back to the card', async ({
	browser,
	lab
}) => {
	test.setTimeout(90_000);
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(`${labPath}/boards`);
	await tessa
		.getByRole('link', { name: /wie doet wat/i })
		.first()
		.click();
	const card = tessa.getByRole('article').first();
	const said = (await card.getByRole('paragraph').first().textContent())?.trim() ?? '';
	await card.click();
	await tessa.getByRole('button', { name: 'Meer', exact: true }).first().click();
	await tessa.getByRole('button', { name: 'Maak er een vraag van' }).click();
	await tessa.waitForURL('**/drafts/*');
	await expect(tessa.getByText(said.slice(0, 30)).first()).toBeVisible();
	const place = tessa.getByRole('button', { name: 'Plaats de vraag' });
	await expect(place).toBeEnabled();
	await tessa.getByLabel('Titel').fill('Van de kaart');
	await tessa.getByLabel('Titel').press('Tab');
	await tessa.getByLabel('Praktijkkennis lokale context').check();
	await expect(place).toBeEnabled();
	await place.click();
	await expect(tessa.getByRole('heading', { level: 1, name: 'Van de kaart' })).toBeVisible();
	await tessa.getByRole('link', { name: /^Kaart op bord/ }).click();
	await tessa.waitForURL('**/boards/**');
});

test('of two who park it at once one is told who was first', async ({ browser, lab }) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await asks(tessa, 'Twee tegelijk');
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(path);
	const park = async (page: Page, why: string) => {
		await page.getByText('Kies wat ermee gebeurt').first().click();
		await page.getByLabel('Parkeer').check();
		await page.getByLabel('Waarom?').fill(why);
	};
	// What Marit sees is old by the time she sends it: her page heard nothing of it yet.
	await marit.context().setOffline(true);
	await park(marit, 'Na de quickscan.');
	await park(tessa, 'Eerst intern.');
	await tessa.getByRole('button', { name: 'Verander' }).click();
	await expect(tessa.getByText('De vraag staat nu op ‘Geparkeerd’.')).toBeVisible();
	await marit.context().setOffline(false);
	await marit.getByRole('button', { name: 'Verander' }).click();
	await expect(
		marit.getByText(/Iemand was u voor: Tessa Kwakernaat zette de vraag op/)
	).toBeVisible();
	await expect(marit.getByText('Eerst intern.').first()).toBeVisible();
});

test('what was typed in the plain form goes along to where one writes with layout', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await asks(tessa, 'Met opmaak');
	const jorrit = await enter(browser, lab, 'jorrit');
	await jorrit.goto(path);
	const form = jorrit.getByRole('form', { name: 'Uw antwoord' });
	await form.getByLabel('Antwoord', { exact: true }).fill('Hier begon ik aan.');
	await form.getByLabel('Wat bekend is').check();
	await form.getByRole('button', { name: 'Schrijf met opmaak of samen' }).click();
	await jorrit.waitForURL('**/drafts/*');
	await expect(jorrit.getByText('Hier begon ik aan.')).toBeVisible();
	await expect(jorrit.getByLabel('Wat bekend is')).toBeChecked();
	// And again: what is there stays.
	await jorrit.goto(path);
	await form.getByLabel('Antwoord', { exact: true }).fill('En dit kwam erbij.');
	await form.getByRole('button', { name: 'Schrijf met opmaak of samen' }).click();
	await jorrit.waitForURL('**/drafts/*');
	await expect(jorrit.getByText('Hier begon ik aan.')).toBeVisible();
	await expect(jorrit.getByText('En dit kwam erbij.')).toBeVisible();
	const place = jorrit.getByRole('button', { name: 'Plaats antwoord' });
	await expect(place).toBeEnabled();
	await place.click();
	await expect(tessa.getByText('En dit kwam erbij.')).toBeVisible();
	expectQuiet(jorrit);
});

test('what is typed in one form of a page stays when another comes back', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await asks(marit, 'Twee formulieren');
	await marit.getByText('Pin vast', { exact: true }).first().click();
	const until = marit.getByLabel('Tot en met');
	await until.fill('2027-02-01');
	await marit.getByText('Woorden voorgoed weghalen').click();
	await marit.getByLabel('Welke woorden?').fill('gesprek');
	await marit.getByRole('button', { name: 'Zoek waar het staat' }).click();
	await expect(marit.getByText('Het staat er 1 keer:')).toBeVisible();
	await expect(until).toHaveValue('2027-02-01');
	await expect(marit.getByLabel('Welke woorden?')).toHaveValue('gesprek');
});
