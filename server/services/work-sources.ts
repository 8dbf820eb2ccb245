import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { WorkRow } from '../../src/lib/documents/work-view.ts';
import type { QuestionSummary } from '../../src/lib/documents/thread-view.ts';
import { listActionStatuses } from '../store/action-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { NoticeRepository } from '../store/notice-repository.ts';
import type { RequestRepository } from '../store/request-repository.ts';
import type { Store } from '../store/store.ts';
import type { Drafts } from './drafts.ts';
import type { LabService } from './lab-service.ts';
import type { WorkSource } from './my-work.ts';
import { holders } from './request-people.ts';
import type { Rounds } from './rounds.ts';
import type { ThreadService } from './thread-service.ts';

interface SourceParts {
	store: Store;
	threads: ThreadService;
	notices: NoticeRepository;
	drafts: Drafts;
	requests: RequestRepository;
	rounds: Rounds;
	labs: LabService;
	members: MemberRepository;
	now: () => Date;
}

/** What waits for somebody. */
export function workSources(parts: SourceParts): WorkSource[] {
	const { threads, notices, drafts, requests } = parts;
	const list = (actor: Actor, lab: Lab) => threads.list(actor, lab);
	return [
		{
			kind: 'unread',
			list: async (actor, lab) => {
				const unseen = await notices.listUnseen(actor.memberId, lab.id);
				const questions = (await list(actor, lab))
					.filter(({ isMine, follows, unread }) => (isMine || follows) && unread > 0)
					.map((question) => {
						const own = unseen.filter(({ questionId }) => questionId === question.id);
						const since = own.map(({ since }) => since).sort()[0] ?? question.lastAt;
						return { ...rowOf(lab, question, since, '#answers'), n: question.unread };
					});
				return [...questions, ...(await newRounds(parts, actor, lab))].sort(latestFirst);
			}
		},
		{
			kind: 'mentions',
			list: async (actor, lab) => {
				const unseen = await notices.listUnseen(actor.memberId, lab.id);
				const mentions = unseen.filter(({ kind }) => kind === 'mention');
				if (mentions.length === 0) return [];
				const there = new Map((await list(actor, lab)).map((each) => [each.id, each]));
				return mentions.flatMap(({ questionId, since }) => {
					const question = there.get(questionId);
					return question ? rowOf(lab, question, since, '#answers') : [];
				});
			}
		},
		{
			kind: 'answerable',
			list: async (actor, lab) => {
				if (!can(actor, 'thread.answer', { labId: lab.id, id: lab.id })) return [];
				const topics = (await parts.members.canAnswerOn(actor.memberId)).map(folded);
				if (topics.length === 0) return [];
				return (await list(actor, lab))
					.filter((question) => waitsForAnswer(question) && isAbout(question, topics))
					.map((question) => rowOf(lab, question, question.askedAt, '#write'));
			}
		},
		{
			kind: 'drafts',
			list: async (actor, lab) =>
				(await drafts.listMine(actor, lab)).map(({ draft, title, excerpt }): WorkRow => {
					const { id, kind, madeAt, droppedAt } = draft;
					const path = `/labs/${lab.slug}/drafts/${id}`;
					const about = { kind, isDropped: droppedAt !== null };
					return { id, title: title || excerpt, since: madeAt, path, n: 0, draft: about };
				})
		},
		{
			kind: 'requests',
			list: async (actor, lab) => {
				const open = await requests.openFor(actor.memberId, lab.id);
				if (open.length === 0) return [];
				const there = new Map((await list(actor, lab)).map((each) => [each.id, each]));
				const people = await requests.people(lab.id, parts.now());
				return open.flatMap((request) => {
					const question = there.get(request.questionId);
					if (!question) return [];
					const askedBy = question.isMine ? actor.memberId : null;
					const has = holders(request, people, { askedBy });
					const isHers = has.some(({ memberId }) => memberId === actor.memberId);
					return isHers ? { ...rowOf(lab, question, request.askedAt), id: request.id } : [];
				});
			}
		},
		{
			kind: 'rounds',
			list: async (actor, lab) =>
				(await parts.rounds.turns(actor, lab)).map((turn) => roundRow(lab, turn, turn.since))
		},
		{ kind: 'actions', list: (actor, lab) => openActions(parts, actor, lab) },
		{
			kind: 'follows',
			list: async (actor, lab) =>
				(await list(actor, lab))
					.filter(({ follows, isMerged }) => follows && !isMerged)
					.map((question) => ({ ...rowOf(lab, question, question.lastAt), n: question.unread }))
					.sort(latestFirst)
		}
	];
}

function rowOf(lab: Lab, { id, title }: QuestionSummary, since: string, anchor = ''): WorkRow {
	return { id, title, since, path: `/labs/${lab.slug}/questions/${id}${anchor}`, n: 0 };
}

function roundRow(lab: Lab, { id, title }: { id: string; title: string }, since: string): WorkRow {
	return { id, title, since, path: `/labs/${lab.slug}/rounds/${id}`, n: 0 };
}

/** Rounds in which something happened since she looked. */
async function newRounds(
	{ notices, rounds }: SourceParts,
	actor: Actor,
	lab: Lab
): Promise<WorkRow[]> {
	const unseen = await notices.listUnseenRounds(actor.memberId, lab.id);
	if (unseen.size === 0) return [];
	return (await rounds.list(actor, lab)).flatMap((round) => {
		const news = unseen.get(round.id);
		return news ? { ...roundRow(lab, round, news.since), n: news.n } : [];
	});
}

function latestFirst(a: WorkRow, b: WorkRow): number {
	return b.since.localeCompare(a.since);
}

function waitsForAnswer({ answers, isMine, isMerged, state }: QuestionSummary): boolean {
	return answers === 0 && !isMine && !isMerged && state !== 'geparkeerd' && state !== 'geoogst';
}

/** Its topic, its need or its title is what she said she can answer on. */
function isAbout({ topic, need, title }: QuestionSummary, topics: readonly string[]): boolean {
	const said = folded([topic ?? '', need, title].join(' '));
	return topics.some((each) => each !== '' && said.includes(each));
}

function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** Hers, as it was agreed or as somebody said since how it stands; the first one due before others. */
async function openActions(
	{ store, labs }: SourceParts,
	actor: Actor,
	lab: Lab
): Promise<WorkRow[]> {
	const items = await labs.listItems(actor, lab, 'action');
	const said = await listActionStatuses(store.db, lab.id);
	return items
		.filter(({ id, data }) => {
			if (data['ownerId'] !== actor.memberId) return false;
			const status = said.get(id) ?? data['status'];
			return status === 'open' || status === 'bezig' || status === 'loopt';
		})
		.map(({ id, title, data }): WorkRow => {
			const since = typeof data['due'] === 'string' ? data['due'] : '';
			return { id, title, since, path: `/labs/${lab.slug}#acties`, n: 0 };
		})
		.sort((a, b) => a.since.localeCompare(b.since));
}
