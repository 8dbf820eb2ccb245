import type { Transaction } from 'kysely';
import type { Actor } from '../../src/lib/domain/access.ts';
import { sizeLabel, type Casus } from '../../src/lib/domain/casus.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { insertBoard } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Schema } from '../store/schema.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';

export interface NewBoardFacts {
	id: string;
	lab: Lab;
	/** Who starts it. */
	actor: Actor;
	/** Id of a stored template. */
	template: string;
	title: string;
	question: string;
	/** Of a casus: it is brought by the actor, and read by few until somebody else has checked it. */
	casus?: Casus;
	at: Date;
}

/** A board in the first step of its method, with an empty document. */
export async function writeNewBoard(
	trx: Transaction<Schema>,
	{ id, lab, actor, template, title, question, casus, at }: NewBoardFacts
): Promise<void> {
	await insertBoard(trx, {
		id,
		lab_id: lab.id,
		template_id: template,
		title,
		question,
		summary: '',
		status: 'voorbereiding',
		// Open until somebody leads it through the steps of its method.
		mode: 'open',
		current_step: 1,
		tlp: lab.defaultTlp,
		owner_organisation_id: actor.organisationId || null,
		contributor_id: casus ? actor.memberId : null,
		contributor_label: casus ? sizeLabel[casus.size] : '',
		anonymity_checked_by: null,
		anonymity_checked_at: null,
		anonymity_notes: '',
		opened_at: casus ? null : at.toISOString(),
		conclusion: null,
		created_by: actor.memberId,
		created_at: at.toISOString(),
		casus: casus ? JSON.stringify(casus) : null
	});
	const document = {
		document: boardDocument(id),
		memberId: null,
		bytes: new Uint8Array(0),
		clients: [],
		authorship: new Map<string, string | null>()
	};
	await writeNewDocument(trx, document, at);
}
