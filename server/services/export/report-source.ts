import type * as Y from 'yjs';
import { CONTRIBUTOR } from '../../../src/lib/domain/contributor.ts';
import { coarser, type Attribution } from '../../../src/lib/domain/attribution.ts';
import { boardDocument } from '../../../src/lib/domain/document-name.ts';
import { kindOfOrganisation } from '../../../src/lib/domain/organisation-kind.ts';
import { hiddenZones } from '../../../src/lib/domain/template.ts';
import { BoardDocument } from '../../../src/lib/documents/board.ts';
import type { ReportSource } from '../../../src/lib/documents/board-report.ts';
import { listMarkings } from '../../store/marking-repository.ts';
import type { ActParts, Given } from '../board-acts.ts';
import { makersOf, showMakers } from '../board-view.ts';
import { harvestOf } from '../orphan-harvest.ts';
import { nullIfUnreadable } from '../unreadable.ts';

type SourceParts = Pick<ActParts, 'boards' | 'rooms' | 'members' | 'ballots' | 'store' | 'now'>;

/**
 * A board as it is on disk, for a file that leaves the lab: whose casus it is, is never told in it,
 * whoever asks. Null: it cannot be read now.
 */
export async function sourceOf(
	parts: SourceParts,
	given: Given,
	chosen: Attribution
): Promise<ReportSource | null> {
	const { boards, rooms, members, ballots, store, now } = parts;
	const { actor, lab, board, template } = given;
	const name = boardDocument(board.id);
	const authorship = await boards.listAuthorship(name);
	const content = await rooms
		.read(name, (doc: Y.Doc, room) => {
			const document = new BoardDocument(doc);
			return {
				cards: document.cards().map((card) => ({ ...card, text: document.textOf(card.id) })),
				comments: document.comments(),
				bundles: document.bundles(),
				makers: makersOf(doc, room.clients, authorship)
			};
		})
		.catch(nullIfUnreadable);
	if (!content) return null;
	const { makers, ...shown } = content;
	const attribution = coarser(chosen, lab.attribution);
	const mask = maskOf(given);
	const known = await members.findAuthors(
		[...makers.values()].flatMap(({ memberId }) => memberId ?? [])
	);
	const authors = new Map(
		[...known].map(([id, author]) => {
			const organisationKind = kindOfOrganisation(author.organisationKind, author.sizeClass);
			return [id, { ...author, organisationKind }];
		})
	);
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	return {
		...shown,
		at: now(),
		lab,
		board,
		template,
		shownZones: new Set(template.zones.map(({ id }) => id).filter((id) => !hidden.has(id))),
		authors: showMakers(makers, authors, actor, attribution, mask),
		markings: await listMarkings(store.db, board.id),
		votes: template.noSums ? {} : await ballots.countVotes(board.id),
		organisations: await organisationsIn(parts, given, shown.cards, attribution),
		harvest: await harvestOf(rooms, board.id)
	};
}

function maskOf({ board }: Given) {
	if (board.ownerOrganisationId === null || board.contributorLabel === '') return null;
	return { organisationId: board.ownerOrganisationId, label: board.contributorLabel };
}

/** Where one does not say which municipality somebody is from, one does not say it of a field either. */
async function organisationsIn(
	{ boards }: SourceParts,
	given: Given,
	cards: ReportSource['cards'],
	attribution: Attribution
): Promise<Record<string, string>> {
	const mask = maskOf(given);
	const ids = cards.flatMap(({ fields }) => Object.values(fields).flat());
	const isByKind = attribution === 'kind' || attribution === 'none';
	const found = await boards.describeOrganisations(ids);
	const names = Object.fromEntries(
		[...found].map(([id, { label, kind, sizeClass }]) => {
			// By its kind also the contributor's own: a label would set it apart from the others.
			if (isByKind && kind === 'gemeente') return [id, kindOfOrganisation(kind, sizeClass)];
			return [id, mask?.organisationId === id ? mask.label : label];
		})
	);
	return { ...names, [CONTRIBUTOR]: given.board.contributorLabel };
}
