import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed } from './compressed';

const asks = (encoding: string) =>
	new Request('http://localhost/', { headers: { 'accept-encoding': encoding } });
const page = (text: string, type = 'text/html') =>
	new Response(text, { headers: { 'content-type': type, 'content-length': String(text.length) } });
const large = 'wat wij zagen '.repeat(5_000);

describe('a page that goes out', () => {
	it('is compressed when it is large and the browser can read that', async () => {
		const answer = await compressed(asks('br, gzip;q=0.5'), page(large));
		const bytes = Buffer.from(await answer.arrayBuffer());
		expect(answer.headers.get('content-encoding')).toBe('gzip');
		expect(answer.headers.get('content-length')).toBe(String(bytes.length));
		expect(bytes.length).toBeLessThan(large.length / 5);
		expect(gunzipSync(bytes).toString()).toBe(large);
	});

	it('goes as it is to a browser that cannot, and says that it differs', async () => {
		const answer = await compressed(asks('identity'), page(large));
		expect(answer.headers.get('content-encoding')).toBeNull();
		expect(answer.headers.get('vary')).toBe('Accept-Encoding');
		expect(await answer.text()).toBe(large);
	});

	it('is left alone when it is small, or no page', async () => {
		const small = await compressed(asks('gzip'), page('klein'));
		expect(small.headers.get('content-encoding')).toBeNull();
		expect(small.headers.get('vary')).toBeNull();
		const file = await compressed(asks('gzip'), page(large, 'application/pdf'));
		expect(file.headers.get('content-encoding')).toBeNull();
	});
});
