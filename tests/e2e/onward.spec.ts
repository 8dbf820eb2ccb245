import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';

test('a foothold becomes an action and a lesson, on a phone, and what came of it is said', async ({
	browser,
	lab
}) => {
	const noortje = await enter(browser, lab, 'noortje', { viewport: { width: 390, height: 800 } });
	await noortje.goto(`${labPath}/questions`);
	await noortje.getByRole('link', { name: 'Sleutelfiguur, geen melder' }).click();
	const foothold = noortje.locator('.foothold').first();
	await foothold.getByText('Maak er een actie van').click();
	await foothold.getByRole('button', { name: 'Zet de actie neer' }).click();
	await expect(foothold.getByText('Vul dit nog in.')).toHaveCount(2);
	await expect(foothold.getByText('Kies een dag.')).toBeVisible();
	await expect(foothold.getByLabel('Wat gaat u doen')).toBeFocused();
	expect(await findings(noortje)).toEqual([]);
	await foothold.getByLabel('Wat gaat u doen').fill('Vraag twee ouders mee te denken');
	await foothold.getByLabel('Eerste stap').fill('Bel de ouderraad op 06-12345678');
	await foothold.getByLabel('Klaar op').fill('2027-01-15');
	// What points at somebody does not leave the page.
	await foothold.getByRole('button', { name: 'Zet de actie neer' }).click();
	await expect(foothold.getByLabel('Eerste stap')).toBeFocused();
	await foothold.getByLabel('Eerste stap').fill('Bel de ouderraad');
	await foothold.getByRole('button', { name: 'Zet de actie neer' }).click();
	await expect(noortje.getByText('De actie staat bij de acties van het lab.')).toBeVisible();

	await foothold.getByText('Maak er een les van').click();
	await foothold.getByLabel('Naam van de les').fill('Vraag geen meldingen');
	await foothold.getByLabel('Opnieuw bekijken op').fill('2027-06-01');
	await foothold.getByRole('button', { name: 'Zet de les in concept neer' }).click();
	await expect(noortje.getByText('De les staat in concept')).toBeVisible();
	await foothold.getByRole('link', { name: 'Les: Vraag geen meldingen' }).click();
	const lesson = noortje.getByRole('listitem').filter({ hasText: 'Vraag geen meldingen' });
	await expect(lesson).toBeVisible();
	await expect(lesson.getByText('Concept')).toBeVisible();

	const row = noortje.getByRole('row').filter({ hasText: 'Vraag twee ouders mee te denken' });
	await expect(row.getByRole('link', { name: 'Sleutelfiguur, geen melder' })).toBeVisible();
	await row.getByText('Zeg hoe het gaat').click();
	expect(await findings(noortje)).toEqual([]);
	await row.getByRole('button', { name: 'Gedaan' }).click();
	await expect(noortje.getByText('Dat staat er nu zo.')).toBeVisible();
	await expect(noortje.locator('.outcome')).toBeFocused();
	// Among those that are over, behind their fold.
	await expect(row).toBeHidden();
	await noortje.getByText(/actie.* gedaan of gestopt/).click();
	await expect(row.getByText('Gedaan').first()).toBeVisible();
	expectQuiet(noortje);
});
