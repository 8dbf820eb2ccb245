import type { Page } from '@playwright/test';
import { expect, labPath } from './lab.ts';

/** The editor of the question itself. */
export const editor = (page: Page, name = 'De vraag') => page.getByRole('textbox', { name });

export const toolbar = (page: Page, name = 'De vraag') =>
	page.getByRole('toolbar', { name: `Opmaak van ${name}` });

/** Begins a question as a draft, without what she began before; gives the address of the draft. */
export async function aQuestion(page: Page): Promise<string> {
	const { origin, pathname } = new URL(await begun(page));
	const drop = await page.request.post(`${pathname}?/drop`, {
		form: { sure: 'yes' },
		headers: { Origin: origin },
		maxRedirects: 0
	});
	expect(drop.status()).toBe(303);
	return new URL(await begun(page)).pathname;
}

async function begun(page: Page): Promise<string> {
	await page.goto(`${labPath}/drafts`);
	await page.getByRole('button', { name: 'Stel een vraag' }).click();
	await page.waitForURL('**/drafts/*-*');
	return page.url();
}

/** What stands in it, without the names of others where they are. */
export function textIn(page: Page, name?: string): Promise<string> {
	return editor(page, name).evaluate((field) => {
		const copy = field.cloneNode(true) as HTMLElement;
		for (const caret of copy.querySelectorAll('.rich__caret')) caret.remove();
		return [...copy.children].map((block) => block.textContent).join('\n');
	});
}

/** One can write in it with layout. */
export async function isAlive(page: Page, name = 'De vraag'): Promise<void> {
	await expect(toolbar(page, name)).toBeVisible();
	await expect(editor(page, name)).toHaveAttribute('contenteditable', 'true');
}

/** Its author lets a colleague write along. */
export async function letIn(page: Page, name: string): Promise<void> {
	const choice = page.getByLabel('Laat iemand meeschrijven');
	const option = choice.locator('option', { hasText: name });
	await choice.selectOption((await option.getAttribute('value')) ?? '');
	await page.getByRole('button', { name: 'Laat meeschrijven' }).click();
	await isAlive(page);
}

/** An editor hears a frame later what was selected by the browser: no hand is faster than that. */
export async function settled(page: Page): Promise<void> {
	await page.evaluate(
		() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))
	);
}
