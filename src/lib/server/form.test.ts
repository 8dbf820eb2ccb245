import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { formOf, problemsOf } from './form.ts';

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
	return new Request('http://localhost/form', { method: 'POST', body, headers });
}

describe('formOf', () => {
	it('gives the fields with line breaks as the page had them, and leaves files out', async () => {
		const data = new FormData();
		data.append('title', 'een\r\ntwee');
		data.append('file', new File(['x'], 'x.txt'));
		expect(await formOf(post(data))).toEqual({ title: 'een\ntwee' });
	});

	it('counts a field given twice once', async () => {
		const form = await formOf(post(new URLSearchParams('a=1&a=2&b=3')));
		expect(form).toEqual({ a: '2', b: '3' });
	});

	it('takes a body that is no form for an empty one', async () => {
		expect(await formOf(post('{"a":1}', { 'content-type': 'application/json' }))).toEqual({});
		expect(
			await formOf(post('garbage', { 'content-type': 'multipart/form-data; boundary=x' }))
		).toEqual({});
	});

	it('keeps a field called __proto__ a field', async () => {
		const form = await formOf(post(new URLSearchParams('__proto__=x')));
		expect(Object.getPrototypeOf(form)).toBe(Object.prototype);
		expect(({} as Record<string, unknown>)['x']).toBeUndefined();
	});
});

describe('problemsOf', () => {
	const Form = v.object({
		title: v.pipe(v.string(), v.minLength(2, 'short'), v.regex(/^x/, 'form')),
		role: v.picklist(['a', 'b'])
	});

	it('names per field the first thing that is wrong', () => {
		const parsed = v.safeParse(Form, { title: 'a', role: 'c' });
		expect(problemsOf(parsed.issues ?? [])).toEqual({ title: 'short', role: 'empty' });
	});

	it('calls a missing field empty instead of repeating the library', () => {
		expect(problemsOf(v.safeParse(Form, {}).issues ?? [])).toEqual({
			title: 'empty',
			role: 'empty'
		});
	});
});
