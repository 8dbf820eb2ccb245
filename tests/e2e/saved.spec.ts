import { LabProcess } from '../support/lab-process.ts';
import { enter, expect, makeBoard, openBoard, savedStatus, test } from './lab.ts';

test('everything shown as saved or seen by a colleague survives kill -9', async ({ browser }) => {
	const lab = await LabProcess.start();
	try {
		const marit = await enter(browser, lab, 'marit');
		const path = await makeBoard(marit, 'Overleeft alles');
		const tessa = await enter(browser, lab, 'tessa');
		const noortje = await enter(browser, lab, 'noortje');
		await openBoard(tessa, path);
		await openBoard(noortje, path);
		await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
		const field = tessa.getByLabel('Tekst van de kaart');
		const seen = noortje.locator('.card__text');
		const typing = field.pressSequentially(
			'Elke letter die een ander zag, staat op schijf. '.repeat(4),
			{
				delay: 12
			}
		);
		await expect(seen).toContainText('Elke letter die een ander zag');
		await lab.kill('SIGKILL');
		const seenAtDeath = (await seen.textContent()) ?? '';
		await typing;
		await expect(savedStatus(tessa)).toContainText('Geen verbinding');
		const typed = await field.inputValue();

		// Both clients are thrown away: only what was on disk can come back.
		await Promise.all([tessa.close({ runBeforeUnload: false }), noortje.close()]);
		await lab.start();
		await openBoard(marit, path);
		const kept = (await marit.locator('.card__text').textContent()) ?? '';
		expect(kept.startsWith(seenAtDeath.trimEnd())).toBe(true);
		expect(typed.startsWith(kept.trimEnd())).toBe(true);
	} finally {
		await lab.remove();
	}
});

test('what is typed while the server is down is sent when it is back', async ({ browser }) => {
	const lab = await LabProcess.start();
	try {
		const marit = await enter(browser, lab, 'marit');
		const path = await makeBoard(marit, 'Server even weg');
		await openBoard(marit, path);
		await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
		const field = marit.getByLabel('Tekst van de kaart');
		await field.pressSequentially('Voor de val');
		await expect(savedStatus(marit)).toContainText('Alles opgeslagen');
		expect(await lab.kill('SIGTERM')).toBe(0);
		await expect(savedStatus(marit)).toContainText('Geen verbinding');
		await field.pressSequentially(' en erna');
		await expect(savedStatus(marit)).toContainText('Nog niet opgeslagen');
		await lab.start();
		await expect(savedStatus(marit)).toContainText('Alles opgeslagen', { timeout: 20_000 });
		await marit.reload();
		await expect(marit.getByText('Voor de val en erna')).toBeVisible();
	} finally {
		await lab.remove();
	}
});

test('thirty seconds without a network lose nothing of what either typed', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	const path = await makeBoard(marit, 'In de trein');
	const tessa = await enter(browser, lab, 'tessa');
	await openBoard(marit, path);
	await openBoard(tessa, path);
	await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
	const field = tessa.getByLabel('Tekst van de kaart');
	await field.pressSequentially('Op het perron. ');
	await expect(marit.getByText('Op het perron.')).toBeVisible();

	await tessa.context().setOffline(true);
	await expect(savedStatus(tessa)).toContainText('Geen verbinding');
	const sentence = 'In de tunnel schrijf ik gewoon door, letter voor letter.';
	// Typed over half a minute: the drop lasts as long as the sentence.
	const typing = field.pressSequentially(sentence, { delay: 30_000 / sentence.length });
	await marit.getByRole('button', { name: 'Kaart toevoegen in Opbrengst' }).click();
	await marit.getByLabel('Tekst van de kaart').pressSequentially('Ondertussen op kantoor');
	await marit.keyboard.press('Escape');
	await typing;
	await expect(savedStatus(tessa)).toContainText('Nog niet opgeslagen');
	await tessa.context().setOffline(false);

	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen', { timeout: 20_000 });
	await expect(marit.getByText(`Op het perron. ${sentence}`)).toBeVisible();
	await expect(tessa.getByText('Ondertussen op kantoor')).toBeVisible();
});
