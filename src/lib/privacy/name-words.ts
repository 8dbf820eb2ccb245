const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** Written before a surname: the find includes them. */
export const titles = set(
	`mevrouw meneer mijnheer heer dhr mevr mw mej juffrouw juf meester meneertje familie fam gezin oom tante opa oma
	dr drs ir ing mr bc ds dominee pater zuster broeder hadji haji hadj hodja sjeik sheikh imam kapelaan pastoor rabbijn rabbi diaken hr mvr`
);

/** A trade before a surname: "wijkagent Pieters". The find includes the trade, the proposal keeps it. */
export const trades = set(
	`wijkagent agent agente mentor mentrix docent docente leraar lerares leerkracht trainer trainster coach
	jongerenwerker jongerenwerkster maatschappelijk huisarts arts psycholoog psychiater verpleegkundige
	begeleider begeleidster gezinsvoogd voogd advocaat advocate rechercheur inspecteur brigadier hoofdagent
	schooldirecteur conciërge consulent casusregisseur regisseur leerplichtambtenaar reclasseringswerker
	intern-begeleider wijkverpleegkundige jeugdwerker straatcoach boa gedragswetenschapper orthopedagoog
	teamleider zorgcoördinator afdelingsleider decaan buurtvader buurtmoeder rector conrector`
);

const tradeEnd =
	/.{2}(?:werker|werkster|coach|begeleider|begeleidster|ambtenaar|consulente?|agente?|docente?|leraar|lerares|verpleegkundige|trainer|trainster|medewerker|medewerkster|coördinator|regisseur|adviseur|adviseuse|leider|leidster|arts|therapeute?|pedagoge?|psychologe|rechercheur|voogd|mentor|beheerder|beheerster|schoolhoofd|beveiliger|assistente?|specialiste?|functionaris|tolk|hulpverlener|hulpverleenster)$/;

/** Trades known by their ending; only a surname that is sure makes a name with these. */
export const isLooseTrade = (lower: string): boolean => tradeEnd.test(lower);

/** People before their own name: "zijn broer Ali". The name alone is the find. */
export const persons = set(
	`moeder vader broer broertje zus zusje zusjes zoon zoontje dochter dochtertje neef neefje nicht nichtje vriend
	vriendin vriendje vriendinnetje ex partner man vrouw echtgenoot echtgenote buurman buurvrouw buurjongen buurmeisje
	stiefvader stiefmoeder stiefbroer stiefzus pleegvader pleegmoeder pleegzoon pleegdochter halfbroer halfzus
	schoonzus zwager tweelingbroer tweelingzus oma opa leerling scholier jongere jongen meisje cliënt client patiënt
	verdachte betrokkene klasgenoot klasgenote teamgenoot collega kind kleinzoon kleindochter peuter kleuter puber
	tiener deelnemer deelneemster jongeman student studente bewoner bewoonster verloofde vrijwilliger vrijwilligster stagiair stagiaire`
);

/** Kin before "van X": whoever follows is a person, listed or not. */
export const kin = set(
	`moeder vader ouder ouders broer broers broertje zus zussen zusje zusjes oom tante opa oma neef nicht zoon zonen
	dochter dochters vriend vriendin vrienden vriendinnen buurman buurvrouw verloofde echtgenoot echtgenote ex partner
	stiefvader stiefmoeder pleegouders pleegvader pleegmoeder grootouders grootmoeder grootvader klasgenoot
	klasgenoten voogd mentor advocaat huisarts gezinsvoogd ouderlijk nichtje neefje halfbroer stiefbroer zwager
	schoonzus tweelingbroer tweelingzus juf vriendje vriendinnetje`
);

/** People in public office: named in function, they are no personal data here. */
const publicTitles = set(
	`lid leden fractie minister ministers staatssecretaris staatssecretarissen burgemeester burgemeesters wethouder wethouders premier
	minister-president vicepremier vice-premier president koning koningin prins prinses kroonprins commissaris
	kamerlid kamerleden tweede-kamerlid senator eurocommissaris raadslid gedeputeerde kanselier paus bisschop
	aartsbisschop kardinaal formateur informateur hoogleraar professor prof onderzoeker onderzoekers onderzoekster
	auteur auteurs schrijver schrijfster journalist filosoof socioloog criminoloog historicus historica criticus
	sint heilige profeet heilig keizer tsaar sultan ombudsman kinderombudsman nationaal korpschef
	lijsttrekker partijleider fractievoorzitter kabinet kabinet-ii commissie motie amendement wet lex
	griffier dijkgraaf secretaris-generaal directeur-generaal presentator presentatrice zanger zangeres
	sociologe filosofe criminologe politicologe antropologe pedagoge regisseur rapper voetballer cabaretier kunstenaar dichter regisseuse columnist opiniemaker wetenschapper
	wetenschappers denker antropoloog politicoloog bestuurskundige econoom theoloog jurist acteur actrice filmmaker
	programmamaker bondscoach verzetsstrijder verzetsheld schilder componist staatsman bewindspersoon politicus politica
	europarlementariër nctv-hoofd apostel evangelist graaf hertog gravin hertogin jonkheer farao ayatollah`
);

