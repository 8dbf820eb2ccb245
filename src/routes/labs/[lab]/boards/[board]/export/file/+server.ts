import { error, redirect } from '@sveltejs/kit';
import { backTo, choiceOf, optionsOf, type ExportPageProblem } from '$lib/server/export-form';
import { readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reportWords } from '$lib/server/report-words';
import { confirm, fileAnswer } from '$lib/server/take-along';
import type { RequestHandler } from './$types';

/** The file itself. Only a form asks for it: there is no address of a file that one could pass on. */
export const POST: RequestHandler = async (event) => {
	const { locals, params, request } = event;
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { exports } = locals.services;
	if ((await exports.right(actor, lab, params.board)) === 'no') error(404);
	const { values, all } = await readForm(request);
	const choice = choiceOf(values, all);
	const back = (problem: ExportPageProblem) =>
		redirect(303, backTo(`/labs/${params.lab}/boards/${params.board}/export`, choice, problem));
	const wanted = optionsOf(choice);
	if (!wanted.ok) return back(wanted.problem);
	const unsure = await confirm(event, values['password'] ?? '');
	if (unsure) return back(unsure);
	const { options } = wanted;
	const isLookedAt = 'looked-at' in values;
	const words = reportWords();
	const made = await exports.make(actor, lab, params.board, { options, isLookedAt, words });
	if (made.ok) return fileAnswer(made.file);
	if (made.problem === 'not-found') error(404);
	return back(made.problem === 'red' ? 'changed' : made.problem);
};

/** Whoever was signed out in between comes back here by an address. */
export const GET: RequestHandler = ({ params }) =>
	redirect(303, `/labs/${params.lab}/boards/${params.board}/export`);
