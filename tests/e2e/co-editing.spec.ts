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

test('two people type in one card at once and both end with the same text', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Samen in één kaart');
	const tessa = await enter(browser, lab, 'tessa');
	const noortje = await enter(browser, lab, 'noortje');
	await openBoard(tessa, path);
	await openBoard(noortje, path);

	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('Midden');
	await openCard(noortje, noortje.getByText('Midden', { exact: true }));
	const hers = noortje.getByLabel('Tekst van de kaart');
	await hers.press('Home');
	await Promise.all([
		tessa.getByLabel('Tekst van de kaart').pressSequentially(' en daarna het einde van de zin.', {
			delay: 20
		}),
		hers.pressSequentially('Eerst het begin, dan het ', { delay: 25 })
	]);

	const whole = 'Eerst het begin, dan het Midden en daarna het einde van de zin.';
	await expect(tessa.getByLabel('Tekst van de kaart')).toHaveValue(whole);
	await expect(hers).toHaveValue(whole);
	for (const page of [tessa, noortje]) {
		await expect(savedStatus(page)).toContainText('Alles opgeslagen');
		expectQuiet(page);
	}
	const caret = await hers.evaluate((field: HTMLTextAreaElement) => field.selectionStart);
	expect(caret).toBe('Eerst het begin, dan het '.length);
	await marit.goto(path);
	await expect(marit.getByText(whole)).toBeVisible();
});

test('a colleague sees who is here and who writes where', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Wie is hier');
	const tessa = await enter(browser, lab, 'tessa');
	const noortje = await enter(browser, lab, 'noortje');
	await openBoard(tessa, path);
	await openBoard(noortje, path);

	await expect(noortje.getByRole('img', { name: 'Tessa Kwakernaat, Aldermeer' })).toBeVisible();
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Persoonlijk (micro)' }).click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('Een stage die stopte');
	await expect(noortje.getByText('Tessa schrijft')).toBeVisible();
	await expect(noortje.getByText('Een stage die stopte')).toBeVisible();
	await tessa.getByRole('button', { name: 'Klaar' }).click();
	await expect(noortje.getByText('Tessa Kwakernaat, Aldermeer', { exact: true })).toBeVisible();
	await tessa.close();
	await expect(noortje.getByRole('img', { name: 'Tessa Kwakernaat, Aldermeer' })).toBeHidden();
});

test('undo takes back what one did oneself, and leaves what a colleague typed', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Alleen het eigene');
	const tessa = await enter(browser, lab, 'tessa');
	const noortje = await enter(browser, lab, 'noortje');
	await openBoard(tessa, path);
	await openBoard(noortje, path);

	await tessa.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	await tessa.getByLabel('Tekst van de kaart').pressSequentially('Eerste zin');
	await tessa.keyboard.press('Escape');
	await tessa.keyboard.press('Delete');
	await expect(tessa.getByRole('button', { name: 'Prullenbak (1)' })).toBeVisible();
	await expect(noortje.getByText('Eerste zin')).toBeHidden();
	await tessa.getByRole('button', { name: 'Ongedaan maken' }).first().click();
	await openCard(noortje, noortje.getByText('Eerste zin'));
	await noortje.getByLabel('Tekst van de kaart').press('End');
	await noortje.getByLabel('Tekst van de kaart').pressSequentially(' en tweede');
	await expect(tessa.getByText('Eerste zin en tweede')).toBeVisible();

	// Undoing the whole card leaves it in the bin, with the colleague's words.
	const undo = tessa.locator('.board-tools').getByRole('button', { name: 'Ongedaan maken' });
	// He wrote on it since, so each step is asked about first.
	const anyway = tessa.getByRole('button', { name: 'Toch ongedaan maken' });
	while (await undo.isEnabled()) {
		await undo.click();
		await anyway.click();
	}
	await tessa.getByRole('button', { name: 'Prullenbak (1)' }).click();
	await expect(tessa.getByRole('dialog').getByText('en tweede')).toBeVisible();
	await tessa.getByRole('button', { name: /^Zet terug/ }).click();
	await tessa.getByRole('button', { name: 'Sluit' }).click();
	await expect(noortje.getByLabel('Tekst van de kaart')).toHaveValue(' en tweede');
});
