import type { Actor } from '../../src/lib/domain/access.ts';
import { stepOn } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { RoundChoice, RoundSummary, RoundView } from '../../src/lib/documents/round-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { RoundDraft } from '../store/round-repository.ts';
import {
	addExpert,
	addNewExpert,
	dropRound,
	goOn,
	makeRound,
	pinOne,
	reviseRound,
	setDays,
	takeOffExpert,
	unpinOne
} from './round-acts.ts';
import { closeRound } from './round-closing.ts';
import { draftFoothold, dropFoothold } from './round-drafts.ts';
import type {
	ExpertChoice,
	NewExpert,
	NewRoundForm,
	ReactionChoice,
	RoundDaysForm,
	RoundDraftForm,
	RoundStepForm,
	RoundWordsForm
} from './round-form.ts';
import { inviteMore, welcomeAgain } from './round-inviting.ts';
import { openRound } from './round-opening.ts';
import {
	inRound,
	readableRound,
	runsRounds,
	type RoundGiven,
	type RoundParts
} from './round-parts.ts';
import { listRounds, roundChoices, viewRound } from './round-reader.ts';
import { roundTurns, type RoundTurn } from './round-turns.ts';

/** What pages ask of expert rounds. */
export class Rounds {
	readonly #parts: RoundParts;

	constructor(parts: RoundParts) {
		this.#parts = parts;
	}

	list(actor: Actor, lab: Lab): Promise<RoundSummary[]> {
		return listRounds(this.#parts, actor, lab);
	}

	mayRun(actor: Actor, lab: Lab): boolean {
		return runsRounds(actor, lab.id);
	}

	async choices(actor: Actor, lab: Lab): Promise<Outcome<RoundChoice[]>> {
		if (!runsRounds(actor, lab.id)) return refused('forbidden');
		return done(await roundChoices(this.#parts, actor, lab));
	}

	async open(actor: Actor, lab: Lab, id: string): Promise<Outcome<RoundView>> {
		const round = await readableRound(this.#parts, actor, lab, id);
		return round ? done(await viewRound(this.#parts, actor, lab, round)) : refused('not-found');
	}

	/** Rounds that run in which it is her turn: as an expert, as who leads, or to test against practice. */
	turns(actor: Actor, lab: Lab): Promise<RoundTurn[]> {
		return roundTurns(this.#parts, actor, lab);
	}

	/** The round a question is in now, for who may know of it. */
	async ofQuestion(
		actor: Actor,
		lab: Lab,
		questionId: string
	): Promise<Pick<RoundSummary, 'id' | 'title' | 'step'> | null> {
		const running = (await this.#parts.rounds.running(lab.id)).get(questionId);
		const round = running && (await readableRound(this.#parts, actor, lab, running.id));
		if (!round) return null;
		const { id, title, days } = round;
		return { id, title, step: stepOn(days, dayOf(this.#parts.now())) };
	}

	/** Footholds in draft of a question of the round; for who runs rounds. */
	async drafts(
		actor: Actor,
		lab: Lab,
		id: string,
		questionId: string
	): Promise<Outcome<RoundDraft[]>> {
		const round = await readableRound(this.#parts, actor, lab, id);
		if (!round) return refused('not-found');
		if (!runsRounds(actor, lab.id)) return refused('forbidden');
		const drafts = await this.#parts.rounds.drafts(round.id);
		return done(drafts.filter((draft) => draft.questionId === questionId));
	}

	make(actor: Actor, lab: Lab, form: NewRoundForm): Promise<Outcome<string>> {
		return makeRound(this.#parts, { actor, lab }, form);
	}

	revise(actor: Actor, lab: Lab, id: string, form: RoundWordsForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => reviseRound(this.#parts, given, form), form);
	}

	setDays(actor: Actor, lab: Lab, id: string, form: RoundDaysForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => setDays(this.#parts, given, form), form);
	}

	goOn(actor: Actor, lab: Lab, id: string, form: RoundStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => goOn(this.#parts, given), form);
	}

	start(actor: Actor, lab: Lab, id: string, form: RoundStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => openRound(this.#parts, given), form);
	}

	close(actor: Actor, lab: Lab, id: string, form: RoundStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => closeRound(this.#parts, given), form);
	}

	drop(actor: Actor, lab: Lab, id: string, form: RoundStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => dropRound(this.#parts, given), form);
	}

	invite(actor: Actor, lab: Lab, id: string): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => inviteMore(this.#parts, given));
	}

	welcomeAgain(actor: Actor, lab: Lab, id: string, form: { expert: string }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => welcomeAgain(this.#parts, given, form));
	}

	addExpert(actor: Actor, lab: Lab, id: string, form: ExpertChoice): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => addExpert(this.#parts, given, form));
	}

	addNewExpert(actor: Actor, lab: Lab, id: string, form: NewExpert): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => addNewExpert(this.#parts, given, form));
	}

	takeOff(actor: Actor, lab: Lab, id: string, form: { expert: string }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => takeOffExpert(this.#parts, given, form));
	}

	pin(actor: Actor, lab: Lab, id: string, form: ReactionChoice): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => pinOne(this.#parts, given, form));
	}

	unpin(actor: Actor, lab: Lab, id: string, form: ReactionChoice): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => unpinOne(this.#parts, given, form));
	}

	draft(
		actor: Actor,
		lab: Lab,
		id: string,
		question: string,
		form: RoundDraftForm
	): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => draftFoothold(this.#parts, given, question, form));
	}

	dropDraft(actor: Actor, lab: Lab, id: string, form: { draft: string }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => dropFoothold(this.#parts, given, form));
	}

	#in<T>(
		actor: Actor,
		lab: Lab,
		id: string,
		work: (given: RoundGiven) => Promise<Outcome<T>>,
		{ version }: { version?: number } = {}
	): Promise<Outcome<T>> {
		return inRound(
			this.#parts,
			{ actor, lab, id, ...(version !== undefined && { version }) },
			work
		);
	}
}
