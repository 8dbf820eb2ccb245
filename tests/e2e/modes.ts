import type { Browser, Page } from '@playwright/test';
import type { BoardMode } from '../../src/lib/domain/board-mode.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { enter, expect, labPath, type Who } from './lab.ts';
import { Wiretap } from './wiretap.ts';

/** Modes as they are called on screen. */
export const names: Record<BoardMode, string> = {
	uitleg: 'Uitleg',
	open: 'Open bord',
	verdekt: 'Verdekt schrijven',
	ronde: 'Ronde',
	inbrenger_luistert: 'De inbrenger luistert',
	ordenen: 'Ordenen',
	subgroep: 'Subgroepen',
	stemmen: 'Stemmen',
	oogst: 'Oogst'
};

export const band = (page: Page) => page.getByRole('region', { name: 'Wat we nu doen' });
export const zone = (page: Page, name = 'Witte vlekken') =>
	page.getByRole('region', { name: new RegExp(`^${name}`) });
export const adds = (page: Page, name = 'Witte vlekken') =>
	zone(page, name).getByRole('button', {
		name: new RegExp(`^(Kaart toevoegen|Schrijf .*kaart) in ${name}$`)
	});

export async function pathOf(page: Page, title: string): Promise<string> {
	await page.goto(`${labPath}/boards`);
	const href = await page.getByRole('link', { name: title }).first().getAttribute('href');
	return href as string;
}

/** By the facilitator's own buttons. */
export async function setMode(marit: Page, mode: BoardMode): Promise<void> {
	await marit.getByRole('button', { name: 'Ander werk op het bord' }).click();
	await marit
		.getByRole('dialog')
		.getByRole('radio', { name: new RegExp(`^${names[mode]}`) })
		.check();
	await marit
		.getByRole('dialog')
		.getByRole('button', { name: new RegExp(`^Nu ${names[mode]}`, 'i') })
		.click();
	await expect(band(marit)).toContainText(names[mode]);
}

/** Each in a browser context of her own, with an ear on all she receives. */
export async function everybody(browser: Browser, lab: LabProcess, who: readonly Who[]) {
	const pages = new Map<Who, { page: Page; tap: Wiretap }>();
	for (const name of who) {
		const page = await enter(browser, lab, name);
		pages.set(name, { page, tap: new Wiretap(page) });
	}
	return (name: Who) => pages.get(name) as { page: Page; tap: Wiretap };
}
