import type { Page } from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';
import { until } from '../support/until.ts';
import { expectAccessible } from './accessible.ts';
import { openCasus } from './casus.ts';
import { isAlive } from './drafts.ts';
import { signIn } from './guests.ts';
import { inStore, memberId } from './lab-store.ts';
import { arrive, enter, expect, expectQuiet, openBoard, people, test, type Who } from './lab.ts';
import { lettersTo, linkTo, type Letter } from './outbox.ts';
import { asksExpert, questions } from './questions.ts';

const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
const DAY = 24 * 60 * 60_000;

const title = 'Als ouders niet meer bellen';
const said = 'Wat doe je als ouders na een gesprek niets meer laten horen?';
const wanted = 'Wat is hierover bekend?';
const known = 'Wie zelf blijft bellen, wordt vaker teruggebeld.';
const source = 'Eigen onderzoek, 2025';
const reaction = 'Ja, mits het steeds dezelfde collega is.';
const ours = 'Wij bellen elke maand, ook zonder aanleiding.';
const direction = 'Bel zonder aanleiding, elke maand.';

/** An answer as it stands under the question. */
const answer = (page: Page, text: string) =>
	page.locator('.answers > li').filter({ hasText: text }).first();

/** What she was to be told, and her looking, was two days ago: her next overview is due. */
async function letMorningCome(lab: LabProcess, who: Who): Promise<void> {
	await inStore(lab, async (store) => {
		const at = new Date(Date.now() - 2 * DAY).toISOString();
		const member = await memberId(store, who);
		const seen = store.db.updateTable('question_seen').set({ at });
		await seen.where('member_id', '=', member).execute();
		await store.db
			.updateTable('notice')
			.set({ at })
			.where('member_id', '=', member)
			.where('dealt_at', 'is', null)
			.execute();
	});
}

/** Whether all that happened was looked at: what waits now, waits for the overview. */
const isDealt = (lab: LabProcess, who: Who) =>
	inStore(lab, async (store) => {
		const fresh = await store.db
			.selectFrom('notice')
			.select('id')
			.where('member_id', '=', await memberId(store, who))
			.where('dealt_at', 'is', null)
			.where('in_overview', '=', 0)
			.execute();
		return fresh.length === 0;
	});

function expectNothingOf(letter: Letter, words: readonly string[]): void {
	const whole = [...letter.headers.values(), letter.body].join('\n');
	for (const word of words) expect(whole).not.toContain(word);
}

