import { datedSteps, roundScript, type DatedStep } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import type { Round } from '../store/round-repository.ts';
import { changeRound } from '../store/round-statements.ts';
import { Beat } from './beat.ts';
import { membersOf, roundTurn, tellOfRound, type RoundParts } from './round-parts.ts';
import { settleQuestions } from './round-settling.ts';

/** Ms between two looks: a step is a matter of days. */
const EVERY = 5 * 60_000;

/** What whoever leads is told six months after a round closed. */
const REVIEW = 'review';

/**
 * Tells whose turn it is when a step begins, and half a year after closing whoever leads that somebody
 * should look again. What was told is in the row, in the same commit: no restart tells it twice.
 */
export class RoundClock {
	readonly #parts: RoundParts;
	readonly #failed: (error: unknown) => void;
	readonly #beat: Beat;

	constructor(parts: RoundParts, failed: (error: unknown) => void, every = EVERY) {
		this.#parts = parts;
		this.#failed = failed;
		this.#beat = new Beat(every, () => this.#lookAtAll(), failed);
	}

	stop(): Promise<void> {
		return this.#beat.stop();
	}

	beat(): Promise<void> {
		return this.#beat.now();
	}

	/** At all in which something may be due, one after another. */
	async #lookAtAll(): Promise<void> {
		const { rounds, turns, now } = this.#parts;
		for (const id of await rounds.due(dayOf(now()))) {
			await turns.take(roundTurn(id), () => this.#look(id)).catch(this.#failed);
		}
	}

	async #look(id: string): Promise<void> {
		await settleQuestions(this.#parts, id);
		const round = await this.#parts.rounds.find(id);
		if (!round) return;
		const today = dayOf(this.#parts.now());
		if (round.state === 'closed') {
			const isDue = round.reviewOn !== null && round.reviewOn <= today;
			if (isDue && !round.told.includes(REVIEW)) await this.#review(round);
			return;
		}
		// One that was passed over is not told of any more: the next one began as well.
		const begun = datedSteps.filter((step) => round.days[step] <= today);
		const step = begun.at(-1);
		if (step && !round.told.includes(step)) await this.#step(round, step, begun);
	}

	async #step(round: Round, step: DatedStep, begun: readonly DatedStep[]): Promise<void> {
		const { store, rounds } = this.#parts;
		const { who } = roundScript[step];
		const experts = (await rounds.experts(round.id)).flatMap(({ memberId, invitedAt }) =>
			memberId !== null && invitedAt !== null ? memberId : []
		);
		const all = who === 'members' ? await membersOf(this.#parts, round.labId) : [];
		const members = all.filter((memberId) => memberId !== round.madeBy);
		const of = { experts, members, leads: round.madeBy ? [round.madeBy] : [] };
		await store.transaction(async (trx) => {
			const told = [...new Set([...round.told, ...begun])];
			if (!(await changeRound(trx, round, { told }))) return;
			await tellOfRound(this.#parts, trx, round, {
				...{ kind: 'round-step', by: null },
				to: of[who].map((memberId) => ({ memberId, concerns: who !== 'members' }))
			});
		});
	}

	async #review(round: Round): Promise<void> {
		const { store, members } = this.#parts;
		const all = await members.listOfLab(round.labId);
		const leads = all.filter(({ role, endedAt }) => role === 'facilitator' && endedAt === null);
		const own = round.madeBy === null ? [] : [round.madeBy];
		const to = new Set([...leads.map(({ memberId }) => memberId), ...own]);
		await store.transaction(async (trx) => {
			if (!(await changeRound(trx, round, { told: [...round.told, REVIEW] }))) return;
			await tellOfRound(this.#parts, trx, round, {
				...{ kind: 'round-review', by: null },
				to: [...to].map((memberId) => ({ memberId, concerns: true }))
			});
		});
	}
}
