import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aQuestion, editor, isAlive, settled, toolbar } from './drafts.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';

const tool = (page: Page) =>
	toolbar(page).getByRole('button', { name: 'Noem een begrip of kaart' });

test('a term and a card are named in a question, and lead there for who may look', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await aQuestion(tessa);
	await isAlive(tessa);
	await tessa.getByLabel('Titel').fill('Over wie de regie heeft');
	await editor(tessa).click();
	await tessa.keyboard.type('Wat bedoelen we met ');
	await settled(tessa);
	await tool(tessa).click();
	const dialog = tessa.getByRole('dialog');
	await dialog.getByRole('searchbox').fill('regie');
	await expectAccessible(tessa);
	const term = dialog
		.getByRole('listitem')
		.filter({ hasText: 'begrip' })
		.getByRole('button')
		.first();
	const named = (await term.textContent())?.trim() ?? '';
	expect(named.toLowerCase()).toContain('regie');
	await term.click();
	await expect(editor(tessa)).toContainText(`Wat bedoelen we met ${named}`);
	await tessa.keyboard.type('bij ');
	await settled(tessa);
	await tool(tessa).click();
	await dialog.getByRole('searchbox').fill('jongere');
	const card = dialog
		.getByRole('listitem')
		.filter({ hasNotText: 'begrip' })
		.getByRole('button')
		.first();
	await expect(card).toBeVisible();
	const said = (await card.textContent())?.trim() ?? '';
	await card.click();
	await expect(editor(tessa)).toContainText(said);
	await tessa.getByLabel('Interventies').check();
	const place = tessa.getByRole('button', { name: 'Plaats de vraag' });
	await expect(place).toBeEnabled();
	await place.click();
	await expect(tessa.getByRole('heading', { level: 1 })).toHaveText('Over wie de regie heeft');
	const link = tessa.getByRole('main').getByRole('link', { name: said });
	await expect(link).toHaveAttribute('href', /\/boards\/[\w-]+#card-/);
	await expect(tessa.getByRole('main').getByRole('link', { name: named })).toHaveAttribute(
		'href',
		`${labPath}#woorden`
	);
	await link.click();
	await tessa.waitForURL('**/boards/**');
	expectQuiet(tessa);
});
