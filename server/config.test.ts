import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopback, readConfig } from './config.ts';

function problem(env: NodeJS.ProcessEnv): string {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof ConfigError) return error.message;
		throw error;
	}
	return '';
}

describe('readConfig', () => {
	it('has a default for everything that works on one machine', () => {
		expect(readConfig({})).toMatchObject({
			port: 3000,
			host: '127.0.0.1',
			origin: 'http://localhost:3000',
			addressHeader: null,
			metricsToken: null,
			demo: true,
			logLevel: 'info'
		});
		expect(readConfig({}).database).toMatch(/data\/kennislab\.sqlite$/);
	});

	it('takes an empty variable for one that is not set', () => {
		expect(readConfig({ PORT: '', ORIGIN: '', DEMO: '' })).toEqual(readConfig({}));
	});

	it('derives origin and store from port and folder', () => {
		const config = readConfig({ PORT: '4000', DATA_DIR: '/var/lab' });
		expect(config.origin).toBe('http://localhost:4000');
		expect(config.database).toBe('/var/lab/kennislab.sqlite');
	});

	it('sends mail from the place it is called, or as it is told', () => {
		expect(readConfig({ ORIGIN: 'https://lab.example' })).toMatchObject({
			smtp: null,
			mailFrom: 'kennislab@lab.example'
		});
		const told = readConfig({
			SMTP_URL: 'smtps://a:b%40c@mail.example',
			MAIL_FROM: 'lab@ess.example'
		});
		expect(told.smtp?.hostname).toBe('mail.example');
		expect(told.mailFrom).toBe('lab@ess.example');
	});

	it('keeps of an origin what a browser sends', () => {
		expect(readConfig({ ORIGIN: 'https://Lab.Example:443/path?q#h' }).origin).toBe(
			'https://lab.example'
		);
	});

	it.each([
		['https://lab.example', undefined, false],
		['https://lab.example', '1', true],
		['http://localhost:3000', undefined, true],
		['http://localhost:3000', '0', false],
		['http://127.0.0.1', undefined, true],
		['http://[::1]:80', undefined, true],
		['http://localhost.lab.example', undefined, false]
	])('at %s with DEMO=%s has a demo: %s', (ORIGIN, DEMO, demo) => {
		expect(readConfig({ ORIGIN, DEMO }).demo).toBe(demo);
	});

	it.each([
		[{ PORT: 'many' }, 'PORT must be a port number'],
		[{ PORT: '-1' }, 'PORT must be a port number'],
		[{ PORT: '65536' }, 'PORT must be a port number'],
		[{ ORIGIN: 'lab.example' }, 'ORIGIN must be an address like https://kennislab.example'],
		[{ ORIGIN: 'ftp://lab.example' }, 'ORIGIN must start with http:// or https://'],
		[{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must start with postgres://'],
		[{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must be 16 or more characters without blanks'],
		[
			{ METRICS_TOKEN: 'sixteen and more' },
			'METRICS_TOKEN must be 16 or more characters without blanks'
		],
		...['mail.example', 'https://mail.example', 'smtp://', 'smtp://a:%@b', 'smtp://a/?tls=0'].map(
			(SMTP_URL): [NodeJS.ProcessEnv, string] => [
				{ SMTP_URL },
				'SMTP_URL must be like smtp://user:password@mail.example:587 or smtps://...'
			]
		),
		[{ MAIL_FROM: 'Lab <lab@lab.example>' }, 'MAIL_FROM must be one bare e-mail address'],
		[{ MAIL_FROM: 'a@lab.example, b@lab.example' }, 'MAIL_FROM must be one bare e-mail address'],
		[{ DEMO: 'yes' }, 'DEMO must be 0 or 1'],
		[{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent']
	])('says of %j in one line: %s', (env, line) => {
		expect(problem(env)).toBe(line);
	});

	it('names every problem at once', () => {
		expect(problem({ PORT: 'x', DEMO: 'y' })).toBe(
			'PORT must be a port number; DEMO must be 0 or 1'
		);
	});
});

describe('isLoopback', () => {
	it('knows this machine from names that look like it', () => {
		expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].every(isLoopback)).toBe(true);
		expect(['localhost.evil', '128.0.0.1', 'xlocalhost', '::1.evil'].some(isLoopback)).toBe(false);
	});
});
