import { isSizeClass, sizeLabel } from './casus.ts';

const kinds: Readonly<Record<string, string>> = {
	rijk: 'een rijksorganisatie',
	kennis: 'een kennisinstelling',
	samenwerking: 'een samenwerkingsverband',
	welzijn: 'een welzijnsorganisatie',
	onderwijs: 'een onderwijsinstelling',
	sport: 'een sportvereniging',
	gemeenschap: 'een gemeenschap',
	wonen: 'een woningcorporatie',
	bewoners: 'een bewonersgroep'
};

/** An organisation by its kind alone, as one speaks of it outside the lab (Chatham House). */
export function kindOfOrganisation(kind: string, sizeClass: string | null): string {
	if (kind === 'gemeente') return isSizeClass(sizeClass) ? sizeLabel[sizeClass] : 'een gemeente';
	return kinds[kind] ?? 'een organisatie';
}
