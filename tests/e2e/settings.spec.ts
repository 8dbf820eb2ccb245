import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { RawClient } from '../support/clients.ts';
import { aCard } from '../support/people-on-board.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, makeBoard, test } from './lab.ts';

const path = `${labPath}/settings`;
const phrase = 'Wiebe Kloosterziel';

test('what is no personal data is proposed on a board, agreed in the settings, and withdrawn there', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit', { viewport: { width: 320, height: 640 } });
	const board = await makeBoard(marit, 'Woorden');
	const tessa = await enter(browser, lab, 'tessa', { javaScriptEnabled: false });
	const propose = (words: string) =>
		tessa.request.post(`${board}/do`, {
			data: { do: 'allow', phrase: words },
			headers: { Origin: new URL(tessa.url()).origin }
		});
	for (const words of [phrase, 'Jan Modaal']) expect((await propose(words)).status()).toBe(200);
	const blocked = await propose('bel 06-23416789');
	expect(blocked.status()).toBe(422);
	expect(await blocked.json()).toMatchObject({ reason: 'personal-data' });

	// Without JavaScript: her own, and nobody else's.
	await tessa.goto(labPath);
	await tessa.getByRole('link', { name: 'Instellingen' }).click();
	const mine = tessa.getByRole('list', { name: 'Uw voorstellen' });
	await expect(mine.getByRole('listitem')).toHaveCount(2);
	await expect(tessa.getByRole('button', { name: /^Akkoord/ })).toHaveCount(0);
	await tessa.getByRole('button', { name: /^Intrekken.*Jan Modaal/ }).click();
	await expect(tessa.locator('.outcome')).toContainText('Ingetrokken');
	await expect(mine.getByRole('listitem')).toHaveCount(1);

	// On a phone, with the keyboard.
	await marit.goto(path);
	expect(await findings(marit)).toEqual([]);
	const width = () => marit.evaluate(() => document.documentElement.scrollWidth);
	expect(await width()).toBeLessThanOrEqual(320);
	const proposal = marit.getByRole('list', { name: 'Voorstellen' }).getByRole('listitem');
	await expect(proposal).toContainText(phrase);
	// Who it was would tell whose card it is on a board without names.
	await expect(proposal).not.toContainText('Tessa');
	await expect(proposal).toContainText('Woorden');
	await marit.getByRole('button', { name: /^Akkoord/ }).press('Enter');
	await expect(marit.locator('.outcome')).toContainText('niet meer tegengehouden');
	const agreed = marit.getByRole('list', { name: 'Afgesproken voor het hele lab' });
	await expect(agreed).toContainText(phrase);
	await expect(marit.locator('.outcome')).toBeFocused();
	expect(await findings(marit)).toEqual([]);

	const noortje = await enter(browser, lab, 'noortje');
	await noortje.goto(path);
	await expect(noortje.getByText(phrase)).toBeVisible();
	await expect(noortje.getByRole('button', { name: /^Intrekken/ })).toHaveCount(0);

	await marit.getByRole('button', { name: /^Intrekken/ }).click();
	await expect(marit.getByText('Er is nog niets afgesproken.')).toBeVisible();
	await noortje.reload();
	await expect(noortje.getByText(phrase)).toHaveCount(0);
	for (const page of [marit, noortje]) expectQuiet(page);
});

test('a form for a board refuses a name at its field', async ({ browser, lab }) => {
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(`${labPath}/boards`);
	const answer = await marit.request.post(`${labPath}/boards?/create`, {
		form: { template: 'tpl-trigger', title: `Over ${phrase}`, question: 'Wat nu?' },
		headers: { Origin: new URL(marit.url()).origin, accept: 'text/html' }
	});
	expect(answer.status()).toBe(422);
	expect(await answer.text()).toContain('Hier is misschien iemand te herkennen.');
});

test('whoever wrote it, and who reads along, hears what the server took out', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const board = await makeBoard(marit, 'Bewaakt');
	const tessa = await enter(browser, lab, 'tessa');
	for (const page of [marit, tessa]) {
		await page.goto(board);
		await expect(page.getByTestId('saved')).toContainText('Alles opgeslagen');
	}
	// What her page would not send, from something else that holds her cookie.
	const cookies = await tessa.context().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const id = board.split('/').at(-1)!;
	const target = { url: lab.origin, origin: lab.origin };
	const raw = new RawClient(target, boardDocument(id), cookie);
	const doc = await (await raw.open()).ask();
	const before = Y.encodeStateVector(doc);
	new BoardDocument(doc).addCards([aCard('gezien met BSN 123456782', 'wit')], 1);
	raw.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
	await expect(tessa.getByText('uit uw tekst gehaald')).toBeVisible();
	await expect(marit.getByText('van het bord gehaald')).toBeVisible();
	await expect(marit.getByText('123456782')).toHaveCount(0);
	await expect(tessa.getByText('gezien met BSN')).toBeVisible();
	raw.stop();
	await marit.getByRole('button', { name: 'Haal dit weg' }).first().click();
	await expect(marit.getByText('van het bord gehaald')).toHaveCount(0);
	for (const page of [marit, tessa]) expectQuiet(page);
});
