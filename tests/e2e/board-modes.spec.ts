import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardModes, type BoardMode } from '../../src/lib/domain/board-mode.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { BoardPhase } from '../../src/lib/documents/board-phase.ts';
import { RawClient } from '../support/clients.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { expect, expectQuiet, labPath, openBoard, test } from './lab.ts';
import { adds, band, everybody, names, pathOf, setMode, zone } from './modes.ts';

/** Marit leads, Jorrit brought the casus, Tessa is his colleague, Noortje comes from elsewhere. */
const group = ['marit', 'jorrit', 'tessa', 'noortje'] as const;
type Member = (typeof group)[number];

/** Who finds a way to write in zone "Witte vlekken", the zone of the step, on her page. */
const writers: Record<BoardMode, readonly Member[]> = {
	uitleg: ['marit', 'jorrit'],
	open: group,
	verdekt: group,
	ronde: ['marit'],
	inbrenger_luistert: ['marit', 'tessa', 'noortje'],
	ordenen: [],
	subgroep: ['jorrit', 'tessa', 'noortje'],
	stemmen: [],
	oogst: ['marit']
};

/** A command straight to the server, past every button. */
async function direct(page: Page, path: string, command: BoardCommand) {
	const answer = await page.request.post(`${path}/do`, {
		data: command,
		headers: { Origin: new URL(page.url()).origin }
	});
	return {
		status: answer.status(),
		body: (await answer.json()) as { reason?: string; message?: string }
	};
}

/** Writes a card over a socket of one's own making. True: it was taken. */
async function pastThePage(
	page: Page,
	lab: LabProcess,
	path: string,
	text: string
): Promise<boolean> {
	const cookies = await page.context().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const boardId = path.split('/').at(-1) as string;
	const target = { url: lab.origin, origin: lab.origin };
	const client = await new RawClient(target, boardDocument(boardId), cookie, '?saved=1').open();
	const board = new BoardDocument(new Y.Doc());
	board.addCard(
		{ id: randomUUID(), zone: 'wit', kind: 'vraag', domain: 'gedeeld', basis: null, text },
		1
	);
	client.send(frames.update(Y.encodeStateAsUpdate(board.doc)));
	await expect
		.poll(() => client.closed ?? (client.ofType(2).length > 0 || client.ofType(4).length > 0))
		.toBeTruthy();
	const wasTaken = client.ofType(4).length > 0;
	client.stop();
	return wasTaken;
}

test('four people walk one board through all nine modes; what is forbidden is, on every way in', async ({
	browser,
	lab
}) => {
	test.setTimeout(240_000);
	const who = await everybody(browser, lab, group);
	const { page: marit } = who('marit');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	for (const name of group) await openBoard(who(name).page, path);
	const card = (await zone(marit).locator('.card').first().getAttribute('id'))!.slice(5);
	const narrow: BoardCommand[] = [
		{ do: 'vote', card, n: 1 },
		{ do: 'move', card, zone: 'meso', index: 0 },
		{ do: 'flag', card, on: true },
		{ do: 'harvest', card, as: 'les' }
	];
	const allowed: Partial<Record<BoardMode, readonly string[]>> = {
		open: ['flag'],
		ronde: ['flag'],
		ordenen: ['move', 'flag'],
		stemmen: ['vote'],
		oogst: ['flag', 'harvest']
	};

	for (const mode of [...boardModes.filter((each) => each !== 'open'), 'open'] as BoardMode[]) {
		await setMode(marit, mode);
		for (const name of group) {
			const { page } = who(name);
			await expect(band(page), `${name} in ${mode}`).toContainText(names[mode]);
			const n = writers[mode].includes(name) ? 1 : 0;
			await expect(adds(page), `${name} in ${mode}`).toHaveCount(n);
		}
		// The same by a bare socket, and by a direct request.
		const onTheBoard = writers[mode].includes('noortje') && !['verdekt', 'subgroep'].includes(mode);
		const text = `langs de pagina ${mode}`;
		expect(await pastThePage(who('noortje').page, lab, path, text), mode).toBe(onTheBoard);
		if (!onTheBoard) expect(await who('tessa').tap.heard(text), mode).toBe(false);
		for (const command of narrow) {
			if (allowed[mode]?.includes(command.do)) continue;
			const { status, body } = await direct(who('noortje').page, path, command);
			expect([mode, command.do, status, body.reason]).toEqual([
				mode,
				command.do,
				403,
				'wrong-mode'
			]);
			expect(body.message).toContain('Er is niets veranderd');
		}
		const { n } = (await (await marit.request.get(`${path}/phase`)).json()) as BoardPhase;
		for (const command of [
			{ do: 'step', to: 1, from: n },
			{ do: 'reveal', from: n }
		] as const) {
			const { status, body } = await direct(who('noortje').page, path, command);
			expect([mode, status, body.reason]).toEqual([mode, 403, 'forbidden']);
		}
	}
	for (const name of group) expectQuiet(who(name).page);
});

