import type { Domain } from '$lib/domain/access';
import type { ShownAuthor } from '$lib/domain/attribution';
import { type Basis, type CardKind } from '$lib/domain/template';
import type { IconName } from '$lib/components/ui/icons';
import { m } from '$lib/paraglide/messages';

/** Kind, basis and domain of a card in words and icons: never in colour alone. */
const kinds: Record<CardKind, { icon: IconName; label: () => string }> = {
	feit: { icon: 'feit', label: m.kind_feit },
	vraag: { icon: 'question', label: m.kind_vraag },
	aanname: { icon: 'aanname', label: m.kind_aanname },
	duiding: { icon: 'duiding', label: m.kind_duiding },
	perspectief: { icon: 'glasses', label: m.kind_perspectief },
	gevoel: { icon: 'heart', label: m.kind_gevoel },
	positie: { icon: 'users', label: m.kind_positie },
	brandstof: { icon: 'fuel', label: m.kind_brandstof },
	gebeurtenis: { icon: 'gebeurtenis', label: m.kind_gebeurtenis },
	triggerfactor: { icon: 'trigger', label: m.kind_triggerfactor },
	risicofactor: { icon: 'cloud', label: m.kind_risicofactor },
	beschermende_factor: { icon: 'anchor', label: m.kind_beschermende_factor },
	dilemma: { icon: 'scale', label: m.kind_dilemma },
	activiteit: { icon: 'footprints', label: m.kind_activiteit },
	interventie: { icon: 'target', label: m.kind_interventie },
	signaal: { icon: 'signal', label: m.kind_signaal },
	scenario: { icon: 'signpost', label: m.kind_scenario },
	advies: { icon: 'lightbulb', label: m.kind_advies },
	keuze: { icon: 'flag', label: m.kind_keuze },
	aanknopingspunt: { icon: 'bookmark', label: m.kind_aanknopingspunt },
	actie: { icon: 'task', label: m.kind_actie },
	les: { icon: 'bookmark', label: m.kind_les },
	bron: { icon: 'info', label: m.kind_bron }
};

const bases: Record<Basis, () => string> = {
	waargenomen: m.basis_waargenomen,
	'van horen zeggen': m.basis_van_horen_zeggen,
	aanname: m.basis_aanname,
	duiding: m.basis_duiding
};

const domains: Record<Domain, () => string> = {
	sociaal: m.domain_sociaal,
	veiligheid: m.domain_veiligheid,
	gedeeld: m.domain_gedeeld
};

/** A foreign client may have written any kind: it is then shown by its own word. */
export function kindLabel(kind: CardKind): string {
	return (kinds as Partial<typeof kinds>)[kind]?.label() ?? kind;
}

export function kindIcon(kind: CardKind): IconName {
	return (kinds as Partial<typeof kinds>)[kind]?.icon ?? 'info';
}

export function basisLabel(basis: Basis): string {
	return (bases as Partial<typeof bases>)[basis]?.() ?? basis;
}

export function domainLabel(domain: Domain): string {
	return (domains as Partial<typeof domains>)[domain]?.() ?? domain;
}

/** What the kind says already ("duiding", based on duiding) is not said twice. */
export function shownBasis(kind: CardKind, basis: Basis | null): string | null {
	if (basis === null || basis === 'duiding' || (basis as string) === kind) return null;
	return basisLabel(basis);
}

/** "Jorrit Wielemaker, Aldermeer", or as much of it as this reader may see. */
export function authorLine(author: ShownAuthor | null): string {
	return [author?.name, author?.organisation].filter(Boolean).join(', ') || m.author_unknown();
}
