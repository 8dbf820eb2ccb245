import { findings } from './accessible.ts';
import { boardModes } from '../../src/lib/domain/board-mode.ts';
import { enter, expect, expectQuiet, makeBoard, openBoard, savedStatus, test } from './lab.ts';
import { adds, band, everybody, names, pathOf, setMode, zone } from './modes.ts';

test('in each mode the page is accessible, on a wide and light screen and on a phone in the dark', async ({
	browser,
	lab
}) => {
	test.setTimeout(240_000);
	const marit = await enter(browser, lab, 'marit');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	const tessa = await enter(browser, lab, 'tessa', {
		viewport: { width: 390, height: 800 },
		colorScheme: 'dark'
	});
	for (const page of [marit, tessa]) await openBoard(page, path);
	for (const mode of [...boardModes.filter((each) => each !== 'open'), 'open'] as const) {
		await setMode(marit, mode);
		for (const page of [marit, tessa]) {
			await expect(band(page)).toContainText(names[mode]);
			expect([mode, await findings(page)]).toEqual([mode, []]);
			const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([mode, tooWide]).toEqual([mode, 0]);
		}
	}
	await tessa.setViewportSize({ width: 320, height: 700 });
	expect(await tessa.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('ordering, voting and harvesting work by keyboard alone, and are seen by everybody', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const who = await everybody(browser, lab, ['marit', 'tessa', 'noortje']);
	const { page: marit } = who('marit');
	const { page: tessa } = who('tessa');
	const { page: noortje } = who('noortje');
	// Not the board of trigger factors: that shows no totals.
	const at = 'Het stille midden';
	const path = await makeBoard(marit, 'Werkwoorden', 'tpl-krachtenveld');
	for (const page of [marit, tessa, noortje]) await openBoard(page, path);
	await marit.getByRole('button', { name: 'Andere stap' }).click();
	await marit
		.getByRole('dialog')
		.getByRole('radio', { name: /Het midden/ })
		.check();
	await marit
		.getByRole('dialog')
		.getByRole('button', { name: /^Iedereen gaat naar/ })
		.click();
	for (const text of ['Eerste vraag', 'Tweede vraag', 'Derde vraag']) {
		await adds(tessa, at).click();
		await tessa.getByLabel('Tekst van de kaart').fill(text);
		await tessa.keyboard.press('Escape');
	}
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	const card = (page: typeof tessa, text: string) =>
		zone(page, at).locator('.card', { hasText: text });

	await setMode(marit, 'ordenen');
	await expect(band(noortje)).toContainText('Ordenen');
	await card(noortje, 'Eerste vraag').focus();
	await noortje.keyboard.press('g');
	await noortje
		.getByRole('dialog')
		.getByLabel('Kaart of bundel in deze zone')
		.selectOption({ label: 'Tweede vraag' });
	await noortje.keyboard.press('Tab');
	// Whoever goes on while the server is asked keeps the keyboard where she went.
	const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
	await noortje.route('**/do', (route) => held.then(() => route.continue()));
	await noortje
		.getByRole('dialog')
		.getByRole('button', { name: 'Bundel de kaarten' })
		.press('Enter');
	await expect(noortje.getByRole('dialog')).toHaveCount(0);
	await card(noortje, 'Derde vraag').focus();
	goOn();
	await expect(zone(tessa, at).locator('.bundle .card')).toHaveCount(2);
	await expect(noortje.getByText('De kaarten zijn gebundeld').last()).toBeVisible();
	await expect(card(noortje, 'Derde vraag')).toBeFocused();
	await noortje.keyboard.press('Alt+ArrowUp');
	await expect(zone(tessa, at).locator('.card').first()).toContainText('Derde vraag');

	await setMode(marit, 'stemmen');
	await expect(band(tessa)).toContainText('Nog 3 van 3 stippen over');
	await card(tessa, 'Derde vraag').focus();
	await tessa.keyboard.press('v');
	await expect(band(tessa)).toContainText('Nog 2 van 3 stippen over');
	await expect(
		card(tessa, 'Derde vraag').getByRole('button', { name: /^Stem op/ })
	).toHaveAttribute('aria-pressed', 'true');
	await expect(
		card(noortje, 'Derde vraag').getByRole('button', { name: /^Stem op/ })
	).toHaveAttribute('aria-pressed', 'false');
	await expect(noortje.getByText('Stippen: 1')).toHaveCount(0);
	await marit.getByRole('button', { name: 'Sluit de stemming en laat de uitslag zien' }).click();
	await expect(card(noortje, 'Derde vraag').locator('.card__votes')).toContainText('1');

	await setMode(marit, 'oogst');
	await card(tessa, 'Derde vraag').focus();
	await card(tessa, 'Derde vraag')
		.getByRole('button', { name: 'Wijs aan voor de oogst' })
		.press('Enter');
	await expect(
		card(noortje, 'Derde vraag').getByRole('button', { name: 'Wijs aan voor de oogst' })
	).toHaveAttribute('aria-pressed', 'true');
	await card(tessa, 'Derde vraag').getByRole('button', { name: 'Naar de oogst' }).press('Enter');
	await tessa.getByRole('dialog').getByRole('radio', { name: /^Les/ }).check();
	await tessa.getByRole('dialog').getByRole('button', { name: 'Zet in de oogst' }).press('Enter');
	const harvest = noortje.getByRole('region', { name: 'Oogst van dit bord' });
	await expect(harvest.getByLabel('Wat', { exact: true })).toHaveValue('Derde vraag');
	await harvest.getByLabel('Onder welke voorwaarde').fill('als beide domeinen meedoen');
	await expect(
		tessa.getByRole('region', { name: 'Oogst van dit bord' }).getByLabel('Onder welke voorwaarde')
	).toHaveValue('als beide domeinen meedoen');
	for (const page of [marit, tessa, noortje]) expectQuiet(page);
});

test('groups write on their own part, unseen by each other, and it comes together on the board', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const who = await everybody(browser, lab, ['marit', 'tessa', 'sunita']);
	const { page: marit } = who('marit');
	const path = await makeBoard(marit, 'Twee groepen');
	for (const name of ['marit', 'tessa', 'sunita'] as const) await openBoard(who(name).page, path);
	await setMode(marit, 'subgroep');
	const first = 'De situatie in vijf zinnen';
	for (const [name, text] of [
		['tessa', 'uilenveer'],
		['sunita', 'mezenkast']
	] as const) {
		const { page } = who(name);
		await expect(band(page)).toContainText(/U werkt in Groep/);
		await zone(page, first)
			.getByRole('button', { name: `Kaart toevoegen in ${first}` })
			.click();
		await page.getByLabel('Tekst van de kaart').pressSequentially(text);
		await page.keyboard.press('Escape');
		await expect(zone(marit, first).getByText(text)).toBeVisible();
	}
	await expect(savedStatus(who('sunita').page)).toContainText('Alles opgeslagen');
	expect(await who('tessa').tap.heard('mezenkast')).toBe(false);
	expect(await who('sunita').tap.heard('uilenveer')).toBe(false);
	await setMode(marit, 'open');
	for (const text of ['uilenveer', 'mezenkast']) {
		for (const name of ['marit', 'tessa', 'sunita'] as const) {
			await expect(zone(who(name).page, first).getByText(text)).toBeVisible({ timeout: 15_000 });
		}
	}
	for (const name of ['marit', 'tessa', 'sunita'] as const) expectQuiet(who(name).page);
});

test('the contributor listens on every sign-in, and keeps notes nobody else reads', async ({
	browser,
	lab
}) => {
	const who = await everybody(browser, lab, ['marit', 'jorrit', 'tessa']);
	const { page: marit } = who('marit');
	const { page: jorrit } = who('jorrit');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	const phone = await enter(browser, lab, 'jorrit', { viewport: { width: 390, height: 800 } });
	const tab = await jorrit.context().newPage();
	for (const page of [marit, jorrit, phone, tab, who('tessa').page]) await openBoard(page, path);
	await setMode(marit, 'inbrenger_luistert');
	for (const page of [jorrit, phone, tab]) {
		await expect(band(page)).toContainText('U luistert');
		await expect(adds(page)).toHaveCount(0);
		await zone(page).locator('.card').first().dblclick();
		await expect(page.getByLabel('Tekst van de kaart')).toHaveCount(0);
	}
	await jorrit.getByRole('button', { name: 'Schrijf een notitie' }).click();
	await jorrit.getByLabel('Tekst van de kaart').pressSequentially('zilverreiger, voor mij');
	await jorrit.keyboard.press('Escape');
	await expect(savedStatus(jorrit)).toContainText('Alles opgeslagen');
	await expect(phone.getByText('zilverreiger, voor mij')).toBeVisible();
	await setMode(marit, 'open');
	for (const name of ['marit', 'tessa'] as const) {
		expect([name, await who(name).tap.heard('zilverreiger')]).toEqual([name, false]);
	}
	for (const page of [marit, jorrit]) expectQuiet(page);
});
