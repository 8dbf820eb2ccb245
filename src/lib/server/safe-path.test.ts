import { expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

it.each(['/labs', '/labs/abc?to=1#x', '/', '/a//b', '/%2F%2Fevil'])('goes to %j', (path) => {
	expect(safePath(path)).toBe(path);
});

it.each([
	null,
	undefined,
	'',
	'labs',
	'//evil.example',
	'///evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'https:evil.example',
	'https://evil.example/',
	'javascript:alert(1)',
	'/a\\..\\b',
	'/\t/evil.example',
	'/\n//evil.example',
	' /labs'
])('goes home instead of to %j', (path) => {
	expect(safePath(path)).toBe('/labs');
});

it('never names another site, whatever it is given', () => {
	for (const path of ['/./\\/evil', '/..//evil.example', '/.//evil.example', '/@evil.example']) {
		const safe = safePath(path);
		expect(new URL(safe, 'http://inside.example').origin, path).toBe('http://inside.example');
	}
});
