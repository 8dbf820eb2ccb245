import type { Transaction } from 'kysely';
import { isOpenRequest } from '../../src/lib/domain/request.ts';
import type { ExpertRequest, LabExpert } from '../store/request-repository.ts';
import { letGuestsOut, moveRequest, stepRequest } from '../store/request-statements.ts';
import type { Schema } from '../store/schema.ts';
import type { Question } from '../store/thread-rows.ts';
import { couldAnswer, holders, isClosed, isSameRequest } from './request-people.ts';
import type { ThreadParts } from './thread-parts.ts';

/** What becomes of what was put to experts about a question that becomes part of another. */
export interface RequestsAlong {
	moving: readonly ExpertRequest[];
	ending: readonly ExpertRequest[];
	/** Who has any of them. */
	holders: readonly string[];
}

/**
 * It is put to them about the other one from then on, with the terms as they run. Where that one is closed,
 * is hers, she may not answer it or was asked there already, it is withdrawn.
 */
export async function requestsAlong(
	parts: ThreadParts,
	from: Question,
	into: Question
): Promise<RequestsAlong> {
	const { requests, now } = parts;
	const open = (await requests.ofQuestion(from.id)).filter(({ state }) => isOpenRequest(state));
	if (open.length === 0) return { moving: [], ending: [], holders: [] };
	const there = (await requests.ofQuestion(into.id)).filter(({ state }) => isOpenRequest(state));
	const people = await requests.people(from.labId, now());
	const moving: ExpertRequest[] = [];
	for (const request of open) {
		const isThere = there.some((each) => isSameRequest(each, request));
		const may = await anyCouldAnswer(parts, holders(request, people, into), into);
		if (may && !isThere && !isClosed(into) && request.toMember !== into.askedBy) {
			moving.push(request);
		}
	}
	return {
		moving,
		ending: open.filter((each) => !moving.includes(each)),
		holders: open.flatMap((each) => holders(each, people, from).map(({ memberId }) => memberId))
	};
}

/** In the transaction of the merge. `by` null: whoever did it stays untold. Gives whose access changed. */
export async function takeRequestsAlong(
	{ newId, now }: Pick<ThreadParts, 'newId' | 'now'>,
	trx: Transaction<Schema>,
	{ moving, ending }: RequestsAlong,
	{ into, by }: { into: Question; by: string | null }
): Promise<string[]> {
	const at = now();
	const touched: string[] = [];
	for (const request of moving) {
		touched.push(...(await moveRequest(trx, request, { to: into.id, at, newId })));
	}
	for (const request of ending) {
		const to = { state: 'withdrawn' as const, endedAt: at.toISOString(), waitingSince: null };
		if (!(await stepRequest(trx, request, to, { at, by, note: '' })))
			throw new Error('not in turn');
		touched.push(...(await letGuestsOut(trx, request)));
	}
	return touched;
}

async function anyCouldAnswer(
	parts: ThreadParts,
	people: readonly LabExpert[],
	question: Question
): Promise<boolean> {
	for (const person of people) if (await couldAnswer(parts, person, question)) return true;
	return false;
}
