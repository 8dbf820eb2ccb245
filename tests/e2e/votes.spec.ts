import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, expectQuiet, makeBoard, openBoard, test, type Who } from './lab.ts';
import { band, everybody, setMode } from './modes.ts';

const voters = ['tessa', 'jorrit', 'noortje'] as const;
const texts = ['Buurtouders betrekken', 'Eén vast gezicht', 'Eerder bellen'];
/** Zone "Bron" of the method that is walked through here. */
const cardOf = (page: Page, text: string) => page.locator('.card', { hasText: text });
const ballot = (page: Page) => page.getByRole('group', { name: 'Stemming', exact: true });
const results = (page: Page) => page.getByRole('region', { name: 'Uitslagen van stemmingen' });

/** Four people on a new board with three cards, voting. */
async function voting(
	browser: Parameters<typeof everybody>[0],
	lab: Parameters<typeof everybody>[1],
	title: string
) {
	const who = await everybody(browser, lab, ['marit', ...voters]);
	const { page: marit } = who('marit');
	const path = await makeBoard(marit, title, 'tpl-wiedoetwat');
	for (const name of ['marit', ...voters] as const) await openBoard(who(name).page, path);
	const add = marit.getByRole('button', { name: /^Kaart toevoegen in/ }).first();
	for (const text of texts) {
		await add.click();
		await marit.getByRole('textbox', { name: 'Tekst van de kaart' }).fill(text);
		await marit.keyboard.press('Escape');
		await expect(cardOf(who('tessa').page, text)).toBeVisible();
	}
	await setMode(marit, 'stemmen');
	return { who, marit, path };
}

async function choose(marit: Page, kind: RegExp, numbers: Record<string, string>): Promise<void> {
	await ballot(marit).getByText('Anders stemmen').click();
	await ballot(marit).getByRole('radio', { name: kind }).check();
	for (const [label, n] of Object.entries(numbers)) {
		await ballot(marit).getByLabel(label).fill(n);
	}
	await ballot(marit).getByRole('button', { name: 'Open deze stemming' }).click();
}

test('dots: several on a card, moved until it is closed, then a list anybody finds again', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const { who, marit, path } = await voting(browser, lab, 'Stippen zetten');
	await choose(marit, /^Stippen/, { 'Stippen per persoon': '5', 'Hoogstens per kaart': '3' });
	for (const name of voters) {
		await expect(band(who(name).page)).toContainText('Nog 5 van 5 stippen over');
	}
	const { page: tessa, tap } = who('tessa');
	await cardOf(tessa, texts[0]!).focus();
	for (let n = 0; n < 3; n++) await tessa.keyboard.press('v');
	await expect(band(tessa)).toContainText('Nog 2 van 5 stippen over');
	// One more than the card may have is said, and changes nothing.
	await tessa.keyboard.press('v');
	await expect(tessa.getByText('Op deze kaart staan al 3 stippen van u')).toBeVisible();
	await tessa.keyboard.press('Shift+V');
	await expect(band(tessa)).toContainText('Nog 3 van 5 stippen over');
	await expect(cardOf(tessa, texts[0]!)).toBeFocused();
	await cardOf(tessa, texts[1]!)
		.getByRole('button', { name: `Zet een stip op: ${texts[1]}` })
		.click();
	await expect(band(tessa)).toContainText('Nog 2 van 5 stippen over');
	await expect(cardOf(tessa, texts[1]!)).toContainText('1 van 3');
	await expectAccessible(tessa);

	for (const name of ['jorrit', 'noortje'] as const) {
		const { page } = who(name);
		await cardOf(page, texts[0]!)
			.getByRole('button', { name: `Zet een stip op: ${texts[0]}` })
			.click();
		await expect(band(page)).toContainText('Nog 4 van 5 stippen over');
		await expect(cardOf(page, texts[1]!)).toContainText('0 van 3');
	}
	await expect(band(marit)).toContainText('Gestemd: 3 van 3', { timeout: 15_000 });
	await expect(results(marit)).toHaveCount(0);
	expect(await tap.heard('"dots":')).toBe(false);
	await expectAccessible(marit);

	await ballot(marit)
		.getByRole('button', { name: /^Sluit de stemming/ })
		.click();
	for (const name of ['marit', ...voters] as const) {
		const list = results(who(name).page).getByRole('listitem');
		await expect(list.filter({ hasText: texts[0]! }).first()).toContainText('Stippen: 4');
		await expect(list.filter({ hasText: texts[0]! }).first()).toContainText('Mensen: 3');
	}
	await expectAccessible(who('noortje').page);

	// Findable afterwards, on the board and on paper.
	await setMode(marit, 'open');
	const { page: noortje } = who('noortje');
	await openBoard(noortje, path);
	await results(noortje)
		.getByText(/^Uitslag:/)
		.click();
	await expect(results(noortje).getByRole('link', { name: texts[0]! })).toBeVisible();
	await results(noortje)
		.getByText(/^Uitslag:/)
		.click();
	await noortje.emulateMedia({ media: 'print' });
	await expect(results(noortje).getByText(texts[0]!)).toBeVisible();
	for (const name of ['marit', ...voters] as const) expectQuiet(who(name).page);
});

