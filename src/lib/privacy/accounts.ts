import { firstNameKind } from './first-names.ts';
import { after, before, isDigit, isLetter, type Candidate, type Reading } from './reading.ts';

const functional = new Set(
	(
		'info ess contact secr secretariaat postbus privacy fg avg gemeente balie meldpunt meldingen servicedesk ' +
		'helpdesk support redactie pers persvoorlichting voorlichting communicatie woo klacht klachten veiligheid ' +
		'wijkteam wijkteams jeugdteam team teams jongerenwerk zorg loket wmo receptie administratie bestuur noreply ' +
		'no reply webmaster hr vacatures inschrijven inschrijving aanmelden aanmelding aanmeldingen training ' +
		'trainingen planning project projectbureau onderwijs leerplicht radicalisering polarisatie casusoverleg ' +
		'zorgveiligheidshuis veiligheidshuis cjg griffie raadsgriffie politie office mail post kantoor algemeen ' +
		'directie sociaal domein openbare orde oov preventie kennislab lab jeugd participatie subsidie subsidies ' +
		'vragen vraag nieuwsbrief agenda evenementen beveiliging security legal finance facturen crediteuren ' +
		'boekhouding verhuur reserveren studiecentrum ministerie si nctv szw expertisecentrum advies consulent ' +
		'crisisteam crisis veilig thuis toezicht handhaving burgerzaken ondernemers bibliotheek museum school ' +
		'college hello hallo welkom de het en van voor nl noord zuid oost west midden centrum stad dorp vg regio buurt wijk handhaven jongeren jeugdzorg'
	).split(' ')
);

/** "ondersteuning@", "wijkagent@": nouns of an office, unless at a mail provider for everyone. */
const functionalEnd =
	/.{3}(?:ing|ingen|heid|punt|loket|team|teams|dienst|diensten|bureau|balie|desk|centrum|raad|commissie|zaken|beleid|werk|zorg|schap|atie|iteit|agent|agenten|co[oö]rdinator|secretariaat|overleg|meldingen|platform|netwerk|bibliotheek|verzoeken|informatie|ondersteuner|projecten|scholen)$/;
const freeMail =
	/^(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|me|ziggo|kpnmail|planet|xs4all|hetnet|home|upcmail|casema|quicknet|yahoo|proton|protonmail|gmx|web|mail|tele2|telfort|chello|zonnet|onsnet|caiway|solcon|kliksafe|freedom|aol|t-online|libero|laposte|orange|wp|o2|onet|interia|yandex|tutanota|tuta|pm)\./;
const localCharacter = /[\p{L}\d._%+'-]/u;
const atMark =
	/\s?(?:@|[[({<]\s?(?:at|apenstaart(?:je)?)\s?[\])}>])\s?|\s(?:apenstaart(?:je)?|\(a\)|at)\s/uy;
const domain =
	/[\p{L}\d-]{1,63}(?:(?:\.|\s?[[({]\s?(?:dot|punt)\s?[\])}]\s?|\s(?:dot|punt)\s)[\p{L}\d-]{1,63}){1,5}/uy;

/** E-mail addresses, also with the sign written out; the mailbox of an office is nobody's. */
export function findEmails(reading: Reading): Candidate[] {
	const { plain, lower } = reading;
	const found: Candidate[] = [];
	for (let i = 1; i < plain.length; i++) {
		const here = plain[i] ?? '';
		if (!'@[({< '.includes(here)) continue;
		if (here === ' ' && !'@[({<a'.includes(plain[i + 1] ?? ' ')) continue;
		if (!localCharacter.test(plain[i - 1] ?? '')) continue;
		atMark.lastIndex = i;
		const sign = atMark.exec(lower)?.[0];
		if (sign === undefined) continue;
		domain.lastIndex = i + sign.length;
		const host = domain.exec(lower)?.[0].replace(/[-.]+$/, '');
		if (host === undefined || !/[.\s)\]}]\p{L}{2,}$/u.test(host)) continue;
		let start = i;
		while (start > 0 && i - start < 64 && localCharacter.test(plain[start - 1] ?? '')) start--;
		while (start < i && !/[\p{L}\d]/u.test(plain[start] ?? '')) start++;
		// "Stuur @ nu.nl": a lone word before a spaced sign is not a mailbox, unless it looks like one.
		if (start === i || (sign.startsWith(' ') && sign.trim() === '@' && !sign.endsWith(' ')))
			continue;
		// "kevin at gmail punt com": the English word alone is too little.
		if (
			sign === ' at ' &&
			!/\s(?:dot|punt)\s|^(?:gmail|hotmail|outlook|live|icloud|ziggo)\./.test(host)
		)
			continue;
		const parts = lower
			.slice(start, i)
			.split(/[._+-]/)
			.filter(Boolean);
		const isFree = freeMail.test(host);
		if (parts.every((part) => functional.has(part) || (!isFree && functionalEnd.test(part))))
			continue;
		found.push({
			type: 'email',
			severity: 'blokkeren',
			start,
			end: i + sign.length + host.length,
			replacement: '[e-mailadres]'
		});
		i += sign.length + host.length - 1;
	}
	return found;
}

