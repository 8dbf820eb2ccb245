import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { LabProcess } from '../support/lab-process.ts';
import {
	enter,
	expect,
	expectQuiet,
	makeBoard,
	openBoard,
	openCard,
	savedStatus,
	test
} from './lab.ts';

/** How networks keep websockets out, each as the page would see it. */
const blocks = {
	'closes them at once': () => {
		const real = WebSocket;
		window.WebSocket = class extends EventTarget {
			static OPEN = 1;
			readyState = 3;
			onclose?: (event: CloseEvent) => void;
			constructor(url: string) {
				super();
				if (document.documentElement.dataset['websockets'] === 'open') {
					return new real(url) as unknown as this;
				}
				setTimeout(() => this.onclose?.(new CloseEvent('close', { code: 1006 })), 20);
			}
			close() {
				return undefined;
			}
		} as unknown as typeof WebSocket;
	},
	'never answers them': () => {
		window.WebSocket = class extends EventTarget {
			static OPEN = 1;
			readyState = 0;
			close() {
				return undefined;
			}
		} as unknown as typeof WebSocket;
	},
	'opens them and lets nothing through': () => {
		window.WebSocket = class extends EventTarget {
			static OPEN = 1;
			readyState = 1;
			onopen?: () => void;
			constructor() {
				super();
				setTimeout(() => this.onopen?.(), 20);
			}
			send() {
				return undefined;
			}
			close() {
				return undefined;
			}
		} as unknown as typeof WebSocket;
	}
};

async function block(page: Page, how: keyof typeof blocks): Promise<void> {
	await page.context().addInitScript(blocks[how]);
}

const way = (page: Page) => page.getByTestId('saved-way');
const overHttp = 'Verbonden via een gewone webverbinding';

async function openOverHttp(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(way(page)).toHaveText(overHttp, { timeout: 30_000 });
	await expect(savedStatus(page)).toContainText('Alles opgeslagen');
}

for (const how of Object.keys(blocks) as (keyof typeof blocks)[]) {
	test(`on a network that ${how}, a page works over plain HTTP by itself`, async ({
		browser,
		lab
	}) => {
		const marit = await enter(browser, lab, 'marit');
		const path = await makeBoard(marit, `Netwerk dat: ${how}`);
		const tessa = await enter(browser, lab, 'tessa');
		await block(tessa, how);
		await openOverHttp(tessa, path);
		await openBoard(marit, path);
		await expect(way(marit)).toBeHidden();
		await expect(marit.getByRole('img', { name: /Tessa Kwakernaat/ })).toBeVisible();
		await expect(tessa.getByRole('img', { name: /Marit/ })).toBeVisible();

		await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
		await tessa.getByLabel('Tekst van de kaart').pressSequentially('Van achter de muur');
		await expect(savedStatus(tessa)).toContainText(/Alles opgeslagen, \d/);
		await expect(marit.getByText('Van achter de muur')).toBeVisible();
		await expect(marit.getByText('Tessa schrijft')).toBeVisible();
		await openCard(marit, marit.getByText('Van achter de muur'));
		const hers = marit.getByLabel('Tekst van de kaart');
		await hers.press('Home');
		await Promise.all([
			hers.pressSequentially('Samen: ', { delay: 30 }),
			tessa.getByLabel('Tekst van de kaart').pressSequentially(', en het gaat.', { delay: 30 })
		]);
		const whole = 'Samen: Van achter de muur, en het gaat.';
		await expect(tessa.getByLabel('Tekst van de kaart')).toHaveValue(whole);
		await expect(hers).toHaveValue(whole);
		expectQuiet(tessa);
		expect(await findings(tessa)).toEqual([]);

		await tessa.close({ runBeforeUnload: false });
		await expect(marit.getByRole('img', { name: /Tessa Kwakernaat/ })).toBeHidden();
	});
}

