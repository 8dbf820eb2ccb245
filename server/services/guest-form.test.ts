import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Guest } from './guest-form.ts';

describe('what a guest says of herself', () => {
	const guest = { name: 'Gea', organisation: 'De Boom', email: 'gea@gast.example' };
	const read = (about: object) =>
		v.safeParse(Guest, { ...guest, password: '', agreed: 'yes', ...about });
	/** Per field the first thing that is wrong with it. */
	const problems = (about: object) => {
		const { issues } = read(about);
		const { nested = {} } = issues ? v.flatten<typeof Guest>(issues) : {};
		return Object.fromEntries(Object.entries(nested).map(([field, said]) => [field, said[0]]));
	};

	it('is one line, whatever was typed or pasted', () => {
		const { output } = read({
			name: ' Gea\r\n de\u2028Boer\u0000\u202e ',
			organisation: 'De\tBoom'
		});
		expect(output).toMatchObject({ name: 'Gea de Boer', organisation: 'De Boom' });
	});

	it.each([
		['name', ' \n', 'empty'],
		['name', 'x'.repeat(81), 'long'],
		['organisation', '', 'empty'],
		['organisation', 'x'.repeat(81), 'long'],
		['name', 'Gea 06-12345678', 'personal'],
		['name', 'gea@deboom.example', 'personal'],
		['organisation', 'De Boom, Dorpsstraat 12', 'personal'],
		['email', 'gea', 'email'],
		['email', 'gea@deboom.example\nbcc: x@y.example', 'break'],
		['email', 'gea@deboom.example, x@y.example', 'several'],
		['email', '"Gea" <gea@deboom.example>', 'quoted'],
		['email', '', 'empty'],
		['email', `${'x'.repeat(320)}@deboom.example`, 'long'],
		['password', 'kort', 'short'],
		['password', 'x'.repeat(257), 'long'],
		['agreed', '', 'agree']
	])('is refused: %s %j is %s', (field, text, problem) => {
		expect(problems({ [field]: text })).toEqual({ [field]: problem });
	});

	it('is a name, also a full one', () => {
		expect(problems({ name: 'Kevin van der Laan', organisation: 'Stichting Roos Jansen' })).toEqual(
			{}
		);
	});
});
