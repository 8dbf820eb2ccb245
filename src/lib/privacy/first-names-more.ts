/** Names the first list lacked, in the same spelling; grouped by where they are at home. */
export const moreFirstNames = {
	iberianItalian: `alessandro alessia alessio angelo caio carmela catarina chiara davide domenico emanuele enzo federica
		federico filipe flavio francesca francesco franco gaspar giacomo gianluca giulia giuseppe hector henrique
		inez isaura luana luciano ludovica luigi mafalda marcia marcio marisol martim mateo matteo mauro micaela
		michele miguelangel nicola nicolas otavio paolo patricio piero pietro renato ricarda ricardo roberto
		rodolfo salvatore sandro santino silvio soraia stefano thiago umberto vinicius vittoria`,
	easternEuropean: `adela alicja alin alzbeta anastasiia anatoliy anca arben arta asen attila balazs bartlomiej bence besa
		besnik blerim bohumil bojan boyan branko catalin ciprian claudiu constantin corina cosmin csaba dagmara
		danijel danut danylo dardan dejan dimitar dimitris dmitry dominik dorottya dragos drazen drita dumitru
		edyta eleni emir eszter fatmir fedir ferenc flamur florentin gabor georgiana gergely giannis gyorgy
		hristo ildiko ileana ilir iliyana ilya ioan ioannis istvan iulian iuliana ivaylo izabela jadwiga jana
		janos jarmila jiri jovan jovana kalina kaloyan katalin katerina klaudia konstantinos krasimir larysa
		laszlo laurentiu lenka levente lirim liviu ljubica lubos lucian ludek luljeta lyubomir marius marketa
		marko marton mihaela mihail miklos milena milica mirek mykyta nataliia natalya nazar nemanja nenad
		nicolae nikolay nikos noemi ondrej ovidiu panagiotis pavla petar petr petya polina radek radka radovan
		raluca reka rosen rositsa roxana sandor sanela sergey shpresa silviu simona slobodan solomiia sorina
		srdjan stanimir stavros stepan stojan stoyan sviatoslav szabolcs tadeusz tamas tereza tibor timofiy
		tsvetan tudor vaclav valeriu valon vasil vasilka vassilis vesna viktoria viorel vira vitalii vladan
		vladimira weronika wiktor yannis yehor yordan yuliia yuri zdenek zdenka zeljko zoltan zsofia zsolt zuzana`,
	africaAndHorn: `abebe abeni abraha adane adekunle ademola adewale ahmadu alassane alazar alemayehu amadi amara ambesajer
		amiin anisa araba asmerom assane astou awa ayana azeb bahta bangaly barkhad berhan beyene binta binyam
		blaise brhane caasha cabdi cheick cheikh chiamaka chima chinwe christelle claudine clement dahir damilola
		daniat daud dejen delina demba deqo desbele desire didier dieudonne duniya ermias estifanos eyerusalem
		ezechiel faadumo fabrice fallou farhan farhiya faustin femi fikadu fiori fitsum fode freweyni fthi funmi
		gbenga gebremedhin girmay gisele habibo halimatou hauwa hermela hibo hiruy honorine ibou ikechukwu ikran
		iman iniko isayas issiaka jelani jibril kabongo kadija kadra kemi khady kidist kiflom lassana luul makan
		mamadi merveille meseret mihret mireille mohamadou mulki munira mussie mustaf nadege ndeye ndidi nebiyat
		negasi nimco nnamdi okbamichael olabisi olamide olu oluchi onyeka oumou patrice rahwa roda rodrigue
		saabirin saba sabrin sadia salad samson saran semhar sennait seraphin serigne shamso sharmarke sidi
		simisola solome sory souleymane suleiman tekleab temitope tewelde therese thierry tolu tresor tsehay
		tsion uchenna ugochi wintana yemi yetunde yinka yosief yvan yves zakariye zeray zerihun`,
	persianKurdish: `ahmadshah aram ariana aryan arzo atefeh atiq awat bakhtiar barzan behnaz botan dana darin dariush delaram
		ehsan emad esmail evin farideh farshad farshid farzana fawad ferman freshta freshteh gholam haroon hawre
		hekmat hevin hosna jwan kambiz kamran kaweh kazhin khalat kiarash kourosh lida mahtab maiwand manizha
		masih masouma massoud minoo mojtaba mostafa mozhdeh naghmeh nargis nasim nawzad neda negin noorullah
		parwin pejman pooya rasoul rebin ronak rostam roza sadaf samim sanaz sardar sardasht sarkawt sepideh
		shahla shaima shapoor shiva shwan siamak sohrab solmaz sozan tahmina tamim tooba xebat yama zabihullah
		zahir zarghuna zhino zinar zohra zozan`,
	levantine: `abla adham afaf afnan akil amjad aseel asim azhar basem basma bassel batul bayan bilqis dania deema dima
		duaa ekhlas eyad faten ghadeer ghina haidar haifa haitham haneen hanin hayder hosam hossam huda hussam
		ibtisam israa iyad jamil joud jumana karam kareem kawthar khawla lamar lara lujain luna maen mahmod marah
		mayar maysoon mazen moayad mohannad montaser muayad muhannad munther musab nabeel nagham nahla naseem
		nermeen nibal odai qasem qusai raed rama ramez ramzi raneem reem riham roba roula ruba rula sadam safaa
		saif samah sanad sari shahd shaimaa sherin sidra talal thaer tuqa ubada wajih wesam wisam yamen yazan
		yazeed yosra zain zaina zeina ziyad zuhair`,
	southAsian: `aayush abida adeel aditi akash akshay amna aniket ankit ankita anum arpita arslan ashish avani ayesha
		ayush bhavna chetan deepa deepika dhruv dipika divya faiza fariha fozia gaurav haider hamna harish hina
		imtiaz iqbal ishaan ishani javed jyoti kainat kajal karan kartik kashif kavya khurram komal madhuri
		mahendra mahnoor maira manish mayank meera mehul mehwish mithun mohit mohsin mubashir naeem naila nasir
		naveen nikita nilesh nimisha nitin padma pallavi pankaj parth piyush prashant pratik preeti rakhi ranjit
		rashmi rehan riya rizwan rubina ruchi sachin saira sajid sakshi sameer sandeep saurabh shahbaz shahzad
		shalini shanaya shazia shilpa shruti shweta sobia sonal sudha sultana suman sumit surinder tahira tanveer
		tarun tayyaba tushar umair umar umer umesh usama uzma vandana varun vidya vikas vikram vinay vineet waqar
		waqas yash zahid`,
	eastAsian: `andi angelica arnel arthit ayu bayani corazon dian dolores fitri haruka hendra imelda jiayi jocelyn
		jonalyn kartika ligaya long lourdes luzviminda makoto malee maricel marites nguyet nhi pranee prasert
		ratana reynaldo rini rizal rolando romulo somchai somsak suchart sugeng supaporn teresita toan tuyet
		wanida wati wenjing wichai xiaoming xue yanti yifan yoko yuan yuni zihan`,
	dutchAndNeighbours: `adri adriaantje albertus aleid aleida alie annefleur anneliese annelotte annemarijn anouschka arnaud arne
		arnout baltus bauke beatrix bep berdien berend bernadet betsie betsy bjarne bobby bouwe brigitte chanel
		chantalle charissa christiane christophe claudette cobie corne corneel cornelie cyriel damien daphne
		delphine demy denzel didi diede dinja djamila djamilla djimmy donny doret duco eddy edith edmee egon elly
		elsje emmelie engelbert eppo ernestine ewout ezri fanny felicia femmy ferre fianne fieke fimme finette
		fleurtje frederiek frederieke frouwke geerte geesje geke geraldine gerbrand germaine gillian giovanna
		giselle gitta gonnie goos grietje guillaume gwendolyn hayo heike heimen helmer helmert henrico henriquez
		hermine herre hieke hiltsje hubertus iebe ilja ingelise ismay izaak jacintha jacobine jacomijn jannick
		janny jantina jara jarne jeanne jente jeppe jerney jeroom jess jetta jette jilles jiska joell joelle
		johannis jolanthe jolieke jona jonna jord jorik jorine jorn jort josefien josine jouri joya jozien judica
		julienne jurjan kaatje karlijne karsten kas kasper katinka katrien katrijn kerstin klara koert koosje
		kyara kyra lammert leanna leida levina lian lianne liselore liselot liselotte lobke loran lore
		loretta lotta louella loulou lowie lucille ludwina lukas luuc luutske lyanne lydie lynette lysanne maas
		macy manfred marcella margje mariella mariken marilene marinda marinka marinke marlein marlene marlin
		marloeke marnick marte maryse mathieu mathijs mathilde matthe matthias matthijs mattijs maud mauk mayke
		meike melinda melis merit mette micky mijke mijntje minouk mirre mischa mitch moniek morgana nadieh nadja
		natasja nathalia nelis neske nicolette nicolien nicolle nijs nikky ninke nol norah nyncke odin olav olof
		onne oskar otis paskal pepita perre petronella petruska philippa philou piebe pieke pieta pietje quint
		raimond ralf rembrandt renzo rianna riekje rieneke rimke rina ringo ritske rivka robbin robertje roderik
		rogier rommy rosalinde rosanna roselie roselinde rozalie rozanne rumi ruurtje sacha sanderijn sarina
		scarlet schelte sebas selina shania shanna shannen shayen sheryl sidney sigi sil silvan simeon sjonnie
		sjonny skylar solange stacey stach steff stein stephan stieneke suzette swaantje sylvain sylvester taco
		tatjana ted teddy teus thalia theodorus thimo thirza thor thyrza tibbe tieme tiernan timme tirsa titus
		tobi toke tonia tooske tycho uwe viggo viola wally ward wendel wiegert wijnand wilfried wilhelm wilma
		wimpie wisse wolter wubbo wybe yael yaro yde yentel yentl yke yoeri yoran yorrick youri ysbrand zeger
		zilla zino`,
	surinameseAntillean: `alvin amrish armand astridh brayden carmelita cedric chayenne chelsey denzil dermot derwin desney edsel
		elvis elwin ewald faroek furgell gaitree genaro gerson glenroy gracita gyandro hensley hillegonda imro
		ivanildo jairo jairzinho janairo jaydon jeandro jeremiah jerrel jerrold jnan jonathon joycelyn jurensley
		kenrick kishen ludmilla marciano maylon mervin miquel muriella mylene nataly orpheo quincey quinton
		qurisha raynel regillio reginaldo reynald rinaldo robby roderigo rodric rosemary roshandra ruendy
		shayenne shemar sheryll sidnee sigmar soeradj soerin sueannet sulaika sunaina sylvano tahirih tico tjarda
		urmy vidjai wensly xiomara zefanja zuleika`,
	international: `afra agatha alisha alissa allison amelia amelie anastasija anaya ange angelina aria ariane arisha arlette
		athena aurelia aurelie ayleen bella biba bibi brianna brigit camille carlotta carolin catalina celeste
		celine charline christine clarissa clementine corinna davina dayenne destinee dominic ebba elianne elien
		elina elodie emelie emilija estelle evangeline evie fabienne florian florine gaia genevieve gerlinde
		ghislaine gracie hermelien ilvy indy isabeau jaylinn jazz jenaya joann jolene jolie joline josefine jules
		julot kaia kaylee keira kenza khloe kyana laetitia laurine lena leni leonore liana lilia lilith lilou
		lindsey linne lorelei loren lyla magalie mara margaux margo marlou mathilda maxine melina meryl mika
		mikki moira nayla nell neva niva noella noemie odile ophelie orlaith oumayma penelope phaedra phileine
		philine pia quirine raven riva robine romaissae romane rona rosalynn roxy salome sharona silvie solenne
		suri sylke talitha tanisha thalita thirsa tilly tyra valentine victorine vienna violetta vivienne ylva
		zena zola zosia zuzia`,
	alsoHeard: `abdennour abdoul abukar achmad achmed achraf ahmednur aleksej alexei alexej alperen amer andreas andrej
		artyom aslan asya ayham ayoube azzeddine azzedine bachir badreddine banin basit belkacem benthe berkan
		berke bets boubker bregje btissam cabdullahi chaib chakib charif chihab daniil danil dasha dewayne dini
		drika efekan egor ela elias elmehdi emirhan engin enid eveline evgeni evgenia eymen fahmi farouq fatimah
		faycal fietje genesis gerjan gleb glenda grada haci hamoudi hawra hazim hidaya hira hoodo houssam
		houssine ibtihal ihssane ikrame ilhame ilker ilyess imrane inaya isam isra istar jaafar jaheim jaouad
		jax jihan jildert joke jopie jurmaine kadar kadhim kai karrar kirill kolya lahcen laith lambert lamis
		larbi larissa leny liibaan lijntje lotfi loukman lucretia lysandra lyuba lyubov magomed mahamed mahfoud
		maryama masha matvii mavis mazin meriem merve misha moh mohammedamin mouloud mounaim muntadher mustafe
		nadezhda nahid najma narjis nasteho nawar niklas nikolaj nikolas nisa nouhaila nourdin noureddin
		olexander othman othmane ouarda ouiam pierre priscilla rabie radjin rafid raisa reduan rensley riad
		ricky riet rigoberto rinse rivelino romario rowendy ruqiya ruslana rustam salaheddine sarmad sasha
		saynab selwyn servaas sewdien shamil shantell shawnee sheldon sherilyn shurandley sihame sirine slava
		soenil sofyan sonya souhail soumia stas sucdi suhendra sybren sytse tanya taoufiq tareq tayeb thamer
		timofey timur tiny tjibbe turgay tyrell ubai ugbad vadim vanya vika vitaly wesley wiel wies wiesje willy
		wytse yahia yasemin yevgeny yevheniia younous zahraa zein zeki zelim zhanna zineddine zlata zoya mo sule
		ines imene`
};
