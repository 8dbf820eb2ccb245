import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { aRoom, endRoom } from './session-room.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

test('a question is asked, joined, looked at first and dealt with', async ({ browser, lab }) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa', phone);
	const noortje = await enter(browser, lab, 'noortje');
	const room = aRoom(lab, 'Met een vragenbak');
	for (const page of [marit, tessa, noortje]) await page.goto(room);
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();

	const field = tessa.getByLabel('Uw vraag');
	await expect(field).toHaveAccessibleDescription(/De begeleiding ziet wie vroeg/);
	await tessa.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(field).toHaveAccessibleDescription(/Schrijf eerst uw vraag/);
	// What points at a person does not leave the page.
	await field.fill('Belt iemand met 06-12345678?');
	const sent: string[] = [];
	tessa.on('request', (request) => {
		if (request.method() === 'POST') sent.push(request.postData() ?? '');
	});
	await tessa.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	expect(sent.join()).not.toContain('12345678');
	await field.fill('Wie belt wie?');
	await field.press('Tab');
	await tessa.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(field).toHaveValue('');

	const box = noortje.getByRole('region', { name: 'Vragenbak' });
	await expect(box.getByText('Wie belt wie?')).toBeVisible();
	await expect(box).not.toContainText('Tessa');
	await expect(marit.getByRole('region', { name: 'Vragenbak' })).toContainText('Tessa');
	const meToo = box.getByRole('button', { name: /^Ik ook .*Wie belt wie/ });
	await meToo.click();
	await expect(meToo).toHaveAttribute('aria-pressed', 'true');
	await expect(tessa.getByText('1 keer ‘ik ook’')).toBeVisible();
	await expect(tessa.getByRole('button', { name: /^Neem terug/ })).toHaveCount(0);

	await marit.getByRole('button', { name: 'Eerst bekijken' }).click();
	await expect(field).toHaveAccessibleDescription(/bekijkt uw vraag voordat anderen/);
	await field.fill('En wat als niemand belt?');
	await tessa.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(tessa.getByText('Uw vragen die wachten op de begeleiding')).toBeVisible();
	const show = marit.getByRole('button', { name: 'Toon aan iedereen: En wat als niemand belt?' });
	await expect(show).toBeVisible();
	await expect(box).not.toContainText('niemand belt');
	for (const page of [marit, tessa]) expect(await findings(page)).toEqual([]);
	await show.click();
	await expect(box.getByText('En wat als niemand belt?')).toBeVisible();
	await marit.getByRole('button', { name: 'Besproken: Wie belt wie?' }).click();
	// Dealt with: it goes down, whatever many joined.
	await expect(box.getByRole('listitem').last()).toContainText('Wie belt wie?');
	await expect(box.getByRole('listitem').last()).toContainText('Besproken');
	const width = () => tessa.evaluate(() => document.documentElement.scrollWidth);
	expect(await width()).toBeLessThanOrEqual(390);
	await field.fill('Dit ziet niemand meer?');
	await tessa.getByRole('button', { name: 'Stel de vraag' }).click();
	await expect(tessa.getByText('Uw vragen die wachten op de begeleiding')).toBeVisible();
	await endRoom(marit, room);
	// What was shown is in the report of everybody; what was not, is only for who asked and who led.
	const report = (page: typeof tessa) => page.getByRole('region', { name: /^Verslag/ });
	for (const page of [marit, tessa, noortje]) {
		await expect(report(page)).toContainText('Vragen uit de vragenbak');
		const questions = report(page).getByRole('listitem').filter({ hasText: '‘ik ook’' });
		await expect(questions).toHaveCount(2);
		await expect(questions.last()).toContainText('Wie belt wie?');
		await expect(questions.last()).toContainText('Besproken · 1 keer ‘ik ook’');
		await expect(report(page)).not.toContainText('Dit ziet niemand meer?');
	}
	await expect(box).toHaveCount(0);
	for (const page of [marit, tessa]) {
		await expect(page.getByRole('region', { name: 'Vragenbak' })).toContainText(
			'Dit ziet niemand meer?'
		);
		expect(await findings(page)).toEqual([]);
	}
	for (const page of [marit, tessa, noortje]) expectQuiet(page);
});

test('a poll is prepared, answered, hidden under three, and read out with numbers', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa', phone);
	const others = [await enter(browser, lab, 'noortje'), await enter(browser, lab, 'sunita')];
	const room = aRoom(lab, 'Met een peiling');
	for (const page of [marit, tessa, ...others]) await page.goto(room);
	await marit.getByRole('link', { name: 'Bereid de peiling voor' }).click();
	await marit.getByLabel('Vraag 1', { exact: true }).fill('Hoe vaak komt dit bij u voor?');
	await marit.getByLabel('Antwoorden bij vraag 1').fill('Nooit');
	await marit.getByRole('button', { name: 'Bewaar de vragen' }).click();
	await expect(marit.getByLabel('Antwoorden bij vraag 1')).toHaveAccessibleDescription(
		/minstens twee antwoorden/
	);
	await marit.getByLabel('Antwoorden bij vraag 1').fill('Nooit\nSoms\nVaak');
	await marit.getByLabel('Vraag 2', { exact: true }).fill('Hoe zeker bent u daarvan?');
	expect(await findings(marit)).toEqual([]);
	await marit.getByRole('button', { name: 'Bewaar de vragen' }).click();
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();
	await expect(tessa.getByText('Hoe vaak komt dit bij u voor?')).toHaveCount(0);
	await marit.getByRole('button', { name: 'Open de peiling' }).click();

	const first = (page: typeof tessa) =>
		page.getByRole('group', { name: 'Hoe vaak komt dit bij u voor?' });
	await first(tessa).getByRole('radio', { name: 'Nooit' }).focus();
	// By keyboard, and quicker than it is kept: the last one counts.
	await tessa.keyboard.press('Space');
	await tessa.keyboard.press('ArrowDown');
	await tessa.keyboard.press('ArrowDown');
	await expect(first(tessa).getByRole('status')).toContainText('Uw antwoord is bewaard.');
	await tessa.reload();
	await expect(first(tessa).getByRole('radio', { name: 'Vaak' })).toBeChecked();
	await first(others[0]!).getByRole('radio', { name: 'Vaak' }).check();
	await expect(first(marit)).toContainText('2 antwoorden. Vanaf 3 antwoorden');
	await expect(first(marit).locator('progress')).toHaveCount(0);
	await first(others[1]!).getByRole('radio', { name: 'Soms' }).check();
	await expect(first(marit)).toContainText('2 (67%)');
	await expect(marit.getByText('3 mensen antwoordden.')).toBeVisible();
	for (const page of [marit, tessa]) expect(await findings(page)).toEqual([]);
	await marit.getByRole('button', { name: 'Sluit de peiling' }).click();
	await expect(tessa.getByText('De peiling is gesloten.')).toBeVisible();
	await expect(first(tessa).getByRole('radio')).toHaveCount(0);
	await expect(first(tessa)).toContainText('2 (67%)');
	const width = await tessa.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(390);
	await endRoom(marit, room);
	for (const page of [marit, tessa]) {
		const report = page.getByRole('region', { name: /^Verslag/ });
		await expect(report).toContainText('3 mensen antwoordden.');
		await expect(report.getByRole('row', { name: /Vaak/ })).toContainText('2 (67%)');
		await expect(report).toContainText('Bij minder dan 3 antwoorden is er geen stand.');
		await expect(first(page)).toHaveCount(0);
		expect(await findings(page)).toEqual([]);
	}
	for (const page of [marit, tessa]) expectQuiet(page);
});
