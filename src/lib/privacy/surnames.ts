/** Frequent surnames, without particle: they tell a name whose first name is not in the list. */
const surnames = new Set(
	`jong jansen vries berg bakker dijk visser janssen smit meijer boer mulder groot bos vos peters hendriks leeuwen
	dekker brink brouwer wit dijkstra smits graaf meer kok linden jacobs haan vermeulen heuvel veen broek bruijn bruin
	heijden schouten beek willems vliet ven hoekstra maas verhoeven koster dam prins huisman peeters wal post gerritsen
	timmermans lange martens kuiper veenstra jonge kuijpers ruiter hermans wijk bosch hoek vink beer postma jonker
	hoogenboom driessen scholten kramer bosman wolff mol dijkman hofman verbeek molenaar sanders blom bosma evers
	koning schipper hoeven hulst boersma gerrits bouwman schoonhoven vriend wouters ploeg jager boogaard aalst laan
	klein jacobsen goossens kuipers haas wiersma rooij wilt hendriksen vonk hoffman huijgen zijlstra verkerk sluis
	aarts dongen meulen gelder rijn hofstra ridder poel bergman verschoor schut bruins kroon nijland tol feenstra
	wagenaar jaspers ooijen huizinga stam veldhuizen vreugdenhil kooij horst groen schuurman swart bloem terpstra
	poelstra sietsma hoogland brands zwart steen kuijper stolk holwerda douma miedema haak tuinstra reitsma faber
	yilmaz kaya demir sahin celik yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt
	ozkan simsek polat korkmaz erdogan gunes bulut keskin ozcan turan yavuz aksoy tekin bozkurt karaca
	bouali amrani bakkali idrissi alaoui haddad mansouri benali yousfi haddouchi azzouzi ouali boulahrouz aboutayeb
	kaddour bouzid chaoui fassi hamdaoui khattabi mokhtari morabit mouden ouazzani tahiri yaakoubi zeroual ziani
	bouazza boukhari achahbar ahmadi karimi hosseini rahimi mohammadi ahmed hassan mohamed hussein mohamud warsame
	ali ibrahim abdi osman omar farah tesfay tekle gebre ghebremedhin haile berhane yohannes kidane mensah owusu
	boateng asante osei appiah addo amoah diallo traore keita camara balde nguyen tran pham hoang huynh zhang wang chen
	nowak kowalski kowalska wisniewski wojcik kaminski lewandowski zielinski shevchenko bondarenko kovalenko melnyk
	kravchenko tkachenko ivanov petrov popescu ionescu silva santos ferreira pereira oliveira costa rodrigues martins
	fernandes gomes lopes tavares monteiro semedo barros garcia martinez lopez gonzalez perez sanchez ramirez
	ramdin ramdas jagroep biharie soekhoe kalloe mahabier autar mohan singh kumar khan sharma patel martina croes
	maduro felicia rosalia pieters koeman balker vrede pinas burleson smith johnson williams brown jones
	hassouni bouchtaoui moussaoui belhaj touzani elahi saleh khalil darwish najjar qasem hamad sulaiman`.split(
		/\s+/
	)
);

export const isSurname = (lower: string): boolean => {
	const plain = lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');
	return (
		plain.length > 1 && plain.length < 40 && plain.split('-').every((part) => surnames.has(part))
	);
};

/** Surnames that are also words: "de heer" before them is enough, a capital before them is not. */
export const isWordToo = (lower: string): boolean => wordsToo.has(lower);
const wordsToo = new Set(
	`jong berg bakker dijk visser boer groot bos vos wit graaf meer kok linden haan heuvel veen broek bruin beek ven maas
	dam prins wal post lange jonge wijk hoek beer koning schipper vriend ploeg jager laan klein ridder poel kroon tol
	stam horst groen bloem zwart steen haak faber vrede dekker brouwer smit kramer ruiter vink mol hofman rijn
	kara koc kurt martina costa brink sanders brands brown singh hamad ali omar`.split(/\s+/)
);
