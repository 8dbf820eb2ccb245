/** The clock on the wall of those who come, whatever the clock of their laptop says. */
const shown = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Amsterdam',
	dateStyle: 'short',
	timeStyle: 'short'
});
const HOUR = 3_600_000;

/** `2026-11-24T10:00` as that clock shows a moment. */
export function wallClock(moment: string | number): string {
	return shown.format(new Date(moment)).replace(' ', 'T');
}

/**
 * The moment (ISO 8601) at which that clock shows this. Null: it never does, as in the night in which
 * it goes forward. An hour that comes twice is the first of them.
 */
export function momentOf(wall: string): string | null {
	// Some browsers send the seconds along.
	const [, minute] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::00)?$/.exec(wall) ?? [];
	const utc = Date.parse(`${minute}:00Z`);
	if (Number.isNaN(utc)) return null;
	// Summer first: the earlier of the two.
	const at = [2, 1].map((ahead) => utc - ahead * HOUR).find((each) => wallClock(each) === minute);
	return at === undefined ? null : new Date(at).toISOString();
}
