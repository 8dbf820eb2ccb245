import { isLetter } from './reading.ts';

/** Lower-case names in a row, parted by a bar. */
const people = (names: string) => names.split(/\s*\|\s*/);

/**
 * People everyone may name, by where they are met: in a lesson, the news, a council, a shop or a
 * saying. Not a judgement of who matters; whoever is missing is a warning to click away.
 */
const wellKnown = {
	methods: `dr. gielen|dr gielen|dr. brandsma|dr brandsma|bart brandsma|amy-jane gielen|maria montessori|
		micha de winter|stijn sieckelinck|hans boutellier|hans moors|tom postmes|beatrice de graaf|
		kees van den bos|jan jaap de ruiter|paul scheffer|halleh ghorashi|jonathan haidt|robert putnam|
		john gottman|paulo freire|célestin freinet|rudolf steiner|jean piaget|erik erikson|lev vygotski|
		john bowlby|abraham maslow|carl rogers|aaron antonovsky|martin seligman|carol dweck|john hattie|
		gert biesta|luc stevens|philippe meirieu|steven pont|pierre bourdieu|michel foucault|jürgen habermas|
		zygmunt bauman|erving goffman|émile durkheim|norbert elias|amartya sen|martha nussbaum|
		paul verhaeghe|dirk de wachter|rutger bregman|joris luyendijk|marcel van herpen|chris argyris|
		edgar schein|otto scharmer|david kolb|daniel ofman|marshall rosenberg|nelleke nicolai|
		arie kruglanski|marc sageman|roger griffin|cas mudde|
		gilles kepel|daan weggemans|bart schuurman|fathali moghaddam`,
	history: `anne frank|hannie schaft|etty hillesum|corrie ten boom|edith stein|hannah arendt|martin luther|
		maarten luther|johannes calvijn|nelson mandela|desmond tutu|mahatma gandhi|steve biko|rosa parks|
		malcolm x|angela davis|abraham lincoln|barack obama|winston churchill|adolf hitler|joseph goebbels|
		benito mussolini|jozef stalin|josef stalin|karl marx|che guevara|fidel castro|saddam hussein|
		osama bin laden|kemal atatürk|abdullah öcalan|yasser arafat|jeanne d'arc|willem van oranje|
		willem de zwijger|willem de veroveraar|michiel de ruyter|jan pieterszoon coen|johan de witt|
		johan van oldenbarnevelt|hugo de groot|desiderius erasmus|baruch spinoza|rembrandt van rijn|
		vincent van gogh|piet mondriaan|johannes vermeer|jeroen bosch|frans hals|karel appel|abraham kuyper|
		aletta jacobs|wilhelmina drucker|anton de kom|willem drees|anton mussert|florence nightingale|
		albert schweitzer|albert einstein|charles darwin|isaac newton|marie curie|galileo galilei|
		thomas more|jan ligthart|theo thijssen|karel de grote|floris v|maria magdalena|heilige maria|
		moeder maria|johannes de doper|ibn battuta|ibn khaldun|ibn sina|ibn rushd|ali ibn abi talib|
		moeder teresa|willem-alexander|piet hein|jacoba van beieren|hans brinker|mahmoud abbas|erdogan|assad|
		netanyahu|poetin|zelensky|napoleon|bismarck|piaget|freud|durkheim|vygotski|bowlby|maslow|foucault|
		bourdieu|habermas|arendt|arnstein|covey|putnam|huntington|fukuyama|rousseau|kant|hegel|nietzsche|
		socrates|plato|aristoteles|confucius|machiavelli|montesquieu|voltaire|marx|lenin|stalin|hitler|
		mussolini|franco|salazar|mao|trotski|rosa luxemburg|simon wiesenthal|raoul wallenberg|
		oskar schindler|adolf eichmann|josef mengele|sophie scholl|hans scholl|miep gies|otto frank|
		johan benders|titus brandsma|jan campert|gerrit van der veen|simon bolivar|simón bolívar|
		marcus garvey|frederick douglass|harriet tubman|haile selassie|patrice lumumba|kwame nkrumah|
		sedney rasmijn|raymond westerling|jan van riebeeck|pieter stuyvesant|abel tasman|christiaan huygens|
		antoni van leeuwenhoek|frans van mieris|peter stuyvesant|jan van eyck|pieter bruegel|
		peter paul rubens|pablo picasso|salvador dalí|andy warhol|frida kahlo|leonardo da vinci`,
	news: `theo van gogh|pim fortuyn|mohammed bouyeri|volkert van der graaf|tristan van der vlis|
		samuel paty|charlie hebdo|george floyd|mitch henriquez|anders breivik|anders behring breivik|
		brenton tarrant|samir azzouz|marianne vaatstra|peter r. de vries|derk wiersum|andrew tate|
		greta thunberg|malala yousafzai|elon musk|mark zuckerberg|bill gates|taylor swift|kanye west|
		jeffrey epstein|willem engel|jordan peterson|alex jones|tommy robinson`,
	politics: `geert wilders|mark rutte|dick schoof|thierry baudet|lodewijk asscher|ahmed aboutaleb|ahmed marcouch|
		femke halsema|johan remkes|reinier van zutphen|karen van oudenhoven|jan van zanen|sharon dijksma|rob jetten|henri bontenbal|frans timmermans|jesse klaver|
		dilan yeşilgöz|dilan yesilgöz|dilan yesilgoz|caroline van der plas|mona keijzer|pieter omtzigt|
		nicolien van vroonhoven|mirjam bikker|gert-jan segers|chris stoffer|kees van der staaij|
		esther ouwehand|marianne thieme|stephan van baarle|tunahan kuzu|selçuk öztürk|farid azarkan|
		sylvana simons|lilian marijnissen|jan marijnissen|laurens dassen|joost eerdmans|
		martin bosma|marjolein faber|david van weel|hugo de jonge|wopke hoekstra|sigrid kaag|kajsa ollongren|
		ferd grapperhaus|ivo opstelten|ard van der steur|stef blok|ronald plasterk|ella vogelaar|
		rita verdonk|ayaan hirsi ali|jan peter balkenende|ruud lubbers|joop den uyl|
		dries van agt|job cohen|eberhard van der laan|carola schouten|karien van gennip|eddy van hijum|
		jurgen nobel|judith uitermark|gouke moes|eppo bruins|vicky maeijer|pieter-jaap aalbersberg|
		khadija arib|donald trump|joe biden|kamala harris|hillary clinton|vladimir poetin|volodymyr zelensky|
		angela merkel|emmanuel macron|marine le pen|viktor orbán|viktor orban|recep tayyip erdogan|
		recep tayyip erdoğan|benjamin netanyahu|bashar al-assad|ursula von der leyen|boris johnson|
		nigel farage|hans janmaat|filip dewinter|bart de wever|tom van grieken`,
	culture: `johan cruijff|johan cruyff|richard krajicek|max verstappen|virgil van dijk|memphis depay|
		frenkie de jong|vivianne miedema|sifan hassan|dafne schippers|abdelhak nouri|badr hari|
		rico verhoeven|lionel messi|cristiano ronaldo|kylian mbappé|marco van basten|ruud gullit|
		louis van gaal|ali b|arjen lubach|freek de jonge|youp van 't hek|theo maassen|najib amhali|
		jandino asporaat|nasrdin dchar|jörgen raymann|abdelkader benali|kader abdolah|hafid bouazza|
		mano bouzamour|özcan akyol|arnon grunberg|harry mulisch|gerard reve|w.f. hermans|hella haasse|
		tommy wieringa|jan terlouw|annie m.g. schmidt|thea beckman|carry slee|mel wallis de vries|roald dahl|
		paul van loon|george orwell|william golding|todd strasser|morton rhue|khaled hosseini|harry potter|
		max havelaar|kees de jongen|ciske de rat|dik trom|pietje bell|hansje brinker|sherlock holmes|
		james bond|john lennon|bob marley|tupac shakur|spike lee|andré hazes|messi|ronaldo|neymar|mbappé|
		rihanna|beyoncé|beyonce|eminem|tupac|drake|shakira|stromae|maradona|pelé|zidane|cruijff|multatuli|
		rembrandt|michelangelo|leonardo da vinci|raphaël|jelle van buuren|iliass el hadioui|marion van san|
		romeo|asterix|obelix|barbie|mickey mouse|donald duck|dora|shrek|aladdin|ali baba|sinbad|sven kramer|
		ireen wüst|ronnie flex|eva jinek|albert verlinde|robin hood|muhammad ali|jerney kaagman|
		paul de leeuw|linda de mol|john de mol|humberto tan|matthijs van nieuwkerk|jeroen pauw|
		beau van erven dorens|johan derksen|rené van der gijp|wilfred genee|lale gül|zihni özdil|
		sinan çankaya|gloria wekker|sunny bergman|clarice gargard|akwasi|typhoon|snelle|s10|davina michelle|
		duncan laurence|ilse delange|ramses shaffy|wim sonneveld|herman van veen|guus meeuwis|marco borsato|
		andré rieu|anouk teeuwe|frans bauer|robin van persie|arjen robben|wesley sneijder|clarence seedorf|
		edgar davids|patrick kluivert|ruben van der meer|hakim ziyech|mohamed ihattaren|quincy promes|
		steven bergwijn|epke zonderland|kjeld nuis|femke bol|tom dumoulin|mathieu van der poel|
		annemiek van vleuten|charlie chaplin|marilyn monroe|elvis presley|michael jackson|bruce lee|
		jackie chan|sylvester stallone|arnold schwarzenegger|quentin tarantino|steven spielberg|walt disney|
		astrid lindgren|pippi langkous|bob ross|hans christian andersen|jules verne|charles dickens|
		william shakespeare|simone de beauvoir|judith herzberg|ramsey nasr|connie palmen|tim krabbé|
		marga minco|gerard cox|mr. bean|mr bean|dr. phil|dr. oetker|dr oetker`,
	brands: `albert heijn|jan linders|van der valk|van haren|van nelle|van melle|van dale|van mossel|de bijenkorf|van lanschot|dirk van den broek|hans anders|tommy hilfiger|
		calvin klein|hugo boss|louis vuitton|jack daniel|johnnie walker|michael kors|marks & spencer|
		ben & jerry|jack & jones|tony's chocolonely|bob de bouwer|mercedes-benz|harley davidson|
		harley-davidson`,
	sayings: `jan modaal|jan rap|jan publiek|jan met de pet|jan soldaat|jan boezeroen|jan doedel|jan klaassen|
		jan salie|jan splinter|jan lul|jan hagel|pietje puk|pietje precies|piet snot|piet piraat|
		jip en janneke|klaas vaak|romeo en julia|hans en grietje|hans klok|joe sixpack|john doe|jane doe|
		jantje beton|zwarte piet|jan kaas|sterre der zee|zuster klivia|zuster clivia|tante pos|meneer kaktus|
		mevrouw mikmak|juffrouw mier|mr. proper|oom dagobert|oom donald|ome willem|opa bakkebaard|
		buurman en buurman|jack daniels|john lennon|jan zonder vrees|klein duimpje|klein orkest`
};

