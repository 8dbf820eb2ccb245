import { LabProcess } from '../support/lab-process.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';

test('a link followed while the server is away waits for it; the page and what was typed stay', async ({
	browser
}) => {
	const lab = await LabProcess.start();
	try {
		const marit = await enter(browser, lab, 'marit', { viewport: { width: 390, height: 800 } });
		await marit.goto(`${labPath}/boards`);
		// Once, so that its part of the program is there.
		const menu = marit.getByRole('navigation', { name: 'Hoofdmenu' });
		await menu.getByRole('link', { name: 'Instellingen' }).click();
		await expect(marit.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
		await menu.getByRole('link', { name: 'Borden' }).click();
		const field = marit.locator('[name="question"]');
		await field.fill('Wat versterken we?');

		await lab.kill('SIGKILL');
		await menu.getByRole('link', { name: 'Instellingen' }).click();
		await expect(marit.getByText('De server antwoordt niet.')).toBeVisible();
		await expect(field).toHaveValue('Wat versterken we?');
		// Nothing more is typed into what is about to be left.
		await expect(marit.getByRole('main')).toHaveJSProperty('inert', true);
		await lab.start();
		await expect(marit.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
		await expect(marit.getByText('De server antwoordt niet.')).toHaveCount(0);
		expectQuiet(marit);
	} finally {
		await lab.remove();
	}
});
