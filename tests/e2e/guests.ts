import type { Page } from '@playwright/test';
import { expect } from './lab.ts';

/** A code for guests of a session, made by who leads it on the page of the guests. */
export async function aCode(marit: Page, room: string, most = 5): Promise<string> {
	await marit.goto(`${room}/guests`);
	const field = marit.getByLabel('Hoogstens zo veel gasten');
	// Coming alive, a page takes the selection away in which a number is typed.
	await expect(async () => {
		await field.fill(String(most));
		await expect(field).toHaveValue(String(most), { timeout: 500 });
	}).toPass();
	await marit.getByRole('button', { name: 'Maak een code' }).click();
	return shownCode(marit);
}

/** What stands in large letters. */
export async function shownCode(page: Page): Promise<string> {
	const shown = page.locator('.guest-code');
	await expect(shown).toHaveText(/^\s*\w{4}( \w{4})+\s*$/);
	return ((await shown.textContent()) ?? '').trim();
}

/** Comes in by a code, as far as the page she is sent to. */
export async function join(
	page: Page,
	code: string,
	{
		name,
		email,
		organisation = 'Buurthuis De Boom'
	}: Record<'name' | 'email', string> & { organisation?: string }
): Promise<void> {
	await page.goto('/join');
	await page.getByLabel('Code', { exact: true }).fill(code);
	await page.getByRole('button', { name: 'Bekijk waarvoor' }).click();
	await page.getByLabel('Naam', { exact: true }).fill(name);
	await page.getByLabel('Organisatie').fill(organisation);
	await page.getByLabel('E-mailadres').fill(email);
	await page.getByLabel('Ik houd mij aan deze afspraken.').check();
	await page.getByRole('button', { name: 'Doe mee' }).click();
}

/** In the form for everybody. */
export async function signIn(page: Page, email: string, typed: string): Promise<void> {
	await page.getByRole('main').getByLabel('E-mailadres').fill(email);
	await page.getByRole('main').getByLabel('Wachtwoord').fill(typed);
	await page.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();
}
