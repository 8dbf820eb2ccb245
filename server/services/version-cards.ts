import type { CopiedCard } from '../../src/lib/documents/card-copy.ts';
import type { VersionCard } from '../../src/lib/documents/history-view.ts';
import { byOrder } from '../../src/lib/documents/order.ts';
import type { Difference } from '../../src/lib/documents/version-diff.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { organisationsOn } from './board-organisations.ts';
import { maskFor, showMakers } from './board-view.ts';
import { cardsOf, type VersionContent } from './version-content.ts';

/** The cards of a zone as they stood in a version, and those that came into it later. */
type CardsOfZone = (zone: string) => { cards: VersionCard[]; later: VersionCard[] };

/** Cards of a version as one reader may see them, each with what is different now. */
export async function versionCards(
	parts: Pick<ActParts, 'store' | 'boards' | 'members'> & { labs: LabRepository },
	given: Given,
	old: VersionContent,
	now: VersionContent,
	found: ReadonlyMap<string, Difference[]>
): Promise<CardsOfZone> {
	const { actor, lab, board, template } = given;
	const mask = maskFor(actor, board);
	// Of a card that is still there as it is known now: a promise can only have become stricter.
	const makers = new Map([...old.makers, ...now.makers]);
	const ids = [...makers.values()].flatMap(({ memberId }) => memberId ?? []);
	const people = await parts.members.findAuthors(ids);
	const authors = showMakers(makers, people, actor, lab.attribution, mask);
	const [was, is] = [old, now].map((content) =>
		cardsOf(content)
			.filter(({ binnedAt }) => binnedAt === null)
			.sort(byOrder)
	) as [CopiedCard[], CopiedCard[]];
	const { names } = await organisationsOn(parts, { actor, lab, board, mask }, [...was, ...is]);
	const standing = new Map(is.map((card) => [card.id, card]));
	const show = (card: CopiedCard): VersionCard => {
		const { id, kind, domain, basis, text, marks, bundle, bundleTitle } = card;
		const other = standing.get(id);
		return {
			id,
			kind,
			domain,
			basis,
			text,
			marks,
			bundle,
			bundleTitle,
			author: authors[id] ?? null,
			facts: factsOf(card),
			differs: found.get(id) ?? [],
			now: other && other.text !== text ? other.text : null
		};
	};
	const factsOf = ({ fields }: CopiedCard) =>
		(template.cardFields ?? []).flatMap(({ id, label }) => {
			const values = [fields[id]].flat().filter((value) => typeof value === 'string');
			const value = values.map((each) => names[each] ?? each).join(', ');
			return value === '' ? [] : { label, value };
		});
	return (zone) => {
		const inZone = (card: CopiedCard) => card.zone === zone;
		const later = is.filter((card) => inZone(card) && found.get(card.id)?.includes('added'));
		return { cards: was.filter(inZone).map(show), later: later.map(show) };
	};
}
