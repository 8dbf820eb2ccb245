import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { aCasus, bringCasus, openCasus, tickAll } from './casus.ts';
import {
	beforeAlive,
	enter,
	expect,
	expectQuiet,
	labPath,
	openBoard,
	savedStatus,
	test
} from './lab.ts';

const start = `${labPath}/boards/new`;

/** Fills in what a casus asks, but the first question. */
async function fillIn(page: Page, about: Partial<typeof aCasus> & { title: string }) {
	const casus = { ...aCasus, ...about };
	for (const group of ['origin', 'size', 'age', 'signal', 'phase'] as const) {
		await page.locator(`#${group}-${casus[group]}`).check();
	}
	await page.locator(`#settings-${casus.settings}`).check();
	for (const name of ['seen', 'noticedBy', 'done', 'around', 'question', 'title'] as const) {
		await page.locator(`#${name}`).fill(casus[name]);
	}
	await page.getByRole('radio', { name: /^Triggerfactoren/ }).check();
}

test('who wants to discuss a person is shown the way, and nothing is sent', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(`${labPath}/boards`);
	await tessa.getByRole('link', { name: 'Breng een casus in' }).click();
	await expect(tessa.getByRole('heading', { level: 1 })).toHaveText('Breng een casus in');
	await expect(tessa.getByRole('button', { name: 'Leg de casus voor' })).toBeHidden();
	const asked: string[] = [];
	tessa.on('request', (request) => asked.push(request.url()));
	await tessa.getByRole('radio', { name: /^Ja/ }).check();
	await expect(tessa.getByText('geen grondslag om personen te delen')).toBeVisible();
	await expect(tessa.getByText('Bel 112.')).toBeVisible();
	await expect(tessa.getByRole('button', { name: 'Leg de casus voor' })).toBeHidden();
	expect(await findings(tessa)).toEqual([]);
	await tessa.getByRole('link', { name: 'Maak er een leercasus van' }).click();
	await expect(tessa.locator('#origin-meer')).toBeFocused();
	await expect(tessa.getByRole('button', { name: 'Leg de casus voor' })).toBeVisible();
	// Every page asks how long its sign-in still holds, whatever one does on it.
	const usual = /\/_app\/immutable\/|\/api\/sign-in$/;
	expect(asked.filter((url) => !usual.test(url))).toEqual([]);
	expect(await findings(tessa)).toEqual([]);
	expectQuiet(tessa);
});

test('a name does not leave the page, and is replaced or said to be nobody', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(start);
	await tessa.getByRole('radio', { name: /^Nee/ }).check();
	await fillIn(tessa, { title: 'Een plein', seen: 'Dennis van der Laan riep iets.' });
	await tessa.locator('#done').fill('Wij belden 06-12345678.');
	const sent: string[] = [];
	tessa.on('request', (request) => sent.push(request.postData() ?? ''));
	await tessa.getByRole('button', { name: 'Leg de casus voor' }).click();
	await expect(tessa.getByRole('alert')).toContainText('Wat u typte, staat er nog');
	await expect(tessa.locator('#seen')).toBeFocused();
	expect(sent.join('')).not.toContain('Dennis');
	expect(await findings(tessa)).toEqual([]);
	// Nothing but another text helps against a number.
	const blocked = tessa.locator('.field').filter({ has: tessa.locator('#done') });
	await expect(blocked).toContainText('Dit kan hier niet staan: een telefoonnummer');
	await expect(blocked.getByRole('button', { name: /geen persoonsgegeven/ })).toHaveCount(0);
	await tessa.locator('#done').fill('Wij belden het gezin.');
	await tessa.getByRole('button', { name: /^Vervang ‘Dennis van der Laan’/ }).click();
	await expect(tessa.locator('#seen')).not.toHaveValue(/Dennis/);
	await tessa.locator('#around').fill('Sjoerd de Vries schreef er een boek over.');
	await tessa.getByRole('button', { name: /geen persoonsgegeven: ‘Sjoerd de Vries’/ }).click();
	await expect(tessa.getByText('Volgens u geen persoonsgegeven')).toBeVisible();
	await tessa.getByRole('button', { name: 'Leg de casus voor' }).click();
	await expect(tessa.getByText('Wacht op een tweede lezer')).toBeVisible();
	await expect(tessa.getByText('Sjoerd de Vries schreef er een boek over.')).toBeVisible();
	expect(await findings(tessa)).toEqual([]);
	expectQuiet(tessa);
});

