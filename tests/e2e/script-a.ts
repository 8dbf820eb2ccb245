import type { Browser, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { Cable } from '../support/cable.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { enter, expect, type Who } from './lab.ts';
import { Wiretap } from './wiretap.ts';

/** What pages call things, in the language of who reads them. */
const dutch = {
	bar: 'De sessie die loopt',
	band: 'Wat we nu doen',
	agree: 'Ik houd mij hieraan',
	agreed: 'U hebt de afspraken bevestigd.',
	word: 'U hebt het woord.',
	late: 'Waar de groep is',
	speaks: /U hebt het woord|Aan het woord: /,
	has: (name: string) => `Aan het woord: ${name}.`,
	add: /^(Kaart toevoegen|Schrijf .*kaart) in/,
	text: 'Tekst van de kaart',
	saved: 'Alles opgeslagen',
	read: 'Gelezen',
	vote: /^(Stem op|Zet een stip op): /,
	dots: /Nog \d+ van \d+ stippen over/,
	results: 'Uitslagen van stemmingen',
	harvest: 'Oogst van dit bord',
	report: /^Verslag/,
	takeOver: 'Neem over'
};
const english: typeof dutch = {
	bar: 'The session that is running',
	band: 'What we do now',
	agree: 'I will keep to these',
	agreed: 'You have agreed to the ground rules.',
	word: 'You have the floor.',
	late: 'Where the group is',
	speaks: /You have the floor|has the floor/,
	has: (name) => `${name} has the floor.`,
	add: /^(Add a card|Write .*card) in/,
	text: 'Text of the card',
	saved: 'Everything saved',
	read: 'Read',
	vote: /^(Vote for|Put a dot on): /,
	dots: /\d+ of \d+ dots left/,
	results: 'Results of ballots',
	harvest: 'Harvest of this board',
	report: /^Report/,
	takeOver: 'Take over'
};

/** Somebody in the session, with an ear on all her page receives. */
export interface Player {
	page: Page;
	tap: Wiretap;
	says: typeof dutch;
}

export const takingPart = ['tessa', 'noortje', 'sunita', 'jorrit'] as const;
export type Participant = (typeof takingPart)[number];
export type Cast = Record<'marit' | 'yassin' | Participant, Player>;

/** Six browsers: Marit's line can be cut, Noortje has a phone, Sunita reads English in the dark. */
export async function sixBrowsers(browser: Browser, lab: LabProcess, cable: Cable): Promise<Cast> {
	const come = async (who: Who, options: Parameters<Browser['newContext']>[0] = {}) => {
		const page = await enter(browser, lab, who, options);
		page.setDefaultTimeout(20_000);
		return { page, tap: new Wiretap(page), says: dutch };
	};
	const cast: Cast = {
		marit: await come('marit', { proxy: cable.proxy }),
		yassin: await come('yassin'),
		tessa: await come('tessa'),
		noortje: await come('noortje', { viewport: { width: 390, height: 844 }, hasTouch: true }),
		sunita: await come('sunita', { colorScheme: 'dark' }),
		jorrit: await come('jorrit')
	};
	const { page } = cast.sunita;
	await page.goto('/account');
	await page.getByLabel('English').check();
	await page.getByRole('button', { name: /taal/i }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	cast.sunita.says = english;
	return cast;
}

/** Above every page of the lab. */
export const bar = ({ page, says }: Player) => page.getByRole('complementary', { name: says.bar });
/** On the board: what the group does now. */
export const band = ({ page, says }: Player) => page.getByRole('region', { name: says.band });
export const panel = ({ page }: Player, name: string | RegExp) =>
	page.getByRole('region', { name });
export const press = ({ page }: Player, name: string | RegExp) =>
	page.getByRole('button', { name }).click();
export const clock = ({ page }: Player) => page.getByRole('timer').first();

/** In the room: the item the group is at. */
export const inRoom = ({ page }: Player, item: string) =>
	page.getByRole('heading', { level: 2, name: new RegExp(`^${plain(item)}`) });
/** At the desk: the same. */
export const atDesk = (player: Player, item: string) =>
	panel(player, new RegExp(`^${plain(item)} .*stap`));

function plain(words: string): string {
	return words.replaceAll('?', '\\?');
}

/** By the one button of the desk that moves everybody. */
export async function goesOn(lead: Player, item: string): Promise<void> {
	await lead.page.getByRole('button', { name: `Volgende: ${item}`, exact: true }).click();
	await expect(atDesk(lead, item)).toBeVisible();
}

/** Writes a card in the first zone that is so called; done when the server has it on disk. */
export async function writes(player: Player, text: string, zone = ''): Promise<void> {
	const { page, says } = player;
	const add = page.getByRole('button', { name: new RegExp(`${says.add.source} ${zone}`) });
	await add.first().click();
	const field = page.getByLabel(says.text);
	await field.fill(text);
	await field.press('Escape');
	await expect(field).toHaveCount(0);
	await isSaved(player);
}

export function isSaved({ page, says }: Player): Promise<void> {
	return expect(page.getByTestId('saved')).toContainText(says.saved);
}

export const card = ({ page }: Player, text: string) =>
	page.getByRole('article').filter({ hasText: text });

/** A meeting that was held on a board of the demo: its actions are what one comes back to. */
export function wasHeld(lab: LabProcess, title: string, board: string): void {
	const database = new Database(lab.databaseFile, { timeout: 5_000 });
	const on = database.prepare('select id, lab_id from board where title = ?').get(board) as {
		id: string;
		lab_id: string;
	};
	const id = crypto.randomUUID();
	const at = new Date().toISOString();
	database
		.prepare(
			`insert into session (id, lab_id, title, goal, starts_at, status, started_at, ended_at,
				boards_closed_at, created_at)
			values (?, ?, ?, '', ?, 'ended', ?, ?, ?, ?)`
		)
		.run(id, on.lab_id, title, at, at, at, at, at);
	database
		.prepare(
			`insert into agenda_item
				(id, session_id, position, title, minutes, who, instruction, notes, board_id)
			values (?, ?, 0, 'Oogst', 10, '', '', '', ?)`
		)
		.run(crypto.randomUUID(), id, on.id);
	database.close();
}

/** What the log of a session says of who led it, in order. */
export function ledBy(lab: LabProcess, path: string): { act: string; name: string }[] {
	const database = new Database(lab.databaseFile, { readonly: true });
	const rows = database
		.prepare(
			`select act, name from session_event join member on member.id = member_id
			where session_id = ? and act in ('started', 'took-over', 'ended') order by session_event.n`
		)
		.all(path.split('/').at(-1));
	database.close();
	return rows as { act: string; name: string }[];
}
