import type { Page } from '@playwright/test';
import { ownWord } from '../support/own-word.ts';
import { findings } from './accessible.ts';
import {
	enter,
	expect,
	expectQuiet,
	labPath,
	makeBoard,
	openBoard,
	savedStatus,
	test
} from './lab.ts';

/** Starts a board in the three fields of the page, as a facilitator does. */
async function startBoard(page: Page, method: RegExp, title: string): Promise<void> {
	await page.goto(`${labPath}/boards`);
	await page.getByRole('radio', { name: method }).check();
	await page.getByLabel('Titel').fill(title);
	await page.getByLabel('Vraag', { exact: true }).fill('Wat nu?');
	await page.getByRole('button', { name: 'Start een bord' }).click();
	await page.waitForURL(/\/boards\/[0-9a-f-]{36}$/);
	await expect(savedStatus(page)).toContainText('Alles opgeslagen');
}

/** Opens the newest version of a method for changing. */
async function edit(page: Page, link: RegExp): Promise<void> {
	await page.goto(`${labPath}/templates`);
	await page.getByRole('link', { name: link }).click();
	await page
		.getByRole('link', { name: /^(Pas deze werkvorm aan|Maak een volgende versie)$/ })
		.click();
	await expect(page.getByRole('button', { name: /^Bewaar als eigen versie/ })).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: /^Bewaar als eigen versie/ }).click();

test('a facilitator adapts a method, and the board that runs on it stays', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const [first, second, added] = [ownWord(), ownWord(), ownWord()];
	await edit(marit, /^Taalbrug, versie 1/);
	const prompt = marit.getByLabel('Vraag van de zone').first();

	// What is wrong is named with its place, and nothing is lost.
	await prompt.fill(' ');
	await marit.getByRole('button', { name: 'Zone erbij' }).click();
	await save(marit);
	const wrong = marit.getByRole('alert').filter({ hasText: 'Dit klopt nog niet' });
	await expect(wrong).toContainText('Zone 1, vraag: dit is leeg.');
	await expect(wrong).toContainText('Zone 7, naam: dit is leeg.');
	await expect(wrong).toContainText('Zone 7, soorten kaarten: er moet er ten minste één zijn.');

	// A zone moves by keyboard, goes away, and comes back.
	const head = (n: number) =>
		marit.getByRole('heading', { level: 3, name: new RegExp(`^Zone ${n}`) });
	await marit.getByRole('button', { name: /^Omhoog: Zone 7/ }).press('Enter');
	await marit.getByRole('button', { name: /^Omhoog: Zone 6/ }).press('Enter');
	await expect(marit.getByRole('button', { name: /^Omhoog: Zone 5/ })).toBeFocused();
	await marit.getByRole('button', { name: /^Verwijder: Zone 5/ }).press('Enter');
	await expect(head(7)).toHaveCount(0);
	await marit.getByRole('button', { name: 'Zet terug' }).press('Enter');
	await expect(head(5)).toBeFocused();

	await prompt.fill(first);
	const fifth = marit.getByRole('listitem').filter({ has: head(5) });
	await fifth.getByLabel('Naam', { exact: true }).fill(added);
	await fifth.getByLabel('Vraag van de zone').fill(added);
	await fifth.getByRole('checkbox', { name: 'Feit', exact: true }).check();
	// What points at somebody does not leave the page.
	await marit.getByLabel('Waarvoor').fill('Bel 06 12345678 voor de uitleg.');
	await save(marit);
	await expect(marit.getByRole('alert').filter({ hasText: 'iemand te herkennen' })).toBeVisible();
	await marit.getByLabel('Waarvoor').fill('Samen een woord kiezen.');
	// A line that is down takes nothing of it along.
	await marit.context().setOffline(true);
	await save(marit);
	await expect(marit.getByRole('alert').filter({ hasText: 'niet aangekomen' })).toBeVisible();
	await expect(prompt).toHaveValue(first);
	await marit.context().setOffline(false);
	await save(marit);
	await expect(marit.getByText('Bewaard als eigen versie 1.')).toBeVisible();

	await startBoard(marit, /^Taalbrug eigen versie 1/, 'Een woord');
	const board = new URL(marit.url()).pathname;
	const zones = marit.locator('.zone__title');
	await expect(marit.getByText(first)).toBeVisible();
	await expect(zones).toHaveCount(7);
	await expect(zones.nth(4)).toContainText(added);

	await edit(marit, /^Taalbrug, eigen versie 1/);
	await marit.getByLabel('Vraag van de zone').first().fill(second);
	await marit.getByRole('button', { name: /^Verwijder: Zone 5/ }).click();
	await save(marit);
	await expect(marit.getByText('Bewaard als eigen versie 2.')).toBeVisible();
	await openBoard(marit, board);
	await expect(marit.getByText(first)).toBeVisible();
	await expect(marit.getByText(second)).toHaveCount(0);
	await expect(zones).toHaveCount(7);

	// Out of the choices; the board runs on.
	await marit.goto(`${labPath}/templates`);
	await marit.getByRole('link', { name: /^Taalbrug, eigen versie 2/ }).click();
	await marit.getByRole('button', { name: 'Haal uit de keuze' }).click();
	await expect(marit.getByText('Deze versie staat niet meer in de keuze.')).toBeVisible();
	await marit.goto(`${labPath}/boards`);
	await expect(marit.getByRole('radio', { name: /^Taalbrug/ })).toHaveCount(1);
	expectQuiet(marit);
});