test('a secret ballot: handed in once and for good, totals after closing', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const { who, marit, path } = await voting(browser, lab, 'Geheim stemmen');
	await choose(marit, /^Geheime stemming/, { 'Keuzes per persoon': '2' });
	const form = (page: Page) => page.getByRole('region', { name: 'Geheime stemming' });
	const handIn = async (name: (typeof voters)[number], ...chosen: string[]) => {
		const { page } = who(name);
		for (const text of chosen) await form(page).getByRole('checkbox', { name: text }).check();
		await form(page).getByRole('button', { name: 'Stuur in' }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog).toContainText('niet meer wijzigen of terugnemen');
		await dialog.getByRole('button', { name: 'Stuur definitief in' }).click();
		await expect(form(page)).toContainText('U heeft ingestuurd.');
		await expect(form(page).getByRole('checkbox')).toHaveCount(0);
	};
	const { page: tessa } = who('tessa');
	await expect(form(tessa).getByRole('checkbox')).toHaveCount(texts.length + 1);
	await expect(form(marit)).toHaveCount(0);
	await expect(cardOf(tessa, texts[0]!).getByRole('button', { name: /^Stem op/ })).toHaveCount(0);
	// Nothing chosen is said aloud.
	await form(tessa).getByRole('button', { name: 'Stuur in' }).click();
	await expect(tessa.getByText('Kies eerst een kaart, of Blanco.')).toBeVisible();
	await form(tessa).getByRole('checkbox', { name: texts[0]! }).check();
	await form(tessa).getByRole('checkbox', { name: texts[1]! }).check();
	await expect(form(tessa).getByRole('checkbox', { name: texts[2]! })).toBeDisabled();
	await expectAccessible(tessa);
	await handIn('tessa');
	await handIn('jorrit', texts[0]!);
	await handIn('noortje', 'Blanco');
	await tessa.reload();
	await expect(form(tessa)).toContainText('U heeft ingestuurd.');
	const again = await tessa.request.post(`${path}/do`, {
		data: { do: 'hand-in', cards: [], blank: true },
		headers: { Origin: new URL(tessa.url()).origin }
	});
	expect([again.status(), ((await again.json()) as { reason: string }).reason]).toEqual([
		409,
		'already-done'
	]);
	await expect(band(marit)).toContainText('Gestemd: 3 van 3', { timeout: 15_000 });
	await expect(results(marit)).toHaveCount(0);

	await ballot(marit)
		.getByRole('button', { name: /^Sluit de stemming/ })
		.click();
	for (const name of ['marit', ...voters] as Who[]) {
		const { page } = who(name);
		await expect(form(page)).toHaveCount(0);
		const list = results(page).getByRole('listitem');
		await expect(list.filter({ hasText: texts[0]! }).first()).toContainText('Stemmen: 2');
		await expect(results(page)).toContainText('Blanco: 1');
	}
	await expectAccessible(who('jorrit').page);

	// A second one that only two take part in.
	await ballot(marit).getByText('Open een nieuwe stemming').click();
	await ballot(marit).getByRole('button', { name: 'Open deze stemming' }).click();
	await handIn('tessa', texts[2]!);
	await expect(marit.getByText('Nog geen 3 stemmen')).toBeVisible();
	await ballot(marit)
		.getByRole('button', { name: /^Sluit de stemming/ })
		.click();
	await expect(results(tessa).getByText('Te weinig stemmen.')).toBeVisible();

	// A third, closed while the method goes on in the same breath.
	await ballot(marit).getByText('Open een nieuwe stemming').click();
	await ballot(marit).getByRole('button', { name: 'Open deze stemming' }).click();
	await expect(form(tessa).getByRole('checkbox').first()).toBeVisible();
	await marit.evaluate(async (at) => {
		const phase = (await (await fetch(`${at}/phase`)).json()) as { n: number };
		const give = (command: object) =>
			fetch(`${at}/do`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(command)
			});
		await give({ do: 'close-ballot' });
		await give({ do: 'mode', mode: 'open', from: phase.n });
	}, path);
	await expect(results(tessa).getByText(/^Uitslag:/)).toHaveCount(3);
	for (const name of ['marit', ...voters] as const) expectQuiet(who(name).page);
});
