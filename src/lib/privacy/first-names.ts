import { ambiguous, homely } from './first-names-ambiguous.ts';
import { moreFirstNames } from './first-names-more.ts';

/**
 * First names in use in the Netherlands, by origin for whoever adds one; lower case, without
 * accents. Not a register: a list long enough to know a name when it stands in a sentence.
 */
const byOrigin = {
	dutch: `aad aafke aagje aaltje aart abel adriaan adriana agnes albert alberta alexander alida alwin
		andre andrea andries angela angelique anita anja anke anna annabel anne annebel annechien
		anneke annelies anneloes annemarie annemiek annemieke annet annette annie annika anouk ans
		antje anton antoinette antoon anthonie arend arie arjan arjen arno arnold arnoud arthur
		astrid auke babette barbara barend bart bartel bartjan bas basje bastiaan beatrijs ben
		benjamin benno bente bernadette bernard bert berta bertus bianca bianka birgit bjorn boaz
		bob bodi boudewijn brechtje bram brian britt bruno carina carla carlijn carlo carmen carola
		carolien caroline casper catharina cato cecile cees chantal charlotte chiel chris christa
		christel christiaan christian christien christina cindy claartje claire clara claudia coby
		coen coenraad colette conny constantijn cor cora coralie corien corine corinne cornelia
		cornelis corrie cynthia daan daisy damian daniel danielle danique danny david davy debby
		deborah delano demi denise dennis derk desiree dewi diana diane dick diederik dieke
		diewertje dik dinand dinie dion dirk dirkje ditte djoeke dolf dominique donna doortje dora
		dorien doris dorothea douwe dylan eduard edwin eefje eefke egbert eline elisa elisabeth
		elise elize ella elle elke ellen ellis els elsa elsbeth else elske elvira emiel emile emily
		emma emmy eric erica erik erika ernst erwin esmee esther eugenie eva evelien evelyn evert
		evi eward fabian femke fenna ferdinand ferry fien filip fiona flip floor floortje flora
		floris foppe frances francien francis francisca frank frans franka fransje fred freddy
		frederik frederique freek friso frits gabrielle geert geertje geertruida gerald gerard
		gerarda gerben gerda gerdien gerhard gerrie gerrit gert gertjan gertrude gerwin gijs
		gijsbert gijsje gina ginny gonda govert greet greetje greta gretha guido guus guusje gwen
		hanna hannah hanne hanneke hannie hans harald harm harold harrie harry hedwig heidi hein
		heleen helen helena helga helma hendrik hendrika hendrikje henk hennie henny henri henriette
		henrike herbert herman hermien hessel hester hetty hidde hilda hilde hiske hubert hugo huib
		huub ida igor ilona ilse ina ine ineke inge ingeborg ingeke ingmar ingrid ingrida irene irma
		isa isabel isabella isabelle isis ivo jaap jack jacco jacob jacoba jacobien jacobus
		jacqueline jacques jaimy jan janine janna janneke jannes jannetje jannie jantien jantine
		jantje jarno jasmijn jasper jasperina jayden jeanette jeanine jeannette jef jelle jelmer
		jennifer jenny jens jeremy jeroen jerry jesper jesse jessica jet jetske jetty jettie jill
		jim jimmy jip jitske job jochem joep joeri joey johan johanna johannes john johnny jolanda
		jolande jolien jolijn jonas jonathan joop joost jordi jordy jorg jorien joris jorrit jos
		josephine josien jozef judith judy juliette julia julian juliana julie julius jurgen jurre
		jurriaan just justin jutta kaat karel karen karien karin karina karlijn karst katharina
		katja kay kees keesje kelly ken kevin kiki kim kimberly kitty klaas klaartje klaasje koen
		koenraad koos kris krista kristel kristien laura laurens lauri leanne leen leendert leentje
		lenie lennard lennart lenneke leo leon leonie leonard leonoor leontien leopold lex lia
		lidewij lidia lieke lien lies liesbeth liesje lieselotte lieselot lieve lijsbeth lilian
		lilianne linda lindsay linette lisa lisanne lisette lizzy lizette loek loes loesje lois
		lonneke lorenzo lotte lottie lou louis louisa louise luc luca lucas lucia lucie lucien ludo
		luuk luus lydia maaike maarten maartje madelief madelon maik maike manon manou marcel marco
		margot margreet margriet margrieta maria marian marianne marie mariek marieke marielle
		mariet marijke marijn marika marina marinus mario marion mariska marissa marit marita marja
		marjan marjo marjolein marjoleine marjon mark markus marleen marlies marloes marlon marnix
		marq mart martha marthe martien martijn martin martina martine maureen maurice maurits max
		maxim maxime melanie melissa melle melvin menno mercedes merel merijn merle meta micha
		michael michelle michel michiel mieke mien mieneke miep mies mike milan milou mira miranda
		miriam mirella mirjam mirte mirthe monica monique mitchell muriel myrna myrthe myrte nadia
		nadine nanda nanne naomi nathalie nathan neeltje nelleke nel nellie nelly nena nick nicky
		nico nicolaas nicole niek niels nienke nikki nina noa noah noor noortje nora norbert odette
		olaf olga olivia olivier onno otto pascal patrick patricia patty paul paula paulien pauline
		peggy pepijn pernille peter petra philip philippe philippine pien piet pieter pieternel
		pieternella pim pleun quincy quinten rachel ragna ralph ramon ramona raoul raymond rebecca
		regina reina reinder reinier reinout remco remy renate rene renee renske reinoud ria richard
		rick rik rinus rianne rita rob robbert robbie robert robin rodney roel roeland roelof roland
		rolf romy ron ronald ronnie roos roosje rosa rosalie rosanne rosemarie rozemarijn ruben rudi
		rudolf rudy rutger ruth ruud sabina sabine sabrina sam samantha samuel sander sandra sanna
		sanne sara sarah sascha saskia sebastiaan sebastian sem selma serge severijn sharon shirley
		siebe siem sien sietske sigrid sija silke silvia simon simone sjaak sjaan sjef sjoerd sjors
		sofie sonja sophia sophie stefan stefanie steffie stella steven stijn stan susan susanna
		susanne suzan suzanna suzanne sven sylvana sylvia sylvie tamar tamara tanja tara teun teunis
		teuntje thea theo theodoor theodora thera theresia thies thijmen thijn thijs thomas tiemen
		tijmen tijn tijs tim timo timon tina tineke tini tirza tjeerd tobias tom tommy ton tonnie
		tonny toine toos tosca toon trees trijntje trix trudy truus twan ursula valentijn valerie
		vanessa veerle vera veronica veronique victor victoria vincent vivian wendelien wendy werner
		wessel wiebe wiebren wieke wil wilbert wilco wilfred wilhelmina wilhelmus willeke willem
		willemien willemijn willemina wim wietse wouter wout xander xandra xavier yannick yolanda
		yorick yvette yvonne zoe zita`,
	frisian: `abe abele aebe afke age akke alke anskje atse atze baukje beitske bokke bouke brecht durk
		djoke doeke doutzen durkje eabele eelco eelke eelkje eise eke fedde feike femme fetze feyo
		fokke fopje froukje frouke geartsje gosse gerlof gurbe hanno hiltje hinke hylke idske ids
		ietje ige jacobje jeltje jelte jentje jikke jisk jitse joukje jouke jurjen klaske klazien
		klaziena lieuwe lolke lutske marten meindert mient minke minne nynke oebele oene oeds pytsje
		pier popke reinskje reitse rients rinske rixt ruurd sible sierd sietse sieta siepie sikke
		sipke sjoukje sjouke skelte taeke teake tetske tjalling tjitske trienke tsjerk tsjikke tiete
		ubele wiepkje wybren wyb wytske ybeltje yme ymkje ytsje ytzen welmoed wypkje`,
	turkish: `abdulkadir adem ahmet akin alper arda arzu asli asuman ayca aydin ayhan ayla aylin aynur
		aysegul aysel aysen ayse aysun aytac azra bahar baran baris batuhan bayram bekir beren berat
		berk berkay betul beyza bilge birgul bora bugra bulent burak burcu busra can canan cansu
		celal cem cemal cemil cemile cengiz ceren ceyda cihan cihat damla defne deniz derya devrim
		dilan dilara dilek dogan doruk duygu ebru ece ecrin eda efe elanur elif emel emin emine
		emrah emre enes ercan erdal erdem erdogan eren ergun erhan erkan erol ersin ertugrul esin
		esma esra eylul fadime fahri faruk fatih fatma fatos ferhat feride fevzi feyza figen filiz
		fikret firat furkan gamze gizem gokhan gonca gul gulay gulcan gulden guler gulhan gulsah
		gulsen gulsum gulten gunay guven hakan haldun halil halime hamza handan hande hanife harun
		hasan hatice havva haydar hazal huseyin hulya ibrahim idris ilayda ilhan ilkay ilknur ilyas
		inci ipek irem irfan ismail ismet kaan kadir kadriye kamil kemal kenan kerem kubra kursat
		kuzey lale levent leyla mahir mahmut mehmet melek melike meltem meral mert meryem mesut
		metin mihriban mine miray muhammet muhsin murat mustafa muzaffer nalan nazan nazli necati
		necla nermin neslihan nesrin nevin nihal nihat nilay nilgun nilufer nuran nuray nurcan
		nurgul nuri nuriye oguz oguzhan okan oktay omer onur orhan osman ozan ozge ozgur ozlem pelin
		pinar ramazan recep refik remzi ridvan rukiye sabri sadik sahin salih sedat seda sefa selcuk
		selda selim selin sema semih semra senem serap serdar serhat serife serkan serpil sevda
		sevgi sevil sevim sevinc seyma sibel sinan songul suat sukran suleyman sumeyye suna tahsin
		taner tarkan tayfun taylan tayyip tolga tugba tugce tulay tuncay turgut turan ufuk ugur umit
		umut unal utku vedat veli veysel volkan yagmur yakup yasar yasin yavuz yigit yilmaz yucel
		yunus yusuf zafer zehra zekeriya zerrin zeynep zubeyde zuleyha`,
	moroccanArabicBerber: `aaliyah abbas abdel abdelaziz abdelhak abdelhamid abdelilah abdelkader abdelkarim abdellah
		abdellatif abdelmajid abdelmalek abderrahim abderrahman abdeslam abdessamad abdou abdul
		abdulaziz abdullah abdulrahman abu adil adnan adam ahlam ahmad ahmed aicha aida aisha aissa
		aya akram ala alaa ali alia aliya amal amani amar amina amine amir amira ammar anas anass
		anis anissa anwar aref arwa ashraf asma asmae assia ayat ayman ayoub ayub aziz aziza badr
		badia bader baha bahia bashar bassam batoul bilal billal bouchra boutaina brahim chaima
		chadia chafik charaf chaimae dalal dalila daoud diaa dina dounia driss dunya ebrahim ehab
		eman fadel fadi fadwa fahd fahim faisal fares farah farid farida faris farouk fatiha fatima
		fatimazahra fatin fawzi faysal fayza ferdaous fikri firas fouad ghada ghassan ghizlane habib
		habiba hachim hadi hadil hafid hafida hafsa hajar hakim hakima hala halima hamid hamida
		hamou hanan hanane hani haroun hasna hassan hassana hatim hayat haytham hicham hind hiba
		hikmat hisham houda houria hussain hussein ibtissam idriss ihab ihsan ihsane ikram ilham
		ilias ilyass imad imane imran inas inass insaf iness iqra ismael ismahan ismahane issa issam
		izza jad jalal jalila jamal jamila jannah jawad jihane jihad joumana kaltoum kamal karim
		karima kaoutar kawtar khadija khadra khalid khaled khalil khaoula kholoud laila lamia lamyae
		latifa layla lina loubna loubaba louay lubna maha mahdi mahmoud maher majd majid majida
		malak malek malika manal mansour maram marwa marwan maryam mariam mays maysa mbarek mehdi
		mimoun mimount mina moad mohamad mohamed mohammad mohammed mohsen mohssin moha mounia mounir
		moussa mouna mourad muhammad muhammed munir mustapha mouhsine moustafa nabil nabila nada
		nader nadim nadir naima najat najib najim najoua najwa nasser nasr nassim nawal nawras nezha
		nidal nihad nisrine nizar nora nordin nordine noura nouredine noureddine nour nouri omar
		omaima omayma osama oualid ouafa oumaima oumnia oussama qasim rabab rabia rachid rachida
		radouan rafik raghad rahma raja rajae rami rania rasha rashid rayan rayane redouan redouane
		reda rida rim rima rihab riyad rkia rokia rowan ruqaya saad saadia sabah sabir sabri sadek
		safa safae safiya safouane said saida salah saleh salem salim salima salma salman samer sami
		samia samir samira samar sana sanae sanaa sara sawsan sahar seif siham sihem slimane sofian
		sofiane soukaina soulaimane souad soufian soufiane soumaya sufyan sulaiman sumaya taha tahar
		tamer tarek tarik tariq taoufik touria walid wassim wafa wafae wael waleed widad wiam wissal
		yahya yacine yasmin yasmina yasmine yasser yassin yassine yassir younes younis youness
		yousra yousef youssef youssra yousuf zaid zahra zakaria zakariya zaki zayd zaynab zayneb
		zeinab zhor zineb ziad zouhair zouhir zoubida mohand tifawt ighoud idder yidir dihya massin
		massinissa tanit numidia titrit ilyan izem anir sifaw`,
	surinameseAntilleanHindustani: `aarti ajay anand anil anjali arun arjun ashok ashwin asha avinash bharat chander chandra
		chandni deepak dev devi devika dinesh ganesh gita gopal haripersad indra jagdish jaya
		jitendra kamla kavita kiran kishan krishna kumar lakshmi lalita mahesh malti manisha manoj
		meena mohan mukesh narain narendra nirmala nita nisha parvati pooja pradeep prakash prem
		priya radha radjesh radj rajesh rajni rajiv rakesh ramesh ravi rekha rishi rohan roshni
		sandhya sangeeta sanjay santosh satish savitri shanta shanti sharda sharmila shiv shivani
		sita soeraj sonia subhas sunil sunita suraj suresh sushila usha varsha vijay vikash vinod
		vishal wanita yogesh dewinder djaienti sheila cherida cheyenne chermaine churandy clarence
		clyde daryl desmond dwight edson eldridge elroy elvin emerson errol etienne franklin
		gaitskell gilbert gregory guillermo hesdy humphrey iwan jair jeangu jermaine jerome jomairo
		jurendy kenneth lesley lloyd lucien ludwig maikel marvin melvin milton mildred natasha
		orlando percy quinsy raily ramses rayen regilio reggie rignald rishon romano ruthmila
		sharmaine sharella sherwin shanice shaquille shurandy shaniqua sigourney siegfried stanley
		sherida tyrone urvin virgil wensley winston xaviera yasmaira zulaika jandino raynaldo rudsel
		ruthlyn swinda shahaira gilmar roderick ronaldo giovanni gianni giorgio dwayne donovan
		jahmal jamairo jaïr quillan kluivert`,
	eastEuropean: `adrianna agata agnieszka aleksander aleksandra andrzej aneta anastasia anastasiya andriy
		andrij andrei anzhela arkadiusz artem artur bartek bartosz beata bogdan bohdan bogumila
		boris bozena cezary cristian czeslaw damian danuta daria dariusz darya denys dimitri dmitri
		dmytro dorota elena elzbieta emilia ewa ewelina gabriela galina georgi grazyna grzegorz
		halyna hanna henryk ihor iryna irina ivan ivana iwona jacek jakub jan janusz jaroslaw jelena
		jerzy joanna jolanta jozef justyna kacper kamil kamila karol karolina kasia katarzyna
		kateryna khrystyna kinga konrad krystian krystyna krzysztof ksenia lech leszek liudmyla
		ludmila lukasz lyudmyla maciej magda magdalena maja maksym maksim malgorzata marcin marek
		maryna mariusz mariya marta marzena mateusz michal mihai mikhail milos mikolaj miroslav
		miroslaw monika mykola mykhailo nadiya natalia nataliya natalka nikola nikolai oksana oleg
		oleh oleksandr oleksandra oleksii oleksiy olena olha ostap patryk pavel pavlo pawel petro
		piotr przemyslaw radoslaw radu rafal renata roman rostyslav roksana ruslan ryszard sebastian
		sergei serhii serhiy slawomir snezana solomiya stanislav stanislaw stefania svetlana
		svitlana sylwia szymon taras tatiana tatyana tetiana tetyana tomasz tymofiy urszula vadym
		valentina valentyna valeriy vasile vasyl viktor viktoriia viktoriya vitaliy vladimir
		vladislav vlad volodymyr vyacheslav waldemar wieslaw wieslawa wiktoria wioletta witold
		wojciech yaroslav yana yelena yevhen yulia yuliya yurii yuriy zbigniew zdzislaw zlatan zofia
		zoran zuzanna ionut florin gheorghe ioana alina mircea razvan sorin bogdana plamen desislava
		georgiev dragan goran jasmina amela amra edin emina haris mirza nermina senad selmir sead
		samra`,
	syrianIraqiIranianAfghan: `abdulhamid abir akbar alireza amin amirhossein anahita arash arezu ario ariyan armin arman
		azadeh azar babak bahman bahram behnam behrouz behzad bijan darius dara darya elaheh elham
		elnaz fardin farhad fariba farzad farzaneh fatemeh fereshteh fereydoun firouz ghazal ghodrat
		golnaz hamed hamidreza hessam homa hossein iraj jafar javad kaveh kazem keyvan khosrow ladan
		laleh leila mahnaz mahsa majed mana mandana marjaneh maryam marzieh masoud masoumeh mehrdad
		mehran mina mitra mohammadreza mojgan morteza nasrin nastaran navid nazanin negar niloofar
		nima nooshin omid parisa parvin parviz payam pegah peyman pouya ramin reza roya saeed sahar
		sajad saman samaneh sepehr setareh shabnam shadi shahab shahin shahram shahrzad shaida shima
		shirin shohreh siavash sima simin sina soheil soraya taher taraneh vahid yalda zohreh ajmal
		aimal baryalai farooq fazel ghulam gulalai habibullah hamidullah hashmat jamshid khatera
		mirwais mujtaba najibullah nazir nangialai palwasha parwana qais rahimullah rohullah sediqa
		shabana shafiq shukria wahid wali zabi zalmai zarmina zubair asadullah esmatullah alan aras
		avin awaz azad baran bawar berivan bestoon diyar dilovan dilshad hawar helin heval hiwa
		jiyan karwan kawa khabat lavin narin nechirvan newroz rebwar rezan rojda rojin ronahi
		rozerin sarkhel sherzad shilan shvan sherko sipan soran suham viyan zelal zilan zana qusay
		uday hazem hadeel muna nesreen nidaa rana rasheed suha shadia sabreen rawan razan rahaf tala
		yaman obada kinan kinda anas majdoleen mutaz moataz ghaith qutaiba`,
	somaliEritreanEthiopian: `abdi abdifatah abdihakim abdikadir abdikarim abdinasir abdirahman abdirashid abdirizak
		abdisalam abdullahi abshir aden ahado asad asha ayaan ayan bashir barni bilan deeqa deqa
		fadumo faduma falis fardowsa farhia fartun faysa filsan fowsia guled hamdi hanad hawa hibaq
		hodan hodo idil ifrah ilhan jama jamaal kaltun khadar ladan leyla libaan liban mahad maryan
		maxamed mohamud muna muhiyadin muse nasra nasteexo nimo osob qali rahmo roble sadiya sagal
		sahra samatar shukri siciid suad sucaad suleikha ubah warsame warda yahye yasir yusra zamzam
		abel abrehet abraham adhanom aklilu alem almaz amanuel asmeret aster awet bereket berhane
		biniam biniyam birikti dawit desta eden eyob ephrem feven filmon fikru freweini futsum genet
		ghebre ghirmay goitom habtom haben hagos helen henok hermon hiwet isaias kibrom kidane kifle
		lemlem lidya luwam luam medhanie mebrahtu mehari meron merhawi mewael michiele mikal mulu
		nahom natnael rahel robel ruta samrawit samuel selam selamawit semere senait senayt simret
		solomon tedros tekle temesgen tesfay tesfaye tesfalem teklit tsega tsegay weldu winta yafet
		yared yemane yodit yohana yohannes yonas yonatan yordanos zekarias zerai zewdi abeba
		bethlehem hirut kebede mesfin mulugeta tigist wondwosen worku`,
	ghanaianNigerianWestAfrican: `abena adjoa adwoa afia afua akosua akua akwasi ama amma ato ebo efua ekow ekua esi kobina
		kofi kojo kwabena kwadwo kwaku kwame kwamena kwasi kweku kwesi maame nana nii nkansah owusu
		papa yaa yaw adaeze adebayo adeola ade amaka aminata amadou aissatou alhassan babatunde
		bakary boubacar chidi chijioke chika chinedu chioma chukwu djibril ebuka emeka fanta fatou
		fatoumata folake funmilayo ibrahima ifeoma ifeanyi ikenna issouf kadiatou kelechi lamin
		mamadou mariama moussa musa ngozi nkechi nneka obinna ousmane oluwaseun olumide oumar sekou
		seun sulaimane tunde uche yewande adama alpha ebrima foday isatou kemo momodou modou
		ansumana salif thierno bintou hawa`,
	portugueseSpanishCapeVerdean: `adelino adilson adriano afonso alberto alejandra alejandro alfonso alfredo alicia alvaro
		amilcar ana anabela andreia andres antonio armando arlindo augusto aurelio beatriz benvindo
		bernardo bruna caetano camila carlos carolina cesar celestino claudio conceicao cristiano
		cristina cristobal daniela danilo diego diogo domingos duarte edgar edmilson eduarda eduardo
		emanuel emilio enrique ernesto esteban estela eugenio eusebio fabio fabiola fatinha felipe
		felix fernanda fernando filipa filomena francisco gabriel gilberto goncalo gonzalo graciela
		guilherme gustavo helder hernan hugo humberto ignacio ines isabela ivone javier jaime joana
		joao joaquim joaquin jorge jose josefina josue juan juana julio leandro leonardo leonel
		leticia liliana lorena lourenco luciana luis luisa luiz manuel manuela marcela marcelo
		marcos maribel mariana mariano marilia mateus matias mauricio miguel mirela nelson nilton
		nuno octavio orlando osvaldo pablo paloma paola paulo pedro pilar rafael rafaela ramiro
		raquel raul rodrigo rogerio rosario rosana ruben rui salvador santiago sergio silvana
		silvestre simao sofia susana teresa tiago tomas valeria valdemar vasco vicente victorino
		vitor ximena yolanda zeferino djeison djanira edmar`,
	asian: `anh baihua bao binh bo chau chen chi cuong dao dat diep dinh dong duc dung duong giang hai
		hanh hao hien hieu hoa hoai hoang hong hung huong huy huyen jia jian jianguo jie jing jun
		khanh khoa kien kim lan lien linh li ling liu loan mai mei meiling ming minh nga ngan nghia
		ngoc nguyen nhung ning oanh phong phuc phuong ping qi qiang quan quang quoc quyen quynh rong
		rui shan shu son suyin tam tao tan thang thanh thao thien thinh thu thuy tien tin tran trang
		tri trinh trong truc trung tuan tung tuyen viet vinh vu wei wen xia xiang xiao xiaoling xin
		xing xiu xuan yan yang yen yi ying yong yu yue yun zhen zhi zhiwei budi dewi ketut nyoman
		putri siti sri slamet surya wayan wahyu agus bambang aiko akira haruto hiroshi kenji naoko
		sakura takashi yuki yumi hyun jin minjun seojun soo ananya aditya aarav arnav harpreet
		gurpreet jaspreet manpreet simran amrit shreya sneha swati neha nikhil pranav rahul rohit
		siddharth tanvi vivek imran faizan hamza zainab fahad shahid tahir usman zeeshan bushra
		saima nadeem naveed asif arif`,
	english: `aaron abigail adele adrian aiden alan alana alex alexandra alexis alice alicia alison alyssa
		amanda amber amy andrew andy angel angie anthony april ashley ashton audrey austin ava avery
		barry becky beth bethany betty bill billy blake bonnie bradley brandon brenda brendan brett
		bridget brittany brooke bryan caitlin callum cameron carl carly carol carter cassandra
		catherine cathy charles charlie chase chelsea chloe christopher clark clayton clifford cody
		colin connor corey courtney craig crystal curtis dale damon darren daryll dave dean deborah
		derek derrick destiny dexter don donald donna doug douglas drew duncan dustin dwain earl
		eddie edward eileen elaine eleanor elijah elizabeth elliot ellie emmanuel eric erin ethan
		eugene evan faith fay felicity florence frankie gail garry gary gavin gemma geoffrey george
		georgia gerry gilbert gina glenn gloria gordon grace graham grant greg hailey hannah harper
		harriet harrison harvey hayley hazel heather henry holly hope howard hunter ian imogen india
		iris isaac isaiah ivy jackson jacky jackie jade jake james jamie jane janet jared jasmine
		jason jay jean jeff jeffrey jenna jesse jo joan joe joel jon jordan joseph josh joshua joy
		joyce juan juanita june kaitlyn karl kate kathleen kathy katie kayla keith kelvin kendra
		kenny kerry kieran kirsten kirsty kurt kyle kylie lance larry lauren laurie lawrence leah
		lee lenny leroy leslie lewis liam lilly lily linda logan lola lorraine louis lucy luke lynn
		mackenzie maddison madison malcolm mandy marcus margaret marilyn marilou marsha mason
		matilda matt matthew maya megan melody mia mickey mike mila milo molly morgan nancy nate
		neil nigel noel norman olive oliver oscar owen paige pam pamela parker pearl penny perry
		pete phil phoebe piper poppy randy ray reece reginald rhys riley rita roger rose rosie ross
		roxanne roy ruby russell ryan sadie sally scarlett scott sean selena serena seth shane
		shannon shaun shawn sheila shelby sherry sienna sky skye sophia spencer stacy stephanie
		stephen steve stuart sue summer susie sydney tania taylor terence teresa terry tiffany tina
		toby todd tony tracy travis trevor trisha tristan troy tyler tyson vicky violet wallace
		walter warren wayne will william willow zac zach zachary zack zara`,
	young: `storm meta romaissa abdelhakim jerom sefanja aiden aimee alizee amy-lee ayden bo bobbi boaz bodhi cas charley daantje dani dax dean dex
		djayden djay dilano djeno elin eloise ezra fay faye feline fenne filou finn fleur flynn giel
		guusje hailey ivan ivy jace jagger jaimie jayda jaylano jayson jaylen jaz jens jesslyn jill
		jinte jordi josh joshua jovi juul kaj keano keanu keet kiana kian kyan kyano lana lauren
		lars lenn lev levi levy lewis liam liev liene lieke linn lio livia liv liva liz lizz lizzie
		loua loek loeka lot lou louane lova lucas lux lynn maan maeve maddox mats mees mex mia miles
		mik mila milo moos morris nhoa nienke nikkie nio nola noud nova novi nox olle owen ozzy pien
		pip pippa pleun puck puk quin quinn raf rein reva revi rhodee rijk romee romijn romeo ryan
		saar sam scott sef senn senna sepp siebe sien skip sofie sofietje sterre stef suus suze tess
		tessa thijmen ties tijl tijn tobias tygo tyler vajen veere vik vince vigo vos wolf xavi xam
		xem yara yfke yinthe yuna zara zeb zev zoey zoe amy amy-jane anne-marie anne-fleur
		jan-willem`
};

