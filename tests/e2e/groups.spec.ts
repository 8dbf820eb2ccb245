import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, openBoard, savedStatus, test } from './lab.ts';
import { adds, band, setMode, zone } from './modes.ts';

const first = 'De situatie in vijf zinnen';
const four = ['tessa', 'noortje', 'sunita', 'jorrit'] as const;
const called = {
	tessa: 'Tessa Kwakernaat',
	noortje: 'Noortje Slagveer',
	sunita: 'Sunita Ramkhelawan',
	jorrit: 'Jorrit Wielemaker'
};

async function write(page: Page, text: string): Promise<void> {
	await adds(page, first).click();
	await page.getByLabel('Tekst van de kaart').pressSequentially(text);
	await page.keyboard.press('Escape');
	await expect(savedStatus(page)).toContainText('Alles opgeslagen');
}

async function isWithin(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
}

test('groups are prepared, work with a host, a clock, a call and a message, and come together', async ({
	browser,
	lab
}) => {
	test.setTimeout(240_000);
	const marit = await enter(browser, lab, 'marit', { viewport: { width: 1280, height: 900 } });
	const path = await makeBoard(marit, 'Twee tafels');
	const pages = new Map<string, Page>();
	for (const name of four) {
		const phone = name === 'noortje' || name === 'jorrit';
		const options = phone
			? { viewport: { width: 390, height: 800 }, colorScheme: 'dark' as const }
			: {};
		pages.set(name, await enter(browser, lab, name, options));
	}
	const who = (name: (typeof four)[number]) => pages.get(name) as Page;
	await openBoard(marit, path);
	for (const name of four) await openBoard(who(name), path);

	// Before the step: made by rule, named, moved by keyboard.
	await marit.getByText('Groepen voorbereiden').click();
	await expect(marit.getByLabel('Wie deelt u in?')).toContainText('Wie nu op het bord is (4)');
	await marit.getByRole('button', { name: 'Maak 2 groepen' }).click();
	await expect(marit.getByText(/^Sociaal en veiligheid samen; 2 gemeenten$/)).toHaveCount(2);
	const name = marit.getByLabel('Naam van de groep').first();
	await name.fill('Tafel van 06-12345678');
	await name.press('Tab');
	await expect(marit.getByRole('group', { name: /persoonsgegeven|niet verstuurd/i })).toBeVisible();
	await name.fill('Tafel school');
	await name.press('Tab');
	await expect(marit.getByRole('group', { name: 'Tafel school', exact: true })).toBeVisible();
	const table = (group: string) => marit.getByRole('group', { name: group, exact: true });
	const groupOf = (person: keyof typeof called) =>
		marit.getByLabel(`Groep van ${called[person]}`, { exact: true });
	for (const person of ['tessa', 'noortje'] as const) {
		await groupOf(person).focus();
		await groupOf(person).selectOption('Tafel school');
		await expect(
			table('Tafel school').getByRole('listitem').filter({ hasText: called[person] })
		).toBeVisible();
	}
	for (const person of ['sunita', 'jorrit'] as const) {
		await groupOf(person).focus();
		await groupOf(person).selectOption('Groep 2');
		await expect(
			table('Groep 2').getByRole('listitem').filter({ hasText: called[person] })
		).toBeVisible();
	}
	await expect(groupOf('jorrit')).toBeFocused();
	await expect(table('Groep 2').getByText(/^Geen veiligheidsdomein: /)).toBeVisible();
	await marit.getByLabel('Tafelbegeleider van Tafel school').selectOption(called.tessa);
	expect(await findings(marit)).toEqual([]);

	await setMode(marit, 'subgroep');
	await expect(band(who('tessa'))).toContainText('U werkt in Tafel school');
	const strip = (page: Page) => page.getByRole('region', { name: /^Uw groep: / });
	await expect(strip(who('tessa'))).toContainText('U begeleidt deze tafel.');
	await expect(strip(who('noortje'))).toContainText(`Tafelbegeleider: ${called.tessa}`);

	// One clock by the host, and one press for all by the facilitator.
	await strip(who('tessa'))
		.getByRole('button', { name: /^Start \d+ minuten$/ })
		.click();
	await expect(strip(who('noortje')).getByRole('timer')).toBeVisible();
	await expect(strip(who('sunita')).getByRole('timer')).toHaveCount(0);
	const desk = marit.getByRole('region', { name: 'Groepen aan het werk' });
	const seat = (group: string) =>
		desk.getByRole('listitem').filter({ has: marit.getByRole('heading', { name: group }) });
	await expect(seat('Tafel school').getByRole('timer')).toBeVisible();
	await desk
		.getByRole('group', { name: 'Klok van alle groepen' })
		.getByRole('button', { name: '2 min erbij' })
		.click();
	await desk
		.getByRole('group', { name: 'Klok van Groep 2' })
		.getByRole('button', { name: /^Start/ })
		.click();
	await expect(strip(who('sunita')).getByRole('timer')).toBeVisible();
	await expect(strip(who('noortje')).getByRole('button', { name: 'Pauze' })).toHaveCount(0);

	await write(who('noortje'), 'Wie belt de school?');
	await write(who('jorrit'), 'wie belt  de school');
	await write(who('sunita'), 'Wie kent de ouders?');
	await expect(seat('Tafel school')).toContainText('2 op het bord; 1 kaart');
	await expect(seat('Groep 2')).toContainText('2 op het bord; 2 kaarten');
	await expect(seat('Groep 2').getByRole('link', { name: 'Kijk mee bij Groep 2' })).toHaveAttribute(
		'href',
		/^#part-/
	);
	await who('jorrit').close();
	await expect(seat('Groep 2')).toContainText('1 op het bord, 1 niet; 2 kaarten');

	// A call for help.
	await strip(who('sunita')).getByRole('button', { name: 'Vraag de begeleider erbij' }).click();
	await expect(seat('Groep 2')).toContainText(/Vraagt om hulp sinds \d{1,2}[:.]\d\d uur/);
	await expect(strip(who('sunita'))).toContainText('De begeleider is gevraagd');
	await expect(strip(who('noortje'))).not.toContainText('De begeleider is gevraagd');
	for (const page of [marit, who('sunita')]) expect(await findings(page)).toEqual([]);
	await seat('Groep 2').getByRole('button', { name: 'Hulp gegeven aan Groep 2' }).click();
	await expect(strip(who('sunita'))).not.toContainText('De begeleider is gevraagd');

	// A message: not with personal data, to all, and to one.
	const text = desk.getByLabel('Bericht', { exact: true });
	await text.fill('Bel 06-12345678');
	await expect(desk.getByRole('button', { name: 'Verstuur' })).toBeDisabled();
	await text.fill('Nog vijf minuten.');
	await desk.getByRole('button', { name: 'Verstuur' }).click();
	for (const person of ['tessa', 'noortje', 'sunita'] as const) {
		await expect(who(person).getByText('Nog vijf minuten.', { exact: true })).toBeVisible();
	}
	await expect(who('sunita').getByRole('status').filter({ hasText: 'Nog vijf' })).toHaveCount(1);
	await expect(text).toHaveValue('');
	await desk.getByLabel('Aan', { exact: true }).selectOption('Tafel school');
	await text.fill('Kijk ook naar de ouders.');
	await desk.getByRole('button', { name: 'Verstuur' }).click();
	await expect(who('noortje').getByText('Kijk ook naar de ouders.', { exact: true })).toBeVisible();
	await expect(who('sunita').getByText('Kijk ook naar de ouders.')).toHaveCount(0);
	expect(await findings(who('noortje'))).toEqual([]);
	for (const page of [marit, who('noortje')]) await isWithin(page);
	await marit.setViewportSize({ width: 390, height: 800 });
	await isWithin(marit);
	expect(await findings(marit)).toEqual([]);
	await marit.setViewportSize({ width: 1280, height: 900 });
	for (const message of ['Nog vijf minuten.', 'Kijk ook naar de ouders.']) {
		await who('noortje')
			.getByRole('listitem')
			.filter({ hasText: message })
			.getByRole('button', { name: 'Gelezen' })
			.click();
	}
	await expect(who('noortje').getByText(/^Bericht van de begeleider, /)).toHaveCount(0);

	// Moved by hand while at work: she is told, and writes in the other part.
	await groupOf('noortje').selectOption('Groep 2');
	await expect(
		who('noortje')
			.getByText(/^U zit nu in Groep 2\./)
			.first()
	).toBeVisible();
	await expect(band(who('noortje'))).toContainText('U werkt in Groep 2');

	// Together again: what was said twice stands in one bundle.
	await setMode(marit, 'ordenen');
	await expect(zone(marit, first).getByText('Wie kent de ouders?')).toBeVisible({
		timeout: 20_000
	});
	await expect(zone(marit, first).getByText('2 kaarten', { exact: true })).toBeVisible();
	await expect(strip(who('sunita'))).toHaveCount(0);
	for (const page of [marit, who('tessa'), who('noortje'), who('sunita')]) expectQuiet(page);
});