test('hidden writing reaches nobody before the reveal, by any channel', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const others = ['marit', 'jorrit', 'tessa', 'lotte'] as const;
	const who = await everybody(browser, lab, [...others, 'noortje']);
	const { page: marit } = who('marit');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	for (const name of [...others, 'noortje'] as const) await openBoard(who(name).page, path);
	await setMode(marit, 'verdekt');
	const { page: noortje } = who('noortje');
	await marit.getByLabel('Hoe komen de kaarten op het bord?').selectOption('none');
	await expect(zone(noortje)).toContainText('Niemand kan later zien dat u dit schreef');
	await expect(zone(noortje)).toContainText('30 dagen');

	const marker = 'kwartelkoning';
	await adds(noortje).click();
	const field = noortje.getByLabel('Tekst van de kaart');
	// The promise stands at the field, before the first letter.
	await expect(zone(noortje).locator('.card')).toContainText([
		'Niemand kan later zien dat u dit schreef'
	]);
	await field.pressSequentially(`de ${marker} riep`, { delay: 15 });
	await expect(noortje.getByText('Noortje schrijft')).toHaveCount(0);
	await noortje.keyboard.press('Escape');
	await expect(zone(noortje)).toContainText('Alleen u ziet dit');
	for (const name of others) {
		await expect(zone(who(name).page)).toContainText(/1\s*van \d/, { timeout: 15_000 });
		await expect(who(name).page.getByText(/^\S+ schrijft$/)).toHaveCount(0);
	}
	// Pages, lists and what scripts fetch, asked for anew while it is hidden.
	for (const name of others) {
		const { page } = who(name);
		for (const address of [
			path,
			`${path}?view=outline`,
			`${path}/__data.json`,
			`${path}/authors`,
			`${path}/phase`,
			`${labPath}/boards`,
			labPath,
			`${labPath}/__data.json`
		]) {
			expect((await (await page.request.get(address)).body()).includes(marker), address).toBe(
				false
			);
		}
		await page.reload();
		await expect(zone(page)).toContainText(/1\s*van \d/);
		expect(who(name).tap.frames).toBeGreaterThan(5);
		expect([name, await who(name).tap.heard(marker)]).toEqual([name, false]);
	}
	// Nothing of it stays behind in the browser, nor in what the server writes down of itself.
	const kept = await noortje.evaluate(async () => {
		const databases = await indexedDB.databases();
		const caches_ = await caches.keys();
		return JSON.stringify([
			{ ...localStorage },
			{ ...sessionStorage },
			databases,
			caches_,
			document.cookie
		]);
	});
	expect(kept).not.toContain(marker);
	expect(lab.output).not.toContain(marker);

	await marit.getByRole('button', { name: /^Onthul 1 kaart/ }).click({ timeout: 15_000 });
	await marit
		.getByRole('dialog')
		.getByRole('button', { name: /^Onthul 1 kaart/ })
		.click();
	for (const name of [...others, 'noortje'] as const) {
		const shown = zone(who(name).page).getByText(`de ${marker} riep`);
		await expect(shown, name).toBeVisible();
		await expect(zone(who(name).page).locator('.card', { hasText: marker })).not.toContainText(
			'Noortje'
		);
	}
	// A facilitator can take it away at once.
	await zone(marit).locator('.card', { hasText: marker }).click();
	await zone(marit)
		.locator('.card', { hasText: marker })
		.getByRole('button', { name: 'Weghalen' })
		.click();
	await expect(zone(who('tessa').page).getByText(marker)).toHaveCount(0);
	await setMode(marit, 'open');
	for (const name of [...others, 'noortje'] as const) expectQuiet(who(name).page);
});

test('a field whose right ends keeps the text, says why, and offers to copy it', async ({
	browser,
	lab
}) => {
	const who = await everybody(browser, lab, ['marit', 'tessa']);
	const { page: marit } = who('marit');
	const { page: tessa } = who('tessa');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	for (const page of [marit, tessa]) await openBoard(page, path);
	await adds(tessa).click();
	await expect(tessa.getByLabel('Tekst van de kaart')).toBeFocused();
	let isTyping = true;
	const typing = (async () => {
		for (let i = 0; isTyping && i < 200; i += 1) await tessa.keyboard.type(`woord${i} `);
	})();
	await setMode(marit, 'ronde');
	const kept = tessa.getByLabel('Uw tekst, alleen om te lezen');
	await expect(kept).toBeVisible();
	isTyping = false;
	await typing;
	await expect(kept).toHaveValue(/^woord0 woord1/);
	await expect(tessa.getByRole('alert').filter({ hasText: 'Ronde' })).toContainText(
		'Uw tekst staat hier nog'
	);
	await expect(kept).toHaveAttribute('readonly', '');
	const hers = zone(tessa).locator('.card', { has: kept });
	await expect(hers.getByRole('button', { name: 'Kopieer' })).toBeVisible();
	await setMode(marit, 'open');
	expectQuiet(tessa);
});

test('moving on can be taken back for five seconds, and a latecomer is told where the group is', async ({
	browser,
	lab
}) => {
	const who = await everybody(browser, lab, ['marit', 'tessa', 'noortje']);
	const { page: marit } = who('marit');
	const path = await pathOf(marit, 'Verontrustende uitspraken');
	for (const name of ['marit', 'tessa'] as const) await openBoard(who(name).page, path);
	await marit.getByRole('button', { name: /^Iedereen gaat naar Versterken/ }).click();
	await expect(band(who('tessa').page)).toContainText('Stap 7 van 8');
	await marit
		.getByRole('status')
		.or(marit.locator('.toast'))
		.getByRole('button', { name: 'Ongedaan maken' })
		.click();
	await expect(band(who('tessa').page)).toContainText('Stap 6 van 8');
	await marit.getByRole('button', { name: /^Iedereen gaat naar Versterken/ }).click();
	await expect(band(who('tessa').page)).toContainText('Stap 7 van 8');

	await openBoard(who('noortje').page, path);
	const late = who('noortje').page.getByText(/^Hiervoor: stap 6/);
	await expect(late).toBeVisible();
	await who('noortje').page.getByRole('button', { name: 'Begrepen' }).click();
	await expect(late).toBeHidden();
	await marit.getByRole('button', { name: /^Terug naar Witte vlekken/ }).click();
	await expect(band(who('tessa').page)).toContainText('Stap 6 van 8');
});
