import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, openBoard, test } from './lab.ts';
import { pathOf, zone } from './modes.ts';

const focused = (page: Page) => page.locator(':focus');
const cards = (page: Page) => page.getByRole('article');
const said = (page: Page) => page.getByRole('status').filter({ hasText: /./ }).last();

/** A card in a zone, left as it is: what is in its field is saved. */
async function write(page: Page, where: string, text: string): Promise<void> {
	await zone(page, where)
		.getByRole('button', { name: `Kaart toevoegen in ${where}` })
		.click();
	await page.getByLabel('Tekst van de kaart').fill(text);
	await page.keyboard.press('Escape');
	await expect(cards(page).filter({ hasText: text })).toBeVisible();
}

test('one finds words by keyboard alone, goes from card to card, and nothing of it leaves the page', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(tessa, await pathOf(tessa, 'Verontrustende uitspraken'));
	const asked: string[] = [];
	tessa.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
	await tessa.keyboard.press('/');
	const field = tessa.getByRole('textbox', { name: 'Zoek op dit bord' });
	await expect(field).toBeFocused();
	// Inside a word, without its accent, and all words wherever they stand on the card.
	await tessa.keyboard.type('week een');
	await expect(tessa.locator('.find__n')).toHaveText('1 kaart');
	await tessa.keyboard.press('Escape');
	await expect(field).toHaveValue('');
	await tessa.keyboard.type('JONGERENWERK');
	const count = Number(/^\d+/.exec(await tessa.locator('.find__n').innerText())?.[0]);
	expect(count).toBeGreaterThan(1);
	const marked = () =>
		tessa.evaluate(() =>
			[...(CSS.highlights.get('found') ?? [])].map((range) => (range as Range).toString())
		);
	await expect.poll(async () => (await marked()).length).toBeGreaterThanOrEqual(count);
	expect(new Set((await marked()).map((word) => word.toLowerCase()))).toEqual(
		new Set(['jongerenwerk'])
	);

	await tessa.keyboard.press('Enter');
	await expect(tessa.locator('.find__n')).toHaveText(`1 van ${count}`);
	await expect(said(tessa)).toContainText(`Kaart 1 van ${count}`);
	await tessa.keyboard.press('Shift+Enter');
	await expect(tessa.locator('.find__n')).toHaveText(`${count} van ${count}`);
	const last = tessa.locator('[data-found]');
	await expect(last).toBeInViewport();
	const id = await last.getAttribute('id');
	await tessa.keyboard.press('ArrowDown');
	await expect(tessa.locator(`#${id}`)).toBeFocused();
	await expect(tessa).toHaveURL(/boards\/[\w-]+$/);

	await tessa.keyboard.press('/');
	await expect(field).toBeFocused();
	await tessa.keyboard.press('Escape');
	await tessa.keyboard.press('Escape');
	await expect(tessa.getByRole('button', { name: 'Zoek op dit bord' })).toBeFocused();
	expect(await marked()).toEqual([]);
	expect(asked.filter((what) => /jongerenwerk/i.test(what))).toEqual([]);
	expectQuiet(tessa);
});

test('a filter stands in the address, says what it leaves out, and keeps what one just wrote', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Een bord om te filteren', 'tpl-scenario');
	await openBoard(marit, path);
	await write(marit, 'Waar gaat het om?', 'De eerste les');
	await write(marit, 'Waar gaat het om?', 'De tweede les');
	await write(marit, 'Onzekerheden', 'Wat weten wij niet');

	await marit.getByText('Filter', { exact: true }).click();
	const panel = marit.getByRole('form', { name: 'Toon alleen kaarten' });
	await panel.getByRole('checkbox', { name: /^Vraag 1$/ }).focus();
	await marit.keyboard.press('Space');
	await expect(marit).toHaveURL(/\?kind=vraag$/);
	await expect(panel.getByRole('checkbox', { name: /^Vraag/ })).toBeFocused();
	const labels = marit.getByRole('group', { name: 'Filter van dit bord' });
	await expect(labels).toContainText('1 van 3 kaarten');
	await expect(cards(marit)).toHaveCount(1);
	await expect(zone(marit, 'Waar gaat het om?')).toContainText(
		'Het filter laat hier 2 kaarten weg.'
	);
	await marit.keyboard.press('Escape');

	// Written under the filter: it does not match, and does not vanish.
	await write(marit, 'Waar gaat het om?', 'De derde les');
	await expect(cards(marit)).toHaveCount(2);
	await expect(marit.getByText('Past niet bij het filter')).toBeVisible();
	await expect(labels).toContainText('2 van 4 kaarten');

	// Where it goes at the end of what is shown, it stands in truth.
	await cards(marit).filter({ hasText: 'Wat weten wij niet' }).focus();
	await marit.keyboard.press('m');
	const dialog = marit.getByRole('dialog');
	await dialog.getByLabel('Zone').selectOption({ label: 'Waar gaat het om?' });
	await dialog.getByRole('button', { name: 'Verplaats' }).click();
	await expect(
		marit.getByText('Verplaatst naar Waar gaat het om?, plaats 3 van 4.').first()
	).toBeVisible();

	// A colleague gets the same address; what is left out is there as soon as she wants it.
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(tessa, `${path}?kind=vraag&kind=onzin`);
	await expect(cards(tessa)).toHaveCount(1);
	await tessa.getByRole('link', { name: /^Haal weg: Vraag/ }).click();
	await expect(cards(tessa)).toHaveCount(4);
	await expect(tessa).toHaveURL(/\?kind=onzin$/);
	await openBoard(tessa, `${path}?domain=veiligheid&is=flagged`);
	await expect(tessa.getByText('Geen kaart past hierbij').first()).toBeVisible();
	await tessa.getByRole('link', { name: 'Toon alle kaarten' }).click();
	await expect(cards(tessa)).toHaveCount(4);
	expectQuiet(marit);
	expectQuiet(tessa);
});

