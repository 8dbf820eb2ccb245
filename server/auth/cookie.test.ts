import { describe, expect, it } from 'vitest';
import { isSecureOrigin, signInCookie } from './cookie.ts';

const secret = 'ab'.repeat(32);

describe('the sign-in cookie', () => {
	it.each(['https://kennislab.example', 'http://localhost:3000'])('is a __Host- one on %s', (o) => {
		const cookie = signInCookie(o);
		expect(cookie.name).toBe('__Host-kennislab');
		expect(cookie.options).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: true });
	});

	it.each(['http://127.0.0.1:3000', 'http://lab.lan', 'http://localhost.evil.example'])(
		'has a plain name on %s, where browsers would drop the other',
		(origin) => {
			const cookie = signInCookie(origin);
			expect(cookie.name).toBe('kennislab');
			expect(cookie.options).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: false });
			expect(isSecureOrigin(origin)).toBe(false);
		}
	);

	const cookie = signInCookie('https://kennislab.example');
	const name = cookie.name;

	it('is read among others, whatever the spaces', () => {
		expect(cookie.read(`a=b;  ${name}=${secret} ; theme=dark`)).toBe(secret);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['an empty header', ''],
		['another cookie', `x${name}=${secret}`],
		['the plain name', `kennislab=${secret}`],
		['an empty value', `${name}=`],
		['a truncated secret', `${name}=${secret.slice(1)}`],
		['a longer secret', `${name}=${secret}0`],
		['8 KB', `${name}=${'a'.repeat(8192)}`],
		['what is not hex', `${name}=${'zz'.repeat(32)}`],
		['upper case', `${name}=${secret.toUpperCase()}`],
		['quotes', `${name}="${secret}"`],
		['a line break', `${name}=${secret}\n`.replace('\n', '\nx')],
		['the same cookie twice', `${name}=${secret}; ${name}=${secret}`],
		['two of the same name', `${name}=${secret}; ${name}=${'cd'.repeat(32)}`],
		['one good and one empty', `${name}=${secret}; ${name}=`]
	])('holds no secret with %s', (_, header) => {
		expect(cookie.read(header)).toBeNull();
	});
});
