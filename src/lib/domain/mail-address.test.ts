import { describe, expect, it } from 'vitest';
import { readAddress } from './mail-address.ts';

describe('an address to send one mail to', () => {
	it.each([
		['tessa@aldermeer.example', 'tessa@aldermeer.example'],
		['  Tessa.Kwakernaat+lab@Sub.Aldermeer.Example ', 'tessa.kwakernaat+lab@sub.aldermeer.example'],
		[`${'x'.repeat(64)}@a.example`, `${'x'.repeat(64)}@a.example`]
	])('%j is %s', (text, address) => {
		expect(readAddress(text)).toEqual({ address });
	});

	it.each([
		['', 'empty'],
		['   ', 'empty'],
		['tessa', 'email'],
		['tessa@aldermeer', 'email'],
		['tes,sa@aldermeer.example', 'email'],
		['tessa@[127.0.0.1]', 'quoted'],
		['tessa@aldermeer.example\r\nBcc: x@y.example', 'break'],
		['tessa@aldermeer.example\n', 'break'],
		['tessa@aldermeer.example\u0000', 'break'],
		['tessa@aldermeer.example\u2028', 'break'],
		['tessa@aldermeer.example, x@y.example', 'several'],
		['tessa@aldermeer.example,x@y.example', 'several'],
		['tessa@aldermeer.example;x@y.example', 'several'],
		['tessa@aldermeer.example x@y.example', 'several'],
		['tessa@x@y.example', 'several'],
		['"Tessa" <tessa@aldermeer.example>', 'quoted'],
		['"tessa,x"@aldermeer.example', 'quoted'],
		[`${'x'.repeat(65)}@a.example`, 'long'],
		[`x@${'a.'.repeat(130)}example`, 'long'],
		['tessa..k@aldermeer.example', 'email'],
		['tessа@aldermeer.example', 'email']
	])('%j is none: %s', (text, problem) => {
		expect(readAddress(text)).toEqual({ address: null, problem });
	});
});
