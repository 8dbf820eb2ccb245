import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.0 to 2.2, A and AA, and axe's best practices. */
export async function findings(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`
	);
}

/** On a wide screen by day and on a phone at night: nothing found, and nothing beyond its edge. */
export async function expectAccessible(page: Page): Promise<void> {
	const wide = page.viewportSize() ?? { width: 1280, height: 720 };
	for (const [width, height, colorScheme] of [
		[1280, 900, 'light'],
		[390, 844, 'dark']
	] as const) {
		await page.setViewportSize({ width, height });
		// No colour is judged half way to another.
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await findings(page)).toEqual([]);
		const excess = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(excess).toBeLessThanOrEqual(0);
	}
	await page.setViewportSize(wide);
	await page.emulateMedia({ colorScheme: 'light' });
}
