import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beforeAlive, enter, expect, expectQuiet, labPath, test } from './lab.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Waar zoekt u naar?' });
const count = (page: Page) => page.getByRole('status').filter({ hasText: /gevonden/i });
const hits = (page: Page) => page.getByRole('main').locator('li').getByRole('link');

test('one finds a card by a part of a word, by keyboard alone, and goes to where it stands', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(labPath);
	const asked: string[] = [];
	tessa.on('request', (request) => asked.push(request.url()));
	await tessa.getByRole('banner').getByRole('link', { name: 'Zoeken in dit lab' }).focus();
	await tessa.keyboard.press('Enter');
	await expect(tessa.getByRole('heading', { level: 1 })).toHaveText('Zoeken in dit lab');
	await field(tessa).focus();
	// The middle of "jongerenwerk": found while one types, without sending anything.
	await tessa.keyboard.type('ongerenwer');
	await expect(count(tessa)).toHaveText(/^\d+ gevonden$/);
	await expect(field(tessa)).toBeFocused();
	const card = tessa.getByRole('listitem').filter({ hasText: 'Kaart, op het bord' }).first();
	await expect(card.locator('mark').first()).toHaveText(/ongerenwer/i);
	await expect(card).toContainText('TLP:');
	await expectAccessible(tessa);

	const link = card.getByRole('link');
	const place = new URL((await link.getAttribute('href')) ?? '', lab.origin);
	await link.focus();
	await tessa.keyboard.press('Enter');
	await tessa.waitForURL(place.href);
	await expect(tessa.locator(place.hash)).toBeInViewport();
	await expect(tessa.locator(place.hash)).toBeFocused();
	// What she looked for is in no address.
	expect(asked.filter((url) => /ongerenwer/i.test(url))).toEqual([]);

	await tessa.goBack();
	await expect(field(tessa)).toHaveValue('ongerenwer');
	await expect(count(tessa)).toHaveText(/^\d+ gevonden$/);
});

test('one hears when it is too short, when there is nothing, and what is like it', async ({
	browser,
	lab
}) => {
	const noortje = await enter(browser, lab, 'noortje');
	await noortje.goto(`${labPath}/search`);
	await expectAccessible(noortje);
	await field(noortje).fill('a');
	await expect(noortje.getByText('Typ ten minste twee letters.')).toBeVisible();
	await expect(field(noortje)).toHaveAttribute('aria-invalid', 'true');
	await expectAccessible(noortje);
	await field(noortje).fill('zonnebloempitten');
	await expect(count(noortje)).toHaveText('Niets gevonden');
	await expect(noortje.getByText('Probeer minder woorden')).toBeVisible();
	await field(noortje).fill('jongerenwrek');
	await expect(noortje.getByText(/woorden die erop lijken: .*jongerenwerk/)).toBeVisible();
	await expectAccessible(noortje);
	await noortje.getByText('Zoek gerichter').click();
	await noortje.getByRole('checkbox', { name: 'Les' }).check();
	await field(noortje).fill('urgentie');
	await expect(hits(noortje)).not.toHaveCount(0);
	await expect(noortje.getByRole('main').getByText(/^Kaart/)).toHaveCount(1);
});

test.describe('without JavaScript', () => {
	test('a form is sent, its filter holds, and it comes back filled in', async ({
		browser,
		lab
	}) => {
		const page = await enter(browser, lab, 'tessa', { viewport: { width: 390, height: 844 } });
		const state = await page.context().storageState();
		const context = await browser.newContext({
			...{ baseURL: lab.origin, storageState: state, javaScriptEnabled: false }
		});
		const plain = await context.newPage();
		await plain.goto(`${labPath}/search`);
		await field(plain).fill('jongerenwerk');
		await plain.getByRole('button', { name: 'Zoek', exact: true }).click();
		await expect(field(plain)).toHaveValue('jongerenwerk');
		await expect(hits(plain)).not.toHaveCount(0);
		expect(new URL(plain.url()).search).toBe('');
		await field(plain).fill('a');
		await plain.getByRole('button', { name: 'Zoek', exact: true }).click();
		await expect(plain.getByText('Typ ten minste twee letters.')).toBeVisible();
		await context.close();
	});
});

test('a guest finds nothing of what she is not invited to', async ({ browser, lab }) => {
	const evelien = await enter(browser, lab, 'evelien');
	await evelien.goto(`${labPath}/search`);
	await field(evelien).fill('urgentie');
	await expect(count(evelien)).toHaveText(/gevonden/i);
	for (const kind of await evelien.locator('.hit__kind').allInnerTexts()) {
		expect(kind).not.toMatch(/^Les/);
	}
});

test('what is typed before the page came alive stays, and is looked for', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await beforeAlive(tessa, `${labPath}/search`, () => field(tessa).fill('urgentie'));
	await expect(count(tessa)).toHaveText(/gevonden/i);
	await expect(field(tessa)).toHaveValue('urgentie');
	// And in a form that looks for nothing by itself.
	const key = tessa.getByLabel('Sleutel', { exact: true });
	await beforeAlive(tessa, `${labPath}/questions/key`, () => key.fill('3479 ACDE'));
	await expect(key).toHaveValue('3479 ACDE');
	expectQuiet(tessa);
});
