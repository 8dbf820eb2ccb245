import type { Page } from '@playwright/test';
import { expect, labPath } from './lab.ts';

/** The list of sessions of the demo lab. */
export const sessions = `${labPath}/sessions`;

interface Wanted {
	title?: string;
	when?: string;
	/** Label of what it is started from. */
	from?: RegExp | string;
	board?: string;
}

/** In the three fields of the page, as a facilitator does. */
export async function planned(page: Page, wanted: Wanted = {}): Promise<void> {
	const { title = 'Vierde bijeenkomst', when = '2026-12-15T10:00' } = wanted;
	const { from = /^Online kennislab/, board } = wanted;
	await page.goto(`${sessions}/new`);
	await page.getByLabel('Naam van de sessie').fill(title);
	await page.getByLabel('Wanneer begint zij?').fill(when);
	const sources = page.getByLabel('Waarmee begint u?');
	const option = sources.getByRole('option', { name: from }).first();
	await sources.selectOption((await option.getAttribute('value')) ?? '');
	if (board) await page.getByLabel('Op welk bord?').selectOption({ label: board });
	await page.getByRole('button', { name: 'Maak het draaiboek' }).click();
	await page.waitForURL(/\/plan$/);
	await expect(page.getByTestId('plan-saved')).toContainText('Alles bewaard');
}
