import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import type { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import { openCasus } from './casus.ts';
import { enter, expect, expectQuiet, labPath, openBoard, test } from './lab.ts';
import { setMode, zone } from './modes.ts';
import { Wiretap } from './wiretap.ts';

/* Tessa brings the casus, so hers is the label; Marit facilitates; Lotte is of the NCTV. */

const shots = process.env['SHOTS'];
async function shot(page: Page, name: string): Promise<void> {
	if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

/** A casus of Tessa's that is open to the lab. */
async function aCasus(browser: Browser, lab: LabProcess, title: string) {
	const tessa = await enter(browser, lab, 'tessa');
	const marit = await enter(browser, lab, 'marit');
	const path = await openCasus(tessa, marit, title);
	return { tessa, marit, path };
}

const head = (page: Page) => page.locator('.board-head');
const label = (page: Page) => head(page).locator('.tlp').first();
const dialog = (page: Page) => page.getByRole('dialog');

async function write(page: Page, text: string): Promise<void> {
	await page.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	await page.getByLabel('Tekst van de kaart').pressSequentially(text);
	await page.keyboard.press('Escape');
}

async function chooseLabel(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'Markering wijzigen' }).click();
	await dialog(page)
		.getByRole('radio', { name: new RegExp(`^${name.replace('+', '\\+')}`) })
		.check();
}

async function mark(page: Page, name: string): Promise<void> {
	await chooseLabel(page, name);
	await dialog(page)
		.getByRole('button', { name: `Maak dit bord ${name}` })
		.click();
	await expect(label(page)).toHaveText(name);
}

test('everybody reads what a label means; the facilitator raises it, only the source lowers it', async ({
	browser,
	lab
}) => {
	const { tessa, marit, path } = await aCasus(browser, lab, 'Labels wisselen');
	const noortje = await enter(browser, lab, 'noortje', { viewport: { width: 390, height: 844 } });
	for (const page of [tessa, marit, noortje]) await openBoard(page, path);
	await expect(noortje).toHaveTitle('TLP:AMBER – Labels wisselen – Kennislab');
	await expect(noortje.getByRole('button', { name: 'Markering wijzigen' })).toHaveCount(0);
	const meaning = noortje.getByRole('button', { name: 'Wat betekent TLP:AMBER?' });
	await meaning.focus();
	await noortje.keyboard.press('Enter');
	await expect(dialog(noortje).getByText(/verandert niets aan de Woo/)).toBeVisible();
	expect(await findings(noortje)).toEqual([]);
	await shot(noortje, 'meaning-390');
	await noortje.keyboard.press('Escape');
	await expect(meaning).toBeFocused();

	await marit.getByRole('button', { name: 'Markering wijzigen' }).click();
	const lower = dialog(marit).getByRole('radio', { name: /^TLP:GREEN/ });
	await expect(lower).toBeDisabled();
	await expect(lower).toHaveAccessibleDescription(/Alleen de inbrenger kan dit label lager zetten/);
	expect(await findings(marit)).toEqual([]);
	await marit.keyboard.press('Escape');
	await mark(marit, 'TLP:AMBER+STRICT');
	await expect(label(noortje)).toHaveText('TLP:AMBER+STRICT');
	await marit.getByRole('button', { name: 'Ongedaan maken' }).last().click();
	for (const page of [tessa, noortje]) await expect(label(page)).toHaveText('TLP:AMBER');

	// A card may travel further than its board, and goes with it when the board does.
	await write(tessa, 'Dit mag iedereen weten');
	const card = (page: Page) => zone(page).locator('.card', { hasText: 'iedereen weten' });
	await expect(card(noortje)).toBeVisible();
	await card(tessa).focus();
	await tessa.keyboard.press('l');
	await expect(dialog(tessa).getByRole('radio', { name: /TLP:RED/ })).toHaveCount(0);
	await dialog(tessa)
		.getByRole('radio', { name: /^TLP:GREEN/ })
		.check();
	expect(await findings(tessa)).toEqual([]);
	await shot(tessa, 'card-1280');
	await dialog(tessa).getByRole('button', { name: 'Bewaar' }).click();
	await expect(card(tessa)).toBeFocused();
	await expect(card(noortje).locator('.tlp')).toHaveText('TLP:GREEN');
	await chooseLabel(tessa, 'TLP:GREEN');
	await expect(dialog(tessa)).toContainText('Eén kaart met een eigen label');
	await dialog(tessa).getByRole('button', { name: 'Maak dit bord TLP:GREEN' }).click();
	await expect(label(noortje)).toHaveText('TLP:GREEN');
	await expect(card(noortje).locator('.tlp')).toHaveCount(0);
	for (const page of [tessa, marit, noortje]) expectQuiet(page);
});

