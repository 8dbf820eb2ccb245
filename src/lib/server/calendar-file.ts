/** What a calendar is told of a session: when, where to click, and nothing of what it is about. */
export interface CalendarEntry {
	uid: string;
	/** Of two files the one with the higher number holds. */
	revision: number;
	summary: string;
	link: string;
	/** Ms since epoch. */
	starts: number;
	ends: number;
	now: number;
}

/** The entry as an iCalendar file (RFC 5545). */
export function calendarFile(entry: CalendarEntry): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Kennislab//Kennislab//NL',
		'METHOD:PUBLISH',
		'BEGIN:VEVENT',
		`UID:${entry.uid}`,
		`SEQUENCE:${entry.revision}`,
		`DTSTAMP:${utc(entry.now)}`,
		`DTSTART:${utc(entry.starts)}`,
		`DTEND:${utc(entry.ends)}`,
		`SUMMARY:${escaped(entry.summary)}`,
		// Not every calendar shows the one or makes the other a link.
		`URL:${entry.link}`,
		`DESCRIPTION:${escaped(entry.link)}`,
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20261124T090000Z */
function utc(ms: number): string {
	return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\n/g, '\\n');
}

/** Lines of at most 75 octets; what goes on begins with a blank, and no letter is cut in two. */
function folded(line: string): string {
	const lines = [''];
	let octets = 0;
	for (const letter of line) {
		const size = Buffer.byteLength(letter);
		if (octets + size > 75) {
			lines.push(' ');
			octets = 1;
		}
		lines[lines.length - 1] += letter;
		octets += size;
	}
	return lines.join('\r\n');
}
