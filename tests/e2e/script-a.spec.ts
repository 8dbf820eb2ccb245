import { Cable } from '../support/cable.ts';
import { findings } from './accessible.ts';
import { expect, expectQuiet, makeBoard, test } from './lab.ts';
import {
	atDesk,
	band,
	bar,
	card,
	clock,
	goesOn,
	inRoom,
	isSaved,
	ledBy,
	panel,
	press,
	sixBrowsers,
	takingPart,
	wasHeld,
	writes,
	type Cast,
	type Participant,
	type Player
} from './script-a.ts';
import { planned, sessions } from './sessions.ts';

const title = 'Script A met zes';
const board = 'Bord van zes';
const names: Record<Participant, string> = {
	tessa: 'Tessa Kwakernaat',
	noortje: 'Noortje Slagveer',
	sunita: 'Sunita Ramkhelawan',
	jorrit: 'Jorrit Wielemaker'
};
const questions: Record<Participant, string> = {
	tessa: 'Wat weten we eigenlijk zeker?',
	noortje: 'Wie kent de ouders?',
	sunita: 'Wie sprak de klas al?',
	// As good as what Noortje asks.
	jorrit: 'Wie kent de ouders goed?'
};
const questionZone = '(Gaten en dubbelingen|Gaps and overlaps)';

let cable: Cable;
test.beforeEach(async ({ lab }) => {
	cable = await Cable.to(lab.origin);
});
test.afterEach(() => {
	cable.stop();
});

