import type { LabProcess } from '../support/lab-process.ts';
import { until } from '../support/until.ts';
import { expectAccessible } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, people, test } from './lab.ts';
import { lettersTo } from './outbox.ts';

const phone = { viewport: { width: 390, height: 844 } };

/** The newest letter to somebody that says something. */
const mailTo = (lab: LabProcess, address: string, said: RegExp) =>
	until(
		() => lettersTo(lab, address).find(({ body }) => said.test(body)),
		`a mail to ${address}`,
		30_000
	);

test('a round goes from its questions to its harvest; guests come in and go out with it', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(`${labPath}/rounds`);
	await expectAccessible(marit);
	await marit.getByRole('link', { name: 'Nieuwe ronde' }).click();
	await marit.getByRole('button', { name: 'Ronde klaarzetten' }).click();
	await expect(marit.getByText('Geef de ronde een titel.')).toBeVisible();
	await expect(marit.getByText('Kies ten minste één vraag.')).toBeVisible();
	await marit.getByLabel('Titel van de ronde').fill('Ouders en school');
	await marit.getByLabel('Wat wilt u vooral weten?').fill('Bel Wiebe Kloosterziel');
	await marit.getByRole('button', { name: 'Ronde klaarzetten' }).click();
	await expect(marit.getByRole('alert').first()).toBeVisible();
	await marit.getByLabel('Wat wilt u vooral weten?').fill('Wat is hierover bekend?');
	const choices = marit.getByRole('group', { name: 'Welke vragen?' }).getByRole('checkbox');
	const evelien = await enter(browser, lab, 'evelien', phone);
	// Two she was not invited to by anything else.
	let chosen = 0;
	for (const choice of await choices.all()) {
		const question = `${labPath}/questions/${await choice.getAttribute('value')}`;
		if (chosen === 2 || (await evelien.request.get(question)).status() !== 404) continue;
		await choice.check();
		chosen += 1;
	}
	expect(chosen).toBe(2);
	await expectAccessible(marit);
	await marit.getByRole('button', { name: 'Ronde klaarzetten' }).click();
	await expect(marit.getByText('De ronde staat klaar. Niemand hoorde er nog van.')).toBeVisible();
	const path = new URL(marit.url()).pathname;
	const tessa = await enter(browser, lab, 'tessa');
	expect((await tessa.request.get(path)).status()).toBe(404);

	// Who is asked, and what she will see of the lab.
	await marit.getByRole('button', { name: 'Start de ronde' }).click();
	await expect(marit.getByText('Voeg eerst een expert toe.')).toBeVisible();
	const whom = marit.getByRole('combobox', { name: 'Wie uit het lab?' });
	const option = whom.locator('option', { hasText: 'Evelien' });
	await whom.selectOption((await option.getAttribute('value')) ?? '');
	await marit.getByRole('button', { name: 'Voeg toe' }).first().click();
	await expect(marit.getByText('gast · nog niet uitgenodigd')).toBeVisible();
	await marit.locator('summary', { hasText: 'Iemand die nog niet in het lab is' }).click();
	await marit.getByLabel('Naam', { exact: true }).fill('Ans de Vries');
	await marit.getByLabel('Organisatie').fill('Universiteit');
	await marit.getByLabel('Mailadres').fill('ans@universiteit.example, x@elders.example');
	await marit.getByRole('button', { name: 'Voeg toe' }).last().click();
	await expect(marit.getByText('Vul één mailadres in')).toBeVisible();
	await marit.getByLabel('Mailadres').fill('ans@universiteit.example');
	await marit.getByRole('button', { name: 'Voeg toe' }).last().click();
	await expect(marit.getByText('Ans de Vries, Universiteit')).toBeVisible();
	await expect(marit.getByRole('heading', { name: 'Wat een gast wel en niet ziet' })).toBeVisible();
	await expectAccessible(marit);
	await marit.getByRole('button', { name: 'Start de ronde' }).click();
	await expect(marit.getByText('De ronde is begonnen')).toBeVisible();

	// She who has an account comes by the link in her mail; by phone.
	const told = await mailTo(lab, people.evelien, /expertronde/);
	expect(told.body).toContain(path);
	expect([...told.headers.values(), told.body].join('\n')).not.toContain('Ouders en school');
	await evelien.goto(path);
	await expect(evelien.getByRole('heading', { name: 'Wat wij u vragen' })).toBeVisible();
	await expect(evelien.getByText(/Uitgenodigd door Marit/)).toBeVisible();
	await expectAccessible(evelien);
	await evelien
		.getByRole('link', { name: /^Schrijf uw antwoord/ })
		.first()
		.click();
	const form = evelien.getByRole('form', { name: 'Uw antwoord' });
	await form.getByRole('radio', { name: 'Wat bekend is' }).check();
	await form.getByRole('textbox').first().fill('Een vaste persoon helpt.');
	await form.locator('summary').click();
	await form.getByRole('radio', { name: 'Redelijk zeker' }).check();
	await form.getByRole('button', { name: 'Plaats' }).click();
	await expect(evelien.getByText('Een vaste persoon helpt.').first()).toBeVisible();
	const question = new URL(evelien.url()).pathname;

	// She who has none chooses a password by the link in hers, and sees these questions alone.
	const welcome = await mailTo(lab, 'ans@universiteit.example', /welcome/);
	const link = /\/welcome\/[0-9a-f]{64}/.exec(welcome.body)?.[0] ?? '';
	const context = await browser.newContext({ baseURL: lab.origin, ...phone });
	const ans = await context.newPage();
	await ans.goto(link);
	await ans.getByLabel('Wachtwoord').first().fill('een lang wachtwoord 1');
	await ans.getByRole('button').last().click();
	await ans.getByLabel('E-mailadres').fill('ans@universiteit.example');
	await ans.getByLabel('Wachtwoord').fill('een lang wachtwoord 1');
	await ans.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();
	// To what she was asked for.
	await ans.waitForURL(`**${path}`);
	await ans.goto(`${labPath}/questions`);
	await expect(ans.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(2);
	for (const hidden of ['members', 'questions/experts', 'rounds/new', 'settings']) {
		expect([403, 404]).toContain((await ans.request.get(`${labPath}/${hidden}`)).status());
	}

	// The lab tests it against practice.
	await marit.goto(path);
	await marit.getByRole('button', { name: /^Begin nu met: Eerste antwoorden/ }).click();
	await marit.getByRole('button', { name: /^Begin nu met: Toetsen/ }).click();
	await tessa.goto(path);
	await expect(tessa.getByText('Herkent u dit?').first()).toBeVisible();
	await expectAccessible(tessa);
	await tessa
		.getByRole('link', { name: /^Toets dit antwoord/ })
		.first()
		.click();
	await tessa.waitForURL(`**${question}**`);
	const answer = tessa.locator('li[id^="answer-"]', { hasText: 'Een vaste persoon helpt.' });
	await answer.locator('summary', { hasText: 'Reageer' }).click();
	const reply = answer.getByRole('form');
	await reply.getByRole('radio', { name: 'Ja, mits …' }).check();
	await reply.getByRole('textbox').first().fill('Als die ook in de avond te bellen is.');
	await reply.getByRole('button', { name: 'Plaats' }).click();
	await expect(tessa.getByText('Als die ook in de avond').first()).toBeVisible();

	// The expert is asked to go into it.
	await marit.goto(path);
	await expect(marit.getByText('ja, mits: 1')).toBeVisible();
	await marit.getByRole('button', { name: /^Vraag de expert hierop in te gaan/ }).click();
	await expect(marit.getByText('Aan de expert gevraagd')).toBeVisible();
	await evelien.goto(path);
	await expect(evelien.getByRole('heading', { name: 'Ga in op deze reacties' })).toBeVisible();

	// Its harvest, in draft beside the answers.
	await marit
		.getByRole('link', { name: /^Oogst in concept/ })
		.first()
		.click();
	await marit.waitForURL('**/harvest/**');
	if (!marit.url().includes(question.split('/').at(-1) ?? '')) {
		await marit
			.getByRole('navigation', { name: 'Vragen van deze ronde' })
			.getByRole('link')
			.nth(1)
			.click();
	}
	await expect(marit.getByText('Een vaste persoon helpt.')).toBeVisible();
	await marit.locator('summary', { hasText: 'Zet iets in concept' }).click();
	await expectAccessible(marit);
	const draft = marit.getByRole('main').locator('form[action="?/draft"]');
	await draft.getByRole('textbox').nth(0).fill('Wijs een vaste persoon aan');
	await draft.getByRole('textbox').nth(1).fill('Ook in de avond te bellen');
	await draft.getByRole('textbox').nth(2).fill('elke gemeente');
	await draft.getByRole('button', { name: 'Bewaar in concept' }).click();
	await expect(marit.getByText('Bewaard in concept.')).toBeVisible();
	await tessa.goto(question);
	await expect(tessa.getByText('Wijs een vaste persoon aan')).toHaveCount(0);

	// One button: what is in draft is placed, and guests are out.
	await marit.goto(path);
	await marit.locator('summary', { hasText: 'Sluit de ronde' }).click();
	await marit.getByRole('button', { name: 'Sluit de ronde' }).click();
	await expect(marit.getByText('De ronde is gesloten.')).toBeVisible();
	await expectAccessible(marit);
	await tessa.goto(question);
	await expect(tessa.getByText('Wijs een vaste persoon aan').first()).toBeVisible();
	expect((await evelien.request.get(question)).status()).toBe(404);
	expect((await evelien.request.get(path)).status()).toBe(404);
	expect((await ans.request.get(labPath)).status()).toBe(404);
	for (const page of [marit, tessa, evelien]) expectQuiet(page);
});
