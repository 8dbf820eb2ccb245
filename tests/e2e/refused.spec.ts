import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import {
	enter,
	expect,
	expectQuiet,
	labPath,
	makeBoard,
	openBoard,
	savedStatus,
	test
} from './lab.ts';

/** Stands between a page and the server's websocket, as a server in trouble would. */
class Between {
	/** What the page writes from now on is answered with this instead of being passed on. */
	answersWith: Buffer | null = null;
	held = 0;
	#stepOne: Buffer | null = null;
	#send: (frame: Buffer) => void = () => undefined;
	#close: (code: number) => void = () => undefined;

	static async on(page: Page): Promise<Between> {
		const between = new Between();
		await page.routeWebSocket(/\/sync\/board\//, (socket) => {
			const server = socket.connectToServer();
			between.#send = (frame) => socket.send(frame);
			let isClosed = false;
			between.#close = (code) => {
				isClosed = true;
				void socket.close({ code });
			};
			socket.onMessage((message) => {
				const frame = Buffer.from(message);
				const isWrite = frame[0] === 0 && frame[1] !== 0;
				// What the page still wrote before it heard of the close.
				if (isClosed) return;
				if (!between.answersWith || !isWrite) return server.send(frame);
				between.held += 1;
				if (between.answersWith.length > 0) socket.send(between.answersWith);
			});
			server.onMessage((message) => {
				const frame = Buffer.from(message);
				if (frame[0] === 0 && frame[1] === 0) between.#stepOne = frame;
				// A later answer to step 1 makes up for what was held back: the server counts those too.
				if (frame[0] === 4) frame[1]! += between.held;
				socket.send(frame);
			});
		});
		return between;
	}

	/** Asks for the page's state as the server does when it can save again. */
	ask(): void {
		this.answersWith = null;
		this.#send(this.#stepOne!);
	}

	close(code: number): void {
		this.#close(code);
	}
}

const denied = (reason: string) =>
	Buffer.concat([Buffer.from([2, 0, reason.length]), Buffer.from(reason)]);
const asideNote = (page: Page) => page.getByRole('alert');

test('while the server cannot save, the page says so, keeps everything and catches up by itself', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Schijf vol');
	const tessa = await enter(browser, lab, 'tessa', {
		viewport: { width: 390, height: 800 },
		colorScheme: 'dark'
	});
	const between = await Between.on(tessa);
	await openBoard(tessa, path);
	await openBoard(marit, path);
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = tessa.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Bewaard. ');
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');

	between.answersWith = denied('niet opgeslagen');
	await field.pressSequentially('Nog niet bewaard.', { delay: 20 });
	await expect(savedStatus(tessa)).toHaveText(/Niet opgeslagen: de server kan nu niets bewaren/);
	await expect(field).toHaveValue('Bewaard. Nog niet bewaard.');
	await expect(marit.getByText('Bewaard.', { exact: true })).toBeVisible();
	// Reading goes on.
	await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	await marit.getByLabel('Tekst van de kaart').pressSequentially('Leest mee');
	await expect(tessa.getByText('Leest mee')).toBeVisible();
	// After the first refusals it does not go on asking for more of them.
	const held = between.held;
	await field.pressSequentially(' En door.');
	await expect(savedStatus(tessa)).toHaveText(/Niet opgeslagen/);
	expect(between.held).toBe(held);
	expect(await findings(tessa)).toEqual([]);

	between.ask();
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await expect(marit.getByText('Bewaard. Nog niet bewaard. En door.')).toBeVisible();
	expectQuiet(tessa);
});

