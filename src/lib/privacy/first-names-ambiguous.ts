const set = (names: string) => new Set(names.split(/\s+/).filter(Boolean));

/** Names that are also a word, a place, a brand or a famous name: they need a surname, age or kin. */
export const ambiguous = set(
	`riet tiny genesis aslan basit stas abel abraham ade adem aden age al alan alba alem alexa alexandria ali-baba alia alpha ama amal amber amos an
	andes angel april ara arend ari aria art asad asha ashton aster athena attila augusto augustus aurelia
	aurora austin azad azar azhar bader bao bara baran bas basis basje bayram beau bella ben beren berk
	bernhard besa bethlehem biba bilan bilge bill blessing bo bob bobby bodhi bora bos brecht brook brooke bruno
	can carolina carter cas cato cem charlie chase chau chelsea chi china claire clark claude clement clementine
	comfort constantin cor corazon crystal dale dao dara dat dean denis desiree desta destiny dev devi
	dex diep dijk dik dina dinar dinh don dong donna dora douwe duc dung dunya duong earl ebo eden efe eke
	elijah elke els else emin emir emma-fonds en eren esi ezra faith fay fee ferry fleur flip floor flora
	florence florentina florin franco frank frans gaia ganesh genet georgia gift gloria grace grant gul gulden
	guy hai han hang hao harm harper hart hayat hazel heather helder helen hien hikmat hoa hong hope
	hunter ida ids ige ihsan iman inci india iris isaiah isis islah islam ivy jack jackson jad jade
	jan-modaal jannah jasmijn jazz jet jihad jimmy-fonds jip job jona jordan joy juliana juliet julius jun june
	just kaan karst kas kat kawa kees-de-jongen keet kelvin ken kick kien kinda king kira kiran kit kobe
	kofi-annan koos krishna kumar kurt laan lale lan lance lech lee leen leo li lie lien lies lieve lille lin
	ling liu loan logan lola long lorraine lot lotus lou lourdes luna lux maan maas macy made madison maha
	mahdi mai maja malik mana mandarijn mara margriet maria marina marjan marjolein mark mart mats max
	max-havelaar maxim may maya mei melek melody mercedes mercy merel meta mex mien mies mik mike min mina mine
	ming mira mirre mohammed-cartoons mohan montana moos morgan morgana morris mulu muse my nada nader nadir
	nam nana nelson newroz nga nguyen nicolaas nika nike nima nina-ricci nio nova novi nox nu nuri odin
	olive opera orlando otis papa paris parker pascal pearl penny pepita pier piet pilar pim ping pip pool
	poppy prem prince puck puk quan quang quebec quint rabia radar raf raja rama ramazan rana raven ray regina
	rein rembrandt reva rex rida rijk ringo robel robin roda roman romeo rona rong roos rosa rosario rose roxy
	ruby rui rumi rust saba sabah sage sahar salem salome salvador saman samen samira-fonds samson sana
	santiago sara-lee sari sef selam senna sepp seun shadi shadow shanti sherry shiva sidney sidra sien sierra
	sima sina sint siri skip sky sofia solomon son soo soran sorin spencer sri stan stef stein stella sterre
	storm stuart sultan sultana summer suna suri surya sydney taco tala tam tan tanit tao taurus teddy thi thor
	tien ties tiffany tin titus ton toon tri tria trix trong troy truc ufuk umut uwe valentijn valentine van
	veer veli vera verona vesna veste vic victoria vienna viet vinh viola violet virgil virginia virgo
	vos vu warda watson wei wen wie wil wilhelmina will willow winston winta wolf worku xia xin yan yang yen yi
	yong yu yuan yun zafer zaki zana zeb zen zola zoom`
);

/**
 * Those of them that are first of all somebody's name in this country. With a capital inside a
 * sentence, in the place of a person, they are one: "met Roos", never "Roos was erbij".
 */
export const homely = set(
	`abel maria sofia amal amber asha bas beau bella beren bob bobby cas devi donna faith ferry fleur floor frank
	hazel helen iris ivy jade jasmijn jet jip jona joy kaan karst kas ken kiran koos lieve luna mara
	margriet marjolein mark mats max maxim maya merel mina nelson pim puck rana raven rein robin roos rosa ruby
	sahar stan stef stella sterre storm teddy titus uwe victoria viola`
);
