import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { domains } from '../../src/lib/domain/access.ts';
import { StockClient } from '../support/clients.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { enter, expect, makeBoard, openBoard, savedStatus, test } from './lab.ts';

/** Zones of the method with a kind each knows: the server puts another in the bin. */
const kinds = {
	schets: 'feit',
	micro: 'triggerfactor',
	meso: 'triggerfactor',
	macro: 'triggerfactor',
	bescherming: 'beschermende_factor',
	wit: 'vraag',
	versterken: 'interventie',
	opbrengst: 'aanknopingspunt'
} as const;
const zones = Object.keys(kinds) as (keyof typeof kinds)[];

/** A word of its own for each card: letters only, digits may be a telephone number to the guard. */
function nth(i: number): string {
	return i
		.toString(16)
		.padStart(3, '0')
		.replaceAll(/./g, (digit) => {
			return 'bcdfghjkmnpqrstv'[Number.parseInt(digit, 16)] ?? '';
		});
}

const textOf = (i: number) => `Wat wij zagen bij ${nth(i)}, en wat wij nog niet weten.`;

/** Fills a board over a stock client, as the person of this page. */
async function fill(page: Page, lab: LabProcess, path: string, cards: number): Promise<void> {
	const id = path.split('/').at(-1) ?? '';
	const cookies = await page.context().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const target = { url: lab.origin, origin: lab.origin };
	const client = await new StockClient(target, `board/${id}`, cookie).synced();
	for (let i = 0; i < cards; i += 250) {
		const some = Array.from({ length: Math.min(250, cards - i) }, (_, j) => {
			const zone = zones[(i + j) % zones.length] ?? 'wit';
			return {
				id: randomUUID(),
				zone,
				kind: kinds[zone],
				domain: domains[(i + j) % domains.length] ?? 'gedeeld',
				basis: null,
				text: textOf(i + j)
			};
		});
		client.board.addCards(some, 'fill');
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

test('on a board of 1,500 cards one finds a card, types with every letter in place, and sees both sides', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Een groot bord om op te zoeken');
	await fill(marit, lab, path, 1_500);
	await openBoard(marit, path);

	await marit.keyboard.press('/');
	await marit.getByRole('textbox', { name: 'Zoek op dit bord' }).fill(`bij ${nth(1_234)},`);
	await marit.keyboard.press('Enter');
	const found = marit.locator('[data-found]');
	await expect(found).toContainText(textOf(1_234));
	await expect(found).toBeInViewport();
	await marit.keyboard.press('ArrowDown');
	await expect(found).toBeFocused();

	// While a colleague writes elsewhere on the board, no letter is lost or changes place.
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(tessa, path);
	const add = (page: Page, where: string) =>
		page.getByRole('button', { name: `Kaart toevoegen in ${where}` }).click();
	const typed = 'Wij spraken af wie de ouders belt en wanneer wij weer bij elkaar zijn';
	const other = 'Hier schrijft intussen een ander aan haar eigen kaart';
	await add(marit, 'Opbrengst');
	await add(tessa, 'Witte vlekken');
	await Promise.all([
		marit.getByLabel('Tekst van de kaart').pressSequentially(typed, { delay: 20 }),
		tessa.getByLabel('Tekst van de kaart').pressSequentially(other, { delay: 20 })
	]);
	await expect(marit.getByLabel('Tekst van de kaart')).toHaveValue(typed);
	await marit.keyboard.press('Escape');
	await tessa.keyboard.press('Escape');
	await expect(tessa.getByText(typed)).toBeVisible();
	await expect(marit.getByText(other)).toBeVisible();
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');

	await marit.getByRole('link', { name: 'Perspectief' }).click();
	await expect(marit.getByRole('group', { name: /^Veiligheid/ })).toHaveCount(zones.length);
	await expect(marit.getByRole('article')).toHaveCount(1_502);
	await marit.goto(`${path}?domain=veiligheid`);
	await expect(marit.getByRole('group', { name: 'Filter van dit bord' })).toContainText(
		'501 van 1502 kaarten'
	);
});