test('script A in six browsers, from the plan to the report, and whoever leads is cut off halfway', async ({
	browser,
	lab
}) => {
	test.setTimeout(300_000);
	const cast = await sixBrowsers(browser, lab, cable);
	const { marit, yassin, tessa, noortje, sunita, jorrit } = cast;
	const four = takingPart.map((name) => cast[name]);
	const everybody = Object.values(cast);
	let path = '';

	await test.step('planned by the ready script, with somebody beside her', async () => {
		wasHeld(lab, 'De keer hiervoor', 'Verontrustende uitspraken: klas, buurthuis en scherm');
		await makeBoard(marit.page, board, 'tpl-wiedoetwat');
		await planned(marit.page, { title, board });
		path = new URL(marit.page.url()).pathname.replace(/\/plan$/, '');
		const people = panel(marit, 'Begeleiding');
		const who = people.getByLabel('Wie', { exact: true });
		const option = who.getByRole('option', { name: /^Yassin Belhadri/ });
		await who.selectOption(await option.getAttribute('value'));
		await people.getByLabel('Taak', { exact: true }).selectOption('Tweede begeleider');
		await press(marit, 'Wijs aan');
		await expect(people.getByLabel('Taak van Yassin Belhadri')).toHaveValue('co');
	});

	await test.step('inloop: who is not there is on the desk, and everybody confirms the rules', async () => {
		for (const { page } of everybody.filter((each) => each !== jorrit)) {
			await page.goto(sessions);
			await page.getByRole('link', { name: title, exact: true }).click();
		}
		await press(marit, 'Begin de sessie');
		for (const player of [marit, yassin, tessa, noortje, sunita]) {
			await expect(inRoom(player, 'Inloop')).toBeVisible();
			await press(player, player.says.agree);
			await expect(player.page.getByText(player.says.agreed)).toBeVisible();
		}
		for (const player of [marit, yassin]) {
			await player.page.getByRole('link', { name: 'Regietafel' }).click();
			await expect(atDesk(player, 'Inloop')).toBeVisible();
		}
		const missing = panel(marit, /^Nog niet hier/);
		await expect(missing).toContainText('nog niet gezien', { ignoreCase: true });
		await expect(missing.getByText(names.jorrit)).toBeAttached();
		for (const { page } of [tessa, sunita, noortje]) {
			expect((await page.request.get(`${path}/desk/view`)).status()).toBe(404);
		}
		// He comes late: to the lab first, where it says that there is a session.
		await jorrit.page.goto(sessions);
		await jorrit.page.getByRole('link', { name: 'Doe mee' }).click();
		await expect(inRoom(jorrit, 'Inloop')).toBeVisible();
		await expect(missing.getByText(names.jorrit)).toHaveCount(0);
		await expect(panel(marit, 'De groep')).toContainText('5 van 6 bevestigden de afspraken.');
	});

	await test.step('check-in: each has the word once, in the order in which they came', async () => {
		await goesOn(marit, 'Check-in en afspraken');
		for (const player of four) {
			await expect(player.page).toHaveURL(/\/boards\//);
			await expect(bar(player)).toContainText('Check-in en afspraken');
			// She came along: where the group is, is told to who comes late.
			await expect(bar(player).getByRole('group', { name: player.says.late })).toHaveCount(0);
		}
		// Who has not confirmed the rules has them before him, on the board as well.
		const rules = (player: Player) => bar(player).getByRole('group', { name: 'Afspraken' });
		await rules(jorrit).getByText('Afspraken: u hebt ze nog niet bevestigd').click();
		await expect(rules(jorrit)).toContainText('Een vraag is een bijdrage.');
		await expect(rules(tessa)).toHaveCount(0);
		await rules(jorrit).getByRole('button', { name: jorrit.says.agree }).click();
		await expect(rules(jorrit)).toHaveCount(0);
		await expect(panel(marit, 'De groep')).toContainText('6 van 6 bevestigden de afspraken.');
		const round = panel(marit, /^Rondje/);
		await round.getByRole('button', { name: 'Begin een rondje' }).click();
		await expect(round.getByRole('listitem')).toHaveCount(6);
		const order = await round.getByRole('listitem').allInnerTexts();
		const speakers = order.slice(0, 4).map((line) => {
			return takingPart.find((name) => line.startsWith(names[name])) as Participant;
		});
		// Whoever runs it comes last, and who came last comes after the others.
		expect([new Set(speakers).size, speakers.at(-1)]).toEqual([4, 'jorrit']);
		for (const name of speakers) {
			await expect(bar(cast[name])).toContainText(cast[name].says.word);
			const other = four.find((each) => each !== cast[name])!;
			await expect(bar(other)).toContainText(other.says.has(names[name]));
			const next = round.getByRole('button', { name: 'Volgende' });
			await expect(next).toHaveAttribute('aria-busy', 'false');
			await next.click();
		}
		await expect(round.getByRole('listitem').filter({ hasText: 'sprak al' })).toHaveCount(4);
		await round.getByRole('button', { name: 'Stop het rondje' }).click();
		await expect(bar(tessa)).not.toContainText('Aan het woord');
	});

	await test.step('what became of the actions of last time: said with one click by who leads it', async () => {
		await goesOn(marit, 'Wat is er sinds vorige keer gebeurd?');
		const since = (player: Player) => panel(player, /^(Sinds vorige keer|Since last time)$/);
		for (const player of four) await expect(since(player)).toContainText('wie bel je wanneer');
		await expect(since(tessa).getByRole('button')).toHaveCount(0);
		await since(jorrit).getByRole('button', { name: 'Gedaan', exact: true }).click();
		for (const player of [tessa, noortje]) await expect(since(player)).toContainText('Gedaan');
		await expect(since(sunita)).toContainText('Done');
	});

	await test.step('casus: whoever leads writes, the others read', async () => {
		await goesOn(marit, 'Casus');
		await marit.page.getByRole('link', { name: 'Naar het bord' }).click();
		await isSaved(marit);
		await writes(marit, 'Er hangen stickers bij het station.');
		for (const player of four) {
			await expect(card(player, 'Er hangen stickers')).toBeVisible();
			await expect(player.page.getByRole('button', { name: player.says.add })).toHaveCount(0);
		}
		await bar(marit).getByRole('link', { name: 'Regietafel' }).click();
	});

	await test.step('silent questions: how many wrote is seen, and what they wrote reaches nobody', async () => {
		await goesOn(marit, 'Stille vragen');
		for (const name of ['tessa', 'noortje'] as const) {
			await writes(cast[name], questions[name], questionZone);
		}
		await expect(panel(marit, /^Wie schreef al/)).toContainText('2 van 4', { timeout: 15_000 });
		expect(tessa.tap.frames).toBeGreaterThan(0);
	});

	await test.step('her cable is pulled out: nothing stops, and nobody leads by herself', async () => {
		cable.cut();
		const cutAt = Date.now();
		const before = await clock(tessa).innerText();
		for (const name of ['sunita', 'jorrit'] as const) {
			await writes(cast[name], questions[name], questionZone);
		}
		await expect(panel(yassin, /^Wie schreef al/)).toContainText('4 van 4', { timeout: 15_000 });
		await expect.poll(() => clock(tessa).innerText()).not.toBe(before);
		// What she presses meanwhile is not done, and she is told so.
		await press(marit, /^2 min erbij/);
		await expect(marit.page.getByRole('alert')).toContainText('Geen verbinding', {
			timeout: 15_000
		});
		expect(ledBy(lab, path).map(({ act }) => act)).toEqual(['started']);
		const offer = yassin.page.getByRole('button', { name: yassin.says.takeOver });
		await expect(offer).toBeVisible({ timeout: 70_000 });
		// Twenty seconds after her last sign of life, for which she is asked every ten.
		expect(Date.now() - cutAt).toBeGreaterThan(9_000);
		for (const player of four) {
			await expect(player.page.getByRole('button', { name: player.says.takeOver })).toHaveCount(0);
		}
		await expect(panel(yassin, /onder ons$/)).toContainText('Marit Hoogenhuizen leidt');
		await offer.click();
		await expect(panel(yassin, /onder ons$/)).toContainText('Valt uw verbinding weg?');
		await expect(atDesk(yassin, 'Stille vragen')).toBeVisible();
		for (const player of four) await expect(bar(player)).toContainText('Stille vragen');
	});

	await test.step('she is back, and leads again with one click', async () => {
		await expect(marit.page.getByText('De verbinding is weg. De klok loopt door')).toBeVisible({
			timeout: 60_000
		});
		const streams: string[] = [];
		marit.page.on('request', (request) => {
			if (new URL(request.url()).pathname === '/api/lines') streams.push(request.url());
		});
		cable.mend();
		await press(marit, 'Neem de leiding terug');
		await expect(panel(yassin, /onder ons$/)).toContainText('Marit Hoogenhuizen leidt');
		await expect(atDesk(marit, 'Stille vragen')).toBeVisible();
		expect(ledBy(lab, path)).toEqual([
			{ act: 'started', name: 'Marit Hoogenhuizen' },
			{ act: 'took-over', name: 'Yassin Belhadri' },
			{ act: 'took-over', name: 'Marit Hoogenhuizen' }
		]);
		// That the network was away is no reason to take websockets for closed.
		expect(streams).toEqual([]);
	});

	await test.step('revealed for all at once; nothing of it had reached another before', async () => {
		for (const name of takingPart) {
			for (const other of everybody.filter((each) => each !== cast[name])) {
				expect(await other.tap.heard(questions[name])).toBe(false);
			}
		}
		await press(marit, /^Onthul 4 kaarten/);
		await marit.page
			.getByRole('dialog')
			.getByRole('button', { name: /^Onthul 4 kaarten/ })
			.click();
		for (const player of four) {
			for (const name of takingPart) {
				// Her own stands there twice for a moment: as her note, and as the card it became.
				await expect(card(player, questions[name])).toHaveCount(1);
			}
		}
	});

	await test.step('questions: who has the word, and those that are alike put together', async () => {
		await goesOn(marit, 'Vragenronde');
		const pairs = panel(marit, 'Lijkt op elkaar');
		await pairs.getByRole('button', { name: 'Bundel', exact: true }).click();
		for (const player of [tessa, noortje]) {
			await expect(player.page.getByText('2 kaarten', { exact: true })).toBeVisible();
		}
		// Two groups are made ready meanwhile.
		await marit.page.getByRole('link', { name: 'Naar het bord' }).click();
		await isSaved(marit);
		await marit.page.getByText('Groepen voorbereiden').click();
		await press(marit, 'Maak 2 groepen');
		await expect(
			marit.page.getByLabel(`Groep van ${names.tessa}`, { exact: true })
		).not.toHaveValue('');
		await bar(marit).getByRole('link', { name: 'Regietafel' }).click();
	});

	await test.step('break: everybody sees its clock, and the board stands still', async () => {
		await goesOn(marit, 'Pauze');
		for (const player of four) {
			await expect(inRoom(player, 'Pauze')).toBeVisible();
			await expect(clock(player)).toContainText(/^[45]:/);
		}
		await tessa.page.goBack();
		await expect(tessa.page.getByText('Het bord staat even stil', { exact: true })).toBeVisible();
		await expect(tessa.page.getByRole('button', { name: tessa.says.add })).toHaveCount(0);
	});

	await test.step('two groups: each its own part, a word to all, five minutes and one', async () => {
		await goesOn(marit, 'Analyse in twee brillen');
		await bar(tessa).getByRole('button', { name: 'Ga weer mee' }).or(band(tessa)).first().waitFor();
		const groups = new Map<string, Participant[]>();
		for (const name of takingPart) {
			await expect(band(cast[name])).toContainText(/(Groep|Group) \d/);
			const [group = ''] = /Gro[eu]p \d/.exec(await band(cast[name]).innerText()) ?? [];
			const key = group.slice(-1);
			groups.set(key, [...(groups.get(key) ?? []), name]);
		}
		expect([...groups.values()].map((those) => those.length)).toEqual([2, 2]);
		for (const [n, [first, second]] of groups) {
			await writes(cast[first!], `De bril van tafel ${n}`);
			await expect(card(cast[second!], `De bril van tafel ${n}`)).toBeVisible();
		}
		const [[one], [two]] = [...groups.values()] as [Participant[], Participant[]];
		await expect(card(cast[two!], 'De bril van tafel 1')).toHaveCount(0);
		expect(await cast[one!].tap.heard('De bril van tafel 2')).toBe(false);
		expect(await cast[two!].tap.heard('De bril van tafel 1')).toBe(false);
		for (const words of ['Nog 5 minuten', 'Nog 1 minuut']) {
			await press(marit, words);
			for (const player of four) await expect(bar(player)).toContainText(`${words}.`);
		}
		await press(noortje, noortje.says.read);
		await expect(bar(noortje)).not.toContainText('Nog 1 minuut.');
	});

	await test.step('together again: what the groups wrote is on one board', async () => {
		await goesOn(marit, 'Terug en taal');
		await expect(bar(tessa)).not.toContainText('Nog 1 minuut.');
		for (const player of four) {
			for (const n of [1, 2]) {
				await expect(card(player, `De bril van tafel ${n}`)).toBeVisible({ timeout: 20_000 });
			}
		}
	});

	await test.step('what could be done: with what it does to calm and opposition', async () => {
		await goesOn(marit, 'Wat zou kunnen?');
		await expect(band(jorrit)).toContainText('Open bord');
		await tessa.page.getByRole('button', { name: tessa.says.add }).first().click();
		await tessa.page.getByLabel(tessa.says.text).fill('Eén vast gezicht op school');
		await tessa.page.locator('summary', { hasText: 'Kompas' }).click();
		await tessa.page.getByRole('checkbox', { name: /^Depolariserend/i }).check();
		await tessa.page.getByRole('button', { name: 'Klaar', exact: true }).click();
		for (const player of [noortje, jorrit]) {
			await expect(card(player, 'Eén vast gezicht')).toContainText(/depolariserend/i);
		}
	});

	await test.step('weighing: what others chose is hidden until it is closed', async () => {
		await goesOn(marit, 'Wegen');
		for (const player of four) {
			await expect(band(player)).toContainText(player.says.dots);
			await card(player, 'Eén vast gezicht')
				.getByRole('button', { name: player.says.vote })
				.click();
		}
		await marit.page.getByRole('link', { name: 'Naar het bord' }).click();
		await expect(band(marit)).toContainText('Gestemd: 4 van 4', { timeout: 15_000 });
		for (const player of [marit, ...four]) {
			await expect(panel(player, player.says.results)).toHaveCount(0);
			expect(await player.tap.heard('"dots":')).toBe(false);
		}
		await press(marit, /^Sluit de stemming/);
		for (const player of [marit, ...four]) {
			await expect(panel(player, player.says.results)).toContainText('Eén vast gezicht');
		}
		await bar(marit).getByRole('link', { name: 'Regietafel' }).click();
	});

	await test.step('harvest: pointed out by one, written down by who leads, with its condition', async () => {
		await goesOn(marit, 'Oogst');
		await card(tessa, 'Eén vast gezicht')
			.getByRole('button', { name: 'Wijs aan voor de oogst' })
			.click();
		await marit.page.getByRole('link', { name: 'Naar het bord' }).click();
		await isSaved(marit);
		await card(marit, 'Eén vast gezicht').click();
		await card(marit, 'Eén vast gezicht').getByRole('button', { name: 'Naar de oogst' }).click();
		await press(marit, 'Zet in de oogst');
		const harvest = panel(marit, marit.says.harvest);
		await harvest.getByLabel('Voor wie').fill('Scholen in de regio');
		await harvest.getByLabel('Onder welke voorwaarde').fill('Met tijd ervoor');
		for (const player of four) {
			await expect(panel(player, player.says.harvest)).toContainText('Met tijd ervoor');
		}
		await bar(marit).getByRole('link', { name: 'Regietafel' }).click();
	});

	await test.step('check-out: a last round, and it is over for everybody', async () => {
		await goesOn(marit, 'Check-out');
		await press(marit, 'Begin een rondje');
		for (const player of four) {
			await expect(panel(player, /^Check-out/)).toContainText(player.says.speaks);
		}
		await press(marit, 'Beëindig de sessie');
		await press(marit, 'Beëindig voor iedereen');
	});

	await test.step('the report is there within the minute, for each what is hers', async () => {
		await marit.page.getByRole('link', { name: 'Naar het verslag' }).click();
		await expect(panel(marit, marit.says.report)).toContainText(
			'Deelnemers kunnen nog op de borden'
		);
		for (const player of four) {
			const report = panel(player, player.says.report);
			await expect(report).toContainText('Eén vast gezicht', { timeout: 30_000 });
			await expect(report).toContainText('Met tijd ervoor');
			await expect(report).toContainText('Wie kent de ouders?');
		}
		await expect(panel(tessa, tessa.says.report)).toContainText('6 mensen waren erbij.');
		for (const player of [noortje, sunita]) expect(await findings(player.page)).toEqual([]);
		expect(ledBy(lab, path).at(-1)).toEqual({ act: 'ended', name: 'Marit Hoogenhuizen' });
	});
	for (const { page } of everybody) expectQuiet(page);
});

export type { Cast };
