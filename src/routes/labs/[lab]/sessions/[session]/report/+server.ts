import { error, redirect } from '@sveltejs/kit';
import type { ReportProblem } from '$lib/components/session/after-words';
import { readForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { sessionOutline } from '$lib/server/session-outline';
import { confirm, fileAnswer } from '$lib/server/take-along';
import type { RequestHandler } from './$types';

/** The report as a file. Only a form asks for it: there is no address of a file to pass on. */
export const POST: RequestHandler = async (event) => {
	const { locals, params, request } = event;
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { sessionReports } = locals.services;
	const report = orError(await sessionReports.open(actor, lab, params.session));
	if (!report?.mayExport) error(404);
	const { values } = await readForm(request);
	const page = `/labs/${params.lab}/sessions/${params.session}`;
	const back = (problem: ReportProblem) => redirect(303, `${page}?problem=${problem}#download`);
	const unsure = await confirm(event, values['password'] ?? '');
	if (unsure) return back(unsure);
	const boardsAt = `${locals.services.origin}/labs/${params.lab}/boards`;
	const made = await sessionReports.make(actor, lab, params.session, {
		isLookedAt: 'looked-at' in values,
		outlineOf: (safe, tlp, leftOut) => sessionOutline(lab, safe, { tlp, leftOut, boardsAt })
	});
	if (made.ok) return fileAnswer(made.file);
	if (made.problem === 'not-found') error(404);
	return back(made.problem);
};

/** Whoever was signed out in between comes back here by an address. */
export const GET: RequestHandler = ({ params }) =>
	redirect(303, `/labs/${params.lab}/sessions/${params.session}`);
