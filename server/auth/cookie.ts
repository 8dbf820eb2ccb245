/** The sign-in cookie, after Lucia's design: it holds a secret, the store only the secret's hash. */
export interface SignInCookie {
	name: string;
	/** The secret in a Cookie header; null when it is absent, malformed or there twice. */
	read(header: string | null | undefined): string | null;
	/** Attributes to set and clear it with. */
	options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean };
}

/** 32 random bytes in hex. */
const secretForm = /^[0-9a-f]{64}$/;

/**
 * `__Host-` needs a secure context: https, or http on localhost. Elsewhere (127.0.0.1, a LAN name)
 * browsers would drop such a cookie, so there it has a plain name; main.ts warns at start.
 */
export function signInCookie(origin: string): SignInCookie {
	const secure = isSecureOrigin(origin);
	const name = secure ? '__Host-kennislab' : 'kennislab';
	return {
		name,
		read(header) {
			const values = (header ?? '')
				.split(';')
				.map((pair) => pair.trim())
				.filter((pair) => pair.startsWith(`${name}=`))
				.map((pair) => pair.slice(name.length + 1));
			const [value] = values;
			return values.length === 1 && value !== undefined && secretForm.test(value) ? value : null;
		},
		options: { path: '/', httpOnly: true, sameSite: 'lax', secure }
	};
}

export function isSecureOrigin(origin: string): boolean {
	const { protocol, hostname } = new URL(origin);
	return protocol === 'https:' || hostname === 'localhost';
}
