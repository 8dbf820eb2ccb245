import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';

/** Opens a question of the demo by its title. */
async function openQuestion(page: Page, title: string): Promise<void> {
	await page.goto(`${labPath}/questions`);
	await page.getByRole('main').getByRole('link', { name: title, exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

test('one sees what waits for her, goes to it, and it waits no more', async ({ browser, lab }) => {
	const noortje = await enter(browser, lab, 'noortje');
	await openQuestion(noortje, 'Sleutelfiguur, geen melder');
	const form = noortje.getByRole('form', { name: 'Uw antwoord' });
	await form.getByLabel('Bij ons …').check();
	await form
		.getByLabel('Antwoord', { exact: true })
		.fill('Wij bellen elke maand, ook zonder nieuws.');
	await form.getByRole('button', { name: 'Plaats antwoord' }).click();
	await expect(noortje.getByText('Wij bellen elke maand')).toBeVisible();

	const sunita = await enter(browser, lab, 'sunita');
	await sunita.goto(labPath);
	const link = sunita.getByRole('banner').getByRole('link', { name: /Mijn werk 1 keer nieuw/ });
	await expect(link).toBeVisible();
	await link.click();
	await sunita.waitForURL('**/labs#work');
	const unread = sunita.getByRole('region', { name: /Nieuw in vragen van u of die u volgt/ });
	const row = unread.getByRole('listitem').filter({ hasText: 'Sleutelfiguur, geen melder' });
	await expect(row).toContainText('1 nieuw');
	await expectAccessible(sunita);
	await row.getByRole('link').click();
	await expect(sunita.getByText('Wij bellen elke maand')).toBeVisible();
	await sunita.goto('/labs');
	await expect(sunita.getByRole('heading', { level: 2, name: 'Mijn werk' })).toBeVisible();
	await expect(unread).toHaveCount(0);
	for (const page of [noortje, sunita]) expectQuiet(page);
});

test('who leads puts questions together, takes them apart, and takes answers out', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await openQuestion(marit, 'Stickers zonder podium');
	const path = marit.url();
	await marit.getByText('Deze vraag samenvoegen met een andere').click();
	await marit.getByText('Antwoorden naar een nieuwe vraag brengen').click();
	await expectAccessible(marit);
	await marit.getByLabel('Samenvoegen met').selectOption('Preventie afbakenen');
	await marit.getByRole('button', { name: 'Samenvoegen', exact: true }).click();
	await expect(marit.getByText('De vraag is samengevoegd.')).toBeVisible();
	await expect(marit.getByText('Deze vraag gaat verder in:')).toBeVisible();
	await expectAccessible(marit);
	await marit.getByRole('button', { name: 'Haal weer uit elkaar' }).click();
	await expect(marit.getByText('De vragen staan weer los van elkaar.')).toBeVisible();

	await marit.goto(path);
	await marit.getByText('Antwoorden naar een nieuwe vraag brengen').click();
	await marit.getByRole('button', { name: 'Nieuwe vraag maken' }).click();
	await expect(marit.getByText('Kies ten minste één antwoord.')).toBeVisible();
	await marit.getByRole('checkbox', { name: /^Antwoord 2,/ }).check();
	await marit.getByLabel('Titel van de nieuwe vraag').fill('Wie haalt ze weg?');
	await marit.getByLabel('De nieuwe vraag', { exact: true }).fill('Wie doet wat na een melding?');
	await marit.getByRole('button', { name: 'Nieuwe vraag maken' }).click();
	await expect(marit.getByRole('heading', { level: 1 })).toHaveText('Wie haalt ze weg?');
	await expect(marit.getByText('Komt uit', { exact: true })).toBeVisible();
	await expectAccessible(marit);
	await marit.goto(path);
	await expect(marit.getByText(/Antwoord 2 ging naar/)).toBeVisible();
	expectQuiet(marit);
});

test('words are erased without script; whoever reads along loses them too', async ({
	browser,
	lab
}) => {
	const noortje = await enter(browser, lab, 'noortje');
	await openQuestion(noortje, 'Preventie afbakenen');
	const said = (await noortje.locator('.answers__text').first().innerText()).trim();
	const phrase = said.split(/\s+/).slice(0, 3).join(' ');
	const marit = await enter(browser, lab, 'marit', { javaScriptEnabled: false });
	await openQuestion(marit, 'Preventie afbakenen');
	await marit.getByText('Woorden voorgoed weghalen').click();
	await marit.getByLabel('Welke woorden?').fill('a');
	await marit.getByRole('button', { name: 'Zoek waar het staat' }).click();
	await expect(marit.getByText('Typ ten minste twee letters of cijfers.')).toBeVisible();
	await marit.getByLabel('Welke woorden?').fill(phrase);
	await marit.getByRole('button', { name: 'Zoek waar het staat' }).click();
	await expect(marit.getByText(/^de antwoorden: \d+ keer$/)).toBeVisible();
	expect(marit.url()).not.toContain(encodeURIComponent(phrase));
	await marit.getByRole('button', { name: 'Voorgoed wissen' }).click();
	await expect(marit.getByText('De woorden zijn voorgoed weggehaald.')).toBeVisible();
	await expect(marit.locator('.answers__text').first()).toContainText('[weggehaald]');
	await expect(noortje.locator('.answers__text').first()).toContainText('[weggehaald]');
	expectQuiet(noortje);
});
