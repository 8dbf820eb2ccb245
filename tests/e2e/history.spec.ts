import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openStore } from '../../server/store/store.ts';
import { StockClient } from '../support/clients.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { until } from '../support/until.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, makeBoard, openBoard, test } from './lab.ts';

const zone = (page: Page, name: string) =>
	page.getByRole('region', { name: new RegExp(`^${name}`) });
const isWide = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** A client of the person of this page, beside it. */
async function clientOf(page: Page, lab: LabProcess, path: string): Promise<StockClient> {
	const cookies = await page.context().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const target = { url: lab.origin, origin: lab.origin };
	const document = `board/${path.split('/').at(-1)}`;
	return new StockClient(target, document, cookie, { params: { saved: '1' } }).synced();
}

const aCard = (text: string) => ({
	id: randomUUID(),
	zone: 'wit',
	kind: 'vraag' as const,
	domain: 'sociaal' as const,
	basis: null,
	text
});

test('who comes back sees exactly what others did, opens the version of yesterday, and puts a card back', async ({
	browser,
	lab
}) => {
	test.setTimeout(90_000);
	const store = await openStore(join(lab.dataDir, 'kennislab.sqlite'));
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Wat er veranderde');
	const board = path.split('/').at(-1) ?? '';
	const noortje = await enter(browser, lab, 'noortje');
	const client = await clientOf(noortje, lab, path);
	const written = aCard('Wie kent de buurt?');
	// Both zones know its kind: one that was moved where nobody knows it goes to the bin.
	const moved = { ...aCard('Oude brand'), zone: 'meso', kind: 'triggerfactor' as const };
	client.board.addCards([written, moved, aCard('Blijft staan')], 1);
	await until(() => client.saved() > 0, 'saved');

	const tessa = await enter(browser, lab, 'tessa', { viewport: { width: 390, height: 800 } });
	await openBoard(tessa, path);
	await expect(tessa.getByText('Sinds uw vorige bezoek')).toHaveCount(0);
	const rows = (table: 'board_visit' | 'board_version') =>
		store.db.selectFrom(table).select('board_id').where('board_id', '=', board).execute();
	// Both who have it open are seen to be there.
	await expect.poll(async () => (await rows('board_visit')).length).toBe(2);
	// The method goes on: what stands there is kept.
	for (const [from, mode] of [
		[1, 'ordenen'],
		[2, 'open']
	] as const) {
		const data = { do: 'mode', mode, from };
		const headers = { Origin: lab.origin };
		expect((await marit.request.post(`${path}/do`, { data, headers })).status()).toBe(200);
	}
	expect((await rows('board_version')).length).toBe(1);
	await tessa.goto('/labs');
	// She was here yesterday, and so was that version.
	const yesterday = new Date(Date.now() - 24 * 60 * 60_000).toISOString();
	await store.db
		.updateTable('board_version')
		.set({ at: yesterday })
		.where('board_id', '=', board)
		.execute();

	client.board.addCards([aCard('Pas gekomen')], 1);
	client.board.text(written.id)!.insert(0, 'Nu: ');
	client.board.moveCard(moved.id, 'micro', 0, 1);

	await expect(async () => {
		await tessa.goto(`${labPath}/boards`);
		const row = tessa.getByRole('listitem').filter({ hasText: 'Wat er veranderde' });
		await expect(row).toContainText('3 nieuw', { timeout: 500 });
	}).toPass({ timeout: 15_000 });
	await openBoard(tessa, path);
	const news = tessa.getByRole('region', { name: 'Wat er veranderd is' });
	await expect(news).toContainText(': 1 nieuwe kaart, 1 gewijzigd, 1 verplaatst.');
	await expect(tessa.getByRole('article').filter({ hasText: 'Pas gekomen' })).toContainText(
		'nieuw'
	);
	await news.getByText('Bekijk de lijst').click();
	await expect(news.getByRole('listitem')).toHaveCount(3);
	await expect(news.getByRole('listitem').first()).toContainText('Noortje Slagveer');
	expect(await findings(tessa)).toEqual([]);
	expect(await isWide(tessa)).toBe(0);
	await news.getByRole('link', { name: 'Pas gekomen' }).press('Enter');
	await expect(tessa.getByRole('article').filter({ hasText: 'Pas gekomen' })).toBeFocused();
	await tessa.reload();
	await news.getByRole('button', { name: 'Gezien' }).click();
	await expect(news).toHaveCount(0);
	await openBoard(tessa, path);
	await expect(news).toHaveCount(0);

	await tessa.getByRole('link', { name: 'Geschiedenis en versies' }).click();
	await expect(tessa.getByRole('heading', { level: 1 })).toHaveText('Geschiedenis');
	expect(await findings(tessa)).toEqual([]);
	await tessa
		.getByRole('link', { name: /Bekijk de versie/ })
		.last()
		.click();
	await expect(tessa.getByRole('main')).toContainText('Sindsdien: 1 nieuwe kaart, 1 gewijzigd');
	const card = tessa.getByRole('article').filter({ hasText: 'Wie kent de buurt?' });
	await expect(card).toContainText('nu anders');
	await expect(card).toContainText('Nu: Wie kent de buurt?');
	await expect(tessa.getByRole('article').filter({ hasText: 'Pas gekomen' })).toContainText(
		'later gekomen'
	);
	expect(await findings(tessa)).toEqual([]);
	expect(await isWide(tessa)).toBe(0);
	await card.getByRole('button', { name: /Zet deze kaart zo terug/ }).press('Enter');
	await expect(tessa.getByRole('main').getByRole('status')).toContainText(
		'De kaart staat weer zoals op'
	);
	await until(() => client.board.textOf(written.id) === 'Wie kent de buurt?', 'put back');
	await tessa.getByRole('button', { name: 'Ongedaan maken' }).click();
	await until(() => client.board.textOf(written.id) === 'Nu: Wie kent de buurt?', 'undone');
	await expect(tessa.getByText('Vóór het terugzetten')).toHaveCount(2);
	expectQuiet(tessa);
	client.stop();
	await store.close();
});

