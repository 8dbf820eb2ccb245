import { findings } from './accessible.ts';
import { aCode, shownCode } from './guests.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';
import { readAsCamera } from './read-qr.ts';
import { aRoom, endRoom } from './session-room.ts';

const phone = { viewport: { width: 390, height: 844 } } as const;

test('a camera reads the code in whatever colours, and is asked what is asked of who types it', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const room = aRoom(lab, 'Met een vierkant');
	const code = (await aCode(marit, room)).replace(' ', '');
	const square = marit.getByRole('img', { name: /^QR-code: opent/ });
	const address = `${lab.origin}/join?code=${code}`;
	for (const look of [
		{ colorScheme: 'light' },
		{ colorScheme: 'dark' },
		{ forcedColors: 'active' }
	] as const) {
		await marit.emulateMedia(look);
		expect(await readAsCamera(browser, square), JSON.stringify(look)).toBe(address);
		expect(await findings(marit)).toEqual([]);
	}
	await marit.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: 'print' });
	expect(await readAsCamera(browser, square)).toBe(address);
	// On paper the sign stands alone.
	await expect(marit.getByRole('button', { name: 'Maak een code' })).toBeHidden();
	await expect(marit.getByRole('button', { name: 'Trek de code in' })).toBeHidden();
	await marit.emulateMedia({ media: 'screen' });

	for (const javaScriptEnabled of [true, false]) {
		const context = await browser.newContext({ baseURL: lab.origin, ...phone, javaScriptEnabled });
		const guest = await context.newPage();
		await guest.goto(address);
		const field = guest.getByLabel('Code', { exact: true });
		await expect(field).toHaveValue(`${code.slice(0, 4)} ${code.slice(4)}`);
		await expect(guest.getByLabel('Naam', { exact: true })).toHaveCount(0);
		await guest.getByRole('button', { name: 'Bekijk waarvoor' }).click();
		await expect(guest.getByRole('heading', { name: 'Waarvoor' })).toBeVisible();
		await expect(guest.getByText(/de laatste dag is/)).toBeVisible();
		await guest.getByRole('button', { name: 'Doe mee' }).click();
		await expect(guest.getByText('Vul dit in.').first()).toBeVisible();
		await expect(guest.getByText(/Meedoen kan alleen als/)).toBeVisible();
	}
	const stranger = await (await browser.newContext({ baseURL: lab.origin })).newPage();
	await stranger.goto('/join?code=%3Cscript%3E');
	await expect(stranger.getByLabel('Code', { exact: true })).toHaveValue('');
	expectQuiet(marit);
});

test('the big screen shows the code and how the poll stands, and nothing of the desk', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const people = [
		await enter(browser, lab, 'tessa', phone),
		await enter(browser, lab, 'noortje'),
		await enter(browser, lab, 'sunita')
	];
	const room = aRoom(lab, 'Op de muur');
	expect((await people[0]!.goto(`${room}/screen`))?.status()).toBe(404);
	const code = await aCode(marit, room);
	await marit.getByRole('button', { name: 'Toon op het grote scherm' }).click();
	await marit.waitForURL(`**${room}/screen?/show`);
	expect(await shownCode(marit)).toBe(code);
	expect(await findings(marit)).toEqual([]);
	await expect(marit.getByRole('button', { name: 'Uitloggen' })).toHaveCount(0);

	const desk = await enter(browser, lab, 'marit');
	await desk.goto(`${room}/poll`);
	await desk.getByLabel('Vraag 1', { exact: true }).fill('Hoe vaak komt dit voor?');
	await desk.getByLabel('Antwoorden bij vraag 1').fill('Nooit\nSoms\nVaak');
	await desk.getByRole('button', { name: 'Bewaar de vragen' }).click();
	await desk.getByRole('button', { name: 'Begin de sessie' }).click();
	await expect(marit.getByText('Inloop')).toBeVisible();
	await expect(marit.getByText('Hoe vaak komt dit voor?')).toHaveCount(0);
	await desk.getByRole('button', { name: 'Open de peiling' }).click();
	await expect(marit.getByRole('heading', { name: 'Hoe vaak komt dit voor?' })).toBeVisible();
	for (const page of people) await page.goto(room);
	for (const page of people.slice(0, 2)) await page.getByRole('radio', { name: 'Vaak' }).check();
	await expect(marit.getByText('2 mensen antwoordden.')).toBeVisible();
	await expect(marit.getByText(/\(\d+%\)/)).toHaveCount(0);
	await people[2]!.getByRole('radio', { name: 'Soms' }).check();
	await expect(marit.getByText('2 (67%)')).toBeVisible();
	// Who asked stays with who leads: here nobody's question stands with a name.
	await people[0]!.getByLabel('Uw vraag').fill('Wie belt wie?');
	await people[0]!.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(desk.getByRole('region', { name: 'Vragenbak' })).toContainText('Tessa');
	await expect(marit.getByRole('main')).not.toContainText('Tessa');
	expect(await findings(marit)).toEqual([]);
	const width = () => marit.evaluate(() => document.documentElement.scrollWidth);
	await marit.setViewportSize(phone.viewport);
	expect(await width()).toBeLessThanOrEqual(390);

	// Opened anew it does not know the code, and takes no other.
	await marit.goto(`${room}/screen`);
	await expect(marit.locator('.guest-code')).toHaveCount(0);
	await marit.getByText('Toon de code voor gasten').click();
	const field = marit.getByLabel('Code', { exact: true });
	await field.fill('ACDE FHJK');
	await marit.getByRole('button', { name: 'Toon de code' }).click();
	await expect(field).toHaveAccessibleDescription(/niet de code die nu/);
	await field.fill(code.toLowerCase());
	await marit.getByRole('button', { name: 'Toon de code' }).click();
	expect(await shownCode(marit)).toBe(code);
	await endRoom(desk, room);
	await expect(marit.getByText('Deze sessie is afgelopen')).toBeVisible();
	await expect(marit.locator('.guest-code')).toHaveCount(0);
	expect(
		(await people[1]!.goto(`${labPath}/sessions/${crypto.randomUUID()}/screen`))?.status()
	).toBe(404);
	for (const page of [marit, desk, ...people]) expectQuiet(page);
});