test('without JavaScript a casus is brought, held, asked about, changed and signed', async ({
	browser,
	lab
}) => {
	const plain = { javaScriptEnabled: false };
	const tessa = await enter(browser, lab, 'tessa', plain);
	await tessa.goto(start);
	await expect(tessa.getByRole('button', { name: 'Leg de casus voor' })).toBeHidden();
	await tessa.locator('#person-no').check();
	await fillIn(tessa, { title: 'Zonder script', seen: 'Dennis van der Laan riep iets.' });
	await tessa.getByRole('button', { name: 'Leg de casus voor' }).click();
	await expect(tessa.locator('#seen')).toHaveValue('Dennis van der Laan riep iets.');
	await expect(tessa.locator('#settings-buurt')).toBeChecked();
	await expect(tessa.getByText(/Vervang door ‘/)).toBeVisible();
	await tessa.getByRole('checkbox', { name: /geen persoonsgegeven/ }).check();
	await tessa.locator('#title').fill('Zonder script in klas 4B');
	await tessa.getByRole('button', { name: 'Leg de casus voor' }).click();
	await expect(tessa.getByText('Wacht op een tweede lezer')).toBeVisible();
	await expect(tessa.getByText('Titel: ‘klas 4B’')).toBeVisible();
	const path = new URL(tessa.url()).pathname;

	const marit = await enter(browser, lab, 'marit', plain);
	await marit.goto(path);
	await marit.getByRole('link', { name: 'Loop de lijst na' }).click();
	await expect(marit.getByText('Wat werd gezien?: ‘Dennis van der Laan’')).toBeVisible();
	await marit.getByLabel('Wat moet er anders?').fill('Haal de naam eruit.');
	await marit.getByRole('button', { name: 'Vraag om aanpassing' }).click();
	await expect(marit.getByText('Uw vraag staat bij de inbrenger.')).toBeVisible();

	await tessa.goto(path);
	await expect(tessa.getByText('Haal de naam eruit.')).toBeVisible();
	await tessa.getByRole('link', { name: 'Pas de casus aan' }).click();
	await expect(tessa.locator('#age-16-18')).toBeChecked();
	await tessa.locator('#seen').fill('Een jongere riep iets.');
	await tessa.locator('#title').fill('Zonder script');
	await tessa.getByRole('button', { name: 'Bewaar de aanpassing' }).click();
	await expect(tessa.getByText('Een jongere riep iets.')).toBeVisible();

	await marit.goto(`${path}/check`);
	await marit.getByLabel(/Opmerking bij de check/).fill('Getallen vervaagd.');
	await tickAll(marit);
	await marit.getByRole('button', { name: /open het bord voor het lab/ }).click();
	const noortje = await enter(browser, lab, 'noortje', plain);
	await noortje.goto(path);
	await noortje.getByText('Over deze casus').click();
	await expect(noortje.getByText('Een jongere riep iets.')).toBeVisible();
	await expect(noortje.getByText('Getallen vervaagd.')).toBeVisible();
});

test('a casus is taken back while others write, and the page says so without blame', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await bringCasus(tessa, 'Terug te nemen');
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(`${path}/check`);
	expect(await findings(marit)).toEqual([]);
	await tickAll(marit);
	await marit.getByRole('button', { name: /open het bord voor het lab/ }).click();
	await expect(marit).toHaveURL(`${lab.origin}${path}`);

	await openBoard(tessa, path);
	const noortje = await enter(browser, lab, 'noortje');
	await openBoard(noortje, path);
	const write = async (page: Page, text: string) => {
		await page.getByRole('button', { name: 'Kaart toevoegen in Groep (meso)' }).click();
		await expect(page.getByLabel('Tekst van de kaart')).toBeFocused();
		await page.keyboard.type(text);
	};
	await write(tessa, 'Eerste woorden');
	await tessa.keyboard.press('Escape');
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await expect(noortje.getByText('Eerste woorden').first()).toBeVisible();
	const sunita = await enter(browser, lab, 'sunita');
	await openBoard(sunita, path);
	await sunita.context().setOffline(true);
	await write(noortje, 'Hier wordt nog aan getypt');

	// Who opened it, for whoever brought it.
	await tessa.reload();
	// Alive, so that nothing above it grows any more.
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await tessa.getByText('Wie opende deze casus').click();
	for (const name of ['Noortje', 'Sunita', 'Marit']) {
		await expect(tessa.getByRole('rowheader', { name })).toBeVisible();
	}
	await noortje
		.context()
		.newPage()
		.then(async (other) => {
			const answer = await other.goto(path);
			expect(await answer?.text()).not.toMatch(/viewers:\[|Wie opende/);
			await other.close();
		});

	await tessa.getByRole('link', { name: 'Casus terugnemen' }).click();
	const dialog = tessa.getByRole('dialog', { name: 'Wilt u deze casus terugnemen?' });
	await expect(dialog).toContainText('Dit kan niet ongedaan worden gemaakt');
	expect(await findings(tessa)).toEqual([]);
	await dialog.getByRole('button', { name: 'Neem de casus terug' }).click();
	await expect(tessa.getByText('De casus is teruggenomen.')).toBeVisible();
	await expect(tessa.getByRole('link', { name: 'Terug te nemen' })).toHaveCount(0);

	await expect(noortje.getByRole('heading', { level: 1 })).toHaveText('Deze casus is teruggenomen');
	await expect(noortje.getByText('Hier wordt nog aan getypt')).toBeVisible();
	await expect(noortje.getByRole('button', { name: 'Kopieer' })).toBeVisible();
	await expect(noortje.getByText('Eerste woorden')).toHaveCount(0);
	expect(await findings(noortje)).toEqual([]);
	await sunita.context().setOffline(false);
	await expect(sunita.getByRole('heading', { level: 1 })).toHaveText('Deze casus is teruggenomen', {
		timeout: 20_000
	});
	await expect(sunita.getByText('Eerste woorden')).toHaveCount(0);
	expect((await sunita.request.get(`/api/sync/board/${path.split('/').at(-1)}`)).status()).toBe(
		404
	);
	expectQuiet(noortje);
});

