import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, openBoard, savedStatus, test } from './lab.ts';

const zone = (page: Page, name: string) =>
	page.getByRole('region', { name: new RegExp(`^${name}`) });
const card = (page: Page, text: string) => page.locator('.card', { hasText: text }).first();

async function write(page: Page, where: string, text: string): Promise<void> {
	await page.getByRole('button', { name: `Kaart toevoegen in ${where}` }).click();
	await page.getByLabel('Tekst van de kaart').fill(text);
	await page.keyboard.press('Escape');
	await expect(card(page, text)).toBeFocused();
}

test('a card says who leads it and on what it leans, and is talked about by two people', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Kaarten met alles', 'tpl-wiedoetwat');
	const tessa = await enter(browser, lab, 'tessa');
	const noortje = await enter(browser, lab, 'noortje', {
		viewport: { width: 390, height: 800 },
		colorScheme: 'dark'
	});
	for (const page of [tessa, noortje]) await openBoard(page, path);

	const activity = 'Samen koken in het buurthuis';
	await tessa
		.getByRole('button', { name: /^Kaart toevoegen in / })
		.first()
		.click();
	await tessa.getByLabel('Tekst van de kaart').fill(activity);
	await tessa.keyboard.press('Escape');
	await expect(card(noortje, activity)).toContainText('Nog geen trekker.');
	await card(tessa, activity).getByRole('button', { name: 'Kies er een' }).click();
	await expect(tessa.getByRole('combobox', { name: /^Trekker/ })).toBeFocused();
	const choices = await tessa
		.getByRole('combobox', { name: /^Trekker/ })
		.locator('option')
		.allTextContents();
	expect(choices.length).toBeGreaterThan(5);
	await tessa.getByRole('combobox', { name: /^Trekker/ }).selectOption({ index: 2 });
	await tessa.locator('summary', { hasText: 'Kompas' }).click();
	await tessa.getByRole('checkbox', { name: /^Weerbaarheid/ }).check();
	expect(await findings(tessa)).toEqual([]);
	await tessa.getByRole('button', { name: 'Klaar' }).click();
	await expect(card(noortje, activity)).toContainText(`Trekker: ${choices[2]}`);
	await expect(card(noortje, activity)).toContainText('Weerbaarheid');
	await expect(card(noortje, activity)).not.toContainText('Nog geen trekker');

	// Talked about: what points at somebody does not go, what was sent is there for the other.
	await card(tessa, activity).focus();
	await tessa.keyboard.press('c');
	const dialog = tessa.getByRole('dialog', { name: 'Reacties' });
	const field = dialog.getByLabel('Uw reactie');
	await field.fill('Bel haar op 06-12345678');
	await expect(dialog.getByRole('button', { name: 'Verstuur' })).toBeDisabled();
	await field.fill('Wie neemt\u202e de boodschappen mee?');
	await expect(field).toHaveValue('Wie neemt de boodschappen mee?');
	expect(await findings(tessa)).toEqual([]);
	await tessa.context().setOffline(true);
	await field.press('Control+Enter');
	await expect(dialog.getByText('Niet verstuurd. Uw tekst staat hier nog.')).toBeVisible();
	await tessa.context().setOffline(false);
	await dialog.getByRole('button', { name: 'Probeer opnieuw' }).click();
	// Whose it is comes a moment later: until then nothing is said of that, and nothing wrong.
	await expect(dialog.getByRole('article')).toBeVisible();
	expect(await dialog.getByRole('article').innerText()).not.toContain('Zonder naam');
	await expect(dialog.getByRole('article')).toContainText('Tessa Kwakernaat');
	await expect(field).toHaveValue('');
	await tessa.keyboard.press('Escape');
	await expect(card(tessa, activity)).toBeFocused();

	await card(noortje, activity).getByRole('button', { name: '1 open reactie' }).click();
	const talk = noortje.getByRole('dialog', { name: 'Reacties' });
	expect(await findings(noortje)).toEqual([]);
	await talk.getByLabel('Uw reactie').fill('Dat doen wij.');
	await talk.getByRole('button', { name: 'Verstuur' }).click();
	await talk.getByRole('button', { name: /^Afhandelen: Wie neemt/ }).click();
	await expect(talk.getByRole('article').first()).toContainText('Afgehandeld door Noortje');
	await noortje.keyboard.press('Escape');
	await expect(card(tessa, activity).getByRole('button', { name: '1 open reactie' })).toBeVisible();

	// What was said stays when its card goes.
	await card(tessa, activity).focus();
	await tessa.keyboard.press('Delete');
	await noortje.getByText('Reacties bij kaarten die weg zijn (2)').click();
	await expect(noortje.getByText('Dat doen wij.')).toBeVisible();
	const wide = () => noortje.evaluate(() => document.documentElement.scrollWidth);
	expect(await wide()).toBe(390);
	expect(await findings(noortje)).toEqual([]);
	await tessa.getByRole('button', { name: 'Prullenbak (1)' }).click();
	await expect(tessa.getByRole('dialog').getByText('2 reacties')).toBeVisible();
	await tessa
		.getByRole('dialog')
		.getByRole('button', { name: /^Zet terug/ })
		.click();
	await expect(card(noortje, activity)).toBeVisible();
	for (const page of [marit, tessa, noortje]) expectQuiet(page);
});

