import * as v from 'valibot';
import { plainLine } from '../../src/lib/documents/plain-text.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import { PASSWORD_MAX } from '../auth/passwords.ts';
import { EmailAddress, PASSWORD_MIN } from './account-service.ts';

/** A name is hers to give, and everybody in the session reads it: no number or address stands beside it. */
const isName = (text: string) =>
	findPersonalData(text).every(({ severity }) => severity !== 'blokkeren');

/** Of a person or an organisation, as everybody reads it. */
export const name = (most: number) =>
	v.pipe(
		v.string(),
		v.transform(plainLine),
		v.minLength(1, 'empty'),
		v.maxLength(most, 'long'),
		v.check(isName, 'personal')
	);

/** What somebody says of herself who comes in by a code. */
export const Guest = v.object({
	name: name(80),
	organisation: name(80),
	email: EmailAddress,
	/** Empty: she gets a key instead. */
	password: v.union([
		v.literal(''),
		v.pipe(v.string(), v.minLength(PASSWORD_MIN, 'short'), v.maxLength(PASSWORD_MAX, 'long'))
	]),
	agreed: v.literal('yes', 'agree')
});