const publicPeople = Object.values(wellKnown).flatMap(people);

/** By their first word, so that a name in a text is held against a few of them only. */
const byFirstWord = new Map<string, string[]>();
for (const person of publicPeople) {
	const word = /^[\p{L}'-]+/u.exec(person)?.[0] ?? '';
	byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), person]);
}

/**
 * Whether somebody everyone may name begins at `start`, where `word` stands. Those known by one word
 * are meant only when the name found is no longer than that.
 */
export function startsWithPublicPerson(
	lower: string,
	start: number,
	word: string,
	alone: boolean
): boolean {
	const known = byFirstWord.get(word);
	return (
		known?.some(
			(person) =>
				(alone || person !== word) &&
				lower.startsWith(person, start) &&
				!isLetter(lower[start + person.length])
		) ?? false
	);
}

const holyNames =
	/^(?:mohammed|mohammad|muhammad|mohamed|mozes|musa|abraham|ibrahim|jozef|maria|isa|david|salomo|ali|hussein|fatima|aisha|jezus|noah|adam|job|jona|daniel|petrus|paulus|johannes|lucas|marcus|matteüs|maryam|mariam|musa|yusuf|isma[iï]l|ismael|isaak|jakob|jacob|eva|abel|sara|rebekka|rachel|ruth|esther|simson|samson|salomon|khadija|bilal|omar|abu|hasan|husayn)$/;
