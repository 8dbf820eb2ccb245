import type { Browser } from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import { aCode, join, shownCode, signIn } from './guests.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { aRoom, endRoom } from './session-room.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
const gea = { name: 'Gea de Boer', email: 'gea.terug@deboom.example' };

async function aGuest(browser: Browser, lab: LabProcess, options: object = {}) {
	return (await browser.newContext({ baseURL: lab.origin, ...options })).newPage();
}

test('a guest whose browser forgot her comes back by her key as the same person', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const room = aRoom(lab, 'Met een gast die terugkomt');
	const code = await aCode(marit, room);
	const page = await aGuest(browser, lab, {
		...phone,
		permissions: ['clipboard-read', 'clipboard-write']
	});
	await join(page, code, gea);
	await page.waitForURL(`**${room}/back`);
	const key = await shownCode(page);
	expect(key.replaceAll(' ', '')).toHaveLength(16);
	expect(await findings(page)).toEqual([]);
	const width = () => page.evaluate(() => document.documentElement.scrollWidth);
	expect(await width()).toBeLessThanOrEqual(390);
	await page.getByRole('button', { name: 'Kopieer de sleutel' }).press('Enter');
	await expect(page.getByText('Gekopieerd.')).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key.replaceAll(' ', ''));
	// On paper what she needs is there, and her address is not.
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('.guest-code')).toBeVisible();
	await expect(page.getByText(`${new URL(lab.origin).host}/sign-in`)).toBeVisible();
	await expect(page.getByRole('link', { name: 'Naar de sessie' })).toBeHidden();
	await expect(page.getByText(gea.email)).toHaveCount(0);
	await page.emulateMedia({ media: 'screen' });
	// It is told once.
	await page.reload();
	await expect(page.locator('.guest-code')).toHaveCount(0);
	await expect(page.getByText(/U hebt een sleutel, gemaakt op/)).toBeVisible();
	await page.getByRole('link', { name: 'Naar de sessie' }).click();
	const way = page.getByRole('region', { name: 'Zo komt u terug' });
	await expect(way).toContainText('U bent hier te gast tot en met');

	await marit.goto(room);
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();
	await page.getByLabel('Uw vraag').fill('Wie belt wie?');
	await page.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(page.getByText(/uw vraag$/)).toBeVisible();

	// In the middle of it her browser has no cookies any more.
	await page.context().clearCookies();
	await page.reload();
	await signIn(page, gea.email, 'ACDE FHJK MNPQ RTUV');
	await expect(page.getByRole('alert')).toHaveText(/Dit adres en wachtwoord horen niet bij elkaar/);
	await signIn(page, gea.email, key.toLowerCase());
	await page.waitForURL(`**${room}`);
	await expect(page.getByText(/uw vraag$/)).toBeVisible();
	await page.getByRole('button', { name: /^Neem terug: Wie belt wie/ }).click();
	await expect(page.getByText('Er zijn nog geen vragen.')).toBeVisible();

	// She lost it: who leads lets her in for one time, on another device.
	await marit.goto(`${room}/guests`);
	await marit
		.getByRole('button', { name: `Sleutel voor één keer: ${gea.name}, ${gea.email}` })
		.click();
	const once = await shownCode(marit);
	expect(await findings(marit)).toEqual([]);
	const laptop = await aGuest(browser, lab);
	await laptop.goto('/sign-in');
	await signIn(laptop, gea.email, once);
	await laptop.waitForURL(`**${room}/back`);
	expect(await shownCode(laptop)).not.toBe(key);
	await page.reload();
	await expect(page).toHaveURL(/\/sign-in\?to=/);
	await signIn(page, gea.email, key);
	await expect(page.getByRole('alert')).toBeVisible();

	// Not let back: out at once, wherever she is.
	await laptop.getByRole('link', { name: 'Naar de sessie' }).click();
	await expect(laptop.getByLabel('Uw vraag')).toBeVisible();
	await marit.getByRole('button', { name: `Laat niet terug: ${gea.name}, ${gea.email}` }).click();
	await expect(
		marit.getByText(`${gea.name} is uitgelogd en komt niet meer zelf terug.`)
	).toBeVisible();
	await expect(marit.getByText('Kan nu niet zelf terugkomen.')).toBeVisible();
	await laptop.reload();
	await expect(laptop).toHaveURL(/\/sign-in\?to=/);
	await endRoom(marit, room);
	expectQuiet(marit);
});

test('namesakes are two guests, told apart by who leads', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit');
	const room = aRoom(lab, 'Met naamgenoten');
	const code = await aCode(marit, room);
	for (const email of ['an@deboom.example', 'an.twee@deboom.example']) {
		const page = await aGuest(browser, lab);
		await join(page, code, { name: 'An Bos', email });
		await page.waitForURL(`**${room}/back`);
		await page.context().addCookies([{ name: 'kennislab-language', value: 'en', url: lab.origin }]);
		await page.reload();
		await expect(page.getByRole('heading', { name: 'How you come back' })).toBeVisible();
		await page.getByRole('button', { name: 'Make a new key' }).click();
		await expect(page.getByRole('heading', { name: 'Your key' })).toBeVisible();
		expect(await findings(page)).toEqual([]);
	}
	await marit.goto(`${room}/guests`);
	const guests = marit.getByRole('main').getByRole('listitem').filter({ hasText: 'An Bos' });
	await expect(guests).toHaveCount(2);
	await expect(guests.filter({ hasText: 'Heet net zo als een ander' })).toHaveCount(2);
	await expect(guests.first()).toContainText('an@deboom.example');
});

test('without script a guest comes in, comes back and makes a key', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit');
	const room = aRoom(lab, 'Zonder script');
	const code = await aCode(marit, room);
	const plain = { javaScriptEnabled: false };
	const page = await aGuest(browser, lab, plain);
	const pat = { name: 'Pat Prins', email: 'pat@deboom.example' };
	await join(page, code, pat);
	await expect(page).toHaveURL(new RegExp(`${room}/back$`));
	const key = await shownCode(page);
	await expect(page.getByRole('button', { name: 'Kopieer de sleutel' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Naar de sessie' }).click();
	await page.getByRole('link', { name: 'Mijn sleutel' }).click();
	await page.getByRole('button', { name: 'Maak een nieuwe sleutel' }).click();
	const fresh = await shownCode(page);
	expect(fresh).not.toBe(key);
	const other = await aGuest(browser, lab, plain);
	await other.goto('/sign-in');
	await signIn(other, pat.email, key);
	await expect(other.getByRole('alert')).toBeVisible();
	await signIn(other, pat.email, fresh);
	await expect(other).toHaveURL(new RegExp(`${room}$`));
	expect(await other.locator('main').textContent()).toContain('Zonder script');
});

test('who guesses a hundred codes waits, and hears for how long', async ({ request }) => {
	// Of its own: the address all tests come from would have to wait with it.
	const lab = await LabProcess.start({ ADDRESS_HEADER: 'x-client' });
	const guess = (client: string) =>
		request.post(`${lab.origin}/join?/look`, {
			form: { code: 'ACDE FHJK' },
			headers: { Origin: lab.origin, 'X-Client': client }
		});
	for (let i = 0; i < 100; i++) expect((await guess('10.4.4.4')).status()).toBe(400);
	const answer = await guess('10.4.4.4');
	expect(answer.status()).toBe(429);
	expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0);
	expect(await answer.text()).toContain('Dat is te vaak geprobeerd.');
	expect((await guess('10.5.5.5')).status()).toBe(400);
	await lab.remove();
});
