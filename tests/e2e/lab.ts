import {
	test as base,
	expect,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';

/** The people of the demo lab these tests are about. */
export const people = {
	tessa: 'tessa@kennislab.example',
	noortje: 'noortje@kennislab.example',
	marit: 'marit@kennislab.example',
	yassin: 'yassin@kennislab.example',
	jorrit: 'jorrit@kennislab.example',
	sunita: 'sunita@kennislab.example',
	lotte: 'lotte@kennislab.example',
	evelien: 'evelien@kennislab.example',
	hilde: 'hilde@kennislab.example',
	beheer: 'beheer@kennislab.example'
} as const;

export type Who = keyof typeof people;

export const labPath = '/labs/extreemrechts-polarisatie';

/** Somebody who is not signed in, in a browser context of her own. */
export async function arrive(
	browser: Browser,
	lab: LabProcess,
	options: Parameters<Browser['newContext']>[0] = {}
): Promise<Page> {
	const context = await browser.newContext({ baseURL: lab.origin, ...options });
	const page = await context.newPage();
	watch(page);
	return page;
}

/** Signs somebody in, in a browser context of her own. */
export async function enter(
	browser: Browser,
	lab: LabProcess,
	who: Who,
	options: Parameters<Browser['newContext']>[0] = {}
): Promise<Page> {
	const page = await arrive(browser, lab, options);
	await page.goto('/sign-in');
	await page.getByLabel('E-mailadres').fill(people[who]);
	await page.getByLabel('Wachtwoord').fill('kennislab-demo');
	await page.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();
	await page.waitForURL('**/labs');
	await readsDutch(page);
	return page;
}

/** Whatever language a test before this one left her. */
async function readsDutch(page: Page): Promise<void> {
	const html = page.locator('html');
	if ((await html.getAttribute('lang')) === 'nl') return;
	await page.goto('/account');
	await page.getByLabel('Nederlands').check();
	await page.getByRole('button', { name: /language/i }).click();
	await expect(html).toHaveAttribute('lang', 'nl');
	await page.goto('/labs');
}

/** What went wrong in a page without being asked about. */
const complaints = new WeakMap<BrowserContext, string[]>();

function watch(page: Page): void {
	const heard: string[] = [];
	complaints.set(page.context(), heard);
	page.on('pageerror', (error) => heard.push(error.message));
	page.on('console', (message) => {
		const text = message.text();
		if (message.type() === 'error' && /Content Security Policy|hydrat|already imported/i.test(text))
			heard.push(text);
	});
}

/** No uncaught error, no CSP violation, no hydration mismatch so far. */
export function expectQuiet(page: Page): void {
	expect(complaints.get(page.context()) ?? []).toEqual([]);
}

/** A fresh board made by Marit, open to the lab at once. Returns its path. */
export async function makeBoard(
	marit: Page,
	title: string,
	template = 'tpl-trigger'
): Promise<string> {
	const answer = await marit.request.post(`${labPath}/boards?/create`, {
		form: { template, title, question: 'Wat versterken we?' },
		headers: { Origin: new URL(marit.url()).origin },
		maxRedirects: 0
	});
	expect(answer.status()).toBe(303);
	return answer.headers()['location'] as string;
}

/** Opens a board and waits until it is live. */
export async function openBoard(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(savedStatus(page)).toContainText('Alles opgeslagen');
}

/** Opens a page, acts on it before it comes alive, and waits until it has. */
export async function beforeAlive(
	page: Page,
	path: string,
	act: () => Promise<void>
): Promise<void> {
	const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
	await page.route('**/_app/immutable/**/*.js', (route) => held.then(() => route.continue()));
	await page.goto(path, { waitUntil: 'commit' });
	await act();
	const alive = page.waitForRequest('**/api/sign-in');
	goOn();
	await alive;
	await page.unroute('**/_app/immutable/**/*.js');
}

/** Opens a card to write in, and waits until one types in it: its field puts the caret at the end first. */
export async function openCard(page: Page, card: Locator): Promise<void> {
	await card.dblclick();
	await expect(page.getByLabel('Tekst van de kaart')).toBeFocused();
}

export function savedStatus(page: Page) {
	return page.getByTestId('saved');
}

/** One built product for the tests of a file: what another file did to boards, mail or people is not in it. */
class LabOfFile {
	#file = '';
	#lab: LabProcess | null = null;

	async of(file: string): Promise<LabProcess> {
		if (this.#lab && this.#file === file) return this.#lab;
		await this.end();
		this.#file = file;
		return (this.#lab = await LabProcess.start());
	}

	async end(): Promise<void> {
		const lab = this.#lab;
		this.#lab = null;
		await lab?.remove();
		// Two copies of Yjs in one process break documents in ways nobody sees at once.
		expect(lab?.output ?? '').not.toContain('already imported');
	}
}

export const test = base.extend<{ tidy: void; lab: LabProcess }, { labs: LabOfFile }>({
	// Pages left open by one test would keep their sockets, of which a member has twenty.
	tidy: [
		async ({ browser }, use) => {
			await use();
			await Promise.all(browser.contexts().map((context) => context.close()));
		},
		{ auto: true }
	],
	labs: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the first argument's names
		async ({}, use) => {
			const labs = new LabOfFile();
			await use(labs);
			await labs.end();
		},
		{ scope: 'worker' }
	],
	lab: async ({ labs }, use, { file }) => use(await labs.of(file))
});

export { expect };
