import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Download, Page } from '@playwright/test';
import type { LabProcess } from '../support/lab-process.ts';
import { readCsv } from '../support/read-csv.ts';
import { readPdf } from '../support/read-pdf.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, makeBoard, openBoard, test } from './lab.ts';
import { pathOf } from './modes.ts';

const casusTitle = 'Verontrustende uitspraken: klas, buurthuis en scherm';

async function taken(page: Page, format: RegExp): Promise<{ name: string; bytes: Buffer }> {
	await page.getByRole('radio', { name: format }).check();
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Maak het bestand' }).click();
	const download: Download = await coming;
	return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** As if everybody had signed in this long ago; in minutes. */
function longAgo(lab: LabProcess, minutes: number): void {
	const store = new Database(lab.databaseFile);
	const at = new Date(Date.now() - minutes * 60_000).toISOString();
	store.prepare('update sign_in set confirmed_at = ?').run(at);
	store.close();
}

test('a facilitator takes a board along as PDF and as CSV, and it is seen by whose it is', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await pathOf(marit, casusTitle);
	await marit.goto(path);
	await marit.getByRole('link', { name: 'Exporteren' }).click();
	await expect(marit.getByRole('heading', { level: 1, name: 'Bord exporteren' })).toBeVisible();
	await expect(marit.getByRole('radio', { name: /Alleen wat voor organisatie/ })).toBeChecked();
	expect(await findings(marit)).toEqual([]);

	const pdf = await taken(marit, /^PDF/);
	expect(pdf.name).toMatch(/^TLP-AMBER_Verontrustende-uitspraken.*\.pdf$/);
	const read = await readPdf(pdf.bytes);
	expect(read).toMatchObject({ title: `TLP:AMBER ${casusTitle}`, lang: 'nl', isMarked: true });
	for (const page of read.pages) expect(page).toContain('TLP:AMBER');
	await expect(marit.getByRole('status').getByText(pdf.name)).toBeVisible();

	await marit.getByRole('checkbox', { name: /^Opmerkingen/ }).uncheck();
	const csv = await taken(marit, /^CSV/);
	const [head, ...rows] = readCsv(csv.bytes.toString(), ';');
	expect(head).not.toContain('comments');
	expect(rows.length).toBeGreaterThan(10);
	expect(rows.every(([label]) => label === 'TLP:AMBER')).toBe(true);

	const jorrit = await enter(browser, lab, 'jorrit');
	await jorrit.goto(path);
	await jorrit.getByText('Wie opende deze casus').click();
	await expect(jorrit.getByText(/^Geëxporteerd door Marit .*\((csv|pdf)\)$/)).toHaveCount(2);
	for (const page of [marit, jorrit]) expectQuiet(page);
});

test('a member exports her own casus after her password, with what she chose kept', async ({
	browser,
	lab
}) => {
	const phone = { viewport: { width: 390, height: 800 }, colorScheme: 'dark' } as const;
	const tessa = await enter(browser, lab, 'tessa', phone);
	const path = await pathOf(tessa, casusTitle);
	const board = await tessa.context().newPage();
	await board.goto(path);
	await expect(board.getByTestId('saved')).toContainText('Alles opgeslagen');
	// A page in the background is clicked in slowly.
	await tessa.bringToFront();
	await tessa.goto(`${path}/export`);
	// She left the page open for a while.
	longAgo(lab, 20);
	await tessa.getByRole('checkbox', { name: /^Opmerkingen/ }).uncheck();
	await tessa.getByRole('radio', { name: /^Markdown/ }).check();
	await tessa.getByRole('button', { name: 'Maak het bestand' }).click();
	const alert = tessa.getByRole('alert').filter({ hasText: 'niet gemaakt' });
	await expect(alert).toContainText('Vul uw wachtwoord in.');
	await expect(alert).toBeFocused();
	expect(await findings(tessa)).toEqual([]);

	await tessa.getByLabel('Uw wachtwoord').fill('niet dit');
	await tessa.getByRole('button', { name: 'Maak het bestand' }).click();
	await expect(alert).toContainText('klopt niet');
	await expect(tessa.getByRole('radio', { name: /^Markdown/ })).toBeChecked();
	await expect(tessa.getByRole('checkbox', { name: /^Opmerkingen/ })).not.toBeChecked();
	await expect(tessa.getByLabel('Uw wachtwoord')).toHaveValue('');

	await tessa.getByLabel('Uw wachtwoord').fill('kennislab-demo');
	const { bytes } = await taken(tessa, /^Markdown/);
	expect(bytes.toString()).toContain(`# ${casusTitle}`);
	// For a quarter of an hour she is not asked again.
	await expect(tessa.getByLabel('Uw wachtwoord')).toBeHidden();
	await taken(tessa, /^JSON/);
	// Her board in another tab stayed open all the while.
	await expect(board.getByTestId('saved')).toContainText('Alles opgeslagen');
	await board.reload();
	await expect(board.getByTestId('saved')).toContainText('Alles opgeslagen');
	expectQuiet(tessa);
});

