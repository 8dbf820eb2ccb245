/**
 * A full board in a real browser: how soon it can be read and written on, what a key costs, and how
 * soon what others type is seen while a crowd types in bursts.
 *
 *     node bench/page.ts [--cards 1500] [--people 100] [--visits 5] [--seconds 30]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../tests/support/chromium.ts';
import { LabProcess } from '../tests/support/lab-process.ts';
import { Participant } from './page/crowd.ts';
import { fullBoard, type FullBoard } from './page/full-board.ts';
import { installProbe, type Probe } from './page/probe.ts';
import { rssOf } from './process-figures.ts';
import { machine } from './report/machine.ts';
import { median, percentile } from './statistics.ts';

const { values } = parseArgs({
	options: {
		cards: { type: 'string', default: '1500' },
		people: { type: 'string', default: '100' },
		visits: { type: 'string', default: '5' },
		seconds: { type: 'string', default: '30' },
		query: { type: 'string', default: '' }
	}
});
const [cards, people, visits, seconds] = [
	Number(values.cards),
	Number(values.people),
	Number(values.visits),
	Number(values.seconds)
];
/** Keys typed in the page, at a fast typist's pace. */
const keys = { count: 60, pause: 110 };
const TYPED = 'wij zien dat de buurt rustig is en dat ouders weer meedoen aan ';

const lab = await LabProcess.start();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
try {
	const board = await fullBoard(lab, cards - people, people);
	console.log(`${cards} cards, ${people} people; ${machine()}, Chromium ${browser.version()}`);
	await measureVisits(browser, board, 'nobody else on the board');
	const page = await visit(browser, board);
	await measureTyping(page, 'typing, nobody else');
	await measureCrowd(page, board);
} finally {
	await browser.close();
	await lab.remove();
}
process.exit(0);

async function visit(browser: Browser, board: FullBoard): Promise<Page> {
	const context = await browser.newContext({
		baseURL: lab.origin,
		viewport: { width: 1280, height: 900 },
		locale: 'nl-NL'
	});
	const [name = '', value = ''] = (board.cookies[0] ?? '').split('=');
	await context.addCookies([
		{ name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }
	]);
	const page = await context.newPage();
	await page.addInitScript(installProbe);
	await page.goto(board.path + values.query);
	await page.waitForFunction(() => probeOf().live > 0, undefined, { timeout: 60_000 });
	return page;
}

async function measureVisits(browser: Browser, board: FullBoard, what: string): Promise<void> {
	const found: Record<string, number[]> = {};
	for (let i = 0; i <= visits; i++) {
		const page = await visit(browser, board);
		await wait(1_500);
		const figures = await page.evaluate(() => {
			const { responseStart, responseEnd, encodedBodySize, decodedBodySize } =
				performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
			const { lcp, live, longTasks } = probeOf();
			const blocked = longTasks.reduce((sum, { duration }) => sum + duration - 50, 0);
			return {
				ttfb: responseStart,
				html: responseEnd,
				fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
				lcp,
				live,
				'longest task': Math.max(0, ...longTasks.map(({ duration }) => duration)),
				blocked,
				'html kB': decodedBodySize / 1000,
				'over the line kB': encodedBodySize / 1000,
				nodes: document.querySelectorAll('*').length
			};
		});
		const heap = await heapOf(page);
		// The first warms the server up.
		if (i > 0)
			for (const [key, value] of Object.entries({ ...figures, 'heap MB': heap }))
				(found[key] ??= []).push(value);
		await page.context().close();
	}
	print(what, Object.fromEntries(Object.entries(found).map(([key, all]) => [key, median(all)])));
}

async function measureTyping(page: Page, what: string): Promise<void> {
	await page.locator('.zone__add').first().click();
	const field = page.locator('textarea.card__field');
	await field.waitFor();
	await page.evaluate(() => void (probeOf().keys.length = 0));
	for (let i = 0; i < keys.count; i++) {
		await page.keyboard.type(TYPED[i % TYPED.length] ?? ' ');
		await wait(keys.pause);
	}
	const took = await page.evaluate(() => probeOf().keys);
	print(what, {
		p50: percentile(took, 0.5),
		p95: percentile(took, 0.95),
		most: Math.max(...took),
		n: took.length
	});
	await page.keyboard.press('Escape');
}

async function measureCrowd(page: Page, board: FullBoard): Promise<void> {
	const crowd = Array.from({ length: people }, (_, i) => new Participant(lab, board, i));
	for (let i = 0; i < crowd.length; i += 20)
		await Promise.all(crowd.slice(i, i + 20).map((each) => each.enter()));
	await wait(3_000);
	const until = Date.now() + seconds * 1_000;
	await page.evaluate(() => Object.assign(probeOf(), { sights: [], longTasks: [] }));
	const cpu = process.cpuUsage();
	const living = Promise.all(crowd.map((each) => each.live(until)));
	const typing = wait(3_000).then(() => measureTyping(page, 'typing, with the crowd'));
	await Promise.all([living, typing]);
	const { user, system } = process.cpuUsage(cpu);
	await wait(1_000);
	const probe = await page.evaluate(() => probeOf());
	const writers = new Map<string, Participant>(crowd.map((each) => [each.card, each]));
	const seen = new Map<string, number>();
	const ages: number[] = [];
	for (const [card, length, at] of probe.sights) {
		const writer = writers.get(card);
		for (let n = (seen.get(card) ?? 0) + 1; n <= length; n++) {
			const wrote = writer?.wroteAt.get(n);
			if (wrote) ages.push(at - wrote);
		}
		seen.set(card, Math.max(length, seen.get(card) ?? 0));
	}
	const wrote = crowd.reduce((sum, each) => sum + each.wroteAt.size, 0);
	print('edits of the crowd, seen in the browser', {
		p50: percentile(ages, 0.5),
		p95: percentile(ages, 0.95),
		p99: percentile(ages, 0.99),
		most: Math.max(...ages),
		'seen of': ages.length,
		wrote,
		'a second': wrote / seconds,
		'longest task': Math.max(0, ...probe.longTasks.map(({ duration }) => duration)),
		'heap MB': await heapOf(page),
		'server MB': rssOf(lab.pid),
		'load, % of a core': (user + system) / seconds / 10_000
	});
	const metrics = await (await fetch(`${lab.origin}/metrics`)).text();
	const lag = (name: string) =>
		Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(metrics)?.[1]) *
		1_000;
	print('server, since its start', { 'stall p99': lag('p99'), 'longest stall': lag('max') });
	await measureVisits(browser, board, 'with the crowd in the room, resting');
	const again = Date.now() + (visits + 1) * 4_000;
	await Promise.all([
		measureVisits(browser, board, 'with the crowd typing'),
		...crowd.map((each) => each.live(again))
	]);
	for (const each of crowd) each.client.socket.destroy();
}

async function heapOf(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.collectGarbage');
	const { usedSize } = await session.send('Runtime.getHeapUsage');
	await session.detach();
	return usedSize / 1e6;
}

function print(what: string, figures: Record<string, number>): void {
	const line = Object.entries(figures).map(
		([key, value]) => `${key} ${Math.round(value * 10) / 10}`
	);
	console.log(`${what}: ${line.join(', ')}`);
}

declare function probeOf(): Probe;
