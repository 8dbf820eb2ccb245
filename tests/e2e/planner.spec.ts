import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { planned, sessions } from './sessions.ts';

const saved = (page: Page) => page.getByTestId('plan-saved');
const save = (page: Page) =>
	page.getByRole('button', { name: /^Bewaar (het|mijn) draaiboek/ }).click();
const heads = (page: Page) => page.getByRole('heading', { level: 3, name: /^Punt \d+:/ });
const titles = async (page: Page) =>
	(await heads(page).allTextContents()).map((text) => text.trim().replace(/^Punt \d+: /, ''));
const row = (page: Page, title: string) =>
	page.getByRole('listitem').filter({
		has: page.getByRole('heading', { level: 3, name: new RegExp(`^Punt \\d+: ${title}$`) })
	});
const unfold = (page: Page, title: string) => row(page, title).locator('summary').click();

test('a session starts from a script, from a method, from an earlier one, and from nothing', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(sessions);
	await expect(marit.getByRole('heading', { level: 2, name: 'Komt eraan' })).toBeVisible();
	await expect(marit.getByRole('link', { name: 'Sessies', exact: true })).toHaveAttribute(
		'aria-current',
		'page'
	);
	await marit.getByRole('link', { name: 'Plan een sessie' }).click();
	await marit.getByRole('button', { name: 'Maak het draaiboek' }).click();
	await expect(marit.getByText('Geef de sessie een naam.')).toBeVisible();
	await expect(marit.getByText('Kies een dag en een tijd.')).toBeVisible();

	await planned(marit, { board: 'Wie doet wat wanneer bij extreemrechtse uitingen' });
	expect((await titles(marit)).slice(0, 4)).toEqual([
		'Vooraf',
		'Inloop',
		'Check-in en afspraken',
		'Wat is er sinds vorige keer gebeurd?'
	]);
	await expect(row(marit, 'Vooraf')).toContainText('vooraf');
	await expect(row(marit, 'Check-in en afspraken').locator('time')).toHaveText('10.05');
	await expect(marit.getByText('120 minuten, klaar om 12.00 uur')).toBeVisible();

	await planned(marit, { title: 'Een uur', from: /^Intervisie in een uur/ });
	await expect(marit.getByText('60 minuten, klaar om 11.00 uur')).toBeVisible();
	await planned(marit, { title: 'Met een methode', from: /^Incidentmethode, versie 1/ });
	await expect(row(marit, (await titles(marit))[0]!)).toBeVisible();
	expect((await titles(marit)).length).toBeGreaterThan(3);
	await planned(marit, { title: 'Net als toen', from: /^Vierde bijeenkomst/ });
	expect((await titles(marit))[2]).toBe('Check-in en afspraken');
	await planned(marit, { title: 'Van voren af aan', from: 'Een leeg draaiboek' });
	await expect(marit.getByText('Er staat nog niets op de agenda.')).toBeVisible();
	await marit.getByRole('button', { name: 'Punt erbij' }).click();
	await marit.keyboard.type('Welkom');
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	await marit.reload();
	await expect(row(marit, 'Welkom')).toBeVisible();
	expectQuiet(marit);
});