test('of two who save at once the second is told, and loses nothing', async ({ browser, lab }) => {
	const [one, two] = [await enter(browser, lab, 'marit'), await enter(browser, lab, 'marit')];
	for (const page of [one, two]) await edit(page, /^Scenario's vooruit, versie 1/);
	const word = ownWord();
	await one.getByLabel('Wanneer te gebruiken').fill('Bij een besluit.');
	await two.getByLabel('Wanneer te gebruiken').fill(word);
	await save(one);
	await expect(one.getByText('Bewaard als eigen versie 1.')).toBeVisible();
	await save(two);
	await expect(two.getByRole('alert')).toContainText(
		'Iemand anders bewaarde intussen eigen versie 1'
	);
	await expect(two.getByLabel('Wanneer te gebruiken')).toHaveValue(word);
	await two.getByRole('button', { name: 'Bewaar als eigen versie 2' }).click();
	await expect(two.getByText('Bewaard als eigen versie 2.')).toBeVisible();
	await expect(two.getByText(word)).toBeVisible();
});

test('others read methods and change none; who is of another lab finds none', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa', { javaScriptEnabled: false });
	await tessa.goto(`${labPath}/templates`);
	const link = tessa.getByRole('link', { name: /^Incidentmethode, versie 1/ });
	const path = await link.getAttribute('href');
	await link.click();
	await expect(tessa.getByText('Welk feit heb je nodig om te kunnen kiezen?')).toBeVisible();
	await expect(tessa.getByRole('link', { name: 'Pas deze werkvorm aan' })).toHaveCount(0);
	const refused = await tessa.request.post(`${path}?/save`, {
		form: { newest: '0', definition: '{"zones":[{"__proto__":1}]}' },
		headers: { Origin: lab.origin }
	});
	expect(refused.status()).toBe(403);
	expect((await tessa.goto(`${path}?edit`))?.status()).toBe(404);
	expect((await tessa.goto(`${labPath}/templates/nope`))?.status()).toBe(404);
	const beheer = await enter(browser, lab, 'beheer');
	expect((await beheer.goto(`${labPath}/templates`))?.status()).toBe(404);
	expect((await beheer.goto(path ?? ''))?.status()).toBe(404);
	const visitor = await enter(browser, lab, 'marit', { javaScriptEnabled: false });
	await visitor.goto(`${path}?edit`);
	await expect(visitor.getByText(/^Aanpassen kan alleen met JavaScript/)).toBeVisible();
});