const organisations = new Set(
	(
		'rijksoverheid politie nctv minszw szw gemeente ess minbzk minjenv minocw vng nji knmi nos rtlnieuws ' +
		'openbaarministerie omroep halt movisie expertise_unit tweedekamer eerstekamer nporadio1 europol interpol ' +
		'kis trimbos aivd politie_nl watch explore login share intent home media all everyone allen iedereen here ' +
		'channel team developers help support about privacy legal policies vngemeenten rivm cbs scp wrr uwv svb coa ind belastingdienst defensie marechaussee brandweer prorail ' +
		'ns_online nuffic unicef rodekruis vluchtelingenwerk amnesty oxfamnovib kinderombudsman ombudsman pharos ' +
		'verweyjonker radar artikel1 nibud jeugdzorgnl bureauhalt veiligthuis meldpunt kindertelefoon 113 ' +
		'raadvanstate rechtspraak om fiod nvwa rvo rws rijkswaterstaat digid ser knvb nocnsf feyenoord ajax psv ' +
		'fcutrecht volkskrant trouw nrc telegraaf parool ad nunl nieuwsuur jeugdjournaal pointer bellingcat ' +
		'expertiseunit sociaalwerk movisie_nl'
	).split(' ')
);
const organisationStart =
	/^(?:gem[_.]|gemeente|politie|ministerie|provincie|stichting|omroep|minist|ggd|veiligheidsregio|universiteit|hogeschool|museum|bibliotheek|theater|jongerenwerk|wijkteam|waterschap|rtv|stadsdeel|tweede_?kamer|eerste_?kamer|rijks|nationaal|nationale|vereniging|buurthuis|moskee|hva|roc)/;
/** An account of an organisation; written in capitals throughout it is an abbreviation. */
const isOrganisation = (name: string, written = name): boolean => {
	const bare = name.replace(/_?(?:nl|nederland|official|officieel)$/, '');
	const acronym = /^[A-Z]{2,6}(?:_?(?:NL|nl|Nederland))?$/.exec(written) !== null;
	return (
		organisations.has(name) ||
		organisations.has(bare) ||
		organisationStart.test(name) ||
		(acronym && firstNameKind(bare) === null)
	);
};

const hosts =
	/(?:https?:\/\/)?(?:www\.|m\.|vm\.|nl-nl\.)?(?:t\.me|telegram\.me|telegram\.dog|instagram\.com|instagr\.am|tiktok\.com|x\.com|twitter\.com|facebook\.com|fb\.com|fb\.me|snapchat\.com|discord\.gg|discord\.com|youtube\.com|twitch\.tv|reddit\.com|vk\.com|ok\.ru|wa\.me|chat\.whatsapp\.com|steamcommunity\.com|linkedin\.com|threads\.net|bsky\.app|gab\.com|rumble\.com|odysee\.com|bitchute\.com|onlyfans\.com|soundcloud\.com|roblox\.com|kick\.com|signal\.group|guilded\.gg|mastodon\.social)\/(?!\s)[\p{L}\d_.@/?=%&+~-]{1,120}/uy;
const mention = /@[\p{L}\d_][\p{L}\d_.-]{1,39}/uy;
const tag = /[\p{L}\d_.]{2,32}#\d{4}(?![\p{L}\d])/uy;
const counters =
	/^(?:pr|mr|pull|merge|story|task|taak|kaart|item|regel|versie|build|issue|nr|nummer|ticket|order|bestelling|zaak|case|kamer|pagina|vraag|artikel|bug|punt)$/;
const accountName = /_{0,2}[\p{L}\d][\p{L}\d_.-]{2,31}/uy;
const platform =
	/(?:snapchat|snap|insta|instagram|tiktok|telegram|discord|twitter|facebook|reddit|steam|roblox|fortnite|twitch|whatsapp|psn|psn-id|playstation|xbox|minecraft|bereal|signal|threads|youtube|kick|valorant|wickr|kik|pinterest|vinted|onlyfans)/
		.source;