test('an agenda is put in order by keyboard and by drag, times follow, and what went comes back', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await planned(marit);
	const casus = row(marit, 'Casus');
	await expect(casus.locator('time')).toHaveText('10.25');
	await casus.getByRole('button', { name: /^Omhoog: Punt 5: Casus/ }).press('Enter');
	await expect(casus.locator('time')).toHaveText('10.15');
	await expect(casus.getByRole('button', { name: /^Omhoog/ })).toBeFocused();
	await expect(marit.getByText('Punt 5: Casus staat nu op plaats 4 van 14.')).toBeVisible();
	await casus.getByLabel('Titel').press('Alt+ArrowUp');
	await expect(casus.locator('time')).toHaveText('10.05');
	await expect(casus.getByLabel('Titel')).toBeFocused();
	await casus.getByLabel('Titel').press('Alt+ArrowDown');
	await expect(casus.locator('time')).toHaveText('10.15');

	// By its handle, below the break.
	const [from, to] = [
		(await casus.locator('[data-drag]').boundingBox())!,
		(await row(marit, 'Check-in en afspraken').boundingBox())!
	];
	await marit.mouse.move(from.x + 5, from.y + 5);
	await marit.mouse.down();
	await marit.mouse.move(from.x + 5, from.y - 20, { steps: 3 });
	await marit.mouse.move(from.x + 5, to.y + 4, { steps: 5 });
	await marit.mouse.up();
	await expect(casus.locator('time')).toHaveText('10.05');
	expect((await titles(marit)).slice(1, 4)).toEqual(['Inloop', 'Casus', 'Check-in en afspraken']);

	await casus.getByLabel('Minuten').fill('20');
	await expect(row(marit, 'Check-in en afspraken').locator('time')).toHaveText('10.25');
	await expect(marit.getByText('132 minuten, klaar om 12.12 uur')).toBeVisible();
	await row(marit, 'Pauze')
		.getByRole('button', { name: /^Maak een kopie/ })
		.click();
	expect((await titles(marit)).filter((title) => title === 'Pauze')).toHaveLength(2);
	await row(marit, 'Wegen')
		.getByRole('button', { name: /^Verwijder/ })
		.press('Enter');
	await expect(row(marit, 'Wegen')).toHaveCount(0);
	await marit.getByRole('button', { name: 'Zet terug' }).press('Enter');
	await expect(row(marit, 'Wegen').getByLabel('Titel')).toBeFocused();

	await expect(saved(marit)).toContainText('Nog niet bewaard');
	let asked = '';
	marit.once('dialog', (dialog) => {
		asked = dialog.message();
		void dialog.dismiss();
	});
	await marit.getByRole('link', { name: 'Leden' }).click();
	await expect.poll(() => asked).toContain('nog niet bewaard');
	const order = await titles(marit);
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	// A second save is on top of the first.
	await casus.getByLabel('Wie').fill('inbrenger en groep');
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	await marit.reload();
	await expect.poll(() => titles(marit)).toEqual(order);
	await expect(casus.getByLabel('Minuten')).toHaveValue('20');
	expectQuiet(marit);
});

test('what is wrong is named with its place, personal data is held, and nothing is lost', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await planned(marit);
	await row(marit, 'Wegen').getByLabel('Minuten').fill('500');
	await row(marit, 'Inloop').getByLabel('Titel').fill('');
	await marit.getByLabel('Waar hoort en ziet u elkaar?').fill('http://vergader.example');
	await save(marit);
	const wrong = marit.getByRole('alert').filter({ hasText: 'Dit klopt nog niet' });
	await expect(wrong).toContainText('Punt 2, Titel: dit is leeg.');
	await expect(wrong).toContainText(
		'Punt 12, Minuten: dit moet een heel getal zijn van 0 tot en met 240.'
	);
	await expect(wrong).toContainText('dit moet een adres zijn dat met https:// begint.');
	await row(marit, 'Wegen').getByLabel('Minuten').fill('8');
	await row(marit, 'zonder titel').getByRole('textbox', { name: 'Titel' }).fill('Inloop');
	await marit.getByLabel('Waar hoort en ziet u elkaar?').fill('https://vergader.example/kamer');

	const posts: string[] = [];
	marit.on('request', (request) => {
		if (request.method() === 'POST') posts.push(request.url());
	});
	await unfold(marit, 'Casus');
	const notes = row(marit, 'Casus').getByLabel('Notities, alleen voor de begeleiding');
	await notes.fill('Bel de inbrenger op 06 12345678.');
	await row(marit, 'Casus').locator('summary').click();
	await save(marit);
	await expect(marit.getByRole('alert').filter({ hasText: 'iemand te herkennen' })).toContainText(
		'Punt 5: Casus, Notities'
	);
	expect(posts).toEqual([]);
	await expect(notes).toHaveValue('Bel de inbrenger op 06 12345678.');
	await notes.fill('Bel de inbrenger een dag eerder.');

	// A line that is down takes nothing of it along.
	await marit.context().setOffline(true);
	await save(marit);
	await expect(marit.getByRole('alert').filter({ hasText: 'niet aangekomen' })).toBeVisible();
	await marit.context().setOffline(false);
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');

	// What goes round the page is stopped all the same.
	const forged = await marit.request.post(`${new URL(marit.url()).pathname}?/save`, {
		form: { revision: '2', plan: '{"items":[{"__proto__":1}]}' },
		headers: { Origin: lab.origin, 'x-sveltekit-action': 'true' }
	});
	expect(await forged.json()).toMatchObject({ type: 'failure', status: 400 });
	expectQuiet(marit);
});

