import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';
import { aRoom, roomPath } from './session-room.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

test('a guest comes in by a code, sees the session and nothing else of the lab', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	const room = aRoom(lab, 'Regionale bijeenkomst');
	expect((await tessa.goto(`${room}/guests`))?.status()).toBe(404);
	await marit.goto(room);
	await marit.getByRole('link', { name: 'Gasten: 0' }).click();
	await marit.getByLabel('Hoogstens zo veel gasten').fill('0');
	await marit.getByRole('button', { name: 'Maak een code' }).click();
	await expect(marit.getByText(/Kies een getal van 1 tot/)).toBeVisible();
	await marit.getByLabel('Hoogstens zo veel gasten').fill('2');
	await marit.getByRole('button', { name: 'Maak een code' }).click();
	const shown = marit.locator('.guest-code');
	await expect(shown).toHaveText(/^\w{4} \w{4}$/);
	const code = (await shown.textContent()) ?? '';
	expect(await findings(marit)).toEqual([]);

	const gea = await (await browser.newContext({ baseURL: lab.origin, ...phone })).newPage();
	await gea.goto('/join');
	expect(await findings(gea)).toEqual([]);
	const field = gea.getByLabel('Code', { exact: true });
	await field.fill('ACDE FHJK');
	await gea.getByRole('button', { name: 'Bekijk waarvoor' }).click();
	await expect(field).toHaveAccessibleDescription(/kunt u nu niet naar binnen/);
	expect(await findings(gea)).toEqual([]);
	await field.fill(code.toLowerCase());
	await gea.getByRole('button', { name: 'Bekijk waarvoor' }).click();
	await expect(gea.getByRole('heading', { name: 'Waarvoor' })).toBeVisible();
	await expect(gea.getByText(/geen borden, geen andere sessies/)).toBeVisible();
	await gea.getByLabel('Naam', { exact: true }).fill('Gea de Boer');
	await gea.getByLabel('Organisatie').fill('Buurthuis De Boom');
	await gea.getByLabel('E-mailadres').fill('tessa@kennislab.example');
	await gea.getByRole('button', { name: 'Doe mee' }).click();
	await expect(
		gea.getByText('Meedoen kan alleen als u zich aan de afspraken houdt.')
	).toBeVisible();
	expect(await findings(gea)).toEqual([]);
	await gea.getByLabel('Ik houd mij aan deze afspraken.').check();
	await gea.getByRole('button', { name: 'Doe mee' }).click();
	await expect(gea.getByRole('alert')).toContainText('Log dan eerst in');
	await expect(gea.getByLabel('Naam', { exact: true })).toHaveValue('Gea de Boer');
	await gea.getByLabel('E-mailadres').fill('gea@deboom.example');
	await gea.getByRole('button', { name: 'Doe mee' }).click();
	await gea.waitForURL(`**${room}/back`);
	await gea.getByRole('link', { name: 'Naar de sessie' }).click();
	await gea.waitForURL(`**${room}`);
	expect(await findings(gea)).toEqual([]);
	const width = await gea.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(390);

	await gea.goto(labPath);
	await expect(gea.getByRole('link', { name: 'Leden' })).toHaveCount(0);
	await marit.goto(`${labPath}/boards`);
	const boards = await marit
		.locator(`main a[href^="${labPath}/boards/"]`)
		.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
	expect(boards.length).toBeGreaterThan(1);
	const closed = ['/members', '/templates', '/settings', '/boards/new'].map((at) => labPath + at);
	const other = roomPath(lab);
	for (const path of [
		...closed,
		...boards,
		...[other, `${room}/guests`, `${room}/poll`, `${room}/desk/view`]
	]) {
		expect((await gea.goto(path))?.status(), path).toBe(404);
	}
	await marit.goto(room);
	await expect(marit.getByRole('link', { name: 'Gasten: 1 van 2' })).toBeVisible();

	// Withdrawn at once.
	await marit.getByRole('link', { name: 'Gasten: 1 van 2' }).click();
	await marit.getByRole('button', { name: 'Trek de code in' }).click();
	await expect(marit.getByText('Er is nu geen code')).toBeVisible();
	const late = await (await browser.newContext({ baseURL: lab.origin })).newPage();
	await late.goto('/join');
	await late.getByLabel('Code', { exact: true }).fill(code);
	await late.getByRole('button', { name: 'Bekijk waarvoor' }).click();
	await expect(late.getByText(/kunt u nu niet naar binnen/)).toBeVisible();
	for (const page of [marit, tessa]) expectQuiet(page);
});
