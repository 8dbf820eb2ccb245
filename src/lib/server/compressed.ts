import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const zip = promisify(gzip);
/** Bytes below which a page arrives as soon without it. */
const WORTH = 32_000;
/** Of 1 to 9: a board of 1,500 cards becomes a tenth in some ten milliseconds, beside the main thread. */
const LEVEL = 2;

/** A large page goes out compressed, also where no proxy before us does that. */
export async function compressed(request: Request, response: Response): Promise<Response> {
	const { headers } = response;
	const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
	const isLarge = Number(headers.get('content-length')) >= WORTH;
	if (!isPage || !isLarge || headers.has('content-encoding')) return response;
	headers.append('Vary', 'Accept-Encoding');
	if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return response;
	const body = new Uint8Array(await zip(await response.arrayBuffer(), { level: LEVEL }));
	headers.set('Content-Encoding', 'gzip');
	headers.set('Content-Length', String(body.length));
	return new Response(body, { status: response.status, headers });
}