const accountWord = new RegExp(
	`(?:gebruikersnaam|username|user ?name|nickname|gamertag|schermnaam|schuilnaam|alias|onder de naam|handle|inlognaam|accountnaam|${platform}(?:-?(?:account|naam|profiel|kanaal|groep))?|account|profiel|gebruiker|user|kanaal|nick)(?:(?: is| heet| luidt| met de naam| onder de naam| genaamd)?[: ]{1,2}["'“]?|[: ]{0,2}["'“])$`
);
/** "Op Snapchat heet hij x_y", "reageert als x.y op YouTube": the platform stands further off. */
const onPlatform = new RegExp(`(?<![\\p{L}.])${platform}(?!\\.\\p{L}|\\p{L})`, 'u');
const goesBy =
	/(?:heet|heten|noemt|noemen|als|onder|naam|account|accounts|actief|bekend|vinden|volgt|volg|toegevoegd|gebruiker|is|zit)(?: (?:hij|zij|ze|die|daar|zich|zichzelf|nu|ook|daar|de naam|te vinden))*(?: als| onder(?: de naam)?)?[: ]{1,2}["'“]?$/;
/** "o.a", "d.w.z", "b.v": short letters with dots are an abbreviation. */
const abbreviation = /^\p{L}{1,3}(?:\.\p{L}{1,2})+$/u;
const nameWord =
	/(?:gebruikersnaam|username|user ?name|nickname|gamertag|schermnaam|schuilnaam|handle|inlognaam|accountnaam)(?: is| luidt)?[: ]{1,2}["'“]?$/;

/** A run of letters that only an account writes so: a digit, an underscore or a dot inside. */
const isOdd = (name: string, written: string) =>
	/\p{L}/u.test(name) &&
	((/\p{Ll}\p{Lu}/u.test(written) &&
		!new RegExp(`^${platform}`).test(name) &&
		!/^(?:linked|iphone|power|share)/.test(name)) ||
		/_/.test(name) ||
		(/\d/.test(name) && !/-/.test(name)) ||
		/\p{L}\.\p{L}/u.test(name));

export function findAccounts(reading: Reading): Candidate[] {
	const { plain, lower } = reading;
	const found: Candidate[] = [];
	const push = (start: number, end: number, replacement: string) =>
		found.push({ type: 'handle', severity: 'waarschuwen', start, end, replacement });
	const stick = (pattern: RegExp, at: number) => {
		pattern.lastIndex = at;
		return pattern.exec(lower)?.[0].replace(/[.,?&-]+$/, '');
	};
	for (let i = 0; i < plain.length; i++) {
		const here = plain[i];
		const previous = plain[i - 1];
		const inWord = isLetter(previous) || isDigit(previous) || previous === '_' || previous === '.';
		if (inWord) continue;
		if (here === '@') {
			const name = previous === '@' ? undefined : stick(mention, i);
			if (name === undefined || !/\p{L}/u.test(name) || name.length < 3) continue;
			if (!isOrganisation(name.slice(1), plain.slice(i + 1, i + name.length)))
				push(i, i + name.length, 'een account');
			i += name.length - 1;
			continue;
		}
		if (!isLetter(here) && !isDigit(here) && here !== '_') continue;
		const link = previous === '@' || previous === '/' ? undefined : stick(hosts, i);
		if (link !== undefined) {
			const path = link
				.replace(/^https?:\/\//, '')
				.split(/[/?]/)
				.slice(1);
			const name = (
				path.find((part) =>
					/^(?!c$|u$|v=|user$|in$|add$|id$|channel$|invite$|groups$|joinchat$|company$|s$|@?$).+/.test(
						part
					)
				) ?? ''
			).replace(/^@/, '');
			const company = path[0] === 'company' || path[0] === 'school';
			if (name !== '' && !company && !isOrganisation(name)) {
				const isPerson =
					/instagram|tiktok|snapchat|twitter|\bx\.com|linkedin|facebook|steam|reddit\.com\/u/.test(
						link
					);
				push(i, i + link.length, isPerson && !/groups\//.test(link) ? 'een account' : 'een kanaal');
			}
			i += link.length - 1;
			continue;
		}
		const tagged = stick(tag, i);
		if (tagged !== undefined) {
			if (!counters.test(tagged.slice(0, tagged.indexOf('#'))))
				push(i, i + tagged.length, 'een account');
			i += tagged.length - 1;
			continue;
		}
		const name = stick(accountName, i);
		if (name === undefined) continue;
		const end = i + name.length;
		if (
			!'@/'.includes(plain[end] ?? ' ') &&
			!/\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|nl|com|org|eu|json|txt|csv|odt)$/.test(name)
		) {
			const odd = isOdd(name, plain.slice(i, end));
			const lead = odd || nameWord.test(before(reading, i, 30)) ? before(reading, i) : '';
			const far =
				odd &&
				!abbreviation.test(name) &&
				goesBy.test(lead) &&
				onPlatform.test(
					lead.split(/[.!?] /).at(-1) + '|' + after(reading, end, 30).split(/[.!?](?: |$)/)[0]
				);
			const telling = odd ? accountWord.test(lead) || far : lead !== '' && nameWord.test(lead);
			// "wolf_88" in a sentence is an account wherever it stands; "[datum_invullen]" is a form.
			const bold =
				/\p{L}_?\d/u.test(name) && /\d\d|_.*_/.test(name) && name.includes('_') && previous !== '[';
			const isWord =
				/^(?:is|heet|van|was|en|of|voor|die|dat|niet|met|op|het|een|onder|onbekend|ingevoerd|verwijderd|gewijzigd|verplicht|optioneel|vergeten|kwijt|invullen|leeg|wachtwoord|nodig|aanmaken|wijzigen|zoals|nog|wordt|moet|kan)$/.test(
					name
				);
			if ((telling && !isWord) || bold) push(i, end, 'een account');
		}
		i = end - 1;
	}
	return found.filter((candidate) => !/^\s?\[/.test(after(reading, candidate.end, 2)));
}
