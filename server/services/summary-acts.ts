import type { Transaction } from 'kysely';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { answersQuestion } from '../../src/lib/domain/question-access.ts';
import { plainOf, type RichDoc } from '../../src/lib/documents/rich-text.ts';
import type { Schema } from '../store/schema.ts';
import { reviseQuestion } from '../store/thread-statements.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** What the lab knows of it up to now takes the place of what it knew before. */
export async function placeSummary(
	parts: ThreadParts,
	given: ThreadGiven,
	summary: {
		text: RichDoc;
		notPersonal: readonly string[];
		along: (trx: Transaction<Schema>) => Promise<void>;
	}
): Promise<Outcome> {
	const { actor, lab, question } = given;
	if (!answersQuestion(actor, question)) return refused('forbidden');
	const allow = [...(await parts.allowed.ofLab(lab)), ...summary.notPersonal];
	if (pointsAtPerson(plainOf(summary.text), allow)) return refused('personal-data', 'text');
	const followers = await parts.threads.followers(question.id);
	const change = {
		...{ act: 'summarised', isNameless: isHiddenAsker(given), isErasing: true },
		news: {
			kind: 'summary' as const,
			to: followers.map(({ memberId }) => ({
				memberId,
				concerns: memberId === question.askedBy
			}))
		},
		texts: (thread: Parameters<NonNullable<Parameters<typeof write>[2]['texts']>>[0]) => {
			thread.summary = summary.text;
		}
	};
	return write(parts, given, change, async (trx) => {
		await reviseQuestion(trx, question.id, { summaryAt: parts.now().toISOString() });
		await summary.along(trx);
	});
}
