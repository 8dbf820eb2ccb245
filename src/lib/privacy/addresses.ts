import { isPlace } from './places.ts';
import {
	after,
	before,
	isDigit,
	isLetter,
	isUpper,
	type Candidate,
	type Reading
} from './reading.ts';

const strong =
	/(?:straat|str|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef|plantsoen|boulevard|allee|zijde|wetering|plantage|esplanade|passage|promenade|straatje|laantje|weggetje|pleintje)$/;
const weak =
	/(?:hof|pad|park|markt|wal|ring|baan|brink|erf|hofje|kamp|poort|veld|oord|berg|brug|haven|burg|hoeve|akker|gaarde|meent|oever|rade|donk|borg|waard|hage|voorde|bos|bosch|eind|einde|veste|werf|zoom|horst|terp|tuin|kwartier|kant|weide|hoek|vaart|beek|gouw|tocht|horn|streek|esch|made|laar|landen|velden|kreek|sluis|rak|stede|gang|pleintje|wijde|plas|kwelder|stee|hil|akkers|heide|woud|rijt)$/;
const notAStreet = new Set(
	(
		'weg onderweg uitweg omweg voortgang straat laan plein zonder gerechtshof loopbaan arbeidsmarkt banenmarkt ' +
		'krachtenveld speelveld werkveld leerpad groeipad ontwikkelpad rondweg snelweg beweging antwoord woord noord ' +
		'moord akkoord oplossing rijksweg aanweg autoweg werkplein leerplein leerwerkplein marktplein jongerenplein ' +
		'zijde voorzijde achterzijde keerzijde bewoord speerpunt gebied werf halverwege gaandeweg terugweg heenweg lesbos wereldmarkt woningmarkt'
	).split(' ')
);
/** Words that say a dwelling or a place follows. */
const placeWord =
	/(?:\b(?:woont|woonde|wonen|woonachtig|adres|woonadres|woning|huis|flat|appartement|ingeschreven|schrijft|verblijft|verblijfadres|pand|kamer|logeert|postadres|bezoekadres|inval|aangehouden)\b[^.;!?\n]{0,28})$/;
const preposition =
	/\b(?:aan|op|in|bij|naar|van|nabij|vanuit|hoek|tegenover|adres|naast|achter)(?: de| het| den)?[ :]{1,2}$/;
/** After these a number counts something, so it is no house number. */
const counted =
	/^ (?:\p{L}+e )?(?:jongeren|jongens|meisjes|keer|maal|jaar|jaren|uur|mensen|meldingen|bewoners|inwoners|gezinnen|dagen|weken|maanden|minuten|kinderen|ouders|incidenten|euro|leerlingen|gemeenten|personen|deelnemers|huizen|woningen|km|meter|procent|organisaties|winkels|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|agenten|partijen|kaarten|vragen|van de|op de \d|tot \d|bij \d)\b|^ ?%|^[.,:]\d|^:\d\d|^ ?€|^-(?:jarig|daags|koppig)/u;
const houseNumber =
	/,?[ ]{0,2}(?:(?:huis ?)?(?:nummer|nr\.?)[ ]|nr\.)?[ ]?(\d{1,5})(?:[ ]?-[ ]?\d{1,4}(?!\d)|[ ]?\/[ ]?\d{1,3}(?!\d))?(?:[ -]?(?:hs|bis|huis|rd|zw|nw|zwart|rood|[iv]{1,4}|boven|beneden|[a-z]\d{0,2})(?![\p{L}\d]))?(?![\p{L}\d])/uy;
