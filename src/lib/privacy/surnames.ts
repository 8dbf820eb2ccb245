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
	
	pietersen petersen peterse janse jansma joosten theunissen thijssen mathijssen christiaens evertsen roelofs roelofsen rutten
	geurts gerritse gijsbers hendrikse arends arts baars backer barendse bekker beekman bergsma biesheuvel blokland bloemen boersma boonstra boekel
	bouman brands brink bruijns buijs buitenhuis burgers coenen cornelissen cremers crijns daalen damen derksen dijkhuizen dirks dirksen doorn driesen
	duijn duin eijk ellenbroek engelen engels eijkelenboom faber franken franssen geerts gielen gijzen goede goossen graaff griffioen haagsma haar haas
	hakvoort heide heijmans heijnen helm hermsen hessels heus hoeks hoekman hofmann holtrop hooft hoogland horsman houben houtman huijbers huisman
	jaspers jongejan jongsma kamp kampen keijzer kerkhof ketelaar keuning kleijn klaassen klijn klomp knol koelewijn kolk konings kool koopman koopmans
	kooiman korver krijnen kruijt kruis kuijk kwakkel lamers lammers leenders lemmens lier linde loon loos luijten maat maassen manders marsman mark meeuwis
	meijers mertens meurs michels middelkoop moerman molen mooij moor mulders nagel neef nieuwenhuis nieuwenhuizen nijhuis nijssen noordam oomen oosten oosterhuis otten
	ouden overbeek paans pas peeters pieters plas polman pol pool prinsen pronk quist raaijmakers reijnders reinders renkema rijken rietveld roos roosendaal ros
	rosier rozema ruijter sanders schaap scheffer schenk schepers scherpenzeel schmidt schneider schoenmakers scholte schoonderwoerd schreuder schrijver
	schuurmans siebelink simons slagter slot sloot smeets smeenk snel snijders snoek spaans speelman spijker spruit staal stroo steenbergen stek steur
	stoffels straaten swinkels teunissen tempelman thomassen tiemessen tijssen timmer tuin uden ulrich vaessen valk veenendaal veldman velthuis ven verbruggen verdonk
	verduijn verhagen verhoef verhulst verkuil vermaas vermeer vernooij versteeg vet vis visscher vlaar vliet voogd voort vosman vroom waal waard wagemakers wagner
	walraven weber weijers wessels westerhof weston wever wezel wiegers wijnen wijngaard willemsen winkel winter wolters wolf woude zande zandstra zanten zeeman
	zegers zoon zuidema zijlmans zwaan abbas abdullah adam agyemang akkus aksu altun arikan aslani avci aydogan bakir balci baran basaran bayrak bilgin cakir can
	ceylan coskun dag dal demirci duman erol gok guler gul gungor ince isik kaplan karahan karatas kaynak kocak kose nas oz ozer ozkaya sari sen soylu tas toprak
	turk ucar unal uysal uzun yalcin yaman yildirim zengin abarkan achbar afkir aissati akrouh alami amhali aouragh assaidi azarkan aziz azzaoui bakkal bali belkadi
	benaissa benhaddou benhammou benmoussa bensaid berkane bouazzaoui bouchiba boudhan bouhali boujdaini boukhris boulakhrif bouras bousfiha boutahar bouzidi chaouch
	charkaoui chentouf chouaib daoudi dahmani darraz drissi elghazi essaidi ettaibi fikri filali ghazi guennouni hadioui hajji hamdi hammouti haouari harrak hilali
	jabri jaouhari jelloul kabbaj kaddouri kharroubi lahlali lahrichi laroui lazaar louali maanan mahdaoui marrakchi masoudi meziani mimouni mokhtar moussa naciri
	nouri oulad ouarraki oukili rahmani raji saidi salhi sbai sebbar seddiki serghini slimani taheri talbi toufik yahyaoui zahraoui zaki ziyech zouaoui
	al-hassan al-sayed hashimi jaber kadhim karim majid mahmoud najafi nasser qadir rashid sabri salman shah sharif tawfiq yousef yousif zaidi amin azizi faizi
	ghafari habibi jafari kazemi moradi mousavi noori nazari omari popal qaderi rasooli sadat safi stanekzai wardak yousufzai
	abdullahi adan ahmed aden ali awale dahir dirie elmi gedi guled hersi isse jama mire nur roble said samatar shire yusuf abraha araya asfaha beyene fessehaye gebremariam
	ghide habte hagos kidane kiflay mehari mengisteab michael negash okubay semere tekie tesfamariam teklu weldu woldu yemane zeray adjei agyei amponsah ansah antwi asamoah
	badu bonsu danso darko frimpong gyamfi konadu mensah nyarko ofori opoku oppong sarpong tetteh adebayo eze okafor okonkwo okoro
	bangura conteh kamara koroma sesay barry bah sow toure cisse coulibaly kone sissoko sidibe le ngo vo dang bui do ho duong ly truong vu li liu huang zhao wu zhou xu sun ma
	lin guo he gao mazur krawczyk piotrowski grabowski pawlowski michalski wrobel dudek stepien jablonski sikora baran duda szewczyk pietrzak marciniak boyko
	tkachuk marchenko rudenko savchenko petrenko kuzmenko lysenko moroz popova smirnov volkov sokolov dumitru stan stoica gheorghe rusu munteanu matei constantin
	georgiev dimitrov nikolov petrovic jovanovic nikolic markovic ilic horvat kovacevic hadzic begic hodzic nagy kovacs toth szabo horvath varga novak svoboda
	almeida carvalho cardoso correia cruz cunha dias fonseca freitas goncalves marques mendes morais moreira nunes pinto ramos ribeiro rocha santana sousa teixeira vieira
	alvarez castillo castro delgado diaz fernandez flores gomez gutierrez hernandez jimenez mendoza morales moreno munoz ortega ortiz reyes rivera rodriguez rojas romero ruiz
	suarez torres vargas vega rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti baldew bhagwandas bissesar chotkan debi dwarka
	gangaram girdhari gopal hanoeman jadoenathmisier jhinkoe kanhai lachman mangal mahabir oemraw parmessar raghoebar ramcharan ramlal rampersad sewpersad sital sukul
	tewarie janga hernandez winklaar tromp kelly geerman dijkhoff wever everts richardson felter amatdanom asmoredjo karijodiwongso kartosoewito pawirodikromo
	soekarno tjin wirjosentono leeflang nooitmeer seedorf kluivert gullit rijkaard davids emanuels
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
	adam aarts arts baars bekker bloemen bouwer dag dal dias doorn duin engels flores goede haar hakvoort heide helm hooft kamp klomp knol kolk kool kruis
	le linde li loos lin ma maat mark molen moor nagel neef ngo ouden pas plas pol pool pronk roos ros schaap schenk schrijver slot sloot snel snoek spijker spruit
	staal stek steur tas timmer tuin turk valk vega vet vis vlaar voogd voort vroom waal waard wagner wever wezel winkel winter wolf zoon zwaan sun stan sari sen
	uden do he ho bui vo ly vu bah sow said shah sharif ince oz nas can baran cruz rocha pinto romano conti kelly michael constantin gul safi badu nur mire
	kara koc kurt martina costa brink sanders brands brown singh hamad ali omar`.split(/\s+/)
);
