import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aQuestion, editor, isAlive, settled, toolbar } from './drafts.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';

/** From the editor to its toolbar, along it to this button, and pressed. */
async function press(page: Page, name: string): Promise<void> {
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Home');
	const buttons = await toolbar(page).getByRole('button').all();
	for (const button of buttons) {
		await expect(button).toBeFocused();
		if ((await button.getAttribute('aria-label')) === name) break;
		await page.keyboard.press('ArrowRight');
	}
	await page.keyboard.press('Enter');
	// Of a link it is asked first; undo and redo are there to be pressed again.
	if (/^Link|maken$|doen$/.test(name)) return;
	await expect(editor(page)).toBeFocused();
}

test('everything of the toolbar is done by keyboard alone, and one leaves the editor by it', async ({
	browser,
	lab
}) => {
	const page = await enter(browser, lab, 'tessa');
	await aQuestion(page);
	await isAlive(page);
	const { keyboard } = page;
	const field = editor(page);
	await page.getByLabel('Titel').focus();
	await keyboard.press('Tab');
	await expect(toolbar(page).getByRole('button').first()).toBeFocused();
	await keyboard.press('Tab');
	await expect(field).toBeFocused();

	await keyboard.type('Waar het om gaat');
	await press(page, 'Kop');
	await expect(field.getByRole('heading', { level: 3 })).toHaveText('Waar het om gaat');
	await keyboard.press('Enter');
	await press(page, 'Lijst');
	await keyboard.type('Eerst bellen');
	await keyboard.press('Enter');
	await press(page, 'Niveau dieper');
	await keyboard.type('Ook zonder nieuws');
	await expect(field.locator('ul > li > ul > li')).toHaveText('Ook zonder nieuws');
	await press(page, 'Niveau hoger');
	await expect(field.locator('ul ul')).toHaveCount(0);
	await expect(field.locator('ul > li')).toHaveText(['Eerst bellen', 'Ook zonder nieuws']);
	await press(page, 'Genummerde lijst');
	await expect(field.locator('ol > li')).toHaveText(['Eerst bellen', 'Ook zonder nieuws']);
	await keyboard.press('Enter');
	await keyboard.press('Enter');
	await press(page, 'Citaat');
	await keyboard.type('Zij belde terug.');
	await expect(field.locator('blockquote')).toHaveText('Zij belde terug.');
	await press(page, 'Citaat');
	await expect(field.locator('blockquote')).toHaveCount(0);

	// A link over words, seen in the dialog again, and out.
	await keyboard.press('Enter');
	await keyboard.type('Zie de handreiking');
	await keyboard.press('Control+Shift+ArrowLeft');
	await settled(page);
	await keyboard.press('Control+k');
	const dialog = page.getByRole('dialog', { name: 'Link' });
	await expect(dialog.getByLabel(/^Adres/)).toBeFocused();
	await keyboard.type('javascript:alert(1)');
	await keyboard.press('Enter');
	await expect(dialog.getByRole('alert')).toContainText('Dit adres kan niet');
	await keyboard.press('Control+a');
	await keyboard.type('https://www.voorbeeld.example/handreiking');
	await keyboard.press('Enter');
	await expect(dialog).toHaveCount(0);
	await expect(field).toBeFocused();
	const link = field.getByRole('link', { name: 'handreiking', exact: true });
	await expect(link).toHaveAttribute('href', 'https://www.voorbeeld.example/handreiking');
	// The words are still the ones that are chosen.
	const chosen = () => page.evaluate(() => getSelection()?.toString());
	await expect.poll(chosen).toBe('handreiking');
	// What follows is long enough after it to be another step to undo.
	await expectAccessible(page);
	await press(page, 'Link');
	await expect(dialog.getByLabel(/^Adres/)).toHaveValue(
		'https://www.voorbeeld.example/handreiking'
	);
	await keyboard.press('Tab');
	await keyboard.press('Tab');
	await expect(dialog.getByRole('button', { name: 'Haal de link weg' })).toBeFocused();
	await keyboard.press('Enter');
	await expect(dialog).toHaveCount(0);
	await expect(field.getByRole('link')).toHaveCount(0);
	await expect(field).toBeFocused();
	await keyboard.press('Control+z');
	await expect(link).toBeVisible();
	await press(page, 'Opnieuw doen');
	await expect(field.getByRole('link')).toHaveCount(0);
	await keyboard.press('ArrowLeft');
	await keyboard.press('Enter');
	await expect(link).toBeVisible();
	await keyboard.press('Escape');
	await expect(field).toBeFocused();

	// The dialog is left as it was come to.
	await keyboard.press('Control+k');
	await expect(dialog).toBeVisible();
	await keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(field).toBeFocused();

	await keyboard.press('Escape');
	await expect(field).not.toBeFocused();
	await expect(toolbar(page).locator(':focus')).toHaveCount(1);
	await keyboard.press('Escape');
	await expect(field).toBeFocused();
	await keyboard.press('Tab');
	await expect(field).not.toBeFocused();
	await expect(toolbar(page, 'Waar speelt het').locator(':focus')).toHaveCount(1);
	expectQuiet(page);
});
