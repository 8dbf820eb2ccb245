import {
	ExpertAway,
	ExpertChoice,
	NewExpert,
	ReactionChoice,
	RoundDaysForm,
	RoundStepForm,
	RoundWordsForm
} from '$server/services/round-form.ts';
import * as v from 'valibot';
import type { Outcome } from '$lib/domain/outcome';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { wordsOf } from '$lib/server/lab-home';
import { roundAction, type RoundAsked } from '$lib/server/round-action';
import type { Rounds } from '$server/services/rounds.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { rounds, allowed, labs, notices } = locals.services;
	const round = orError(await rounds.open(actor, lab, params.round));
	await notices.markRoundSeen(actor, round.id);
	const isOpen = round.may.run && round.state === 'prepared';
	return {
		round,
		agreed: await allowed.ofLab(lab),
		choices: isOpen ? orError(await rounds.choices(actor, lab)) : [],
		/** For a guest: of the lab she sees these, and its rules. */
		words: round.isGuest ? wordsOf(await labs.listItems(actor, lab, 'term'), Infinity) : null,
		isMade: url.searchParams.has('made')
	};
};

type Ask<Wanted> = (
	rounds: Rounds,
	by: Parameters<Rounds['invite']>,
	wanted: Wanted
) => Promise<Outcome<unknown>>;

function act<S extends v.GenericSchema>(
	did: string,
	schema: S,
	ask: Ask<v.InferOutput<S>>,
	options: Parameters<typeof roundAction<S, unknown>>[3] = {}
) {
	const asks = ({ services, actor, lab, id }: RoundAsked, wanted: v.InferOutput<S>) =>
		ask(services.rounds, [actor, lab, id], wanted);
	return roundAction(did, schema, asks, options);
}

export const actions: Actions = {
	start: act('start', RoundStepForm, (rounds, by, form) => rounds.start(...by, form)),
	on: act('on', RoundStepForm, (rounds, by, form) => rounds.goOn(...by, form)),
	close: act('close', RoundStepForm, (rounds, by, form) => rounds.close(...by, form)),
	drop: act('drop', RoundStepForm, (rounds, by, form) => rounds.drop(...by, form), {
		next: ({ lab }) => `/labs/${lab.slug}/rounds`
	}),
	words: act('words', RoundWordsForm, (rounds, by, form) => rounds.revise(...by, form), {
		texts: ['title', 'text'],
		several: ['questions']
	}),
	days: act('days', RoundDaysForm, (rounds, by, form) => rounds.setDays(...by, form)),
	expert: act('expert', ExpertChoice, (rounds, by, form) => rounds.addExpert(...by, form)),
	'new-expert': act('new-expert', NewExpert, (rounds, by, form) =>
		rounds.addNewExpert(...by, form)
	),
	off: act('off', ExpertAway, (rounds, by, form) => rounds.takeOff(...by, form)),
	again: act('again', ExpertAway, (rounds, by, form) => rounds.welcomeAgain(...by, form)),
	invite: act('invite', v.object({}), (rounds, by) => rounds.invite(...by)),
	pin: act('pin', ReactionChoice, (rounds, by, form) => rounds.pin(...by, form)),
	unpin: act('unpin', ReactionChoice, (rounds, by, form) => rounds.unpin(...by, form))
};
