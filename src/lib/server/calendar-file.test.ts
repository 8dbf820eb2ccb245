import { expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';

const entry = {
	uid: 'een@kennislab.example',
	revision: 3,
	summary: 'Kennislab: sessie',
	link: 'https://kennislab.example/labs/een/sessions/twee',
	starts: Date.parse('2026-11-24T09:00:00Z'),
	ends: Date.parse('2026-11-24T11:00:00Z'),
	now: Date.parse('2026-11-20T08:30:15.123Z')
};

it('is an entry in UTC, line by line', () => {
	expect(calendarFile(entry)).toBe(
		[
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			'PRODID:-//Kennislab//Kennislab//NL',
			'METHOD:PUBLISH',
			'BEGIN:VEVENT',
			'UID:een@kennislab.example',
			'SEQUENCE:3',
			'DTSTAMP:20261120T083015Z',
			'DTSTART:20261124T090000Z',
			'DTEND:20261124T110000Z',
			'SUMMARY:Kennislab: sessie',
			'URL:https://kennislab.example/labs/een/sessions/twee',
			'DESCRIPTION:https://kennislab.example/labs/een/sessions/twee',
			'END:VEVENT',
			'END:VCALENDAR',
			''
		].join('\r\n')
	);
});

it('folds lines at 75 octets without cutting a letter, and what is folded reads the same', () => {
	const summary = 'é, één; '.repeat(20).trim();
	const file = calendarFile({ ...entry, summary });
	for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	const whole = file.replaceAll('\r\n ', '');
	const [, read] = /SUMMARY:(.*)\r\n/.exec(whole) ?? [];
	expect(read?.replace(/\\(.)/g, '$1')).toBe(summary);
});
