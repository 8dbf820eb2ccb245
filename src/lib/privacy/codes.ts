import { after, before, isDigit, isLetter, type Candidate, type Reading } from './reading.ts';

const ibanLengths = new Map(
	(
		'NL18 BE16 DE22 FR27 LU20 GB22 IE22 ES24 PT25 IT27 AT20 CH21 PL28 TR26 RO24 BG22 HU28 CZ24 ' +
		'SK24 SI19 HR21 GR27 SE24 NO15 DK18 FI18 EE20 LV21 LT20 MT31 CY28 UA29 MA28 TN24 AL28 BA20 RS22'
	)
		.split(' ')
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))])
);

function passesMod97(iban: string): boolean {
	let rest = 0;
	for (const character of iban.slice(4) + iban.slice(0, 4))
		for (const digit of String(parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
	return rest === 1;
}

/** An IBAN that fails its check is no find, but its digits are not a phone number either. */
export interface IbanScan {
	found: Candidate[];
	shapes: { start: number; end: number }[];
}

export function findIbans(reading: Reading): IbanScan {
	const { digits, plain } = reading;
	const scan: IbanScan = { found: [], shapes: [] };
	for (let i = 0; i + 4 < plain.length; i++) {
		// Cheapest first: two letters, then digits, perhaps a space between.
		if (!isDigit(digits[i + 2]) && !isDigit(digits[i + 3])) continue;
		if (!isLetter(plain[i]) || isLetter(plain[i - 1]) || isDigit(plain[i - 1])) continue;
		const size = ibanLengths.get(plain.slice(i, i + 2).toUpperCase());
		if (size === undefined) continue;
		let iban = '';
		let end = i;
		// Up to two separators between the parts, and never more text than an IBAN can take.
		for (let gap = 0; end < plain.length && iban.length < size && gap <= 2; end++) {
			const letterHere = iban.length < 2 || (iban.length >= 4 && isLetter(plain[end]));
			const character = (letterHere ? plain : digits)[end] ?? '';
			if (isDigit(character) || (isLetter(character) && character < '\u0080')) {
				iban += character;
				gap = 0;
				// A country and two digits, then letters and digits: most look-alikes end here.
				if ((iban.length === 3 || iban.length === 4) && !isDigit(character)) break;
			} else if (' .-'.includes(character)) gap++;
			else break;
		}
		if (iban.length !== size) continue;
		iban = iban.toUpperCase();
		if (isLetter(plain[end]) || isDigit(plain[end])) continue;
		const shaped = !iban.startsWith('NL') || /^NL\d{2}[A-Z]{4}[\dOIL]{10}$/.test(iban);
		const numeric = iban.startsWith('NL')
			? iban.slice(0, 8) + iban.slice(8).replace(/O/g, '0').replace(/[IL]/g, '1')
			: iban;
		if (!shaped) continue;
		if (passesMod97(numeric))
			scan.found.push({
				type: 'iban',
				severity: 'blokkeren',
				start: i,
				end,
				replacement: '[rekeningnummer]'
			});
		else if (iban.startsWith('NL')) scan.shapes.push({ start: i, end });
		else continue;
		i = end - 1;
	}
	return scan;
}

const aliens =
	/(?<!\p{L})v[-. ]?(?:nummer|nr)\.?|(?<!\p{L})vreemdelingen ?-?(?:nummer|nr)\.?|(?<!\p{L})iii-?v(?!\p{L})/uy;
const alienNumber =
	/[^\p{L}\d]{0,4}(?:(?:is|luidt|van|betreft)[ :]{1,2})?(?:\d[ .-]?){7,11}\d(?!\d)/uy;
const residence = /[ -]?[a-z0-9]{8}(?![a-z0-9])/y;
const documents =
	/(?<!\p{L})(?:paspoort|rijbewijs|identiteitskaart|id-kaart|identiteitsbewijs|verblijfsdocument|verblijfsvergunning|verblijfspas|document)(?:nummer|nr\.?)?(?!\p{L})/uy;
const documentNumber =
	/[^\p{L}\d]{0,4}(?:(?:is|nummer|nr\.?|met|met nummer|heeft)[ :]{1,2}){0,2}(?:[a-z]{2}[a-z0-9]{6}\d|\d{10})(?![\p{L}\d])/uy;
const policeNumber = /pl[ -]?\d{4}[ /-]{0,3}(?:\d[ /-]?){4,12}\d?(?![\p{L}\d])/uy;
const caseWord =
	/(?<!\p{L})(?:dossier|parket|proces-?verbaal|pv|bvh|mutatie|registratie|cli[eë]nt|leerling|pati[eë]nt|strafrechtketen|zaak|sepot|melding|aangifte|detentie|kind|casus)[ -]?(?:nummer|nr\.?|id)(?!\p{L})|(?<!\p{L})(?:skn|bvh|parketnr|pv|proces-verbaal|zaak|dossier|casus|sepot|rekestnummer|rolnummer)(?![\p{L}-])/uy;
/** Words that stand before many a number: only one with a letter, dash or slash in it is a file. */
const looseWord = /^(?:zaak|dossier|casus)$/;
const caseNumber =
	/[^\p{L}\d\n]{0,4}(?:(?:is|nummer|nr\.?|met|onder|het|van|rechtbank|politie|gerechtshof|parket|jeugdbescherming|gemeente|bij)[ :]{1,2}){0,2}((?:[a-z]{0,4}[-/. ]?|[a-z]{2} rk |[a-z]\/\d{2}\/)\d[\d/.-]{0,18}\d)(?![\p{L}\d])/uy;
const parketShape = /(?<![\d/-])\d{2}\/\d{6}-\d{2}(?![\d-])/y;

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

const isPublicCase = /\b(?:woo|wob|kamer|kamerstuk|wets?|order|bestel|factuur)[ -]?[^\d.]{0,20}$/;

/** V-numbers, identity documents, police and court files. The first letter decides who looks. */
export function findCodes(reading: Reading): Candidate[] {
	const { lower, digits } = reading;
	const found: Candidate[] = [];
	const push = (type: 'v_nummer' | 'dossiernummer', start: number, end: number) =>
		found.push({ type, severity: 'blokkeren', start, end, replacement: '[nummer verwijderd]' });
	const starts = 'abcdiklmprsvz';
	for (let i = 0; i < lower.length; i++) {
		const first = lower[i] ?? '';
		if (isDigit(first)) {
			if (stick(parketShape, digits, i)) push('dossiernummer', i, i + 12);
			continue;
		}
		if (!starts.includes(first) || isLetter(lower[i - 1])) continue;
		// Digits from the look-alike view, letters from the lower-case one.
		const text = lower;
		const alien = stick(aliens, text, i);
		if (alien) {
			const at = i + alien[0].length;
			const number =
				stick(alienNumber, digits, at) ?? (first === 'i' ? stick(residence, text, at) : null);
			if (number && /\d/.test(number[0])) push('v_nummer', i, at + number[0].length);
			continue;
		}
		const paper = stick(documents, text, i);
		if (paper) {
			const at = i + paper[0].length;
			const number = stick(documentNumber, text, at);
			if (number) {
				push('v_nummer', i, at + number[0].length);
				continue;
			}
		}
		const police = first === 'p' ? stick(policeNumber, text, i) : null;
		if (police) {
			const trimmed = police[0].replace(/[ /-]+$/, '');
			if (trimmed.replace(/\D/g, '').length >= 8) push('dossiernummer', i, i + trimmed.length);
			continue;
		}
		const named = stick(caseWord, text, i);
		if (!named || isPublicCase.test(before(reading, i))) continue;
		const at = i + named[0].length;
		const number = stick(caseNumber, text, at);
		const code = number?.[1] ?? '';
		if (looseWord.test(named[0]) && !/[a-z/-]/.test(code)) continue;
		if (number && !code.startsWith('pl') && code.replace(/\D/g, '').length >= 6)
			push('dossiernummer', at + number[0].length - code.length, at + number[0].length);
	}
	return found;
}

const sideCodes = new Set(
	(
		'LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL ' +
		'LLL-DD-L L-DD-LLL D-LL-DDD DDD-LL-D'
	).split(' ')
);
const bareCodes = new Set([...sideCodes].map((code) => code.replaceAll('-', '')));
const dashed = /[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}(?![\p{L}\d])(?!-[\p{L}\d])/uy;
const spaced = /[A-Za-z0-9]{1,3}[ .][A-Za-z0-9]{1,3}[ .][A-Za-z0-9]{1,3}(?![\p{L}\d])/uy;
const bare = /[A-Za-z0-9]{6}(?![\p{L}\d])/uy;
const vehicle =
	/(auto|scooter|snorfiets|bromfiets|brommer|bestelbus|busje|bus|motor|wagen|voertuig|taxi)/g;
/** Near these a plate may be written small. */
const plateContext =
	/kenteken|auto|scooter|bus|brommer|wagen|motor|voertuig|fiets|plaat|taxi|golf|polo|audi|bmw|mercedes|opel|corsa|renault|clio|peugeot|fiat|ford|fiesta|toyota|seat|skoda|volvo|tesla|kia|hyundai|suzuki|nissan|vespa|piaggio|fatbike|volkswagen|\bvw\b|caddy|aanhanger|truck|tractor|trekker|citro[eë]n|mini|mazda|honda|yamaha/;
const plateWord =
	/kenteken(?:plaat|nummer|s)?[ :.="'(]{0,3}(?:(?:is|was|met|luidt|van|de|het|auto|nummer|heeft)[ :"'(]{1,2}){0,3}$/;

const shapeOf = (plate: string) =>
	plate
		.replace(/[A-Za-z]/g, 'L')
		.replace(/\d/g, 'D')
		.replace(/[ .]/g, '-');

export function findPlates(reading: Reading): Candidate[] {
	const { plain } = reading;
	const found: Candidate[] = [];
	const isNamed = reading.lower.includes('kenteken');
	for (let i = 0; i < plain.length; i++) {
		if (!isLetter(plain[i]) && !isDigit(plain[i])) continue;
		const previous = plain[i - 1];
		if (isLetter(previous) || isDigit(previous) || (previous === '-' && isDigit(plain[i - 2])))
			continue;
		const dash = stick(dashed, plain, i)?.[0];
		let plate = dash !== undefined && sideCodes.has(shapeOf(dash)) ? dash : undefined;
		if (plate === undefined && !isNamed) continue;
		const lead = before(reading, i, 60);
		if (plate !== undefined && plate !== plate.toUpperCase() && !plateContext.test(lead))
			plate = undefined;
		if (plate === undefined && plateWord.test(lead)) {
			const apart = stick(spaced, plain, i)?.[0];
			const glued = stick(bare, plain, i)?.[0];
			if (apart !== undefined && sideCodes.has(shapeOf(apart))) plate = apart;
			else if (glued !== undefined && bareCodes.has(shapeOf(glued))) plate = glued;
		}
		if (plate === undefined) continue;
		const near = lead + after(reading, i + plate.length, 30);
		const kind = near.match(vehicle)?.at(0) ?? 'auto';
		found.push({
			type: 'kenteken',
			severity: 'blokkeren',
			start: i,
			end: i + plate.length,
			replacement: kind === 'voertuig' ? 'een voertuig' : `een ${kind}`
		});
		i += plate.length - 1;
	}
	return found;
}
