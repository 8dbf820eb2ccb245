import type { Page } from '@playwright/test';
import { expect, labPath } from './lab.ts';

export const questions = `${labPath}/questions`;

/** Asks by the form; gives the address of the question. */
export async function asks(page: Page, title: string): Promise<string> {
	await page.goto(`${questions}/new`);
	await page.getByLabel('Waar gaat het over?').fill(title);
	await page.getByRole('textbox', { name: 'Uw vraag' }).fill('Hoe blijf je in gesprek?');
	await page.getByLabel('Samenwerking OOV en sociaal domein').check();
	await page.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	return new URL(page.url()).pathname;
}

/** Asks a guest who is an expert, on the page of the question. */
export async function asksExpert(page: Page, name: string, text: string): Promise<void> {
	await page.locator('summary', { hasText: 'Vraag een expert' }).click();
	const whom = page.getByRole('combobox', { name: 'Aan wie?' });
	const option = whom.locator('option', { hasText: name });
	await expect(option).toHaveText(/gast, tot/);
	await whom.selectOption((await option.getAttribute('value')) ?? '');
	await page.getByLabel('Wat wilt u vooral weten?').fill(text);
	await page.getByRole('button', { name: 'Vraag het' }).click();
	await expect(page.getByText('De vraag is gesteld.')).toBeVisible();
}