test('a duiding asks for a feit, and links go both ways', async ({ browser, lab }) => {
	const page = await enter(browser, lab, 'marit');
	await openBoard(page, await makeBoard(page, 'Feit en duiding', 'tpl-incident'));
	await write(page, 'Wat is hier aan de hand?', 'Zij zoekt een plek om bij te horen');
	const reading = page.getByRole('article', { name: /^Duiding/ });
	await expect(reading).toContainText('Op welk feit steunt dit?');
	await reading.getByRole('button', { name: 'Kies of maak een feit' }).click();
	const dialog = page.getByRole('dialog', { name: 'Op welk feit steunt dit?' });
	expect(await findings(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Maak een nieuw feit' }).click();
	await page.getByLabel('Tekst van de kaart').fill('Zij kwam vaker na sluitingstijd');
	await page.keyboard.press('Escape');
	const fact = page.getByRole('article', { name: /^Feit/ });
	await expect(reading).not.toContainText('Op welk feit steunt dit?');
	await expect(reading).toContainText('steunt op: Zij kwam vaker');
	await expect(fact).toContainText('wordt gesteund door: Zij zoekt een plek');
	await fact.getByRole('link', { name: /^Zij zoekt een plek/ }).click();
	await expect(reading).toBeFocused();
	// A filter that leaves the feit out does not make it one that is gone.
	const whole = page.url();
	await page.goto(`${whole.split('#')[0]}?kind=duiding`);
	await expect(page.getByRole('article')).toHaveCount(1);
	await expect(reading).toContainText('steunt op: Zij kwam vaker');
	await expect(reading).not.toContainText('prullenbak');
	await openBoard(page, new URL(whole).pathname);
	await reading.focus();
	await page.keyboard.press('k');
	const links = page.getByRole('dialog', { name: 'Verbindingen van deze kaart' });
	await links.getByRole('button', { name: /^Haal de verbinding weg/ }).click();
	await links.getByLabel('Zoek een kaart').fill('vaker sluitingstijd');
	await links.getByRole('radio', { name: /^Zij kwam vaker/ }).press('Space');
	await links.getByLabel('Hoe hangt het samen?').selectOption('spanning');
	await links.getByRole('button', { name: 'Leg de verbinding' }).press('Enter');
	await expect(fact).toContainText('staat op gespannen voet met: Zij zoekt een plek');
	await fact.focus();
	await page.keyboard.press('Delete');
	await expect(reading).toContainText('Zij kwam vaker na sluitingstijd (ligt in de prullenbak)');
	expectQuiet(page);
});

test('bundles are merged and dissolved by keyboard, and come back by undo', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'marit');
	await openBoard(page, await makeBoard(page, 'Bundels'));
	const where = 'Witte vlekken';
	for (const text of ['Eerste', 'Tweede', 'Derde', 'Vierde']) await write(page, where, text);
	const bundle = async (text: string, other: string) => {
		await card(page, text).focus();
		await page.keyboard.press('g');
		await page
			.getByRole('dialog')
			.getByLabel('Kaart of bundel in deze zone')
			.selectOption({ label: other });
		await page.getByRole('button', { name: 'Bundel de kaarten' }).press('Enter');
	};
	const bundles = zone(page, where).locator('.bundle');
	await bundle('Tweede', 'Eerste');
	await expect(bundles).toHaveCount(1);
	await bundle('Vierde', 'Derde');
	await expect(bundles).toHaveCount(2);
	await card(page, 'Vierde').focus();
	await page.keyboard.press('g');
	expect(await findings(page)).toEqual([]);
	await page.getByRole('button', { name: 'Voeg samen', exact: true }).press('Enter');
	await expect(bundles).toHaveCount(1);
	await expect(bundles.locator('.card')).toHaveCount(4);
	await page.keyboard.press('Control+z');
	await expect(bundles).toHaveCount(2);
	await card(page, 'Vierde').focus();
	await page.keyboard.press('g');
	await page.getByRole('button', { name: 'Los de bundel op' }).press('Enter');
	await expect(bundles).toHaveCount(1);
	await page.getByRole('button', { name: 'Ongedaan maken' }).last().click();
	await expect(bundles).toHaveCount(2);
	expectQuiet(page);
});

test('undo of a move somebody else moved on asks first, and nothing jumps', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Wie verplaatst');
	const tessa = await enter(browser, lab, 'tessa');
	for (const page of [marit, tessa]) await openBoard(page, path);
	await write(marit, 'Persoonlijk (micro)', 'Reiskaart');
	const move = async (page: Page, to: string) => {
		await card(page, 'Reiskaart').focus();
		await page.keyboard.press('m');
		await page.getByRole('dialog').getByLabel('Zone').selectOption({ label: to });
		await page.getByRole('button', { name: 'Verplaats de kaart' }).click();
		await expect(zone(page, to.split(' ')[0]!).locator('.card')).toHaveCount(1);
	};
	await move(marit, 'Groep (meso)');
	await expect(zone(tessa, 'Groep').locator('.card')).toHaveCount(1);
	await move(tessa, 'Witte vlekken');
	// A feit of one zone is what the next one asks for, and that is said.
	await expect(tessa.getByText('De soort is daar: Vraag.').first()).toBeVisible();
	await expect(zone(marit, 'Witte').locator('.card')).toHaveCount(1);
	await marit.keyboard.press('Control+z');
	const question = marit.getByRole('dialog', { name: 'Toch ongedaan maken?' });
	await expect(question).toContainText('Reiskaart (nu in Witte vlekken)');
	expect(await findings(marit)).toEqual([]);
	await expect(zone(tessa, 'Witte').locator('.card')).toHaveCount(1);
	await marit.keyboard.press('Escape');
	await marit.keyboard.press('Control+z');
	await question.getByRole('button', { name: 'Toch ongedaan maken' }).click();
	await expect(zone(tessa, 'Persoonlijk').locator('.card')).toHaveCount(1);
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
	for (const page of [marit, tessa]) expectQuiet(page);
});
