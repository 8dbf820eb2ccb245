import { can, type Actor } from '../../src/lib/domain/access.ts';
import { boardAccess, boardThing } from '../../src/lib/domain/board-access.ts';
import { boardRoots } from '../../src/lib/documents/board.ts';
import { parseDocumentName } from '../../src/lib/domain/document-name.ts';
import type { SignedIn } from '../auth/sign-ins.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Grant } from '../sync/connection.ts';
import type { DocumentRules } from '../sync/scan.ts';

const boardRules: DocumentRules = { roots: new Set<string>(boardRoots), richText: false };

/** What a document of this name may hold. */
export function rulesFor(name: string): DocumentRules {
	const parsed = parseDocumentName(name);
	if (parsed?.kind === 'board') return boardRules;
	throw new Error(`no rules for ${name}`);
}

/** Decides for a page and for a socket alike what an actor may do with a document. */
export class SyncAccess {
	readonly #boards: BoardRepository;

	constructor(boards: BoardRepository) {
		this.#boards = boards;
	}

	/** Null when there is no such document, or none for her: the two look the same from outside. */
	async grant({ actor, signIn }: SignedIn, name: string): Promise<Grant | null> {
		const parsed = parseDocumentName(name);
		if (parsed?.kind !== 'board') return null;
		const board = await this.#boards.find(parsed.id);
		if (!board) return null;
		const access = boardAccess(actor, board);
		if (access === 'none') return null;
		const knowsContributor = can(actor, 'casus.seeContributor', boardThing(board));
		return {
			access,
			memberId: actor.memberId,
			signInId: signIn.id,
			signInEnds: signIn.expiresAt.getTime(),
			person: personOf(actor),
			organisationId: actor.organisationId,
			isPlaceless: false,
			hides: knowsContributor ? null : board.ownerOrganisationId
		};
	}
}

function personOf(actor: Actor): Grant['person'] {
	return {
		memberId: actor.memberId,
		name: actor.name,
		initials: actor.initials,
		organisation: actor.organisationLabel,
		domain: actor.domain
	};
}