test('both sides beside each other: the keyboard goes across, an empty side invites', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await pathOf(tessa, 'Verontrustende uitspraken');
	await openBoard(tessa, path);
	await tessa.getByRole('link', { name: 'Perspectief' }).press('Enter');
	await expect(tessa).toHaveURL(/\?view=perspective$/);
	const sketch = zone(tessa, 'De situatie in vijf zinnen');
	const half = (name: string) => sketch.getByRole('group', { name: new RegExp(`^${name}`) });
	const [left, right] = [half('Sociaal'), half('Veiligheid')];
	const [a, b] = [await left.boundingBox(), await right.boundingBox()];
	expect(a?.y).toBe(b?.y);
	expect(a?.x).toBeLessThan(b?.x ?? 0);
	await left.getByRole('article').first().focus();
	await tessa.keyboard.press('ArrowDown');
	await expect(left.getByRole('article').nth(1)).toBeFocused();
	await tessa.keyboard.press('ArrowRight');
	await expect(right.getByRole('article').first()).toBeFocused();
	await tessa.keyboard.press('ArrowLeft');
	await expect(focused(tessa)).toHaveAttribute('data-domain', 'sociaal');
	await expect(zone(tessa, 'Persoonlijk \\(micro\\)')).toContainText(
		'Vanuit veiligheid staat hier nog niets.'
	);
	// The same cards, none twice and none left out.
	const shown = await cards(tessa).count();
	await openBoard(tessa, path);
	await expect(cards(tessa)).toHaveCount(shown);
	expectQuiet(tessa);
});

test('finding, filtering and both sides hold on a phone, and axe finds nothing in three views', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa', { viewport: { width: 390, height: 844 } });
	const path = await pathOf(tessa, 'Verontrustende uitspraken');
	for (const view of ['columns', 'perspective', 'outline']) {
		await openBoard(tessa, `${path}?view=${view}&domain=sociaal&domain=gedeeld`);
		await tessa.getByRole('button', { name: 'Zoek op dit bord' }).click();
		await tessa.getByRole('textbox', { name: 'Zoek op dit bord' }).fill('de');
		await tessa.getByRole('button', { name: 'Volgende gevonden kaart' }).click();
		await expect(tessa.locator('[data-found]')).toBeInViewport();
		await tessa.locator('summary', { hasText: 'Filter' }).click();
		await expect(tessa.getByRole('form', { name: 'Toon alleen kaarten' })).toBeVisible();
		expect(await findings(tessa)).toEqual([]);
		await tessa.setViewportSize({ width: 320, height: 700 });
		const width = () => tessa.evaluate(() => document.documentElement.scrollWidth);
		await expect.poll(width).toBe(320);
		await tessa.setViewportSize({ width: 390, height: 844 });
	}
	await openBoard(tessa, `${path}?view=perspective`);
	const halves = zone(tessa, 'De situatie in vijf zinnen').getByRole('group', {
		name: /^(Sociaal|Veiligheid)/
	});
	const [first, second] = [await halves.nth(0).boundingBox(), await halves.nth(1).boundingBox()];
	expect(second?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0) - 1);
});