const numberAhead = /\b(?:huisnummer|nummer|nr\.?) \d{1,4}[a-z]? (?:in|aan|op|van) (?:de|het) $/;
const postcode = /[1-9]\d{3}[ ]{0,2}([a-z]{2})(?!\p{L}|-\p{L})/uy;
/** What may stand behind the number of a house: "12-bis", "14 hs", "3-II". */
const addition =
	'(?:[ -]?(?!(?:in|en|of|op|is|te|de|we|ze|er|om|al|zo|uw|je|ik|af|ja|nu|na|st|vc|ad|wo|do|vr|za|ma|di|va|km|m2|nr|at|ca)(?![\\p{L}\\d]))(?:hs|bis|huis|rd|boven|beneden|[iv]{1,4}|[a-z]{1,2}\\d{0,2})(?![\\p{L}\\d]))';
/** Two letters after a number that are a word or a unit more often than a postcode. */
const shortWords =
	/^(?:in|en|of|op|is|te|de|we|ze|er|om|al|zo|uw|je|ik|af|km|cm|mm|kg|mb|gb|eu|jr|nu|na|ml|kb|kw|pk|ha|dm|ca|va|nr|st|vc|nc|uu|aj|hs|tm|tv|it|hè|ja|re|id|pv|ai|vn|wk|ek|an|ad|ma|di|wo|do|vr|za|zo)$/;
const postcodeNumber = new RegExp(
	`[ ,;:/-]{0,3}(?:(?:huis ?)?(?:nummer|nr\\.?)[ :]{1,2}|nr\\.)?(\\d{1,5})(?:-\\d{1,4}(?!\\d))?${addition}?(?![\\p{L}\\d])`,
	'uy'
);
/** "huisnummer 7, 3512 JC" and "nummer 7, postcode 3512 JC": the number stands in front. */
const houseAhead = new RegExp(
	`\\b(?:(?:huis ?)?(?:nummer|nr\\.?)[ :]{1,2})?\\d{1,4}${addition}?(?:,| in| te)(?: postcode:?)? $`,
	'u'
);
const abbreviations = new Set(
	'AD BC CE EU VN NL TK EK WK OM AI IT HR PV VS UK AZ BV NV CV KB MB GB TB KM OR DE EN OF IN'.split(
		' '
	)
);

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function postcodeAt(reading: Reading, at: number): Candidate | null {
	const { lower, plain } = reading;
	const code = stick(postcode, lower, at);
	if (!code) return null;
	const letters = plain.slice(at + code[0].length - 2, at + code[0].length);
	if (/^(?:sa|sd|ss)$/i.test(letters)) return null;
	const apart = code[0].includes(' ');
	const named = /postcode[^.;\n]{0,12}$/.test(before(reading, at));
	const year = Number(code[0].slice(0, 4));
	const isYear = apart && year >= 1900 && year < 2100 && abbreviations.has(letters.toUpperCase());
	const lowerCase = letters !== letters.toUpperCase();
	let end = at + code[0].length;
	const house = stick(postcodeNumber, lower, end);
	const isHouse = house !== null && !counted.test(after(reading, end + house[0].length, 24));
	if (/^\d/.test(lower[end] ?? '') && (apart || lowerCase)) return null;
	if (!named && (isYear || (lowerCase && apart && shortWords.test(letters)))) return null;
	if (!named && lowerCase && !isHouse) return null;
	// "€ 1500 AB" and "nr. 1234 AB": money and counting are no postcode.
	if (/(?:€|euro|eur) ?$|postbus \d{1,6},? ?(?:te )?$/.test(before(reading, at))) return null;
	if (house && isHouse) end += house[0].length;
	const lead = before(reading, at);
	const ahead = isHouse ? null : houseAhead.exec(lead);
	const isAhead =
		ahead !== null &&
		(/^\D/.test(ahead[0]) || /(?:\bop|\baan|\bnummer|:) $/.test(lead.slice(0, ahead.index)));
	return {
		type: 'adres',
		severity: isHouse || isAhead ? 'blokkeren' : 'waarschuwen',
		start: isAhead ? at - ahead[0].length : at,
		end,
		replacement: 'in de wijk'
	};
}