test('an item in which one votes says how: by keyboard, refused where it cannot be, and on paper', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const board = 'Wie doet wat wanneer bij extreemrechtse uitingen';
	await planned(marit, { title: 'Met een stemming', board });
	const wegen = row(marit, 'Wegen');
	await unfold(marit, 'Casus');
	await expect(row(marit, 'Casus').getByLabel('Hoe stemmen we?')).toHaveCount(0);
	await unfold(marit, 'Wegen');
	// As the script says.
	await expect(wegen.getByLabel('Stippen per persoon')).toHaveValue('5');
	await expect(wegen.getByLabel('Hoogstens per kaart')).toHaveValue('1');
	await wegen.getByLabel('Hoogstens per kaart').fill('6');
	await save(marit);
	const wrong = marit.getByRole('alert').filter({ hasText: 'Dit klopt nog niet' });
	await expect(wrong).toContainText(
		'Punt 12, Hoogstens per kaart: dit kan niet meer zijn dan het aantal stippen per persoon.'
	);
	await wrong.getByRole('link').press('Enter');
	await expect(wegen.getByLabel('Hoogstens per kaart')).toBeFocused();
	await expect(wegen.getByLabel('Hoogstens per kaart')).toHaveAttribute('aria-invalid', 'true');
	await wegen.getByLabel('Hoogstens per kaart').fill('2');
	await wegen.getByLabel('Stippen per persoon').fill('');
	await save(marit);
	await expect(wrong).toContainText(
		'Punt 12, Aantal per persoon: dit moet een heel getal zijn van 1 tot en met 20.'
	);
	await wegen.getByLabel('Stippen per persoon').fill('4');
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	await marit.reload();
	await expect(wegen.locator('summary')).toContainText(
		'Stippen: 4 per persoon, hoogstens 2 per kaart.'
	);

	// In secret: a card is chosen or not; and not where nobody is shown a result.
	await unfold(marit, 'Wegen');
	await wegen.getByLabel('Hoe stemmen we?').selectOption({ label: 'Geheime stemming' });
	await expect(wegen.getByLabel('Hoogstens per kaart')).toHaveCount(0);
	await wegen.getByLabel('Keuzes per persoon').fill('2');
	await wegen
		.getByLabel('Bord', { exact: true })
		.selectOption({ label: 'Verontrustende uitspraken: klas, buurthuis en scherm' });
	await save(marit);
	await expect(wrong).toContainText('Punt 12, Hoe stemmen we?: in de werkvorm van dit bord');
	await expect(wegen.getByLabel('Hoe stemmen we?')).toHaveAttribute('aria-invalid', 'true');
	await wegen.getByLabel('Bord', { exact: true }).selectOption({ label: board });
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	await marit.emulateMedia({ media: 'print' });
	await expect(
		marit.getByRole('table').getByRole('row').filter({ hasText: 'Wegen' })
	).toContainText('Geheime stemming: hoogstens 2 keuzes per persoon.');
	expectQuiet(marit);
});

test('of two who save at once the second is told what the other did, and loses nothing', async ({
	browser,
	lab
}) => {
	const one = await enter(browser, lab, 'marit');
	await planned(one);
	const two = await enter(browser, lab, 'marit');
	await two.goto(one.url());
	await row(one, 'Casus').getByLabel('Minuten').fill('12');
	await row(one, 'Pauze')
		.getByRole('button', { name: /^Verwijder/ })
		.click();
	await row(two, 'Oogst').getByLabel('Titel').fill('Oogsten met elkaar');
	await save(one);
	await expect(saved(one)).toContainText('Alles bewaard');
	await save(two);
	const told = two.getByRole('alert').filter({ hasText: 'Iemand anders bewaarde intussen' });
	await expect(told).toContainText('gewijzigd: Casus');
	await expect(told).toContainText('weg: Pauze');
	await expect(row(two, 'Oogsten met elkaar')).toBeVisible();
	await expect(saved(two)).toContainText('Nog niet bewaard');
	await two.getByRole('button', { name: 'Bewaar mijn draaiboek eroverheen' }).click();
	await expect(saved(two)).toContainText('Alles bewaard');
	await one.reload();
	await expect(row(one, 'Oogsten met elkaar')).toBeVisible();
	await expect(row(one, 'Pauze')).toBeVisible();
});

