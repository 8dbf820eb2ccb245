import type { IncomingMessage } from 'node:http';

/**
 * The whole body of a request, or the status it is refused with: 413 as soon as it is or says it
 * will be too large, 400 when it breaks off.
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | 400 | 413> {
	if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve(413);
	return new Promise((resolve) => {
		const parts: Buffer[] = [];
		let length = 0;
		request.on('data', (part: Buffer) => {
			length += part.length;
			if (length <= most) parts.push(part);
			else {
				parts.length = 0;
				resolve(413);
			}
		});
		request.on('end', () => resolve(Buffer.concat(parts)));
		request.on('error', () => resolve(400));
		request.on('close', () => resolve(400));
	});
}
