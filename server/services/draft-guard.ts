import { draftDocument } from '../../src/lib/domain/document-name.ts';
import { reworded } from '../../src/lib/documents/document-copy.ts';
import type { Bus } from '../cluster/bus.ts';
import type { DraftRepository } from '../store/draft-repository.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { GuardWatch } from './board-guard.ts';
import type { Look } from './commit-watch.ts';
import { rewrite } from './document-rewrite.ts';
import type { Drafts } from './drafts.ts';
import { everythingIn, newsIn, search, type Caught, type News } from './guard-search.ts';
import { BARRED_FOR } from './offences.ts';
import { cleaned } from './personal-text.ts';
import { nullIfUnreadable } from './unreadable.ts';

type DraftGuardParts = Pick<
	ActParts,
	'rooms' | 'boards' | 'store' | 'forgetting' | 'reindex' | 'now' | 'turns' | 'trail' | 'offences'
> & {
	labs: LabRepository;
	rows: DraftRepository;
	drafts: Drafts;
	bus: Bus;
	watch: GuardWatch;
	failed: (error: unknown) => void;
};

/**
 * The second look at drafts, as BoardGuard is for boards: what a page should have held back is taken
 * out of the document and of its history as soon as it is on disk.
 */
export class DraftGuard {
	readonly #parts: DraftGuardParts;

	constructor(parts: DraftGuardParts) {
		this.#parts = parts;
	}

	/** Looks at what members wrote in this draft, and takes out what must not stay. Never fails. */
	check(draftId: string, look: Look): Promise<void> {
		return this.#check(draftId, look).catch(this.#parts.failed);
	}

	async #check(draftId: string, { commits, isFlooded, noted }: Look): Promise<void> {
		const name = draftDocument(draftId);
		const { rooms } = this.#parts;
		const found = await rooms.read(name, (doc) => newsIn(doc, commits)).catch(nullIfUnreadable);
		if (found) await this.#search(draftId, noted, found.news);
		// It was made anew meanwhile: all of it is read.
		const lost = found && !isFlooded ? found.lost : commits;
		if (lost.length === 0) return;
		const all = await rooms.read(name, (doc) => everythingIn(doc, lost)).catch(nullIfUnreadable);
		if (all) await this.#search(draftId, noted, all);
	}

	async #search(draftId: string, noted: Set<string>, news: readonly News[]): Promise<void> {
		const { watch, turns, rows, labs, drafts } = this.#parts;
		let allowed: Promise<readonly string[]> | null = null;
		const ask = async () => {
			const draft = await rows.find(draftId);
			const lab = draft && (await labs.find(draft.labId));
			return lab ? drafts.allowedIn(lab, draftId) : [];
		};
		const { caught, late } = await search(news, () => (allowed ??= ask()));
		for (const { text } of late) {
			if (noted.has(text)) continue;
			noted.add(text);
			watch.late();
		}
		if (caught.length > 0) await turns.take(draftId, () => this.#takeOut(draftId, caught));
	}

	async #takeOut(draftId: string, caught: readonly Caught[]): Promise<void> {
		const { trail, watch, offences } = this.#parts;
		const name = draftDocument(draftId);
		const said = new Set(caught.map(({ finding }) => finding.text));
		const kinds = new Map(
			caught.map(({ memberId, finding: { type } }) => [`${memberId} ${type}`, { memberId, type }])
		);
		// Also when nothing of it stands there any more: it came and went, and is in the log.
		const rewritten = await rewrite(
			this.#parts,
			[name],
			(copy) => reworded(copy, (_, text) => cleaned(text, ({ text: found }) => said.has(found))),
			async (trx) => {
				for (const { memberId, type } of kinds.values()) {
					const fact = { memberId, subject: name, detail: { type } };
					await trail.within(trx, { act: 'draft.guarded', ...fact });
				}
			}
		);
		if (rewritten.length === 0) return;
		for (const { type } of kinds.values()) watch.took(type);
		for (const memberId of new Set(caught.map((each) => each.memberId))) {
			if (offences.note(draftId, memberId, null)) this.#bar(draftId);
		}
	}

	/** Who does it again and again reads this draft for a while. */
	#bar(draftId: string): void {
		const tell = () => this.#parts.bus.publish({ kind: 'draft-changed', draftId });
		tell();
		setTimeout(tell, BARRED_FOR + 100).unref();
	}
}
