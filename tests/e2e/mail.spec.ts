import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { MailState } from '../../src/lib/domain/mail.ts';
import type { LabProcess } from '../support/lab-process.ts';
import { readLetter } from '../support/mail-server.ts';
import { expectAccessible } from './accessible.ts';
import { inStore, memberId } from './lab-store.ts';
import { enter, expect, expectQuiet, test, type Who } from './lab.ts';

/** What the server would write down when there is something for her in the lab. */
async function tell(lab: LabProcess, name: Who): Promise<void> {
	await inStore(lab, async (store) => {
		const { id } = await store.db.selectFrom('lab').select('id').executeTakeFirstOrThrow();
		const notice = { id: randomUUID(), lab_id: id, member_id: await memberId(store, name) };
		const at = new Date().toISOString();
		await store.db
			.insertInto('notice')
			.values({ ...notice, question_id: null, kind: 'action', by_member_id: null, at, concerns: 1 })
			.execute();
	});
}

async function aMail(lab: LabProcess, to: string, state: MailState, why: string | null) {
	await inStore(lab, async (store) => {
		const id = randomUUID();
		const at = new Date().toISOString();
		const nextAt = new Date(Date.now() + 60 * 60_000).toISOString();
		await store.db
			.insertInto('mail')
			.values({
				...{ id, to_address: to, member_id: await memberId(store, 'lotte'), kind: 'notice' },
				...{ language: 'nl', created_at: at, next_at: nextAt, state, attempts: 3 },
				payload: JSON.stringify({ about: [{ labId: 'x', questionId: 'y', kinds: { asked: 1 } }] }),
				...{ last_error: why, message_id: `<${id}@localhost>`, once: null }
			})
			.execute();
	});
}

const section = (page: Page, name: string) =>
	page.getByRole('list', { name: new RegExp(`^${name}`) });

test('what one gets by mail is chosen on the account page, also without JavaScript', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa', { javaScriptEnabled: false });
	await tessa.goto('/account');
	const own = tessa.getByRole('group', { name: 'Wat u per mail krijgt' });
	await expect(own.getByLabel('Wat mij aangaat meteen')).toBeChecked();
	await own.getByLabel('Alles meteen').check();
	await tessa.getByRole('button', { name: 'Keuze opslaan', exact: true }).click();
	await expect(tessa.getByRole('main').getByRole('status')).toContainText('opgeslagen');
	await expect(own.getByLabel('Alles meteen')).toBeChecked();
	const rhythm = tessa.getByRole('group', { name: 'Het overzicht' });
	await rhythm.getByLabel('Elke maandag').check();
	await tessa.getByRole('button', { name: 'Overzicht opslaan' }).click();
	await expect(rhythm.getByLabel('Elke maandag')).toBeChecked();
	const inLab = tessa.getByRole('group', { name: /^In / });
	await expect(inLab.getByLabel('Zoals hierboven')).toBeChecked();
	await inLab.getByLabel('Alleen het overzicht').check();
	await tessa.getByRole('button', { name: /^Keuze opslaan.*In/ }).click();
	await expect(inLab.getByLabel('Alleen het overzicht')).toBeChecked();
	await inLab.getByLabel('Zoals hierboven').check();
	await tessa.getByRole('button', { name: /^Keuze opslaan.*In/ }).click();
	await expect(inLab.getByLabel('Zoals hierboven')).toBeChecked();
	await expect(tessa.getByRole('link', { name: 'Mail die de server verstuurt' })).toHaveCount(0);
	const post = (form: Record<string, string>) =>
		tessa.request.post('/account?/level', {
			...{ form, maxRedirects: 0 },
			headers: { Origin: lab.origin }
		});
	expect((await post({ level: 'veel' })).status()).toBe(400);
	expect((await post({ level: '' })).status()).toBe(400);
	expect((await post({ level: 'alles', lab: randomUUID() })).status()).toBe(404);
	expect((await post({ level: 'alles', question: randomUUID() })).status()).toBe(400);

	const noortje = await enter(browser, lab, 'noortje');
	await noortje.goto('/account');
	await expect(noortje.getByRole('heading', { name: 'Berichten' })).toBeVisible();
	await expectAccessible(noortje);
	expectQuiet(noortje);
});