const holyWords =
	/(?<!\p{L})(?:profeet|profeten|profetes|boodschapper|jezus|christus|kalief|kaliefen|apostel(?:en)?|evangelie|evangelist(?:en)?|bijbelse|oude testament|nieuwe testament|soera|hadith|aartsengel|sji[iï]eten|mozes|kaïn|aartsvaders?|(?:in|uit) de (?:koran|bijbel|thora|torah|tenach))(?!\p{L})/u;

/** "Jezus en Mohammed zijn profeten": a name of scripture, alone, in a sentence about it. */
export const isHoly = (name: string, sentence: () => string): boolean =>
	holyNames.test(name) && holyWords.test(sentence());

/** Sayings, pairs and figures known by the words around a name. */
const phrases = people(
	`san marino|jip en janneke|moeder teresa|vader abraham|zwarte piet|sint nicolaas|jan en alleman|oom sam|
	tante sidonia|hans en grietje|romeo en julia|adam en eva|kaïn en abel|bonnie en clyde|
	ernie en bert|bert en ernie|tom en jerry|koot en bie|suske en wiske|sjors en sjimmie|
	bassie en adriaan|samson en gert|dolle mina|jan, piet en klaas|jan, piet of klaas|
	jan en piet en klaas|jantje van leiden|don juan|klaassen en katrijn|holle bolle gijs|
	jozef en zijn broers|abraham en ibrahim|abraham, isaak en jakob|jan en marie|sint willebrord|
	sint michiel|sint anthonis|piet, jan en klaas|barbie en ken|sneeuwwitje|vrouw holle|
	joost mag het weten|joost mag weten|voor jan met|als jan alleman|klaas vaak|sint maarten|sint jan|
	kees en klaas`
);
const phrasesByWord = new Map<string, string[]>();
for (const phrase of phrases)
	for (const word of phrase.split(/[ ,]+/))
		phrasesByWord.set(word, [...(phrasesByWord.get(word) ?? []), phrase]);

/** Whether a name at start to end, of which `word` is the first, is part of such a phrase. */
export function isInPhrase(lower: string, start: number, end: number, word: string): boolean {
	return (
		phrasesByWord.get(word)?.some((phrase) => {
			const from = Math.max(0, start - phrase.length);
			const at = lower.slice(from, end + phrase.length).indexOf(phrase);
			return at >= 0 && from + at < end && from + at + phrase.length > start;
		}) ?? false
	);
}