test('two people without websockets lose nothing while the network drops for ten seconds', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Tunnel achter de muur');
	const tessa = await enter(browser, lab, 'tessa');
	for (const page of [marit, tessa]) {
		await block(page, 'closes them at once');
		await openOverHttp(page, path);
	}
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = tessa.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Voor. ');
	await expect(marit.getByText('Voor.')).toBeVisible();
	await tessa.context().setOffline(true);
	await expect(savedStatus(tessa)).toContainText(/Geen verbinding sinds \d/);
	const typing = field.pressSequentially('In de tunnel typ ik door.', { delay: 400 });
	await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	await marit.getByLabel('Tekst van de kaart').pressSequentially('Buiten de tunnel');
	await typing;
	await expect(savedStatus(tessa)).toContainText('Nog niet opgeslagen');
	await tessa.context().setOffline(false);
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen', { timeout: 20_000 });
	await expect(way(tessa)).toHaveText(overHttp);
	await expect(marit.getByText('Voor. In de tunnel typ ik door.')).toBeVisible();
	await expect(tessa.getByText('Buiten de tunnel')).toBeVisible();
});

test('over plain HTTP too, everything seen or shown as saved survives kill -9', async ({
	browser
}) => {
	const lab = await LabProcess.start();
	try {
		const marit = await enter(browser, lab, 'marit');
		const path = await makeBoard(marit, 'Overleeft zonder websocket');
		const tessa = await enter(browser, lab, 'tessa');
		await block(tessa, 'closes them at once');
		await openOverHttp(tessa, path);
		await openBoard(marit, path);
		await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
		const field = tessa.getByLabel('Tekst van de kaart');
		const sentence = 'Elke letter telt, ook hier. '.repeat(4);
		const typing = field.pressSequentially(sentence, { delay: 15 });
		await expect(marit.locator('.card__text')).toContainText('Elke letter telt');
		await lab.kill('SIGKILL');
		const seenAtDeath = ((await marit.locator('.card__text').textContent()) ?? '').trimEnd();
		await typing;
		await expect(savedStatus(tessa)).toContainText('Geen verbinding');
		await marit.close({ runBeforeUnload: false });
		await lab.start();
		await expect(savedStatus(tessa)).toContainText('Alles opgeslagen', { timeout: 20_000 });
		const fresh = await enter(browser, lab, 'noortje');
		await openBoard(fresh, path);
		const kept = (await fresh.locator('.card__text').textContent()) ?? '';
		expect(kept.startsWith(seenAtDeath)).toBe(true);
		expect(kept.trimEnd()).toBe(sentence.trimEnd());
	} finally {
		await lab.remove();
	}
});

test('the page goes back to websockets when they get through again, and loses nothing', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Terug naar websockets');
	const tessa = await enter(browser, lab, 'tessa');
	await block(tessa, 'closes them at once');
	await openOverHttp(tessa, path);
	await openBoard(marit, path);
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = tessa.getByLabel('Tekst van de kaart');
	const sentence = 'Terwijl ik typ verandert het netwerk onder mijn handen.';
	const typing = field.pressSequentially(sentence, { delay: 40 });
	await expect(marit.getByText('Terwijl ik')).toBeVisible();
	const opened = tessa.waitForEvent('websocket');
	await tessa.evaluate(() => {
		document.documentElement.dataset['websockets'] = 'open';
		window.dispatchEvent(new Event('online'));
	});
	await opened;
	await expect(way(tessa)).toBeHidden();
	await typing;
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await expect(marit.getByText(sentence)).toBeVisible();
});

test('what is typed just before going to another page arrives, over either way', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Op weg naar iets anders');
	await openBoard(marit, path);
	const noortje = await enter(browser, lab, 'noortje');
	const tessa = await enter(browser, lab, 'tessa');
	await block(tessa, 'closes them at once');
	await openBoard(noortje, path);
	await openOverHttp(tessa, path);
	for (const [page, zone] of [
		[tessa, 'Witte vlekken'],
		[noortje, 'Opbrengst']
	] as const) {
		await page.getByRole('button', { name: `Kaart toevoegen in ${zone}` }).click();
		const field = page.getByLabel('Tekst van de kaart');
		await field.pressSequentially(`Net op tijd in ${zone}`);
		// In one turn: no bundle of keystrokes has left yet.
		await page.evaluate(() => {
			document.execCommand('insertText', false, ', op de valreep');
			document.querySelector<HTMLAnchorElement>('nav.crumbs a')?.click();
		});
		await page.waitForURL(/extreemrechts-polarisatie$/);
		await expect(marit.getByText(`Net op tijd in ${zone}, op de valreep`)).toBeVisible();
	}
});
