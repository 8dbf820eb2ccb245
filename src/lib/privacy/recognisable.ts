import {
	after,
	before,
	isDigit,
	isUpper,
	type Candidate,
	type Reading,
	type Word
} from './reading.ts';

const level =
	/(?<!\p{L})(?:(?:brug)?klas|groep|vmbo|mavo|havo|vwo|mbo|atheneum|vmbo-t|vmbo-[bk]|gt|tl)[ -]?(\d)[ -]?[a-z](?![\p{L}\d])/uy;
const schoolEnd = /(?:college|lyceum|gymnasium|school|atheneum)$/;
const schoolWords = /^(?:college|lyceum|gymnasium|atheneum)$/;
const commonSchool =
	/^(?:hoge|basis|sport|muziek|volkshoge|middelbare|dans|zomer|weekend|koran|moskee|zondags|vak|rij|peuter|avond|kunst|brede|dag|zwem|taal|theater|film|lagere|burger|vrije|open|praktijk|vooroplei|privé|inter|buiten|thuis|op|ons|elk|gemeente|raads|b&w-|wethouders|burgemeesters|ambts|hoor|gast|jongeren|tussen)?-?(?:college|lyceum|gymnasium|school|atheneum)$/;
const schoolKinds =
	/^(?:basisschool|school|obs|cbs|kbs|rkbs|pcb|ibs|scholengemeenschap|csg|osg|rsg|roc|vso|mavo|praktijkschool|islamschool|kindcentrum|ikc|daltonschool|montessorischool)$/;

const only =
	/(?<!\p{L})(?:de|het) enige (?:(?!(?:die|dat|wat|met|voor|van|en|is)\b)[\p{L}-]{2,24} ){0,2}(jongen|meisje|leerling|jongere|moeder|vader|gezin|familie|man|vrouw|kind|student|studente|bekeerling|bekeerde|moslim|moslima|jood|imam|vluchteling|statushouder|tweeling|scholier|buurman|buurvrouw|transgender|syriër|eritreeër|somaliër|turk|marokkaan|afghaan|oekraïner|pool|irakees|iraniër|antilliaan|surinamer|chinees)(?!\p{L})/uy;
const kin =
	/(?<!\p{L})(?:zoon|zoontje|dochter|dochtertje|broer|broertje|zus|zusje|vader|moeder|vrouw|man|kind|kinderen|neef|nicht|kleinzoon|kleindochter|partner|vriendin|vriend|stiefzoon|pleegzoon|echtgenote|echtgenoot|weduwe) van (?:de|het|onze|een bekende|de plaatselijke|de lokale|de vorige|de oud-|een plaatselijke) ?(?:plaatselijke |lokale |oude |vroegere |enige )?(?:bakker|slager|burgemeester|wethouder|dominee|imam|pastoor|huisarts|dokter|voorzitter|trainer|directeur|schooldirecteur|kapper|groenteboer|supermarktmanager|cafébaas|kroegbaas|notaris|dierenarts|tandarts|apotheker|brandweercommandant|wijkagent|raadslid|boer|veehouder|meester|juf|conciërge|schoolleider|rector|bloemist|visboer|snackbarhouder|fietsenmaker|garagehouder|korpschef|koster|organist|predikant|rabbijn|rabbi|ouderling|sportschoolhouder|fysiotherapeut|makelaar|aannemer|schilder|postbode|moskeevoorzitter|moskeebestuurder|dorpsagent|loodgieter|molenaar|koperslager|drogist|juwelier|eigenaar van)(?!\p{L})/uy;
const club =
	/(?:voetbal|hockey|korfbal|judo|boks|kickboks|sport|zwem|tennis|schaak|muziek|schiet|jeugd|biljart|wieler|turn)?(?:club|vereniging)(?!\p{L})|\bscouting\b|\bfanfare\b|\bharmonie\b/u;
const age =
	/(?<![\p{L}\d-])(\d{1,2})-jarige? (?:[\p{L}-]{2,20} ){0,1}(?:jongen|meisje|jongere|leerling|man|vrouw|scholier|student|zoon|dochter|inwoner|spits|keeper|lid|speler)(?!\p{L})/uy;

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function onlyReplacement(noun: string, capital: boolean): string {
	const words: Record<string, string> = {
		gezin: 'een gezin',
		familie: 'een gezin',
		moeder: 'een ouder',
		vader: 'een ouder',
		man: 'een inwoner',
		vrouw: 'een inwoner',
		imam: 'een sleutelfiguur'
	};
	const text =
		words[noun] ??
		(/^(?:jongen|meisje|leerling|jongere|kind|student|studente|scholier|tweeling)$/.test(noun)
			? 'een jongere'
			: 'iemand');
	return capital ? text.replace(/^./, (first) => first.toUpperCase()) : text;
}

