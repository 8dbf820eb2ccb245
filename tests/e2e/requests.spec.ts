import { expectAccessible } from './accessible.ts';
import { enter, expect, labPath, test } from './lab.ts';

const phone = { viewport: { width: 390, height: 844 } };

test('an expert is asked from the question, takes it on by phone and answers', async ({
	browser,
	lab
}) => {
	const marit = await enter(browser, lab, 'marit');
	await marit.goto(`${labPath}/questions`);
	await marit.getByRole('link', { name: 'Wie weet waarvan?' }).click();
	await expect(marit.getByRole('heading', { level: 1 })).toHaveText('Wie weet waarvan?');
	await expect(marit.getByRole('heading', { name: /zonder expert/ })).toBeVisible();
	await expectAccessible(marit);

	await marit.goto(`${labPath}/questions`);
	const path = await marit
		.getByRole('main')
		.getByRole('listitem')
		.getByRole('link')
		.first()
		.getAttribute('href');
	if (!path) throw new Error('no question');
	const evelien = await enter(browser, lab, 'evelien', phone);
	expect((await evelien.request.get(path)).status()).toBe(404);
	await marit.goto(path);

	await marit.locator('summary', { hasText: 'Vraag een expert' }).click();
	await expect(marit.getByText('Een gast leest alleen deze vraag')).toBeVisible();
	const whom = marit.getByRole('combobox', { name: 'Aan wie?' });
	const option = whom.locator('option', { hasText: 'Evelien' });
	await expect(option).toHaveText(/gast, tot/);
	await whom.selectOption((await option.getAttribute('value')) ?? '');
	await marit.getByLabel('Wat wilt u vooral weten?').fill('Wat is hierover bekend?');
	await expectAccessible(marit);
	await marit.getByRole('button', { name: 'Vraag het' }).click();
	await expect(marit.getByText('De vraag is gesteld.')).toBeVisible();
	const aside = marit.getByRole('complementary');
	await expect(aside.getByText('Nog 2 werkdagen')).toBeVisible();
	await expect(aside.getByText(/Dan neemt een collega het over/)).toBeVisible();

	await evelien.goto(path);
	await expect(evelien.getByRole('heading', { name: 'Deze vraag is aan u gesteld' })).toBeVisible();
	await expect(evelien.getByText(/U leest als gast alleen deze vraag/)).toBeVisible();
	await expectAccessible(evelien);
	await evelien.getByRole('button', { name: 'Ik neem de vraag aan' }).click();
	await expect(evelien.getByText('Nog 5 werkdagen').first()).toBeVisible();
	await expectAccessible(evelien);
	await evelien.getByRole('link', { name: 'Schrijf uw antwoord' }).click();
	const form = evelien.getByRole('form', { name: 'Uw antwoord' });
	await form.getByRole('radio', { name: 'Wat bekend is' }).check();
	await form
		.getByRole('textbox')
		.first()
		.fill('Er is weinig onderzoek, maar dit is wat wij weten.');
	await form.locator('summary').click();
	await form.getByRole('radio', { name: 'Redelijk zeker' }).check();
	await form.getByLabel('Waar komt het vandaan?').fill('Eigen onderzoek, 2025');
	await form.getByRole('button', { name: 'Plaats' }).click();
	await expect(evelien.getByText('Er is weinig onderzoek, maar').first()).toBeVisible();

	await expect(aside.getByText('heeft geantwoord')).toBeVisible();
	await expectAccessible(marit);
});

test('without script one asks a colleague, who says no with a reason', async ({ browser, lab }) => {
	const page = await enter(browser, lab, 'marit');
	await page.goto(`${labPath}/questions`);
	const path = await page
		.getByRole('main')
		.getByRole('listitem')
		.getByRole('link')
		.nth(1)
		.getAttribute('href');
	if (!path) throw new Error('no question');
	const plainly = async (who: 'marit' | 'lotte') => {
		const signedIn = who === 'marit' ? page : await enter(browser, lab, who);
		const storageState = await signedIn.context().storageState();
		const context = await browser.newContext({
			...{ baseURL: lab.origin, storageState, javaScriptEnabled: false }
		});
		const plain = await context.newPage();
		await plain.goto(path);
		return plain;
	};
	const marit = await plainly('marit');
	await marit.locator('summary', { hasText: 'Vraag een expert' }).click();
	await marit.getByRole('button', { name: 'Vraag het' }).click();
	await expect(marit.getByRole('combobox', { name: 'Aan wie?' })).toHaveAttribute(
		'aria-invalid',
		'true'
	);
	const whom = marit.getByRole('combobox', { name: 'Aan wie?' });
	const option = whom.locator('option', { hasText: 'Lotte' });
	await whom.selectOption((await option.getAttribute('value')) ?? '');
	await marit.getByRole('button', { name: 'Vraag het' }).click();
	await expect(marit.getByText('De vraag is gesteld.')).toBeVisible();

	const lotte = await plainly('lotte');
	await lotte.getByText('Ik kan dit niet', { exact: true }).click();
	await lotte.getByRole('button', { name: 'Zeg het af' }).click();
	await expect(lotte.getByText('Vul in waarom u de vraag niet aanneemt.')).toBeVisible();
	await lotte.getByLabel('Waarom niet?').fill('Dit weten wij niet.');
	await lotte.getByRole('button', { name: 'Zeg het af' }).click();
	await expect(lotte.getByText('U zei de vraag af.')).toBeVisible();
	await marit.goto(path);
	await expect(marit.getByText('Dit weten wij niet.').first()).toBeVisible();
});