const all = new Set(
	[...Object.values(byOrigin), ...Object.values(moreFirstNames)].flatMap((names) =>
		names.split(/\s+/).map(plainName)
	)
);

/** Lower case without accents: "Gülşah" and "Gulsah" are one name. */
function plainName(name: string): string {
	if (/^[a-z'-]*$/.test(name)) return name;
	return name
		.toLowerCase()
		.replace(/ı/g, 'i')
		.replace(/ø/g, 'o')
		.replace(/ł/g, 'l')
		.replace(/đ/g, 'd')
		.replace(/ß/g, 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '');
}

export type NameKind = 'clear' | 'ambiguous' | null;

const longestName = 24;

/** What a lower-case word is as a first name; "Jan-Willem" and "Amy-Jane" by their parts. */
export function firstNameKind(word: string): NameKind {
	if (word.length < 2 || word.length > longestName) return null;
	const name = plainName(word);
	if (all.has(name)) return ambiguous.has(name) ? 'ambiguous' : 'clear';
	// "Servant of" one of ninety-nine names: too many to list.
	if (/^abd(?:el|ul|al|er|ur|es|us|ou|i(?!c|q))[a-z]{3,}$/.test(name)) return 'clear';
	if (!name.includes('-')) return null;
	const parts = name.split('-');
	if (!parts.every((part) => all.has(part))) return null;
	return parts.every((part) => ambiguous.has(part)) ? 'ambiguous' : 'clear';
}

/** Every beginning of a listed first name. */
let beginnings: Set<string> | null = null;

/** Whether a first name could still come of these lower-case letters, a whole name included. */
export function startsFirstName(letters: string): boolean {
	// Made when somebody first types: a page that only reads does without.
	if (!beginnings) {
		beginnings = new Set();
		for (const name of all) for (let n = 1; n <= name.length; n++) beginnings.add(name.slice(0, n));
	}
	const last = letters.slice(letters.lastIndexOf('-') + 1);
	return beginnings.has(plainName(last));
}

/** An ambiguous name that is common enough to be believed where a person is spoken of. */
export const isHomely = (word: string): boolean => homely.has(plainName(word));
