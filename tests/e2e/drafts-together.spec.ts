import type { Page } from '@playwright/test';
import { aQuestion, editor, isAlive, letIn, textIn } from './drafts.ts';
import { enter, expect, expectQuiet, savedStatus, test } from './lab.ts';
import { asks, asksExpert } from './questions.ts';
import { Sent } from './sent.ts';
import { Wiretap } from './wiretap.ts';

const phone = { viewport: { width: 390, height: 844 } };

/** Every text the editor of this page showed from here on. */
async function everShown(page: Page): Promise<() => Promise<string[]>> {
	await editor(page).evaluate((field) => {
		const shown: string[] = [];
		(window as { shown?: string[] }).shown = shown;
		const note = () => shown.push(field.textContent);
		note();
		new MutationObserver(note).observe(field, {
			...{ subtree: true, childList: true, characterData: true }
		});
	});
	return () => page.evaluate(() => (window as { shown?: string[] }).shown ?? []);
}

test('an expert whose access ends while she types keeps her text on screen, and can copy it', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await asks(marit, 'Zolang u meedenkt');
	await asksExpert(marit, 'Evelien', 'Wat is bekend?');
	const evelien = await enter(browser, lab, 'evelien', {
		...phone,
		permissions: ['clipboard-read', 'clipboard-write']
	});
	await evelien.goto(path);
	await evelien.getByRole('button', { name: 'Ik neem de vraag aan' }).click();
	await expect(evelien.getByText('Nog 5 werkdagen').first()).toBeVisible();
	const form = evelien.getByRole('form', { name: 'Uw antwoord' });
	await form.getByLabel('Antwoord', { exact: true }).fill('Dit weten wij al.');
	await form.getByRole('button', { name: 'Schrijf met opmaak of samen' }).click();
	await evelien.waitForURL('**/drafts/*');
	await isAlive(evelien, 'Uw antwoord');
	const field = editor(evelien, 'Uw antwoord');
	await field.click();
	await evelien.keyboard.press('Control+End');
	await evelien.keyboard.type(' En dit kwam erbij.');
	await expect(savedStatus(evelien)).toContainText('Alles opgeslagen');

	const typing = evelien.keyboard.type(' Dit schrijf ik nu nog op. '.repeat(12), { delay: 25 });
	await expect(field).toContainText('Dit schrijf ik nu nog op.');
	await marit.getByRole('button', { name: /^Niet meer nodig: de vraag aan dr\. Evelien/ }).click();
	await expect(marit.getByText('De vraag aan de expert is ingetrokken.')).toBeVisible();
	await typing;
	const alert = evelien.getByRole('alert').filter({ hasText: 'niet meer schrijven' });
	await expect(alert).toContainText('of uw toegang is afgelopen');
	await expect(alert).toContainText('Uw tekst staat hier nog.');
	await expect(field).toBeVisible();
	await expect(field).toHaveAttribute('contenteditable', 'false');
	const shown = await textIn(evelien, 'Uw antwoord');
	expect(shown).toMatch(/^Dit weten wij al\. En dit kwam erbij\. +Dit schrijf ik nu nog op\./);
	await alert.getByRole('button', { name: /Kopieer/ }).click();
	await expect(alert.getByRole('button')).toHaveText(/gekopieerd/i);
	const copied = await evelien.evaluate(() => navigator.clipboard.readText());
	expect(copied).toBe(shown);
	expect((await evelien.request.get(path)).status()).toBe(404);
	expect((await evelien.request.get(new URL(evelien.url()).pathname)).status()).toBe(404);
	for (const page of [marit, evelien]) expectQuiet(page);
});