test('what a zone holds before its step is in no page and no answer', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Met een afloop', 'tpl-incident');
	await openBoard(marit, path);
	const word = ownWord();
	await marit
		.locator('#zone-afloop')
		.getByRole('button', { name: /^Kaart/ })
		.click();
	await marit.getByLabel('Tekst van de kaart').fill(word);
	await marit.keyboard.press('Escape');
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
	const tessa = await enter(browser, lab, 'tessa');
	for (const address of [path, `${path}/__data.json`, `${path}?view=outline`, `${path}/phase`]) {
		const bytes = await (await tessa.request.get(address)).text();
		expect(bytes).toContain('Wat wil je weten?');
		expect(bytes).not.toContain(word);
		expect(bytes).not.toContain('wat leverde dat op');
	}
});

test('the silent middle is the largest zone, and a name is pointed out', async ({
	browser,
	lab
}) => {
	for (const viewport of [
		{ width: 1280, height: 900 },
		{ width: 390, height: 800 }
	]) {
		const marit = await enter(browser, lab, 'marit', { viewport });
		await openBoard(marit, await makeBoard(marit, 'Een kwestie', 'tpl-krachtenveld'));
		await expect(marit.getByText('Alleen posities: geen personen')).toBeVisible();
		const pushers = marit.locator('#zone-aanjagers_a');
		for (const text of ['Ouders van basisschool De Regenboog.', 'Omwonenden.']) {
			await pushers.getByRole('button', { name: /^Kaart/ }).click();
			await marit.getByLabel('Tekst van de kaart').fill(text);
			await marit.keyboard.press('Escape');
		}
		await expect(pushers.getByText('lijkt een organisatie')).toHaveCount(1);
		const sizes = await marit
			.locator('.zone')
			.evaluateAll((all) =>
				all.map((zone) => ({ id: zone.id, size: zone.clientWidth * zone.clientHeight }))
			);
		expect(sizes.sort((a, b) => b.size - a.size)[0]!.id).toBe('zone-midden');
		await marit.context().close();
	}
});

test('protection stands beside risk and as large, and nothing is counted', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit', { viewport: { width: 1280, height: 900 } });
	await openBoard(marit, await makeBoard(marit, 'Zonder som', 'tpl-trigger'));
	const boxes = await Promise.all(
		['micro', 'meso', 'macro', 'bescherming'].map((id) =>
			marit.locator(`#zone-${id}`).boundingBox()
		)
	);
	expect(new Set(boxes.map((box) => Math.round(box!.y))).size).toBe(1);
	expect(new Set(boxes.map((box) => Math.round(box!.width))).size).toBe(1);
	await expect(marit.locator('.zone__n, .minimap .num, .tick')).toHaveCount(0);
});

const looks = [
	{ name: 'wide and light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
	{ name: 'a phone in the dark', viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
	{ name: '320 pixels', viewport: { width: 320, height: 640 }, colorScheme: 'light' }
] as const;

for (const { name, ...look } of looks) {
	test(`methods are accessible and fit, ${name}`, async ({ browser, lab }) => {
		const marit = await enter(browser, lab, 'marit', look);
		const check = async () => {
			if (look.viewport.width > 320) expect(await findings(marit)).toEqual([]);
			const excess = await marit.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(excess).toBeLessThanOrEqual(0);
		};
		await marit.goto(`${labPath}/templates`);
		await check();
		await edit(marit, /^Wie doet wat wanneer .*, versie 1/);
		await check();
		await marit.getByRole('link', { name: 'Niet aanpassen' }).click();
		await expect(marit.getByRole('heading', { level: 2, name: 'Zones' })).toBeVisible();
		await check();
		expectQuiet(marit);
	});
}