test('a board on paper has its label on every sheet, its question, and nothing to press', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await pathOf(marit, casusTitle);
	await marit.goto('/account');
	await marit.getByRole('radio', { name: 'Donker' }).check();
	await marit.getByRole('button', { name: 'Weergave opslaan' }).click();
	for (const [view, isWide] of [
		['', true],
		['?view=outline', false]
	] as const) {
		await openBoard(marit, path + view);
		await marit.emulateMedia({ media: 'print' });
		await expect(marit.getByRole('button')).toHaveCount(0);
		// Who chose dark gets no pale letters on white.
		await expect(marit.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)');
		const { pages, sizes } = await readPdf(await marit.pdf({ preferCSSPageSize: true }));
		expect(pages.length).toBeGreaterThan(1);
		for (const page of pages) expect(page).toContain('TLP:AMBER');
		expect(pages[0]).toContain(casusTitle);
		for (const { width, height } of sizes) expect(width > height).toBe(isWide);
		await marit.emulateMedia({ media: 'screen' });
	}
});

test('for others an export is not there, and no other site can ask for one', async ({
	browser,
	lab
}) => {
	const lotte = await enter(browser, lab, 'lotte');
	const path = await pathOf(lotte, casusTitle);
	await lotte.goto(path);
	await expect(lotte.getByRole('link', { name: 'Exporteren' })).toHaveCount(0);
	const boards = `${labPath}/boards`;
	const form = { format: 'json', attribution: 'name', zone: 'micro' };
	const answerOf = async (page: Page, url: string, method: 'GET' | 'POST') => {
		const headers = { Origin: lab.origin };
		const answer =
			method === 'GET'
				? await page.request.get(url, { maxRedirects: 0 })
				: await page.request.post(url, { form, headers, maxRedirects: 0 });
		const { date, ...others } = answer.headers();
		expect(date).toBeTruthy();
		return { status: answer.status(), headers: others, body: await answer.text() };
	};
	for (const [suffix, method] of [
		['/export', 'GET'],
		['/export/__data.json', 'GET'],
		['/export/file', 'POST']
	] as const) {
		const missing = await answerOf(lotte, `${boards}/${randomUUID()}${suffix}`, method);
		expect(missing.body).not.toContain('Wat versterken');
		if (!suffix.endsWith('.json')) expect(missing.status).toBe(404);
		expect(await answerOf(lotte, `${path}${suffix}`, method)).toEqual(missing);
	}

	const marit = await enter(browser, lab, 'marit');
	const file = await marit.request.post(`${path}/export/file`, {
		form,
		headers: { Origin: lab.origin }
	});
	expect(file.status()).toBe(200);
	expect(file.headers()).toMatchObject({
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': expect.stringMatching(
			/^attachment; filename="[\w.-]+\.json"; filename\*=UTF-8''[\w.%-]+$/
		)
	});
	for (const headers of [
		{ Origin: 'https://evil.example' },
		{ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }
	]) {
		const foreign = await marit.request.post(`${path}/export/file`, { form, headers });
		expect(foreign.status()).toBe(403);
	}
	// There is no address of a file that one could pass on.
	const link = await marit.request.get(`${path}/export/file`, { maxRedirects: 0 });
	expect([link.status(), link.headers()['location']]).toEqual([303, `${path}/export`]);
});

test('it works without our script, and tells of what was wrong with what was chosen', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Zonder script');
	const context = await browser.newContext({
		baseURL: lab.origin,
		javaScriptEnabled: false,
		storageState: await marit.context().storageState()
	});
	const plain = await context.newPage();
	await plain.goto(`${path}/export`);
	await expect(plain.getByText('Er staan nog geen kaarten op dit bord.')).toBeVisible();
	for (const box of await plain
		.getByRole('group', { name: 'Welke zones?' })
		.getByRole('checkbox')
		.all())
		await box.uncheck();
	await plain.getByRole('radio', { name: /^Word/ }).check();
	await plain.getByRole('button', { name: 'Maak het bestand' }).click();
	await expect(plain.getByRole('alert')).toContainText('Kies ten minste één zone.');
	await expect(plain.getByRole('radio', { name: /^Word/ })).toBeChecked();
	await plain.getByRole('checkbox', { name: /^Witte vlekken/ }).check();
	const { name } = await taken(plain, /^Word/);
	expect(name).toBe(`TLP-AMBER_Zonder-script_${new Date().toISOString().slice(0, 10)}.docx`);
});
