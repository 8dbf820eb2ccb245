import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import type { Domain } from '../../src/lib/domain/access.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import type { AnswerKind, Certainty, Need, QuestionState } from '../../src/lib/domain/question.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import { excerptOf, fromPlain } from '../../src/lib/documents/rich-text.ts';
import { ThreadDocument } from '../../src/lib/documents/thread.ts';
import type { Schema } from '../store/schema.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';
import { insertAnswer, setHelpful } from '../store/answer-statements.ts';
import { insertFoothold } from '../store/foothold-statements.ts';
import { addQuestionEvent, follow, insertQuestion } from '../store/thread-statements.ts';
import type { Demo, DemoMember } from './demo-data.ts';
import type { Translation } from './translate.ts';

export interface DemoThread {
	id: string;
	title: string;
	question: string;
	askedById: string;
	askedAt: string;
	status: QuestionState;
	need: Need;
	tlp: Tlp;
	alsoAtOurs: string[];
	linkedBoardIds: string[];
	statusNote: string | null;
	validUntil: string | null;
	answers: {
		id: string;
		authorId: string;
		kind: AnswerKind;
		text: string;
		createdAt: string;
		domain: Domain;
		helpful: string[];
		conditions: string | null;
		certainty: Certainty | null;
		source: string | null;
	}[];
	footholds: { text: string; conditions: string; forWhom: string }[];
}

/** The questions of the demo, as if they had been asked and answered here. */
export async function importThreads(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation,
	newId: () => string
): Promise<void> {
	const members = new Map(demo.members.map((member) => [member.id, member]));
	for (const thread of demo.threads) {
		await importThread(trx, { thread, members, labId: demo.lab.id }, translation, newId);
	}
}

async function importThread(
	trx: Transaction<Schema>,
	about: { thread: DemoThread; members: ReadonlyMap<string, DemoMember>; labId: string },
	translation: Translation,
	newId: () => string
): Promise<void> {
	const { thread, members } = about;
	const questionId = translation.id(thread.id);
	const asker = members.get(thread.askedById);
	const at = new Date(translation.moment(thread.askedAt));
	const text = {
		text: fromPlain(thread.question),
		context: fromPlain(''),
		tried: fromPlain('')
	};
	const board = thread.linkedBoardIds[0];
	const organisation = asker ? translation.id(asker.organisationId) : null;
	const size = await trx
		.selectFrom('organisation')
		.select('size_class')
		.where('id', '=', organisation)
		.executeTakeFirst();
	await insertQuestion(trx, {
		id: questionId,
		labId: translation.id(about.labId),
		title: thread.title,
		excerpt: excerptOf(text.text),
		need: thread.need,
		domain: asker?.domain ?? 'gedeeld',
		topic: null,
		size: sizeOf(size?.size_class ?? null),
		urgency: 'gewoon',
		tlp: thread.tlp,
		askedAs: 'name',
		askedBy: translation.id(thread.askedById),
		organisationId: organisation,
		origin: board ? { kind: 'board', id: translation.id(board), part: '' } : null,
		splitFrom: null,
		keyHash: null,
		at
	});
	const doc = new Y.Doc();
	const placed = new ThreadDocument(doc);
	placed.question = text;
	const told = async (act: string, memberId: string | null, when: Date, detail = {}) => {
		await addQuestionEvent(trx, { id: newId(), questionId, at: when, act, memberId, detail });
	};
	await told('asked', translation.id(thread.askedById), at);
	await follow(trx, { questionId, memberId: translation.id(thread.askedById), at });
	for (const member of thread.alsoAtOurs) {
		await follow(trx, { questionId, memberId: translation.id(member), at, alsoAtOurs: true });
	}
	let last = at;
	for (const answer of thread.answers) {
		const id = translation.id(answer.id);
		const memberId = translation.id(answer.authorId);
		last = new Date(translation.moment(answer.createdAt));
		const { kind, domain, certainty } = answer;
		const row = { id, questionId, memberId, kind, domain, certainty, writers: [], replyTo: null };
		await insertAnswer(trx, { ...row, at: last });
		placed.setAnswer(id, {
			text: fromPlain(answer.text),
			conditions: answer.conditions ?? '',
			source: answer.source ?? ''
		});
		for (const helped of answer.helpful) {
			await setHelpful(trx, { answerId: id, memberId: translation.id(helped), on: true });
		}
		await follow(trx, { questionId, memberId, at: last });
		await told('answered', memberId, last, { answer: id });
	}
	for (const foothold of thread.footholds) {
		const id = newId();
		const sources = thread.answers.filter(({ kind }) => kind === 'aanknopingspunt');
		await insertFoothold(trx, {
			...foothold,
			...{ id, questionId, compass: [], setBy: null, at: last },
			validUntil: thread.validUntil && translation.moment(thread.validUntil).slice(0, 10),
			sources: sources.map((answer) => translation.id(answer.id))
		});
		await told('foothold', null, last, { foothold: id });
	}
	const note = thread.statusNote ?? '';
	await trx
		.updateTable('question')
		.set({
			state: thread.status,
			state_note: note,
			state_at: last.toISOString(),
			valid_until: thread.validUntil && translation.moment(thread.validUntil).slice(0, 10)
		})
		.where('id', '=', questionId)
		.execute();
	if (note !== '') await told('moved', null, last, { to: thread.status, note });
	await writeNewDocument(
		trx,
		{
			document: threadDocument(questionId),
			memberId: null,
			bytes: Y.encodeStateAsUpdate(doc),
			clients: [{ client: doc.clientID, memberId: null }],
			authorship: new Map()
		},
		last
	);
	doc.destroy();
}

function sizeOf(size: string | null) {
	return (['klein', 'middel', 'groot'] as const).find((each) => each === size) ?? null;
}