test('somebody helps, a table is hosted, and a session that never ran is taken away', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await planned(marit, { title: 'Voor even' });
	const people = marit.getByRole('region', { name: 'Begeleiding' });
	await row(marit, 'Casus').getByLabel('Minuten').fill('9');
	await people.getByLabel('Wie').selectOption({ label: 'Yassin Belhadri, ESS' });
	await people.getByRole('button', { name: 'Wijs aan' }).click();
	await expect(people.getByText('De taak is aangepast.')).toBeVisible();
	await expect(people.getByLabel('Taak van Yassin Belhadri')).toHaveValue('co');
	// What one was changing is still there.
	await expect(row(marit, 'Casus').getByLabel('Minuten')).toHaveValue('9');
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	await people.getByLabel('Taak van Yassin Belhadri').selectOption('host');
	await people.getByRole('button', { name: /^Wijzig.*Yassin/ }).click();
	await expect(people.getByLabel('Taak van Yassin Belhadri')).toHaveValue('host');
	await marit.getByText('Verwijder deze sessie').click();
	await marit.getByRole('button', { name: 'Ja, verwijder de sessie' }).click();
	await expect(marit.getByText('De sessie is verwijderd.')).toBeVisible();
	await expect(marit.getByText('Voor even')).toHaveCount(0);
});

test('for a participant there is no plan and no new session, and in her page nothing of the notes', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await planned(marit, { title: 'Met notities' });
	const path = new URL(marit.url()).pathname;
	const tessa = await enter(browser, lab, 'tessa');
	expect((await tessa.goto(path))?.status()).toBe(404);
	expect((await tessa.goto(`${sessions}/new`))?.status()).toBe(404);
	for (const [action, form] of [
		['save', { revision: '1', plan: '{}' }],
		['appoint', { member: 'x', role: 'co' }],
		['remove', {}]
	] as const) {
		const answer = await tessa.request.post(`${path}?/${action}`, {
			form,
			headers: { Origin: lab.origin }
		});
		expect(answer.status()).toBe(403);
	}
	const made = await tessa.request.post(`${sessions}/new`, {
		form: { title: 'Van mij', startsAt: '2026-12-15T10:00', from: 'empty' },
		headers: { Origin: lab.origin }
	});
	expect(made.status()).toBe(403);
	await tessa.goto(sessions);
	await expect(tessa.getByRole('link', { name: 'Met notities', exact: true })).toBeVisible();
	await expect(tessa.getByRole('link', { name: 'Plan een sessie' })).toHaveCount(0);
	await expect(tessa.getByRole('link', { name: /^Draaiboek/ })).toHaveCount(0);
	expect(await tessa.content()).not.toContain('herleidbaarheidscheck');
});

test('a calendar file has a time and a link, and no word of what it is about', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await planned(marit, { title: 'Onrust rond het Gildeplein', when: '2026-07-01T10:00' });
	await marit.getByLabel('Doel').fill('Samen bepalen wat helpt');
	await save(marit);
	await expect(saved(marit)).toContainText('Alles bewaard');
	const path = new URL(marit.url()).pathname.replace(/plan$/, 'calendar.ics');
	const answer = await (await enter(browser, lab, 'tessa')).request.get(path);
	expect(answer.status()).toBe(200);
	expect(answer.headers()['content-type']).toContain('text/calendar');
	const file = await answer.text();
	for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	const fields = new Map(
		file
			.replaceAll('\r\n ', '')
			.split('\r\n')
			.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
	);
	const id = path.split('/').at(-2)!;
	expect(fields.get('DTSTART')).toBe('20260701T080000Z');
	expect(fields.get('DTEND')).toBe('20260701T100000Z');
	expect(fields.get('SUMMARY')).toBe('Kennislab: sessie');
	expect(fields.get('UID')).toBe(`${id}@localhost`);
	expect(fields.get('SEQUENCE')).toBe('2');
	const link = fields.get('URL')!;
	expect(link).toMatch(new RegExp(`^${lab.origin}/labs/[0-9a-f-]{36}/sessions/${id}$`));
	const agenda = (await titles(marit)).join(' ');
	const words = `Onrust rond het Gildeplein Samen bepalen wat helpt extreemrechts-polarisatie Marit ${agenda}`;
	for (const word of words.split(/[^\p{L}]+/u).filter((each) => each.length > 3)) {
		expect(file.toLowerCase()).not.toContain(word.toLowerCase());
	}
	// The address by ids leads to the same session.
	const byId = await marit.request.get(`${link}/calendar.ics`);
	expect(byId.status()).toBe(200);
	const beheer = await enter(browser, lab, 'beheer');
	expect((await beheer.request.get(path)).status()).toBe(404);
	const evelien = await enter(browser, lab, 'evelien');
	expect((await evelien.request.get(path)).status()).toBe(404);
	const noortje = await enter(browser, lab, 'noortje');
	await noortje.goto('/account');
	await noortje.getByLabel('English').check();
	await noortje.getByRole('button', { name: /taal/i }).click();
	expect(await (await noortje.request.get(path)).text()).toContain(
		'SUMMARY:Kennislab: session\r\n'
	);
});