test('a real disk that refuses to be written loses nothing anyone typed', async ({ browser }) => {
	const lab = await LabProcess.start();
	// As in tests/support/small-disk.ts: no file of this process may grow from here on.
	const limitFiles = (size: string) =>
		execFileSync('prlimit', ['--pid', String(lab.pid), `--fsize=${size}:unlimited`]);
	try {
		const marit = await enter(browser, lab, 'marit');
		const path = await makeBoard(marit, 'Schijf weigert');
		const tessa = await enter(browser, lab, 'tessa');
		await openBoard(marit, path);
		await openBoard(tessa, path);
		await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
		const field = tessa.getByLabel('Tekst van de kaart');
		await field.pressSequentially('Staat op schijf. ');
		await expect(savedStatus(tessa)).toContainText(/Alles opgeslagen, \d/);
		limitFiles('0');
		await field.pressSequentially('Staat op het scherm.', { delay: 30 });
		await expect(savedStatus(tessa)).toContainText('Niet opgeslagen: de server', {
			timeout: 20_000
		});
		await expect(field).toHaveValue('Staat op schijf. Staat op het scherm.');
		await expect(marit.getByText('Staat op schijf.', { exact: true })).toBeVisible();
		await expect(marit.getByText('op het scherm')).toHaveCount(0);
		limitFiles('unlimited');
		await expect(savedStatus(tessa)).toContainText('Alles opgeslagen', { timeout: 20_000 });
		await expect(marit.getByText('Staat op schijf. Staat op het scherm.')).toBeVisible();
		expectQuiet(tessa);
	} finally {
		await lab.remove();
	}
});

test('a right that ends while somebody types: her text is set aside, and she reads on', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Mag alleen nog lezen');
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await openBoard(tessa, path);
	await openBoard(marit, path);
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = tessa.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Dit stond er al. ');
	await expect(marit.getByText('Dit stond er al.')).toBeVisible();

	const members = await marit.context().newPage();
	await members.goto(`${labPath}/members`);
	const row = members.getByRole('listitem').filter({ hasText: 'Tessa Kwakernaat' });
	const member = await row.locator('input[name=member]').first().inputValue();
	const post = (action: string, form: Record<string, string>) =>
		marit.request.post(`${labPath}/members?/${action}`, {
			form: { member, ...form },
			headers: { Origin: lab.origin },
			maxRedirects: 0
		});
	try {
		await post('invite', { board: path.split('/').at(-1)! });
		await post('role', { role: 'waarnemer' });
		await tessa.keyboard.type('En dit kwam te laat.');
		const note = asideNote(tessa);
		await expect(note).toContainText('U leest nog mee');
		await expect(note.getByText('Dit stond er al. En dit kwam te laat.')).toBeVisible();
		await expect(note).toBeFocused();
		expect(await findings(tessa)).toEqual([]);
		// Opened anew, to read: nothing to write with, and what is on disk stands there.
		await expect(tessa.getByRole('button', { name: /Kaart toevoegen/ })).toHaveCount(0);
		await expect(tessa.getByRole('article').getByText('Dit stond er al.')).toBeVisible();
		await expect(tessa.getByRole('article').getByText('te laat')).toHaveCount(0);
		await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
		await marit.getByLabel('Tekst van de kaart').pressSequentially('Ze leest mee');
		await expect(tessa.getByText('Ze leest mee')).toBeVisible();

		// Going elsewhere would lose it, so one is asked.
		tessa.once('dialog', (dialog) => void dialog.dismiss());
		await tessa.getByRole('link', { name: 'Leden' }).click();
		await expect(note).toBeVisible();
		await note.getByRole('button', { name: 'Kopieer' }).click();
		await expect(note.getByRole('button', { name: 'Gekopieerd' })).toBeVisible();
		expect(await tessa.evaluate(() => navigator.clipboard.readText())).toContain('te laat');
		await note.getByRole('button', { name: 'Haal dit weg' }).click();
		await expect(note).toBeHidden();
		expectQuiet(tessa);
	} finally {
		await post('role', { role: 'gem_oov' });
	}
});

test('a board that was rewritten is opened anew, and what was not saved is set aside', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'Opnieuw gemaakt');
	const between = await Between.on(marit);
	await openBoard(marit, path);
	await marit.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = marit.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Blijft. ');
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
	between.answersWith = Buffer.alloc(0);
	await field.pressSequentially('Gaat niet mee.');
	await expect(savedStatus(marit)).toContainText('nog niet opgeslagen');
	between.close(4410);
	between.answersWith = null;
	between.held = 0;
	await expect(asideNote(marit)).toContainText('opnieuw gemaakt');
	await expect(asideNote(marit)).toContainText('Blijft. Gaat niet mee.');
	await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
	await expect(marit.getByRole('article')).toHaveText(/Blijft\./);
	await expect(marit.getByRole('article').getByText('Gaat niet mee')).toHaveCount(0);
	await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	await marit.getByLabel('Tekst van de kaart').pressSequentially('Er wordt weer geschreven');
	await expect(savedStatus(marit)).toContainText(/Alles opgeslagen, \d/);
});