test('the administrator reads what was mailed, and decides about what went wrong', async ({
	browser,
	lab
}) => {
	await tell(lab, 'jorrit');
	await aMail(lab, 'weg@aldermeer.example', 'failed', '550 Unknown recipient');
	await aMail(lab, 'misschien@aldermeer.example', 'uncertain', 'interrupted');
	await aMail(lab, 'straks@aldermeer.example', 'waiting', '450 Greylisted');
	const beheer = await enter(browser, lab, 'beheer');
	await beheer.goto('/account');
	await beheer.getByRole('link', { name: 'Mail die de server verstuurt' }).click();
	await expect(beheer.getByRole('heading', { name: 'Mail', exact: true })).toBeVisible();
	await expect(beheer.getByText('Er is geen mailserver ingesteld.')).toBeVisible();
	// The beat of the server turns what happened into a file.
	const sent = section(beheer, 'Klaar').getByRole('listitem').filter({ hasText: 'jorrit@' });
	await expect(async () => {
		await beheer.reload();
		await expect(sent).toContainText('in de map', { timeout: 500 });
	}).toPass();
	await expectAccessible(beheer);
	await expect(section(beheer, 'Wacht')).toContainText('450 Greylisted');
	const wrong = section(beheer, 'Niet gelukt');
	await expect(wrong).toContainText('550 Unknown recipient');
	await expect(wrong).toContainText('kan hem twee keer bezorgen');
	await beheer.getByRole('button', { name: /^Niet meer sturen.*weg@/ }).click();
	await expect(beheer.getByRole('main').getByRole('status')).toContainText('niet meer gestuurd');
	await expect(wrong).not.toContainText('weg@');
	await beheer.getByRole('button', { name: /^Nu opnieuw proberen.*misschien@/ }).press('Enter');
	await expect(beheer.getByRole('main').getByRole('status')).toContainText('opnieuw geprobeerd');
	// Its question is not there: nobody gets it, and it says why.
	await expect(async () => {
		await beheer.reload();
		await expect(section(beheer, 'Klaar')).toContainText('mag dit niet meer lezen', {
			timeout: 500
		});
	}).toPass();
	await sent.getByRole('link', { name: /^Lees/ }).click();
	await expect(beheer).toHaveURL(/\/admin\/mail\/[0-9a-f-]{36}$/);
	await expect(beheer.locator('body')).toContainText('To: jorrit@kennislab.example');
	const eml = new URL(beheer.url()).pathname;
	expectQuiet(beheer);

	const marit = await enter(browser, lab, 'marit');
	for (const path of ['/admin/mail', eml, `/admin/mail/${randomUUID()}`, '/admin/mail/..%2Fx']) {
		expect((await marit.request.get(path)).status()).toBe(404);
	}
	const retry = await marit.request.post('/admin/mail?/retry', {
		...{ form: { mail: eml.split('/').at(-1)! }, headers: { Origin: lab.origin } }
	});
	expect(retry.status()).toBe(404);
});

test('mail is stopped by the link in it: looking changes nothing, and nobody signs in', async ({
	browser,
	lab
}) => {
	await tell(lab, 'sunita');
	const beheer = await enter(browser, lab, 'beheer');
	let letter = { headers: new Map<string, string>(), body: '' };
	await expect(async () => {
		await beheer.goto('/admin/mail');
		const sent = section(beheer, 'Klaar').getByRole('listitem').filter({ hasText: 'sunita@' });
		const path = await sent.getByRole('link').getAttribute('href', { timeout: 500 });
		letter = readLetter(await (await beheer.request.get(path ?? '')).text());
	}).toPass();
	const links = letter.body.match(/http:\/\/localhost[^\s"<]+\/unsubscribe\/[^\s"<]+/g) ?? [];
	const lastOf = (scope: string) => links.find((link) => link.includes(`.${scope}.`))!;
	const level = () =>
		inStore(lab, async (store) => {
			const rows = await store.db
				.selectFrom('notice_level')
				.select(['scope', 'level'])
				.where('member_id', '=', await memberId(store, 'sunita'))
				.orderBy('scope')
				.execute();
			return rows.map(({ scope, level }) => `${scope} ${level}`);
		});

	// No script is sent to it; axe needs one to look.
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(lastOf('lab'));
	await expect(page.getByRole('heading', { name: 'Geen mail meer' })).toBeVisible();
	expect(await level()).toEqual([]);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Stop deze mail' }).click();
	await expect(page.getByRole('heading', { name: 'Gestopt' })).toBeVisible();
	expect(await level()).toEqual(['lab niets']);

	// A mail program does it itself: no cookie, no Origin, no redirect.
	const oneClick = (url: string) =>
		fetch(url, {
			method: 'POST',
			body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
			redirect: 'error'
		});
	expect((await oneClick(lastOf('all'))).status).toBe(200);
	expect(await level()).toEqual(['person niets']);

	const forged = lastOf('all').slice(0, -1) + (lastOf('all').endsWith('A') ? 'B' : 'A');
	for (const url of [forged, `${lab.origin}/unsubscribe/iets`]) {
		const answer = await page.goto(url);
		expect(answer?.status()).toBe(410);
		await expect(page.getByRole('heading', { name: 'Deze link werkt niet' })).toBeVisible();
		expect((await oneClick(url)).status).toBe(410);
	}
	await expectAccessible(page);
	await context.close();

	// What a link stopped, the account page shows and takes back.
	const sunita = await enter(browser, lab, 'sunita');
	await sunita.goto('/account');
	const own = sunita.getByRole('group', { name: 'Wat u per mail krijgt' });
	await expect(own.getByLabel('Geen mail')).toBeChecked();
	await own.getByLabel('Wat mij aangaat meteen').check();
	await sunita.getByRole('button', { name: 'Keuze opslaan', exact: true }).click();
	await expect(own.getByLabel('Geen mail')).toHaveCount(0);
});
