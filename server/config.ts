import { resolve } from 'node:path';
import * as v from 'valibot';
import { readAddress } from '../src/lib/domain/mail-address.ts';

/** Something outside the program is not as it must be: printed as one line, exit 1. */
export class ConfigError extends Error {}

const port = v.pipe(
	v.string(),
	v.regex(/^\d+$/, 'must be a port number'),
	v.transform(Number),
	v.maxValue(65_535, 'must be a port number')
);

const Environment = v.object({
	PORT: v.optional(port, '3000'),
	HOST: v.optional(v.string(), '127.0.0.1'),
	ORIGIN: v.optional(
		v.pipe(
			v.string(),
			v.url('must be an address like https://kennislab.example'),
			v.transform((text) => new URL(text)),
			v.check((url) => /^https?:$/.test(url.protocol), 'must start with http:// or https://'),
			v.transform((url) => url.origin)
		)
	),
	ADDRESS_HEADER: v.optional(v.string()),
	DATA_DIR: v.optional(v.string(), './data'),
	DATABASE_URL: v.optional(
		v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'must start with postgres://'))
	),
	METRICS_TOKEN: v.optional(
		v.pipe(v.string(), v.regex(/^[!-~]{16,}$/, 'must be 16 or more characters without blanks'))
	),
	SMTP_URL: v.optional(
		v.pipe(
			v.string(),
			// What is wrong with it is never repeated: a password is in it.
			v.check(isMailServer, 'must be like smtp://user:password@mail.example:587 or smtps://...'),
			v.transform((text) => new URL(text))
		)
	),
	MAIL_FROM: v.optional(
		v.pipe(
			v.string(),
			v.check((text) => readAddress(text).address !== null, 'must be one bare e-mail address'),
			v.trim()
		)
	),
	DEMO: v.optional(v.picklist(['0', '1'], 'must be 0 or 1')),
	LOG_LEVEL: v.optional(
		v.picklist(
			['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
			'must be fatal, error, warn, info, debug, trace or silent'
		),
		'info'
	)
});

export interface Config {
	port: number;
	host: string;
	/** What the server calls itself: cookies, the Origin check, links. */
	origin: string;
	addressHeader: string | null;
	dataDir: string;
	/** `postgres://...` or the path of a SQLite file. */
	database: string;
	/** What a reader of the metrics must show; null: only this machine may read them. */
	metricsToken: string | null;
	/** The mail server; null: mails are files in `dataDir`/outbox. */
	smtp: URL | null;
	/** Whom mail is from. */
	mailFrom: string;
	demo: boolean;
	logLevel: string;
}

/** The only reader of the environment. Throws ConfigError with every problem named. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const parsed = v.safeParse(Environment, given);
	if (!parsed.success) {
		const problems = parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`);
		throw new ConfigError(problems.join('; '));
	}
	const values = parsed.output;
	const origin = values.ORIGIN ?? `http://localhost:${values.PORT}`;
	const dataDir = resolve(values.DATA_DIR);
	return {
		port: values.PORT,
		host: values.HOST,
		origin,
		addressHeader: values.ADDRESS_HEADER?.toLowerCase() ?? null,
		dataDir,
		database: values.DATABASE_URL ?? resolve(dataDir, 'kennislab.sqlite'),
		metricsToken: values.METRICS_TOKEN ?? null,
		smtp: values.SMTP_URL ?? null,
		mailFrom: values.MAIL_FROM ?? `kennislab@${new URL(origin).hostname}`,
		demo: values.DEMO ? values.DEMO === '1' : isLoopback(new URL(origin).hostname),
		logLevel: values.LOG_LEVEL
	};
}

function isMailServer(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, pathname, search, hash } = new URL(text);
	if (!/^smtps?:$/.test(protocol) || hostname === '') return false;
	try {
		decodeURIComponent(text);
	} catch {
		return false;
	}
	return /^\/?$/.test(pathname) && search === '' && hash === '';
}

export function isLoopback(hostname: string): boolean {
	return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
