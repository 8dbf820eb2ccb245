import { expect, type Page } from '@playwright/test';
import { labPath } from './lab.ts';

/** A casus that may be submitted, as its fields are called. */
export const aCasus = {
	person: 'no',
	template: 'tpl-trigger',
	origin: 'meer',
	size: 'middel',
	age: '16-18',
	settings: 'buurt',
	signal: 'uitspraken',
	phase: 'secundair',
	seen: 'Een groepje jongeren roept leuzen naar voorbijgangers.',
	noticedBy: 'Een jongerenwerker en een winkelier merkten het op.',
	done: 'De jongerenwerker sprak een paar keer met het groepje.',
	around: 'In de buurt loopt een gesprek over een nieuwe voorziening.',
	question: 'Wat versterken we?'
};

/** Brought by who has the page. Returns the path of its board. */
export async function bringCasus(page: Page, title: string): Promise<string> {
	const answer = await page.request.post(`${labPath}/boards/new`, {
		form: { ...aCasus, title },
		headers: { Origin: new URL(page.url()).origin },
		maxRedirects: 0
	});
	expect(answer.status()).toBe(303);
	return answer.headers()['location'] as string;
}

/** Every point of the list, ticked by who may sign. */
export async function tickAll(page: Page): Promise<void> {
	for (const box of await page
		.getByRole('group', { name: 'Nagekeken' })
		.getByRole('checkbox')
		.all())
		await box.check();
}

/** Brought by one and signed by another: open to the lab. Returns the path of its board. */
export async function openCasus(tessa: Page, marit: Page, title: string): Promise<string> {
	const path = await bringCasus(tessa, title);
	await marit.goto(`${path}/check`);
	await tickAll(marit);
	await marit.getByRole('button', { name: /open het bord voor het lab/ }).click();
	await marit.waitForURL(`**${path}`);
	return path;
}