test('on paper it is a table with the private notes, and no control is on it', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit', { colorScheme: 'dark' });
	await planned(marit, { board: 'Wie doet wat wanneer bij extreemrechtse uitingen' });
	await expect(marit.getByRole('table')).toBeHidden();
	await marit.emulateMedia({ media: 'print' });
	await marit.setViewportSize({ width: 794, height: 1123 });
	const table = marit.getByRole('table');
	await expect(table).toBeVisible();
	await expect(marit.getByText('hier staan notities in die deelnemers niet zien')).toBeVisible();
	const casus = table.getByRole('row').filter({ hasText: 'Vertelt de casus in vijf zinnen' });
	await expect(casus).toContainText('10.25');
	await expect(casus).toContainText('Wie doet wat wanneer');
	await expect(table).toContainText('spelregels die blijven staan');
	await expect(marit.getByRole('button')).toHaveCount(0);
	await expect(marit.getByRole('textbox')).toHaveCount(0);
	await marit.screenshot({ path: 'test-results/plan-print.png', fullPage: true });
});

test('without JavaScript a session is planned and its script is read', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit', { javaScriptEnabled: false });
	await marit.goto(`${sessions}/new`);
	await marit.getByLabel('Naam van de sessie').fill('Bel 06 12345678');
	await marit.getByLabel('Wanneer begint zij?').fill('2026-12-15T10:00');
	await marit.getByLabel('Waarmee begint u?').selectOption({ label: 'Een leeg draaiboek' });
	await marit.getByRole('button', { name: 'Maak het draaiboek' }).click();
	await expect(marit.getByRole('alert').first()).toBeVisible();
	await expect(marit.getByLabel('Wanneer begint zij?')).toHaveValue('2026-12-15T10:00');
	await marit.getByLabel('Naam van de sessie').fill('Zonder script');
	await marit.getByLabel('Waarmee begint u?').selectOption('script:scr-regio');
	await marit.getByRole('button', { name: 'Maak het draaiboek' }).click();
	await expect(marit.getByText('Aanpassen kan alleen met JavaScript.')).toBeVisible();
	await expect(marit.getByRole('table')).toContainText('Tafel 1: opgaven');
	await marit.getByLabel('Wie', { exact: true }).selectOption({ label: 'Yassin Belhadri, ESS' });
	await marit.getByRole('button', { name: 'Wijs aan' }).click();
	await expect(marit.getByLabel('Taak van Yassin Belhadri')).toHaveValue('co');
});

const looks = [
	{ name: 'wide and light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
	{ name: 'a phone in the dark', viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
	{ name: '320 pixels', viewport: { width: 320, height: 640 }, colorScheme: 'light' }
] as const;

for (const { name, ...look } of looks) {
	test(`sessions and their plan are accessible and fit, ${name}`, async ({ browser, lab }) => {
		const marit = await enter(browser, lab, 'marit', look);
		const check = async (shot: string) => {
			if (look.viewport.width > 320) expect(await findings(marit)).toEqual([]);
			const excess = await marit.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(excess).toBeLessThanOrEqual(0);
			const path = `test-results/${shot}-${look.viewport.width}.png`;
			await marit.screenshot({ path, fullPage: true });
		};
		await marit.goto(sessions);
		await check('sessions');
		await marit.goto(`${sessions}/new`);
		await check('session-new');
		await planned(marit, { board: 'Wie doet wat wanneer bij extreemrechtse uitingen' });
		await unfold(marit, 'Casus');
		await unfold(marit, 'Wegen');
		await row(marit, 'Wegen').getByLabel('Hoogstens per kaart').fill('9');
		await check('plan');
		await row(marit, 'Inloop').getByLabel('Minuten').fill('-1');
		await row(marit, 'Casus').getByLabel('Notities').fill('Bel 06 12345678');
		await save(marit);
		await expect(marit.getByRole('alert').first()).toBeVisible();
		await check('plan-wrong');
		await row(marit, 'Inloop').getByLabel('Minuten').fill('5');
		await row(marit, 'Wegen').getByLabel('Hoogstens per kaart').fill('1');
		await save(marit);
		await expect(marit.getByRole('alert').filter({ hasText: 'te herkennen' })).toBeVisible();
		await check('plan-held');
		expectQuiet(marit);
	});
}
