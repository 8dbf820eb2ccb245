import { error, redirect } from '@sveltejs/kit';
import { FRESH_FOR } from '$lib/domain/board-export';
import { backTo, choiceOf, optionsOf, type ExportPageProblem } from '$lib/server/export-form';
import { readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reportWords } from '$lib/server/report-words';
import type { RequestEvent, RequestHandler } from './$types';

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
	if (made.ok) return answer(made.file);
	if (made.problem === 'not-found') error(404);
	return back(made.problem === 'red' ? 'changed' : made.problem);
};

/** Whoever was signed out in between comes back here by an address. */
export const GET: RequestHandler = ({ params }) =>
	redirect(303, `/labs/${params.lab}/boards/${params.board}/export`);

/** Null: it is she, and she showed so a short while ago. */
async function confirm(
	{ locals, cookies, getClientAddress }: RequestEvent,
	password: string
): Promise<ExportPageProblem | null> {
	const { actor, signIn, services } = locals;
	if (!actor || !signIn) return 'confirm';
	if (services.signIns.isFresh(signIn, FRESH_FOR)) return null;
	if (password === '') return 'confirm';
	const client = { address: getClientAddress() };
	const confirmed = await services.signIns.confirm({ actor, signIn }, password, client);
	if (!confirmed.ok) {
		return ({ wrong: 'wrong', none: 'confirm', 'too-many': 'tries' } as const)[confirmed.reason];
	}
	const { name, options } = services.cookie;
	cookies.set(name, confirmed.secret, { ...options, expires: confirmed.signIn.expiresAt });
	return null;
}

function answer({
	name,
	type,
	bytes
}: {
	name: string;
	type: string;
	bytes: Uint8Array;
}): Response {
	// For whoever does not know the second form; it has no letter that could end it.
	const plain = name.normalize('NFKD').replace(/[^\w.+-]/g, '');
	return new Response(bytes as Uint8Array<ArrayBuffer>, {
		headers: {
			'Content-Type': type,
			'Content-Length': String(bytes.byteLength),
			'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`,
			'X-Content-Type-Options': 'nosniff'
		}
	});
}

/** As RFC 8187 wants it: of what encodeURIComponent leaves, these may not stand there. */
function encoded(name: string): string {
	return encodeURIComponent(name).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
