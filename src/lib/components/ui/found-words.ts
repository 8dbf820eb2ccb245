import type { Finding } from '$lib/privacy/personal-data';
import { m } from '$lib/paraglide/messages';

/** What was found, as one says it: "een telefoonnummer". */
export const foundWords: Record<Finding['type'], () => string> = {
	bsn: m.found_bsn,
	naam: m.found_naam,
	telefoon: m.found_telefoon,
	email: m.found_email,
	adres: m.found_adres,
	geboortedatum: m.found_geboortedatum,
	kenteken: m.found_kenteken,
	iban: m.found_iban,
	v_nummer: m.found_v_nummer,
	dossiernummer: m.found_dossiernummer,
	handle: m.found_handle,
	klas: m.found_klas,
	school: m.found_school,
	herleidbaar: m.found_herleidbaar
};
