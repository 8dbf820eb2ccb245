import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Messages = Record<string, unknown>;

function read(language: string, file: string): Messages {
	const messages = JSON.parse(readFileSync(`src/messages/${language}/${file}`, 'utf8')) as Messages;
	delete messages['$schema'];
	return messages;
}

/** A message is a text, or a list of variants with their texts under `match`. */
function textsOf(message: unknown): string[] {
	if (typeof message === 'string') return [message];
	if (Array.isArray(message)) return message.flatMap(textsOf);
	if (typeof message !== 'object' || message === null) return [];
	const { match, ...parts } = message as { match?: Messages };
	return match ? Object.values(match).flatMap(textsOf) : Object.values(parts).flatMap(textsOf);
}

function placeholders(message: unknown): string[] {
	const found = textsOf(message).flatMap((text) => text.match(/\{[^}]*\}/g) ?? []);
	return [...new Set(found)].sort();
}

const files = readdirSync('src/messages/nl').sort();

it('has the same files in both languages', () => {
	expect(readdirSync('src/messages/en').sort()).toEqual(files);
});

it('gives no key twice, in whatever file', () => {
	const keys = files.flatMap((file) => Object.keys(read('nl', file)));
	expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

describe.each(files)('%s', (file) => {
	const nl = read('nl', file);
	const en = read('en', file);

	it('has the same keys in both languages', () => {
		expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort());
	});

	it('has the same placeholders in both languages', () => {
		const of = (messages: Messages) =>
			Object.fromEntries(Object.entries(messages).map(([k, text]) => [k, placeholders(text)]));
		expect(of(en)).toEqual(of(nl));
	});

	it('has no empty text', () => {
		for (const messages of [nl, en]) {
			const empty = Object.entries(messages).filter(([, message]) => {
				const texts = textsOf(message);
				return texts.length === 0 || texts.some((text) => text.trim() === '');
			});
			expect(empty).toEqual([]);
		}
	});
});
