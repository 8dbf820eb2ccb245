import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from './tests/support/chromium.ts';

const executablePath = findChromium();

export default defineConfig({
	testDir: 'tests/e2e',
	// Two cores: the server, the browser and this process share them.
	workers: 1,
	timeout: 90_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
	reporter: [['list']],
	use: {
		browserName: 'chromium',
		locale: 'nl-NL',
		timezoneId: 'Europe/Amsterdam',
		viewport: { width: 1280, height: 900 },
		launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumArgs },
		trace: 'off',
		screenshot: 'only-on-failure'
	}
});
