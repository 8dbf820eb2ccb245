import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, openBoard, savedStatus, test } from './lab.ts';
import { zone } from './modes.ts';
import { Wiretap } from './wiretap.ts';

test('a facilitator erases what a card said: everybody reads on without it, and nobody can bring it back', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Late vondst');
	const tessa = await enter(browser, lab, 'tessa');
	for (const page of [marit, tessa]) await openBoard(page, path);
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('Zoon van de bakker zei het');
	await tessa.keyboard.press('Escape');
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await expect(tessa.getByRole('button', { name: 'Wis', exact: true })).toHaveCount(0);

	const card = zone(marit, 'Witte vlekken').locator('.card', { hasText: 'bakker' });
	await card.click();
	await card.getByRole('button', { name: 'Meer', exact: true }).click();
	await card.getByRole('button', { name: 'Wis', exact: true }).click();
	const dialog = marit.getByRole('dialog');
	expect(await findings(marit)).toEqual([]);
	await expect(dialog.getByRole('button', { name: /^Vervang/ })).toBeDisabled();
	await dialog.getByLabel('Dit staat er voortaan').fill('Een leerling zei het');
	await dialog.getByRole('button', { name: /^Vervang/ }).click();
	for (const page of [marit, tessa]) {
		await expect(zone(page, 'Witte vlekken').getByText('Een leerling zei het')).toBeVisible();
		await expect(page.getByText('bakker')).toHaveCount(0);
	}
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('En verder');
	await expect(zone(marit, 'Witte vlekken').getByText('En verder')).toBeVisible();

	const noortje = await enter(browser, lab, 'noortje');
	const tap = new Wiretap(noortje);
	await openBoard(noortje, path);
	await expect(zone(noortje, 'Witte vlekken').getByText('Een leerling zei het')).toBeVisible();
	expect(tap.frames).toBeGreaterThan(2);
	// The word itself is in the code of the guard.
	expect(await tap.heard('bakker zei')).toBe(false);
	for (const page of [marit, tessa, noortje]) expectQuiet(page);
});