test('an agreed board is read by everybody and written by nobody, until it is opened again', async ({
	browser,
	lab
}) => {
	test.setTimeout(60_000);
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Wat is afgesproken');
	const tessa = await enter(browser, lab, 'tessa', {
		viewport: { width: 390, height: 800 },
		colorScheme: 'dark'
	});
	for (const page of [marit, tessa]) await openBoard(page, path);
	const add = zone(tessa, 'Witte vlekken').getByRole('button', { name: /^Kaart toevoegen in/ });
	await add.click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('zo doen wij het');
	await expect(marit.getByText('zo doen wij het')).toBeVisible();

	await marit.getByRole('link', { name: 'Leg dit bord vast' }).click();
	await marit.getByRole('button', { name: 'Leg vast' }).click();
	await expect(marit.getByText('Geef de versie een naam.')).toBeVisible();
	await marit.getByLabel('Hoe heet deze versie?').fill('Afspraken van de ochtend');
	expect(await findings(marit)).toEqual([]);
	await marit.getByRole('button', { name: 'Leg vast' }).click();
	await marit.waitForURL(`**${path}`);

	const banner = tessa.getByRole('group', { name: 'Vastgelegd' });
	await expect(banner).toContainText('Vastgelegd: Afspraken van de ochtend');
	await expect(add).toHaveCount(0);
	await expect(tessa.getByLabel('Tekst van de kaart')).toHaveCount(0);
	await expect(banner.getByRole('link', { name: 'Weer openen' })).toHaveCount(0);
	expect(await findings(tessa)).toEqual([]);
	expect(await isWide(tessa)).toBe(0);
	await banner.getByRole('link', { name: 'Bekijk de vastgelegde versie' }).click();
	await expect(tessa.getByRole('main')).toContainText('zo doen wij het');
	await expect(tessa.getByRole('main')).toContainText('Het bord staat er nu net zo bij.');
	await expect(tessa.getByRole('button', { name: /Zet .* terug/ })).toHaveCount(0);
	await openBoard(tessa, path);

	await marit.getByRole('link', { name: 'Weer openen' }).click();
	await marit.getByRole('button', { name: 'Open het bord weer' }).click();
	await expect(banner).toHaveCount(0);
	await add.click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('en verder');
	await expect(marit.getByText('en verder')).toBeVisible();
	for (const page of [marit, tessa]) expectQuiet(page);
});
