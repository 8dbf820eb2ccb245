import type { RequestEvent } from '@sveltejs/kit';
import { FRESH_FOR } from '$lib/domain/board-export';

/** Null: it is she, and she showed so a short while ago. */
export async function confirm(
	{
		locals,
		cookies,
		getClientAddress
	}: Pick<RequestEvent, 'locals' | 'cookies' | 'getClientAddress'>,
	password: string
): Promise<'confirm' | 'wrong' | 'tries' | null> {
	const { actor, signIn, services } = locals;
	if (!actor || !signIn) return 'confirm';
	if (services.signIns.isFresh(signIn, FRESH_FOR)) return null;
	if (password === '') return 'confirm';
	const client = { address: getClientAddress() };
	const confirmed = await services.signIns.confirm({ actor, signIn }, password, client);
	if (!confirmed.ok) {
		return ({ wrong: 'wrong', none: 'confirm', 'too-many': 'tries' } as const)[confirmed.reason];
	}
	const { name, options } = services.cookie;
	cookies.set(name, confirmed.secret, { ...options, expires: confirmed.signIn.expiresAt });
	return null;
}

/** A file that the browser keeps, under its name. */
export function fileAnswer({
	name,
	type,
	bytes
}: {
	name: string;
	type: string;
	bytes: Uint8Array;
}): Response {
	// For whoever does not know the second form; it has no letter that could end it.
	const plain = name.normalize('NFKD').replace(/[^\w.+-]/g, '');
	return new Response(bytes as Uint8Array<ArrayBuffer>, {
		headers: {
			'Content-Type': type,
			'Content-Length': String(bytes.byteLength),
			'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`,
			'X-Content-Type-Options': 'nosniff'
		}
	});
}

/** As RFC 8187 wants it: of what encodeURIComponent leaves, these may not stand there. */
function encoded(name: string): string {
	return encodeURIComponent(name).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