test('RED is for who was there: others lose sight of the board, and nothing of it reaches them', async ({
	browser,
	lab
}) => {
	const { tessa, marit, path } = await aCasus(browser, lab, 'Zaak Kwikstaart');
	const id = path.split('/').at(-1)!;
	const noortje = await enter(browser, lab, 'noortje');
	const lotte = await enter(browser, lab, 'lotte', {
		viewport: { width: 390, height: 844 },
		colorScheme: 'dark'
	});
	for (const page of [tessa, marit, noortje, lotte]) await openBoard(page, path);
	await write(tessa, 'Roerdomp in het riet');
	await expect(lotte.getByText('Roerdomp in het riet')).toBeVisible();

	await chooseLabel(marit, 'TLP:RED');
	await expect(dialog(marit)).toContainText('Ziet het bord straks niet meer: Lotte Zandhuis.');
	await expect(dialog(marit).getByRole('checkbox', { name: /^Noortje/ })).toBeChecked();
	await expect(dialog(marit).getByRole('checkbox', { name: /^Sunita/ })).not.toBeChecked();
	await expect(dialog(marit).getByRole('checkbox', { name: /^Tessa/ })).toBeDisabled();
	await expect(dialog(marit).getByRole('checkbox', { name: /^Lotte/ })).toHaveCount(0);
	expect(await findings(marit)).toEqual([]);
	await shot(marit, 'red-1280');
	await dialog(marit).getByRole('button', { name: 'Maak dit bord TLP:RED' }).click();

	await expect(lotte.getByRole('alert')).toContainText('Dit bord is er niet meer voor u.');
	await expect(lotte.getByText('Roerdomp')).toHaveCount(0);
	await expect(lotte.getByText('Zaak Kwikstaart')).toHaveCount(0);
	expect(await findings(lotte)).toEqual([]);
	await shot(lotte, 'gone-390-dark');
	await expect(label(noortje)).toHaveText('TLP:RED');
	await expect(noortje).toHaveTitle('TLP:RED – Casusbord – Kennislab');
	await expect(head(noortje)).toContainText('Alleen wie op de aanwezigenlijst staat');

	// Whoever was not there finds it in nothing: no list, no data, no line, no document of any kind.
	const member = await noortje.evaluate(async (at) => {
		return ((await (await fetch(`${at}/phase`)).json()) as { me: string }).me;
	}, path);
	const sunita = await enter(browser, lab, 'sunita');
	const evelien = await enter(browser, lab, 'evelien');
	const unknown = randomUUID();
	for (const page of [lotte, sunita, evelien]) {
		const tap = new Wiretap(page);
		for (const list of ['/labs', labPath, `${labPath}/boards`, `${labPath}/members`]) {
			await page.goto(list);
			for (const data of [list, `${list}/__data.json`]) {
				const bytes = await (await page.request.get(data)).body();
				for (const secret of [id, 'Kwikstaart', 'Roerdomp']) {
					expect(bytes.includes(secret), `${data} ${secret}`).toBe(false);
				}
			}
		}
		for (const part of ['', '/__data.json', '/phase', '/authors', '?view=outline']) {
			const missing = await answerOf(page, `${labPath}/boards/${unknown}${part}`);
			// Kit answers its own data with 200 and the 404 in it.
			if (part !== '/__data.json') expect(missing).toMatchObject({ status: 404 });
			expect(await answerOf(page, `${path}${part}`)).toEqual(missing);
		}
		const command = { do: 'mark-board', tlp: 'clear' };
		expect(await commandOf(page, path, command)).toEqual(
			await commandOf(page, `${labPath}/boards/${unknown}`, command)
		);
		const kinds = ['board/', 'state/', 'harvest/', 'notes/', 'aside/', 'zone/', 'part/'];
		for (const kind of kinds) {
			const rest = kind.length > 7 || /notes|aside|zone|part/.test(kind) ? `/${member}` : '';
			const missing = await answerOf(page, `/api/sync/${kind}${unknown}${rest}`);
			expect(missing).toMatchObject({ status: 404 });
			expect(await answerOf(page, `/api/sync/${kind}${id}${rest}`)).toEqual(missing);
		}
		for (const secret of [id, 'Kwikstaart', 'Roerdomp'])
			expect(await tap.heard(secret)).toBe(false);
	}

	// Nothing is lifted out of it, and a printer gets the label.
	await setMode(marit, 'oogst');
	await expect(noortje.getByText('Van een bord met TLP:RED wordt niet geoogst.')).toBeVisible();
	await expect(noortje.getByRole('button', { name: 'Oogst', exact: true })).toHaveCount(0);
	await shot(noortje, 'oogst-1280');
	await noortje.emulateMedia({ media: 'print' });
	await expect(noortje.getByText('TLP:RED wordt niet afgedrukt.')).toBeVisible();
	await expect(noortje.getByText('Roerdomp')).toBeHidden();
	await expect(noortje.getByText('Zaak Kwikstaart')).toBeHidden();
	await noortje.emulateMedia({ media: null });

	// The list is mended: one comes on it, one goes off it and is gone at once.
	await marit.getByRole('button', { name: /^Aanwezigenlijst/ }).click();
	await dialog(marit)
		.getByLabel('Wie was er ook bij?')
		.selectOption({ label: 'Sunita Ramkhelawan, Windesluis' });
	await dialog(marit).getByRole('button', { name: 'Zet op de lijst' }).click();
	await expect(dialog(marit).getByRole('listitem').filter({ hasText: 'Sunita' })).toBeVisible();
	expect(await findings(marit)).toEqual([]);
	await shot(marit, 'list-1280');
	await dialog(marit)
		.getByRole('button', { name: /^Haal eraf.*Noortje/ })
		.click();
	await expect(noortje.getByRole('alert')).toContainText('Dit bord is er niet meer voor u.');
	await openBoard(sunita, path);
	await expect(sunita.getByText('Roerdomp in het riet')).toBeVisible();
	for (const page of [tessa, marit, noortje, lotte, sunita]) expectQuiet(page);
});

/** Everything an outsider could tell two answers apart by, but the date. */
async function answerOf(page: Page, path: string): Promise<object> {
	const answer = await page.request.get(path, { maxRedirects: 0 });
	const { date, ...headers } = answer.headers();
	expect(date).toBeTruthy();
	return { status: answer.status(), headers, body: await answer.text() };
}

async function commandOf(page: Page, path: string, data: object): Promise<object> {
	const headers = { Origin: new URL(page.url()).origin };
	const answer = await page.request.post(`${path}/do`, { data, headers });
	return { status: answer.status(), body: await answer.text() };
}
