import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { bringCasus, tickAll } from './casus.ts';
import { enter, expect, expectQuiet, labPath, makeBoard, test } from './lab.ts';

/** Everything an outsider could tell two answers apart by, but the date. */
async function answerOf(page: Page, path: string): Promise<object> {
	const answer = await page.request.get(path, { maxRedirects: 0 });
	const { date, ...headers } = answer.headers();
	expect(date).toBeTruthy();
	return { status: answer.status(), headers, body: await answer.text() };
}

test('a board one may not read answers like one that does not exist, on page, data and socket', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const brought = await bringCasus(tessa, 'Nog niet gecheckt');
	const id = brought.split('/').at(-1) ?? '';
	await tessa.goto(brought);
	await expect(tessa.getByText('Wacht op een tweede lezer')).toBeVisible();

	const noortje = await enter(browser, lab, 'noortje');
	const boards = `${labPath}/boards`;
	const unknown = randomUUID();
	for (const suffix of ['', '/__data.json', '/authors']) {
		const missing = await answerOf(noortje, `${boards}/${unknown}${suffix}`);
		expect(await answerOf(noortje, `${boards}/${id}${suffix}`)).toEqual(missing);
		expect(await answerOf(noortje, `${boards}/not-an-id${suffix}`)).toEqual(missing);
	}
	const missing = await answerOf(noortje, `/api/sync/board/${unknown}`);
	expect(missing).toMatchObject({ status: 404 });
	expect(await answerOf(noortje, `/api/sync/board/${id}`)).toEqual(missing);
	expect(await answerOf(noortje, '/labs/een-ander-lab')).toEqual(
		await answerOf(noortje, `/labs/${unknown}`)
	);

	// A second person signs, and the board is there.
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(`${brought}/check`);
	await tickAll(marit);
	await marit.getByRole('button', { name: /open het bord voor het lab/ }).click();
	await expect(marit).toHaveURL(`${lab.origin}${brought}`);
	await expect(marit.getByText('Lees als tweede persoon mee')).toBeHidden();
	expect(await answerOf(noortje, `/api/sync/board/${id}`)).toMatchObject({ status: 200 });
	await noortje.goto(brought);
	await expect(noortje.getByRole('heading', { name: 'Nog niet gecheckt' })).toBeVisible();
});

test('without a sign-in one is sent to it, and afterwards to where one was going', async ({
	browser,
	lab
}) => {
	const context = await browser.newContext({ baseURL: lab.origin });
	const page = await context.newPage();
	await page.goto(`${labPath}/boards`);
	await expect(page).toHaveURL(/\/sign-in\?to=/);
	// A slip of the finger does not make it forget.
	await page.getByLabel('E-mailadres').fill('tessa@kennislab.example');
	await page.getByLabel('Wachtwoord').fill('iets anders');
	await page.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByRole('button', { name: 'Meedoen als Tessa Kwakernaat' }).click();
	await expect(page).toHaveURL(`${lab.origin}${labPath}/boards`);
	await page.getByRole('button', { name: 'Uitloggen' }).click();
	await expect(page).toHaveURL(`${lab.origin}/`);
	await page.goto('/sign-in?to=//evil.example');
	await page.getByRole('button', { name: 'Meedoen als Tessa Kwakernaat' }).click();
	await expect(page).toHaveURL(`${lab.origin}/labs`);
});

test('wrong passwords get one sentence, and after ten of them a pause', async ({
	browser,
	lab
}) => {
	const context = await browser.newContext({ baseURL: lab.origin });
	const headers = { Origin: lab.origin };
	const attempt = async (email: string) => {
		const answer = await context.request.post('/sign-in', {
			form: { email, password: 'niet dit' },
			headers,
			maxRedirects: 0
		});
		return { status: answer.status(), body: await answer.text(), headers: answer.headers() };
	};
	const known = await attempt('daan@kennislab.example');
	const unknown = await attempt('niemand@kennislab.example');
	expect(known.status).toBe(400);
	expect(unknown.body).toBe(known.body);
	for (let i = 0; i < 9; i++) await attempt('daan@kennislab.example');
	const full = await attempt('daan@kennislab.example');
	expect(full.status).toBe(429);
	expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
	for (let i = 0; i < 9; i++) await attempt('niemand@kennislab.example');
	expect((await attempt('niemand@kennislab.example')).body).toBe(full.body);
});

