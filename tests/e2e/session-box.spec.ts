import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { openRoom } from './session-room.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

test('a question is asked, joined, looked at first and dealt with', async ({ browser, lab }) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa', phone);
	const noortje = await enter(browser, lab, 'noortje');
	for (const page of [marit, tessa, noortje]) await openRoom(page, lab);
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
	for (const page of [marit, tessa, noortje]) expectQuiet(page);
});