/** Also "oud-burgemeester" and "vice-premier". */
export const isPublicTitle = (lower: string): boolean =>
	publicTitles.has(lower.replace(/^(?:oud|ex|vice|loco|demissionair)-/, ''));

/** A thing someone made or that bears a name: its "van X" is authorship. */
export const works = set(
	`boek boeken methode methodiek model theorie onderzoek studie rapport artikel proefschrift essay film documentaire
	lied advies motie amendement wet kabinet handboek publicatie dissertatie roman gedicht column interview lezing
	podcast aanpak ladder piramide denkkader werk citaat woorden uitspraak schilderij dagboek typologie schaal
	gedachtegoed inzichten toespraak album serie voorstelling toneelstuk begrip concept definitie
	cirkel driehoek kwadrant matrix ijsberg kernkwadranten effect paradox
	rapportage essays boekje verhalenbundel thriller biografie standbeeld oeuvre leer nalatenschap`
);

/** Before a name these make it the name of an organisation, a place or a thing. */
const organisationBefore = set(
	`stichting vereniging fonds museum basisschool school café hotel huize villa partij bureau firma winkel uitgeverij
	kringloop theater ziekenhuis moskee kerk kerkgenootschap parochie stadion museum wijkcentrum buurthuis
	jongerencentrum sporthal zorggroep zorginstelling merk lyceum college orkaan storm restaurant bakkerij slagerij
	ac inter garage kapsalon supermarkt wijk buurt park fort kasteel instituut huis programma project operatie obs cbs roc
	sporthal zwembad bibliotheek dr. methode methodiek model wet-van wet commissie motie rapport zaal lokaal lied liedje
	boek film serie sculptuur schip tram metro halte sluis orkest toernooi cup
	foundation galerie apotheek drogist drogisterij bloemist rijschool dansschool sportschool autorijschool
	bedrijf bedrijven onderneming concern keten aannemer rederij advocatenkantoor toneelstuk theaterstuk voorstelling musical game app podcast roman documentaire nota notitie akkoord norm regeling
	doctrine pact fc vv sv sc afc rkvv usv asv dvv kv hv hc bc tc sbv rksv sint
	kinderopvang uitvaartcentrum verzorgingshuis verpleeghuis zorgcentrum hospice ziekenhuis manege camping`
);

const organisationBeforeEnd =
	/.{3}(?:bedrijf|kantoor|bureau|winkel|fabriek|concern|keten|merk|instituut|fonds|stichting|vereniging|museum|theater|hotel|restaurant|drukkerij|uitgeverij|aannemer|stadion|school|klooster|kazerne)$/;
export const isOrganisationBefore = (lower: string): boolean =>
	organisationBefore.has(lower) || organisationBeforeEnd.test(lower);

