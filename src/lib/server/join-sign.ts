import { encode } from 'uqr';

/** A code as it is shown to a room: in letters, and as what a camera reads. */
export interface JoinSign {
	code: string;
	/** Where it is typed in, without the scheme. */
	at: string;
	/** Modules to a side, and the dark ones as the path of an SVG. */
	qr: { size: number; path: string };
}

/** Modules of white around it, which a camera needs. */
const BORDER = 4;

/**
 * What a camera reads is the page with the code filled in: nobody is in by it, and what is asked of who
 * types it is asked of her as well.
 */
export function joinSign(origin: string, code: string): JoinSign {
	const address = new URL('/join', origin);
	address.searchParams.set('code', code);
	const { data, size } = encode(address.href, { ecc: 'M', border: BORDER });
	const path = data
		.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { code, at: `${address.host}/join`, qr: { size, path } };
}
