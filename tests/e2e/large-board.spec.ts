import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { StockClient } from '../support/clients.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { enter, expect, makeBoard, openBoard, savedStatus, test } from './lab.ts';

const zones = ['schets', 'micro', 'meso', 'macro', 'bescherming', 'wit', 'versterken', 'opbrengst'];

/** Fills a board over a stock client, as the person of this page. */
async function fill(page: Page, lab: LabProcess, path: string, cards: number): Promise<void> {
	const id = path.split('/').at(-1) ?? '';
	const cookies = await page.context().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const target = { url: lab.origin, origin: lab.origin };
	const client = await new StockClient(target, `board/${id}`, cookie).synced();
	const { doc, board } = client;
	for (let i = 0; i < cards; i += 250) {
		doc.transact(() => {
			for (let j = i; j < Math.min(cards, i + 250); j++) {
				const zone = zones[j % zones.length] ?? 'wit';
				const text = `Kaart ${j}: wat wij zagen, en wat wij nog niet weten.`;
				board.addCard(
					{ id: randomUUID(), zone, kind: 'feit', domain: 'sociaal', basis: null, text },
					'fill'
				);
			}
		});
	}
	await expect
		.poll(
			async () =>
				(await (await page.request.get(`${path}/authors`)).text()).split('"mine"').length - 1,
			{
				timeout: 30_000
			}
		)
		.toBe(cards);
	client.provider.destroy();
}

test('a board of 2,000 cards opens and is written on; the next card is refused with a reason', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Een heel groot bord');
	await fill(marit, lab, path, 1_999);

	const startedAt = Date.now();
	await openBoard(marit, path);
	console.log(`1,999 cards: live after ${Date.now() - startedAt} ms`);
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(tessa, path);

	const add = marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' });
	await add.click();
	await marit.getByLabel('Tekst van de kaart').pressSequentially('De laatste die erbij kan');
	await expect(tessa.getByText('De laatste die erbij kan')).toBeVisible();
	await marit.keyboard.press('Escape');
	await add.click();
	await expect(marit.getByRole('alert')).toContainText('Dit bord is vol');
	await expect(marit.getByRole('article')).toHaveCount(2_000);
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
});