const organisationWords =
	/^(?:stichting|instituut|fonds|huis|school|college|museum|plein|park|ziekenhuis|academie|lyceum|universiteit|centrum|foundation|arena|stadion|kliniek|kerk|moskee|tunnel|brug|laan|straat|weg|prijs|lezing|groep|bv|nv|b\.v|partij|gymnasium|basisschool|hotel|theater|bank|bibliotheek|vereniging|huizen|ziekenhuizen|advies|advocaten|consultancy|festival|cup|award|hall|singel|kade|gracht|hof|wijk|institute|university|house|media|collectief|netwerk|kazerne|kinderziekenhuis|toernooi|week|dag|jaar|wet|methode|model|scholen|commissie|zorg|beheer|advocatuur|opleidingen|welzijn|jeugdzorg|straatje|heijn|modaal|alleman|en|foods|supermarkten|moskeeën|akkoord|boulevard|gala|school's|playground|court|courts|academy|center|centre|toernooi|bokaal|trofee|leerstoel|penning|zaal|hal|hoeve|molen|manege|complex|flat|gebouw|toren|sluis|pad|tuin|viaduct|station|metrostation|apotheek|praktijk|groep|kring|koor|orkest|ensemble|filmfestival|nacht|monument|gymzaal|sporthal|sportpark|zwembad|speeltuin|kindcentrum|kinderdagverblijf|opvang|verpleeghuis|zorgcentrum|hospice|aanpak|ladder|piramide|effect|test|schaal|lijst|trein|express|tour|show|podcast|quartet|trio|band|league|club|cafe|café|restaurant|bar|uitgeverij|uitgevers|publishers|records|studios|company|shop|store|kwartier|veld|kapel|kathedraal|basiliek|synagoge|tempel|hogeschool|instelling|leerpark|topsport|boys|vooruit|united|city|tuinmeubelen|wonen|keukens|mode|juwelier|makelaars|makelaardij|notarissen|accountants|palace|hospital|airport|logistics|logistiek|group|holding|services|solutions|partners|consulting|square|street|bouw|transport)$/;
const organisationEnd =
	/.{3}(?:stichting|instituut|fonds|huis|school|college|museum|plein|park|ziekenhuis|lyceum|centrum|straat|laan|weg|gracht|kade|singel|prijs|lezing|kerk|moskee|brug|tunnel|stadion|kazerne|buurt|kwartier|haven|gymnasium|dreef|plantsoen|hof|kliniek|taal|wet|fietsen|award|bank|methode|model)$/;

/** A bare word such as "Hof" or "Laan": after a particle it is a surname all the same. */
export const isOrganisationWord = (lower: string): boolean => organisationWords.test(lower);

export const isOrganisation = (lower: string): boolean =>
	organisationWords.test(lower) || organisationEnd.test(lower);

export const particles = set(
	`van de der den des 't 's ter ten te in op aan het el al ben bin bint ibn abu abou aït ait ould da das do dos del
	della di du la le los von zu zur den v.d. v/d vd vande vander af mc mac st`
);

/** Written with a capital because a sentence or heading begins there, or as an institution. */
export const commonWords = set(
	`de het een en of op in aan als bij maar want dus ook niet geen nog wel al als dan dat die deze dit daar er hier hoe wie wat waar
	waarom wanneer welke welk ik jij je u hij zij ze wij we jullie hen hun haar zijn mijn ons onze uw men iemand niemand
	iedereen alle alles elk elke ieder iedere sommige veel weinig meer minder meest eerst eerste tweede derde laatste
	volgende vorige na voor door over onder tussen tegen zonder met per via bij naar uit om tot sinds tijdens volgens
	vanwege namens binnen buiten boven naast langs rond omdat doordat zodat terwijl hoewel indien mits tenzij zodra
	toen nu straks later vandaag morgen gisteren soms vaak altijd nooit misschien mogelijk daarom daarna daarnaast
	daarbij daardoor hierdoor hierbij vervolgens verder ten toch echter zo samen alleen juist vooral is was wordt werd
	heeft had kan kon zal zou moet mag wil gaat ging komt kwam doet zegt vraag vragen antwoord stap fase week dag maand
	jaar school politie gemeente wijkteam jongere jongeren ouder ouders leerling leerlingen kind kinderen team groep
	bijlage tabel figuur hoofdstuk paragraaf artikel lid pagina punt actie acties doel doelen thema casus bord kaart
	notitie verslag datum tijd locatie onderwerp deelnemers aanwezig afwezig opmerking opmerkingen let goed slecht nieuw
	nieuwe oude grote kleine jonge lokale landelijke sociale sociaal veilig veiligheid domein overleg regio stad dorp
	wijk buurt land rijk kamer raad staat ministerie ministers minister burgemeester wethouder begeleider adviseur
	anoniem onbekend mevrouw meneer heer beste geachte hallo dag dank bedankt groet groeten ja nee oké scenario optie
	deel blok nummer nr plan type klas zie noot bron terug bel mail start einde totaal budget gebruik tip tips kijk
	aanjager persoon stel denk maak geef neem houd blijf ga kom doe zet kies begin stop ander andere anders zelf zelfs
	weer steeds bijna ongeveer circa thuis online buurthuis jongerenwerk zorg hulp steun zorgen signalen signaal
	islam christendom jodendom koran bijbel nederlands nederlander europa`
);

/** After a trade these are a field of work: "docent Nederlands", "trainer Weerbaarheid". */
export const fields =
	/(?:heid|ing|ie|leer|kunde|lands|lijk|werk|zorg|schap|teit|isme|nis|engels|frans|duits|taal|sport|voetbal|jeugd|onderwijs|gym|muziek|online|welzijn|beleid|recht|jongeren|ouders|gezin|school|stel|centraal|eerst|kompas|live|plus|voorop|direct|compleet|actief)$/;

const roles =
	/\b(?:wijkagent|mentor|docente?|leraar|lerares|leerkracht|jongerenwerk(?:er|ster)|trainer|coach|huisarts|imam|conciërge|wijkverpleegkundige|verpleegkundige|gezinsvoogd|voogd|advocaa?te?|leerplichtambtenaar)\b/;
const plainRoles: Record<string, string> = {
	docente: 'docent',
	leraar: 'docent',
	lerares: 'docent',
	leerkracht: 'docent',
	jongerenwerkster: 'jongerenwerker',
	coach: 'trainer',
	wijkverpleegkundige: 'verpleegkundige',
	gezinsvoogd: 'voogd',
	advocate: 'advocaat'
};

/** A word in the sentence that says whom a name stands for, as it would be written instead. */
export function roleIn(sentence: string): string | undefined {
	const role = roles.exec(sentence)?.[0];
	return role === undefined ? undefined : `de ${plainRoles[role] ?? role}`;
}
