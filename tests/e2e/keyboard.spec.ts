import { enter, expect, makeBoard, openBoard, savedStatus, test } from './lab.ts';

test('a keyboard is enough to place, edit, move, remove and restore a card', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'marit');
	await openBoard(page, await makeBoard(page, 'Zonder muis'));
	const keys = page.keyboard;
	const card = page.getByRole('article');

	await page.getByRole('button', { name: 'Kaart toevoegen in Persoonlijk (micro)' }).focus();
	const field = page.getByLabel('Tekst van de kaart');
	await keys.press('Enter');
	await expect(field).toBeFocused();
	await keys.type('Eerste kaart');
	await keys.press('Escape');
	await expect(card).toBeFocused();
	await expect(card).toContainText('Eerste kaart');

	await keys.press('n');
	await expect(field).toBeFocused();
	await keys.type('Tweede kaart');
	await keys.press('Control+Enter');
	await expect(card.nth(1)).toBeFocused();
	await keys.press('ArrowUp');
	await expect(card.first()).toBeFocused();
	await keys.press('Enter');
	await expect(field).toBeFocused();
	await keys.press('End');
	await keys.type(', bijgeschaafd');
	await keys.press('Escape');
	await expect(card.first()).toContainText('Eerste kaart, bijgeschaafd');

	// Alt with an arrow moves at once; M asks where to.
	await keys.press('Alt+ArrowDown');
	await expect(card.nth(1)).toContainText('Eerste kaart, bijgeschaafd');
	await expect(card.nth(1)).toBeFocused();
	await keys.press('m');
	const dialog = page.getByRole('dialog', { name: 'Verplaats naar' });
	await expect(dialog).toBeVisible();
	await dialog.getByLabel('Zone').focus();
	await keys.type('Opbr');
	await keys.press('Enter');
	if (await dialog.isVisible()) {
		await dialog.getByRole('button', { name: 'Verplaats de kaart' }).focus();
		await keys.press('Enter');
	}
	const harvest = page.getByRole('region', { name: /^Opbrengst/ });
	await expect(harvest.getByRole('article')).toBeFocused();
	await expect(harvest.getByRole('article')).toContainText('Eerste kaart, bijgeschaafd');
	await expect(page.getByRole('status').first()).toContainText('Verplaatst naar Opbrengst');

	await keys.press('Delete');
	await expect(harvest.getByRole('article')).toBeHidden();
	await keys.press('Control+z');
	await expect(harvest.getByRole('article')).toBeVisible();
	await expect(savedStatus(page)).toContainText('Alles opgeslagen');
	await page.reload();
	await expect(harvest.getByRole('article')).toContainText('Eerste kaart, bijgeschaafd');
});

test('a card can be dragged to a place in another zone, and back by undo', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'marit');
	await openBoard(page, await makeBoard(page, 'Met de muis'));
	for (const [zone, text] of [
		['Persoonlijk (micro)', 'Ik ga op reis'],
		['Groep (meso)', 'Ik blijf hier']
	] as const) {
		await page.getByRole('button', { name: `Kaart toevoegen in ${zone}` }).click();
		await page.getByLabel('Tekst van de kaart').pressSequentially(text);
		await page.keyboard.press('Escape');
	}
	const group = page.getByRole('region', { name: /^Groep/ });
	const from = await page.getByText('Ik ga op reis').boundingBox();
	const to = await page.getByText('Ik blijf hier').boundingBox();
	if (!from || !to) throw new Error('no boxes');
	await page.mouse.move(from.x + 10, from.y + 5);
	await page.mouse.down();
	await page.mouse.move(to.x + 10, to.y - 40, { steps: 8 });
	await page.mouse.up();
	await expect(group.getByRole('article').first()).toContainText('Ik ga op reis');
	await page.keyboard.press('Control+z');
	await expect(group.getByRole('article')).toHaveCount(1);
});

test('a text that is too long stays in the field, is named there and is not sent', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'marit');
	const path = await makeBoard(page, 'Te lang');
	await openBoard(page, path);
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(tessa, path);
	await page.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	const field = page.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Begin. ');
	await page.evaluate((text) => document.execCommand('insertText', false, text), 'x'.repeat(2010));
	await expect(page.getByRole('alert')).toContainText('17 tekens te lang');
	await expect(field).toHaveValue(`Begin. ${'x'.repeat(2010)}`);
	await field.press('Escape');
	await expect(field).toBeVisible();
	await expect(tessa.locator('.card__text')).toHaveText('Begin. ');
	for (let i = 0; i < 17; i++) await field.press('Backspace');
	await expect(page.getByRole('alert')).toBeHidden();
	await expect(tessa.locator('.card__text')).toHaveText(`Begin. ${'x'.repeat(1993)}`);
});

test('with a mouse, card after card can be added below the one that is open', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'marit');
	await openBoard(page, await makeBoard(page, 'Kaart na kaart'));
	const add = page.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' });
	// The open field and the toolbar go away only after the click, so the button stays in its place.
	for (const text of ['een', 'twee', 'drie']) {
		await add.click();
		await page.getByLabel('Tekst van de kaart').pressSequentially(text);
	}
	await page.keyboard.press('Escape');
	await expect(page.getByRole('toolbar')).toBeVisible();
	await add.click();
	await expect(page.getByLabel('Tekst van de kaart')).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('article')).toHaveText([/een/, /twee/, /drie/]);
});