test('what was learned from a casus stays when it is taken back, without its origin', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const marit = await enter(browser, lab, 'marit');
	const path = await openCasus(tessa, marit, 'Geoogst en terug');
	await openBoard(marit, path);
	await marit.getByRole('button', { name: 'Kaart toevoegen in Groep (meso)' }).click();
	await expect(marit.getByLabel('Tekst van de kaart')).toBeFocused();
	await marit.keyboard.type('Vraag eerst wie al contact heeft');
	await marit.keyboard.press('Escape');
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
	const card = (await marit.getByRole('article').first().getAttribute('id'))?.slice(5) ?? '';
	const command = async (data: object) => {
		const headers = { Origin: lab.origin };
		const answer = await marit.request.post(`${path}/do`, { data, headers });
		expect(answer.status()).toBe(200);
	};
	await command({ do: 'mode', mode: 'oogst', from: 1 });
	await command({ do: 'harvest', card, as: 'les' });

	const plain = await enter(browser, lab, 'tessa', { javaScriptEnabled: false });
	await plain.goto(path);
	await plain.getByRole('link', { name: 'Casus terugnemen' }).click();
	await expect(plain.getByText('Eén regel oogst, met het label')).toBeVisible();
	await plain.getByRole('button', { name: 'Neem de casus terug' }).click();
	await expect(
		plain.getByRole('heading', { name: 'Oogst van teruggenomen casussen' })
	).toBeVisible();

	const noortje = await enter(browser, lab, 'noortje');
	await noortje.goto(`${labPath}/boards`);
	await noortje.getByRole('link', { name: 'Eén regel oogst' }).first().click();
	await expect(noortje.getByText('Herkomst ingetrokken')).toBeVisible();
	await expect(noortje.getByText('Vraag eerst wie al contact heeft')).toBeVisible();
	const page = (await (await noortje.reload())?.text()) ?? '';
	expect(page).not.toMatch(/Geoogst en terug|Aldermeer|Kwakernaat/);
	expect(page).not.toContain(card);
	expect(await findings(noortje)).toEqual([]);
	const unknown = await noortje.request.get(`/api/sync/harvest/${path.split('/').at(-1)}`);
	expect(unknown.status()).toBe(404);
});

test('what somebody ticks and picks before a page came alive stays', async ({ browser, lab }) => {
	const tessa = await enter(browser, lab, 'tessa');
	const picks = ['#origin-meer', '#size-middel', '#settings-buurt', '#signal-uitspraken'];
	const method = tessa.getByRole('radio', { name: /^Triggerfactoren/ });
	const nobody = tessa.getByRole('radio', { name: /^Nee/ });
	await beforeAlive(tessa, start, async () => {
		await nobody.check();
		for (const pick of picks) await tessa.locator(pick).check();
		await method.check();
	});
	await expect(tessa.getByRole('group', { name: /Toon/ }).first()).toBeVisible();
	await expect(nobody).toBeChecked();
	for (const pick of picks) await expect(tessa.locator(pick)).toBeChecked();
	await expect(method).toBeChecked();

	const path = await bringCasus(tessa, 'Voor de pagina leeft');
	const marit = await enter(browser, lab, 'marit');
	await beforeAlive(marit, `${path}/check`, () => tickAll(marit));
	await marit.getByRole('button', { name: /open het bord voor het lab/ }).click();
	await marit.waitForURL(`**${path}`);
	for (const page of [tessa, marit]) expectQuiet(page);
});