/** Small place, club and age in one sentence: together they point at one person. */
function isNarrow(reading: Reading, start: number, end: number): boolean {
	const sentence =
		(before(reading, start, 80)
			.split(/[.!?] /)
			.at(-1) ?? '') +
		'\0' +
		(after(reading, end, 100).split(/[.!?](?: |$)/)[0] ?? '');
	const place = /(?:\b(?:in|uit|van) )\p{Lu}/u.test(reading.plain.slice(end, end + 100));
	return club.test(sentence) && place;
}

function findPhrases(reading: Reading): Candidate[] {
	const { lower, plain } = reading;
	const found: Candidate[] = [];
	const push = (type: 'klas' | 'herleidbaar', start: number, end: number, replacement: string) =>
		found.push({ type, severity: 'attenderen', start, end, replacement });
	for (const { start: i } of reading.words) {
		const first = lower[i] ?? '';
		const klas = 'bkgvhmat'.includes(first) ? stick(level, lower, i) : null;
		if (klas) {
			const year = Number(klas[1]);
			const primary = klas[0].startsWith('groep');
			push(
				'klas',
				i,
				i + klas[0].length,
				primary ? 'de basisschool' : year < 3 ? 'de onderbouw' : 'de bovenbouw'
			);
		}
		const single = first === 'd' || first === 'h' ? stick(only, lower, i) : null;
		if (single)
			push(
				'herleidbaar',
				i,
				i + single[0].length,
				onlyReplacement(single[1] ?? '', isUpper(plain[i]))
			);
		const family = 'zdbvmknpsew'.includes(first) ? stick(kin, lower, i) : null;
		if (family) push('herleidbaar', i, i + family[0].length, 'uit een bekend gezin');
	}
	for (let i = 0; i < lower.length; i++) {
		const aged = isDigit(lower[i]) ? stick(age, lower, i) : null;
		if (aged && isNarrow(reading, i, i + aged[0].length))
			push('herleidbaar', i, i + aged[0].length, 'een jongere');
	}
	return found;
}

const isNamePart = (word: Word | undefined) =>
	word !== undefined &&
	isUpper(word.text[0]) &&
	!/^(?:het|de|een|op|in|bij|van|naar|aan|dit|dat|ook|uit|elk|ons)$/.test(word.lower);

/** A school with a name of its own; "een middelbare school" is nobody's. */
function findSchools(reading: Reading): Candidate[] {
	const { words } = reading;
	const found: Candidate[] = [];
	for (let i = 0; i < words.length; i++) {
		const word = words[i];
		if (!word || word.glued) continue;
		let from = i;
		let to = i;
		if (schoolEnd.test(word.lower) && isUpper(word.text[0])) {
			// "Willem de Zwijgercollege", "Johan de Witt Lyceum".
			for (let j = i; j > 0 && i - j < 4 && words[j]?.joined; j--) {
				const previous = words[j - 1];
				if (isNamePart(previous)) from = j - 1;
				else if (!/^(?:de|van|der|den|la)$/.test(previous?.lower ?? '')) break;
			}
			const bareWord = schoolWords.test(word.lower) || commonSchool.test(word.lower);
			if (bareWord && (from === i || !schoolWords.test(word.lower))) continue;
			if (bareWord && /^(?:het|een|dit|ons)$/.test(words[from]?.lower ?? '')) continue;
			if (/^(?:van burgemeester|voor de rechten|van b)/.test(after(reading, word.end, 20).trim()))
				continue;
		} else if (schoolKinds.test(word.lower)) {
			// "basisschool De Regenboog".
			for (let j = i + 1; j < words.length && j - i < 5 && words[j]?.joined; j++) {
				if (isUpper(words[j]?.text[0])) to = j;
				else if (!/^(?:de|van|der|den|het|'t)$/.test(words[j]?.lower ?? '')) break;
			}
			if (to === i || /^(?:school)$/.test(word.lower)) continue;
		} else continue;
		const start = words[from]?.start ?? word.start;
		const end = words[to]?.end ?? word.end;
		const primary = /basisschool|^(?:obs|cbs|kbs|ikc|rkbs)$/.test(word.lower);
		found.push({
			type: 'school',
			severity: 'attenderen',
			start,
			end,
			replacement: primary
				? 'een basisschool'
				: /^roc$/.test(word.lower)
					? 'een mbo-school'
					: 'een middelbare school'
		});
		i = to;
	}
	return found;
}

export function findRecognisable(reading: Reading): Candidate[] {
	return [...findPhrases(reading), ...findSchools(reading)];
}