test('a card becomes a question, an expert answers it, colleagues add to it, and it is harvested', async ({
	browser
}) => {
	test.setTimeout(300_000);
	// Of its own: what other tests told these people would be in the mails.
	const lab = await LabProcess.start();
	try {
		const tessa = await enter(browser, lab, 'tessa');
		const marit = await enter(browser, lab, 'marit');
		let path = '';

		await test.step('Tessa asks a question from a card on a casus board', async () => {
			await openBoard(tessa, await openCasus(tessa, marit, 'Stilte na een gesprek'));
			await tessa.getByRole('button', { name: 'Kaart toevoegen in Witte vlekken' }).click();
			await tessa.getByLabel('Tekst van de kaart').fill(said);
			await tessa.keyboard.press('Escape');
			const card = tessa.getByRole('article').filter({ hasText: said });
			await card.getByRole('button', { name: 'Meer', exact: true }).click();
			await tessa.getByRole('button', { name: 'Maak er een vraag van' }).click();
			await tessa.waitForURL('**/drafts/*');
			await expect(tessa.getByRole('textbox', { name: 'De vraag' })).toContainText(said);
			await isAlive(tessa);
			await tessa.getByLabel('Titel').fill(title);
			await tessa.getByLabel('Samenwerking OOV en sociaal domein').check();
			await expect(tessa.getByRole('radio', { name: /^TLP:AMBER/ }).first()).toBeChecked();
			const place = tessa.getByRole('button', { name: 'Plaats de vraag' });
			await expect(place).toBeEnabled();
			await expectAccessible(tessa);
			await place.click();
			await expect(tessa.getByRole('heading', { level: 1, name: title })).toBeVisible();
			await expect(tessa.getByText('Uw vraag is geplaatst.')).toBeVisible();
			await expect(tessa.getByRole('link', { name: /^Kaart op bord: Stilte na/ })).toBeVisible();
			path = new URL(tessa.url()).pathname;
			const level = tessa.getByRole('group', { name: 'Mail over deze vraag' });
			await level.getByLabel('Alleen het overzicht').check();
			await tessa.getByRole('button', { name: 'Keuze opslaan' }).click();
			await expect(tessa.getByText('Uw keuze voor mail is opgeslagen.')).toBeVisible();
			await expectAccessible(tessa);
		});

		await test.step('Marit pins it and asks an expert; Tessa sees both without reloading', async () => {
			await marit.goto(questions);
			await marit.getByRole('main').getByRole('link', { name: title, exact: true }).click();
			await expect(marit.getByText(said).first()).toBeVisible();
			await marit.getByText('Pin vast', { exact: true }).first().click();
			const until = new Date(Date.now() + 7 * DAY).toISOString().slice(0, 10);
			await marit.getByLabel('Tot en met').fill(until);
			await marit.getByRole('button', { name: 'Pin vast' }).click();
			await expect(marit.getByText('De vraag is vastgepind.')).toBeVisible();
			await asksExpert(marit, 'Evelien', wanted);
			for (const page of [marit, tessa]) {
				const aside = page.getByRole('complementary');
				await expect(aside.getByText('Voorpagina van het lab').first()).toBeVisible();
				await expect(
					aside.getByRole('heading', { name: 'Gevraagd aan Onderzoeksgroep Digitale Leefwereld' })
				).toBeVisible();
				await expect(aside.locator('.person')).toContainText('dr. Evelien Roosjen');
				await expect(aside.getByText('Nog 2 werkdagen')).toBeVisible();
				await expect(aside.getByText(wanted)).toBeVisible();
			}
			await expect(tessa.getByText('Expert gevraagd', { exact: true }).first()).toBeVisible();
			await expectAccessible(marit);
		});

		const evelien = await arrive(browser, lab, phone);
		await test.step('Evelien is mailed a link, and after signing in she is at that question', async () => {
			const letter = await until(
				() => lettersTo(lab, people.evelien).find((each) => linkTo(each, path)),
				'the mail to Evelien',
				30_000
			);
			expectNothingOf(letter, [title, 'ouders', wanted, 'Kwakernaat', 'Hoogenhuizen']);
			const link = linkTo(letter, path) ?? '';
			await evelien.goto(link);
			await expect(evelien).toHaveURL(/\/sign-in\?to=/);
			await expect(evelien.getByRole('main')).not.toContainText(title);
			await expectAccessible(evelien);
			await signIn(evelien, people.evelien, 'kennislab-demo');
			await evelien.waitForURL(`**${path}`);
			await expect(evelien.getByRole('heading', { level: 1, name: title })).toBeVisible();
			await expect(
				evelien.getByRole('heading', { name: 'Deze vraag is aan u gesteld' })
			).toBeVisible();
			await expect(evelien.getByText(wanted).first()).toBeVisible();
			await expectAccessible(evelien);
		});

		await test.step('to Evelien no other question is there, nor the board it came from', async () => {
			const hrefOf = (page: Page, name: string) =>
				page.getByRole('link', { name }).first().getAttribute('href');
			await expect(evelien.getByRole('link', { name: /^Kaart op bord/ })).toHaveCount(0);
			const board = (await hrefOf(tessa, 'Kaart op bord')) ?? '';
			await marit.goto(questions);
			const other = (await hrefOf(marit, 'Preventie afbakenen')) ?? '';
			expect(other).toMatch(/\/questions\/[0-9a-f-]{36}$/);
			await marit.goto(path);
			for (const elsewhere of [other, board.split('#')[0] ?? '']) {
				expect((await evelien.goto(elsewhere))?.status()).toBe(404);
			}
			await evelien.goto(questions);
			await expect(evelien.getByRole('main').getByRole('link', { name: title })).toBeVisible();
			await expect(evelien.getByRole('main')).not.toContainText('Preventie afbakenen');
			await evelien.goto(path);
		});

		await test.step('Evelien takes it on and answers, by thumb', async () => {
			await evelien.getByRole('button', { name: 'Ik neem de vraag aan' }).click();
			await expect(evelien.getByText('Nog 5 werkdagen').first()).toBeVisible();
			for (const page of [tessa, marit]) {
				await expect(page.getByText(/^nam de vraag aan op /)).toBeVisible();
				await expect(page.getByText('Nog 5 werkdagen')).toBeVisible();
			}
			await evelien.getByRole('link', { name: 'Schrijf uw antwoord' }).click();
			const form = evelien.getByRole('form', { name: 'Uw antwoord' });
			await form.getByRole('radio', { name: 'Wat bekend is' }).check();
			await form.getByLabel('Antwoord', { exact: true }).fill(known);
			await form.locator('summary').click();
			await form.getByRole('radio', { name: 'Redelijk zeker' }).check();
			await form.getByLabel('Waar komt het vandaan?').fill(source);
			await form.getByRole('button', { name: 'Plaats antwoord' }).click();
			for (const page of [evelien, tessa, marit]) {
				await expect(answer(page, known)).toContainText('Wat bekend is');
				await expect(answer(page, known)).toContainText('Zekerheid: Redelijk zeker');
				await expect(answer(page, known)).toContainText(`Bron: ${source}`);
				await expect(answer(page, known)).toContainText('dr. Evelien Roosjen');
			}
			await expect(tessa.getByText('heeft geantwoord')).toBeVisible();
			await expect(evelien.getByText('Nog 5 werkdagen')).toHaveCount(0);
			await expectAccessible(evelien);
			await expectAccessible(tessa);
		});

		// From here on she hears of it by mail only.
		await tessa.goto('/labs');
		const noortje = await enter(browser, lab, 'noortje');
		const sunita = await enter(browser, lab, 'sunita', phone);
		await test.step('two municipalities react, each in her own way', async () => {
			await sunita.goto(path);
			await noortje.goto(path);
			await noortje.getByRole('button', { name: 'Speelt ook bij ons' }).click();
			await expect(sunita.getByText('Rietdrecht herkent dit.')).toBeVisible();
			await answer(noortje, known).getByText('Reageer', { exact: true }).click();
			const reply = noortje.getByRole('form', { name: 'Reageer op antwoord 1' });
			await reply.getByLabel('Antwoord', { exact: true }).fill(reaction);
			await reply.getByRole('button', { name: 'Plaats antwoord' }).click();
			for (const page of [noortje, sunita, evelien]) {
				await expect(answer(page, reaction)).toContainText('Reactie op antwoord 1');
			}
			await answer(sunita, known)
				.getByRole('button', { name: /helpt mij verder/ })
				.click();
			await expect(evelien.getByText('Hielp 1 iemand verder')).toBeVisible();
			const form = sunita.getByRole('form', { name: 'Uw antwoord' });
			await form.getByRole('radio', { name: 'Bij ons …' }).check();
			await form.getByLabel('Antwoord', { exact: true }).fill(ours);
			await form.getByRole('button', { name: 'Plaats antwoord' }).click();
			for (const page of [sunita, noortje, evelien, marit]) {
				await expect(answer(page, ours)).toContainText('Sunita Ramkhelawan, Windesluis');
			}
			await expect(marit.getByRole('heading', { name: '3 antwoorden' })).toBeVisible();
			await expectAccessible(sunita);
			await expectAccessible(noortje);
		});

		await test.step('Marit sets down a foothold of those answers, with what it takes', async () => {
			await marit.getByText('Leg een aanknopings­punt vast').click();
			await marit.getByLabel('Wat kun je doen?').fill(direction);
			await marit.getByLabel('Onder welke voorwaarde?').first().fill('Eén vaste collega.');
			await marit.getByLabel('Voor wat voor gemeente?').fill('Elke gemeente.');
			await marit.getByRole('checkbox', { name: /^#1 Wat bekend is/ }).check();
			await marit.getByRole('checkbox', { name: /^#3 Bij ons/ }).check();
			await expectAccessible(marit);
			await marit.getByRole('button', { name: 'Leg vast' }).click();
			for (const page of [marit, noortje, sunita, evelien]) {
				const foothold = page.locator('.foothold').filter({ hasText: direction });
				await expect(foothold).toContainText('Eén vaste collega.');
				await expect(
					foothold.getByRole('link', { name: /^antwoord 1 van dr\. Evelien/ })
				).toBeVisible();
				await expect(foothold.getByRole('link', { name: /^antwoord 3 van Sunita/ })).toBeVisible();
			}
			await noortje.getByRole('button', { name: 'Toegepast bij ons' }).click();
			await expect(sunita.getByText('Toegepast bij Rietdrecht.')).toBeVisible();
			await expectAccessible(evelien);
		});

		await test.step('the overview of Tessa says that there is news, and not of what', async () => {
			// One that may be named, so that it is seen that the other is not.
			await noortje.goto(questions);
			const green = 'Sleutelfiguur, geen melder';
			await noortje.getByRole('main').getByRole('link', { name: green, exact: true }).click();
			const form = noortje.getByRole('form', { name: 'Uw antwoord' });
			await form.getByLabel('Antwoord', { exact: true }).fill('Wij spraken het zo af.');
			await form.getByRole('button', { name: 'Plaats antwoord' }).click();
			await expect(answer(noortje, 'Wij spraken het zo af.')).toBeVisible();

			await until(() => isDealt(lab, 'tessa'), 'her notices', 30_000);
			expect(lettersTo(lab, people.tessa)).toEqual([]);
			await letMorningCome(lab, 'tessa');
			const letter = await until(() => lettersTo(lab, people.tessa)[0], 'the overview', 30_000);
			expect(letter.headers.get('subject')).toBe('Uw overzicht van Kennislab');
			expect(letter.body).toContain(`“${green}”`);
			expectNothingOf(letter, [
				...[title, 'ouders', known, 'teruggebeld', source, reaction, ours, direction],
				...['vaste collega', 'Roosjen', 'Slagveer', 'Ramkhelawan', 'Wij spraken']
			]);
			const link = linkTo(letter, path) ?? '';
			await tessa.goto(link);
			await expect(tessa.getByRole('heading', { level: 1, name: title })).toBeVisible();
			// What is new is marked, and she stands at the first of it.
			await expect(answer(tessa, known)).toBeInViewport();
			await expect(answer(tessa, known)).toBeFocused();
			expect(tessa.url()).toMatch(/#answer-[0-9a-f-]{36}$/);
			for (const text of [known, reaction, ours]) {
				await expect(answer(tessa, text).getByText('Nieuw', { exact: true })).toBeVisible();
			}
			await expect(tessa.locator('.foothold')).toContainText('Toegepast bij Rietdrecht.');
			await expectAccessible(tessa);
		});

		for (const page of [tessa, marit, evelien, noortje, sunita]) expectQuiet(page);
	} finally {
		await lab.remove();
	}
});
