import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { linesPath } from './sync/http-lines.ts';

/** What every answer carries, pages and files alike. */
const headers: Record<string, string> = {
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
	'X-Robots-Tag': 'noindex, nofollow',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
	'Strict-Transport-Security': 'max-age=31536000; includeSubDomains'
};

export type Handler = (
	request: IncomingMessage,
	response: ServerResponse,
	next: () => void
) => void;

export interface Front {
	origin: string;
	/** Throws when the store cannot commit. */
	probe: () => Promise<void>;
	/** What a socket for this document would be answered: 200, 401, 404, 429 or 503. */
	checkSync: (request: IncomingMessage, document: string) => Promise<number>;
	/** Answers who may read the numbers, and passes on everybody else. */
	metrics: Handler;
	/** Documents over plain HTTP: the status to answer with, or null when it answered by itself. */
	lines: (request: IncomingMessage, response: ServerResponse) => Promise<number | null>;
}

/** Stands before the pages: headers, Origin on whatever changes something, health, the sync check. */
export function frontOf({ origin, probe, checkSync, metrics, lines }: Front): Handler {
	return (request, response, next) => {
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		const method = request.method ?? 'GET';
		const [path = '/'] = (request.url ?? '/').split('?');
		if (path.startsWith('/sync/')) {
			if (method !== 'GET') return answer(response, 405);
			response.setHeader('Upgrade', 'websocket');
			return answer(response, 426);
		}
		if (method !== 'GET' && method !== 'HEAD') {
			if (!isOwn(request, origin) && !isMailStop(method, path)) return answer(response, 403);
			request.headers.origin = origin;
			// A form action answers 303 only to who accepts a page; whoever is not our own script is
			// taken for a browser without one, whatever its Accept says.
			if (!request.headers['x-sveltekit-action']) request.headers.accept = 'text/html';
		}
		if (path === '/healthz') {
			void probe().then(
				() => json(response, 200, { status: 'ok' }),
				() => json(response, 503, { status: 'unavailable' })
			);
			return;
		}
		if (path.startsWith('/api/sync/')) {
			void checkSync(request, path.slice('/api/sync/'.length)).then(
				(status) => answer(response, status),
				() => answer(response, 503)
			);
			return;
		}
		if (path === '/metrics' && method === 'GET') return metrics(request, response, next);
		if (path === linesPath || path.startsWith(`${linesPath}/`)) {
			void lines(request, response).then(
				(status) => status !== null && answer(response, status),
				() => answer(response, 503)
			);
			return;
		}
		next();
	};
}

/**
 * Whether a page of ours sent it. Under `Referrer-Policy: no-referrer` a browser without our script
 * posts a form with `Origin: null`; then it says in a header no page can set where it comes from.
 */
function isOwn({ headers }: IncomingMessage, origin: string): boolean {
	if (headers.origin === origin) return true;
	return headers.origin === 'null' && headers['sec-fetch-site'] === 'same-origin';
}

/**
 * Stopping mail with one click: a mail program posts it from nowhere of ours, with no cookie, and the
 * link itself is what lets it (RFC 8058).
 */
function isMailStop(method: string, path: string): boolean {
	return method === 'POST' && path.startsWith('/unsubscribe/');
}

function answer(response: ServerResponse, status: number): void {
	response.statusCode = status;
	response.setHeader('Content-Type', 'text/plain; charset=utf-8');
	response.setHeader('Cache-Control', 'no-store');
	if (status === 429 || status === 503) response.setHeader('Retry-After', '10');
	response.end(`${STATUS_CODES[status]}\n`);
}

function json(response: ServerResponse, status: number, body: object): void {
	response.statusCode = status;
	response.setHeader('Content-Type', 'application/json');
	response.setHeader('Cache-Control', 'no-store');
	response.end(JSON.stringify(body));
}