test('signing out ends the board in other tabs within two seconds', async ({ browser, lab }) => {
	const page = await enter(browser, lab, 'noortje');
	const path = await makeBoard(await enter(browser, lab, 'marit'), 'Uitloggen');
	const other = await page.context().newPage();
	await other.goto(path);
	await expect(other.getByTestId('saved')).toContainText('Alles opgeslagen');
	await page.goto('/labs');
	await page.getByRole('button', { name: 'Uitloggen' }).click();
	await expect(other.getByRole('alert')).toContainText('U bent uitgelogd', { timeout: 2_000 });
});

test('a role that is taken away ends writing at once, and what was not saved can be copied', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Rol eraf');
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(path);
	await expect(tessa.getByTestId('saved')).toContainText('Alles opgeslagen');
	await marit.goto(`${labPath}/members`);
	const row = marit.getByRole('listitem').filter({ hasText: 'Tessa Kwakernaat' });
	await expect(row).toBeVisible();
	const member = await row.locator('input[name=member]').first().inputValue();
	const change = (role: string) =>
		marit.request.post(`${labPath}/members?/role`, {
			form: { member, role },
			headers: { Origin: lab.origin },
			maxRedirects: 0
		});
	try {
		// An observer reads boards by invitation only: this board is gone for her.
		await change('waarnemer');
		await expect(tessa.getByRole('alert')).toBeVisible({ timeout: 2_000 });
		expect((await tessa.request.get(path)).status()).toBe(404);
	} finally {
		await change('gem_oov');
	}
});

test('a board can be read, and a lab entered, without JavaScript', async ({ browser, lab }) => {
	const page = await enter(browser, lab, 'marit', { javaScriptEnabled: false });
	await page.goto(`${labPath}/boards`);
	await page.getByRole('link', { name: 'Verontrustende uitspraken' }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Verontrustende uitspraken');
	await expect(page.getByRole('article')).toHaveCount(23);
	// Chromium under test still reads <noscript> as text, so it is looked for there.
	expect(await page.content()).toContain('Zonder JavaScript kunt u dit bord lezen');
	await page.goto(`${page.url()}?view=outline`);
	await expect(page.getByRole('article')).toHaveCount(23);
});

test('who may not know the contributor finds it in nothing she receives', async ({
	browser,
	lab
}) => {
	const lotte = await enter(browser, lab, 'lotte');
	const received: string[] = [];
	lotte.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => received.push(payload.toString('latin1')))
	);
	for (const [title, label, contributor] of [
		['Onrust rond een noodopvang', 'een plattelandsgemeente', /Klaverwoud|Pieter-Bas|Grooteboer/],
		['Wie doet wat wanneer', 'twee gemeenten samen', /Rietdrecht|Noortje|Slagveer/]
	] as const) {
		await lotte.goto(`${labPath}/boards`);
		const link = lotte.getByRole('link', { name: title }).first();
		const path = (await link.getAttribute('href')) ?? '';
		received.splice(0);
		const answers: string[] = [];
		for (const suffix of ['/__data.json', '/authors', '?view=outline', '']) {
			answers.push((await (await lotte.goto(path + suffix))?.text()) ?? '');
		}
		await expect(lotte.getByTestId('saved')).toContainText('Alles opgeslagen');
		await expect(lotte.getByText(`Ingebracht door ${label}`)).toBeVisible();
		await expect(lotte.getByText(label, { exact: true }).first()).toBeVisible();
		expect(answers.filter((answer) => answer.includes(label))).toHaveLength(4);
		expect(received.length).toBeGreaterThan(0);
		expect(contributor.exec([...answers, ...received].join('\n'))).toBeNull();
	}
	expectQuiet(lotte);
});