test('what is typed without a network is said not to be saved, and is with the other later', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await aQuestion(tessa);
	await isAlive(tessa);
	await letIn(tessa, 'Jorrit');
	const jorrit = await enter(browser, lab, 'jorrit');
	await jorrit.goto(path);
	await isAlive(jorrit);
	await editor(tessa).click();
	await tessa.keyboard.type('Op het perron. ');
	await expect(editor(jorrit)).toContainText('Op het perron.');

	await tessa.context().setOffline(true);
	await expect(savedStatus(tessa)).toContainText('Geen verbinding');
	await tessa.keyboard.type('In de tunnel schrijf ik door.');
	await expect(savedStatus(tessa)).toContainText('Nog niet opgeslagen');
	await expect(tessa.getByRole('button', { name: 'Plaats de vraag' })).toBeDisabled();
	await editor(jorrit).click();
	await jorrit.keyboard.press('Control+End');
	await jorrit.keyboard.press('Enter');
	await jorrit.keyboard.type('Ik schrijf intussen mee.');
	await expect(savedStatus(jorrit)).toContainText('Alles opgeslagen');
	await expect(editor(tessa)).not.toContainText('intussen');

	await tessa.context().setOffline(false);
	for (const page of [tessa, jorrit]) {
		await expect(editor(page)).toContainText('In de tunnel schrijf ik door.', { timeout: 20_000 });
		await expect(editor(page)).toContainText('Ik schrijf intussen mee.');
		await expect(savedStatus(page)).toContainText('Alles opgeslagen');
	}
	expect(await textIn(tessa)).toBe(await textIn(jorrit));
	await jorrit.reload();
	await isAlive(jorrit);
	await expect(editor(jorrit)).toContainText('In de tunnel schrijf ik door.');
	for (const page of [tessa, jorrit]) expectQuiet(page);
});

test('a number of a person is in nothing that is sent, and never on the screen of the other', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await aQuestion(tessa);
	await isAlive(tessa);
	await letIn(tessa, 'Jorrit');
	const sent = new Sent(tessa);
	await tessa.reload();
	await isAlive(tessa);
	const jorrit = await enter(browser, lab, 'jorrit');
	const tap = new Wiretap(jorrit);
	await jorrit.goto(path);
	await isAlive(jorrit);
	const shown = await everShown(jorrit);

	await editor(tessa).click();
	await tessa.keyboard.type('Het gaat om BSN 111222333, zegt men. ', { delay: 15 });
	await tessa.keyboard.press('Enter');
	await tessa.keyboard.press('Control+b');
	await tessa.keyboard.type('Bel 06-12345678 als het kan. ', { delay: 15 });
	await tessa.keyboard.press('Home');
	await tessa.keyboard.type('Liefst vandaag: ', { delay: 15 });
	for (const words of ['zegt men.', 'als het kan.', 'Liefst vandaag:']) {
		await expect(editor(jorrit)).toContainText(words);
	}
	const held = tessa.getByRole('group', { name: 'Nog niet verstuurd' });
	await expect(held).toContainText('111222333');
	await expect(held).toContainText('06-12345678');
	await expect(editor(tessa)).toContainText('BSN 111222333');

	expect(sent.frames).toBeGreaterThan(10);
	expect(tap.frames).toBeGreaterThan(10);
	const seen = await shown();
	expect(seen.some((text) => text.includes('zegt men.'))).toBe(true);
	for (const digits of ['111222', '122233', '222333', '06-123', '123456', '345678']) {
		expect(sent.has(digits)).toBe(false);
		expect(sent.said().filter((text) => text.includes(digits))).toEqual([]);
		expect(await tap.heard(digits)).toBe(false);
		expect(seen.filter((text) => text.includes(digits))).toEqual([]);
	}

	// Replaced by what the page offers, the rest goes and the number does not.
	await held.getByRole('button', { name: 'Vervang alles' }).click();
	await expect(held).toHaveCount(0);
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	expect(await textIn(tessa)).not.toContain('111222333');
	expect(sent.said().filter((text) => /11122|22233|12345|45678/.test(text))).toEqual([]);
	for (const page of [tessa, jorrit]) expectQuiet(page);
});