const namesOfStreets =
	/^(?:meester|mr|mgr|heilige|monseigneur|generaal|admiraal|kapitein|minister|president|wethouder|dokter|jonkheer|jhr|luitenant|kolonel|ingenieur|rector|bisschop|kardinaal|hertog|keizer|jonker|vrouwe|burgemeester|burg|prins|prinses|koning|koningin|doctor|dr|professor|prof|sint|st|graaf|pastoor|dominee|ds|jan|laan|plein|weg|lange|korte|oude|nieuwe|grote|kleine|eerste|tweede|derde|groene|hoge|lage|van|de|der|den|het|'t|'s|ter|ten|op|in|aan|la|p|j|h|w|a)$/;

const abbreviated = /^(?:prof|dr|burg|mr|ds|st|ir|mgr|past|kon|ing|gen|adm|jhr|min|pres|\p{L})$/u;

/** The street's first word: names such as "Burgemeester van der Veldenlaan" are several words long. */
function streetStart({ words, plain }: Reading, at: number): number {
	let from = at;
	for (let i = at; i > 0 && at - i < 5; i--) {
		const word = words[i];
		const previous = words[i - 1];
		if (!word || !previous) break;
		// "Prof. Lorentzlaan", "P.J. Troelstralaan": the dot ends no sentence.
		const dotted =
			abbreviated.test(previous.lower) && /^\. ?$/.test(plain.slice(previous.end, word.start));
		if (!word.joined && !dotted) break;
		const isName =
			isUpper(previous.text[0]) &&
			(!previous.opens || dotted || namesOfStreets.test(previous.lower));
		// "aan De Ruyterkade": a capital article inside a sentence belongs to the name.
		const article = /^(?:de|den|het)$/.test(previous.lower) && (previous.opens || i < at);
		if (isName && !article && !/^(?:in|op|aan|hij|zij|bij|een|adres|naar)$/.test(previous.lower))
			from = i - 1;
		else if (!/^(?:van|de|der|den|het|'t|ten|ter|in|op)$/.test(previous.lower)) break;
	}
	return from;
}

function streetAt(reading: Reading, index: number): Candidate | null {
	const { words, plain, lower } = reading;
	const word = words[index];
	if (!word || word.glued) return null;
	// "Parallelweg Noord 14": the quarter of the wind belongs to the street before it.
	const previous = words[index - 1];
	const wind = /^(?:noord|zuid|oost|west|binnen|buiten)$/.test(word.lower);
	const behindStreet = wind && word.joined && previous !== undefined && isUpper(previous.text[0]);
	if (
		notAStreet.has(word.lower) &&
		!behindStreet &&
		!/^ (?:19|20)\d\d \d/.test(after(reading, word.end, 7))
	)
		return null;
	const stem = word.lower;
	const dotted =
		stem.endsWith('str') || stem.endsWith('ln') ? /^\./.test(after(reading, word.end, 1)) : false;
	const numberAt = word.end + (dotted ? 1 : 0);
	// "op nummer 14 in de Kerkstraat": the number stands in front.
	const ahead =
		strong.test(stem) && isUpper(word.text[0])
			? numberAhead.exec(before(reading, word.start))
			: null;
	if (ahead)
		return {
			type: 'adres',
			severity: 'blokkeren',
			start: word.start - ahead[0].length,
			end: word.end,
			replacement: 'bij een woning'
		};
	if (!/[\d ,nh]/.test(lower[numberAt] ?? '')) return null;
	const house = stick(houseNumber, lower, numberAt) ?? stick(houseNumber, reading.digits, numberAt);
	if (!house || !/^[ ,]/.test(house[0])) return null;
	const number = Number(house[1]);
	const lettered = /\d[ -]?[\p{L}]/u.test(house[0]);
	let end = numberAt + house[0].length;
	const isYear = !lettered && number >= 1900 && number < 2100;
	// "Plein 1944 12", "Plein '40-'45 3": a year may be part of the name.
	const behindYear = isYear ? stick(houseNumber, lower, end) : null;
	if (
		behindYear &&
		/^ \d/.test(behindYear[0]) &&
		!counted.test(after(reading, end + behindYear[0].length, 40))
	)
		end += behindYear[0].length;
	else if (isYear || number === 0) return null;
	if (!lettered && counted.test(after(reading, end, 40))) return null;
	const from = streetStart(reading, behindStreet ? index - 1 : index);
	let start = words[from]?.start ?? word.start;
	// "1e Jan Steenstraat 12".
	const dayStreet =
		/^(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)/;
	const ordinal = dayStreet.test(lower.slice(start, start + 12))
		? /(?:^|[ (])(\d{1,2} )$/
		: /(?:^|[ (])(\d{1,2}(?:e|de|ste) )$/;
	start -= ordinal.exec(before(reading, start, 6))?.[1]?.length ?? 0;
	const lead = before(reading, start, 60);
	const capital =
		(isUpper(plain[start]) || isDigit(plain[start])) &&
		(isUpper(word.text[0]) || from < index || stem.length > 6);
	const isStrong =
		strong.test(stem) ||
		(behindStreet && strong.test(previous.lower)) ||
		dotted ||
		/^(?:laan|plein|weg|straat|kade|singel)$/.test(words[from]?.lower ?? '');
	const isNamedAddress = /^ (?:is|was) (?:het|zijn|haar|hun) (?:woon)?adres/.test(
		after(reading, end, 24)
	);
	const located = placeWord.test(lead) || isNamedAddress;
	const comma = house[0].startsWith(',');
	let isAddress = false;
	if (capital && isStrong) isAddress = !comma || located || /nr|nummer/.test(house[0]);
	else if (capital && weak.test(stem))
		isAddress =
			!comma &&
			(located || preposition.test(lead) || lettered || /^, \d{4}/.test(after(reading, end, 6)));
	else if (isStrong && /.{3}(?:straat|laan|weg|plein|gracht|kade|singel|steeg|dreef)$/.test(stem))
		isAddress =
			!comma &&
			(located ||
				(preposition.test(lead) &&
					(lettered || /^(?:[.,;:)!?]|$| (?:in|te|en|waar)\b)/.test(after(reading, end)))));
	// "Hij woont aan de Meent 14": no street word, but a home is spoken of.
	else if (
		isUpper(word.text[0]) &&
		!comma &&
		located &&
		(!isPlace(stem) || from < index) &&
		word.text !== word.text.toUpperCase() &&
		number > 0 &&
		number < 1900
	)
		isAddress =
			(isNamedAddress || /\b(?:aan|op|in|adres)(?: de| het| den)?[ :]{1,2}$/.test(lead)) &&
			!/^(?:klas|groep|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|blok|fase|team|afdeling|kamer)$/.test(
				stem
			);
	if (!isAddress) return null;
	// The postcode behind it belongs to the same address.
	const behind = /^,? ?(?:te |in )?([1-9]\d{3} ?[a-z]{2})(?![\p{L}\d])/u.exec(
		after(reading, end, 16)
	);
	if (behind) end += behind[0].length;
	return { type: 'adres', severity: 'blokkeren', start, end, replacement: 'bij een woning' };
}

export function findAddresses(reading: Reading): Candidate[] {
	const { lower, words } = reading;
	const found: Candidate[] = [];
	for (let i = 0; i < words.length; i++) {
		const address = streetAt(reading, i);
		if (address) found.push(address);
	}
	for (let i = 0; i < lower.length; i++) {
		if (!isDigit(lower[i])) continue;
		const previous = lower[i - 1];
		if (
			isDigit(previous) ||
			isLetter(previous) ||
			previous === '.' ||
			previous === '-' ||
			previous === '/'
		) {
			while (isDigit(lower[i + 1])) i++;
			continue;
		}
		const code = postcodeAt(reading, i);
		if (code) found.push(code);
		i = code ? code.end - 1 : i;
		while (isDigit(lower[i + 1])) i++;
	}
	return found;
}
