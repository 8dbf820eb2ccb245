import { expectAccessible } from './accessible.ts';
import { aQuestion, editor, isAlive, letIn } from './drafts.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { Sent } from './sent.ts';
import { Wiretap } from './wiretap.ts';

test('two write one question at once, and a number never leaves the keyboard', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await aQuestion(tessa);
	await isAlive(tessa);
	await letIn(tessa, 'Jorrit');
	const jorrit = await enter(browser, lab, 'jorrit');
	const tap = new Wiretap(jorrit);
	const sent = new Sent(tessa);
	await jorrit.goto(path);
	await isAlive(jorrit);
	await editor(tessa).click();
	await tessa.keyboard.type('Wie kent dit? Bel 06-12345678 graag. ');
	await expect(editor(jorrit)).toContainText('Wie kent dit? Bel');
	await expect(editor(jorrit)).toContainText('graag.');
	await expect(tessa.getByRole('group', { name: 'Nog niet verstuurd' })).toContainText(
		'06-12345678'
	);
	expect(tap.frames).toBeGreaterThan(0);
	expect(await tap.heard('1234')).toBe(false);
	expect(sent.has('1234')).toBe(false);
});

test('a draft is looked at on a wide screen and on a phone, and its page says nothing odd', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await aQuestion(tessa);
	await isAlive(tessa);
	await tessa.getByLabel('Praktijkkennis lokale context').check();
	await expectAccessible(tessa);
	expectQuiet(tessa);
});

test('without script a draft is written and placed in one go, and keeps what is refused', async ({
	browser,
	lab
}) => {
	const noortje = await enter(browser, lab, 'noortje', { javaScriptEnabled: false });
	await aQuestion(noortje);
	await noortje.getByLabel('Titel').fill('Zonder script');
	await editor(noortje).fill('Bel iemand op 06-12345678.');
	await noortje.getByLabel('Interventies').check();
	await noortje.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(noortje.getByRole('alert').first()).toBeVisible();
	await expect(editor(noortje)).toHaveValue('Bel iemand op 06-12345678.');
	await expect(noortje.getByLabel('Interventies')).toBeChecked();
	await editor(noortje).fill('Bel iemand op.');
	await noortje.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(noortje.getByRole('heading', { level: 1, name: 'Zonder script' })).toBeVisible();
	await expect(noortje.getByText('Bel iemand op.')).toBeVisible();
});

test('a title that is missing is said to be missing, and is asked for again', async ({
	browser,
	lab
}) => {
	const sunita = await enter(browser, lab, 'sunita');
	await aQuestion(sunita);
	await isAlive(sunita);
	await editor(sunita).click();
	await sunita.keyboard.type('Wat weet men van elkaar? ');
	await sunita.getByLabel('Interventies').check();
	const place = sunita.getByRole('button', { name: 'Plaats de vraag' });
	await expect(place).toBeEnabled();
	await place.click();
	await expect(sunita.getByRole('alert').filter({ hasText: 'leeg of te lang' })).toBeVisible();
	await expect(sunita.getByText('te herkennen is')).toHaveCount(0);
	await expect(editor(sunita)).toContainText('Wat weet men van elkaar?');
	await sunita.getByLabel('Titel').fill('Van elkaar weten');
	await sunita.getByLabel('Titel').press('Tab');
	await expect(place).toBeEnabled();
	await place.click();
	await expect(sunita.getByRole('heading', { level: 1, name: 'Van elkaar weten' })).toBeVisible();
	expectQuiet(sunita);
});

test('what is typed before the page is alive stays, and is looked at as well', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	const path = await aQuestion(tessa);
	await isAlive(tessa);
	const sent = new Sent(tessa);
	// A slow line: the page is there, its scripts are not.
	let release: () => void = () => undefined;
	const arrived = new Promise<void>((resolve) => (release = resolve));
	await tessa.route('**/_app/immutable/**/*.js', async (route) => {
		await arrived;
		await route.continue();
	});
	await tessa.goto(path, { waitUntil: 'commit' });
	await tessa.getByLabel('Titel').fill('Traag begonnen');
	await editor(tessa).fill('Kom langs.\nOf bel 06-12345678.');
	release();
	await isAlive(tessa);
	await expect(tessa.getByLabel('Titel')).toHaveValue('Traag begonnen');
	await expect(editor(tessa)).toContainText('Kom langs.');
	await expect(editor(tessa)).toContainText('06-12345678');
	await expect(tessa.getByRole('group', { name: 'Nog niet verstuurd' })).toContainText(
		'06-12345678'
	);
	expect(sent.has('1234')).toBe(false);
	expectQuiet(tessa);
});
