import { minutesOf } from '$lib/domain/session';
import { m } from '$lib/paraglide/messages';
import { calendarFile } from '$lib/server/calendar-file';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

const MINUTE = 60_000;

/**
 * When a session is, for a calendar outside the lab. Others read along in calendars: the file says when
 * and where to click, by ids, for the address of a lab says what it is about.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { sessions, origin, now } = locals.services;
	const session = orError(await sessions.find(actor, lab, params.session));
	const starts = Date.parse(session.startsAt);
	const file = calendarFile({
		uid: `${session.id}@${new URL(origin).hostname}`,
		revision: session.revision,
		summary: m.calendar_summary({}, { locale: actor.language }),
		link: `${origin}/labs/${lab.id}/sessions/${session.id}`,
		starts,
		// What has no agenda yet still takes some of the day.
		ends: starts + (minutesOf(session.items) || 60) * MINUTE,
		now: now().getTime()
	});
	return new Response(file, {
		headers: {
			'Content-Type': 'text/calendar; charset=utf-8',
			'Content-Disposition': 'attachment; filename="kennislab.ics"'
		}
	});
};
