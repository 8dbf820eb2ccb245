/** Places, peoples and months that follow "van" as easily as a name does. */
const places = new Set(
	`aalsmeer aalten achtkarspelen alblasserdam albrandswaard alkmaar almelo almere alphen altena ameland amersfoort
	amstelveen amsterdam apeldoorn appingedam arnhem assen asten baarn barendrecht barneveld beek beekdaelen beesel
	bergeijk bergen bernheze best beuningen beverwijk bladel blaricum bloemendaal bodegraven boekel borger borne borsele
	boxtel breda brielle bronckhorst brummen brunssum bunnik bunschoten buren capelle castricum coevorden cranendonck
	culemborg dalfsen dantumadiel deventer diemen dinkelland doesburg doetinchem dongen dordrecht drechterland
	drimmelen dronten druten duiven echt edam ede eersel eindhoven elburg emmen enkhuizen enschede epe ermelo etten
	franeker geertruidenberg geldrop gemert gennep gilze goes goirle gooi gorinchem gouda grave groningen gulpen haaren
	haarlem haarlemmermeer hardenberg harderwijk hardinxveld harlingen hattem heemskerk heemstede heerde heerenveen
	heerhugowaard heerlen heeze heiloo helmond hellendoorn heumen heusden hillegom hilvarenbeek hilversum hoogeveen
	hoorn horst houten huizen hulst ijsselstein kampen kapelle katwijk kerkrade koggenland krimpen laarbeek landgraaf
	landsmeer laren leeuwarden leiden leiderdorp leidschendam lelystad leudal leusden lisse lochem loon losser maasdriel
	maasgouw maassluis maastricht medemblik meerssen meppel middelburg midden moerdijk montferland montfoort mook
	naarden neder nieuwegein nieuwkoop nijkerk nijmegen nissewaard noordoostpolder noordwijk nunspeet oegstgeest
	oirschot oisterwijk oldambt oldebroek oldenzaal olst ommen oosterhout opmeer opsterland oss oude ouder overbetuwe
	papendrecht pekela pijnacker purmerend putten raalte reimerswaal renkum renswoude reusel rheden rhenen ridderkerk
	rijssen rijswijk roermond roosendaal rotterdam rozendaal rucphen schagen scherpenzeel schiedam schiermonnikoog
	schouwen simpelveld sittard sliedrecht sluis smallingerland sneek soest someren son stadskanaal staphorst stede
	steenbergen steenwijkerland stein stichtse terneuzen terschelling texel teylingen tholen tiel tilburg tubbergen
	twenterand tynaarlo uden uitgeest uithoorn urk utrecht vaals valkenburg valkenswaard veendam veenendaal veere
	veldhoven velsen venlo venray vijfheerenlanden vlaardingen vlieland vlissingen voerendaal voorschoten voorst vught
	waadhoeke waalre waalwijk waddinxveen wageningen wassenaar weert wierden wijchen wijdemeren winsum winterswijk
	woensdrecht woerden woudenberg zaandam zaanstad zaltbommel zandvoort zeewolde zeist zevenaar zoetermeer zoeterwoude
	zuidplas zundert zutphen zwijndrecht zwolle haag bosch schilderswijk bijlmer kanaleneiland overvecht crooswijk
	zuid noord oost west zuidoost centrum drenthe flevoland friesland gelderland limburg brabant overijssel zeeland
	holland noord-holland zuid-holland noord-brabant twente achterhoek veluwe randstad nederland belgie belgië
	duitsland frankrijk engeland spanje italie italië polen oekraine oekraïne rusland turkije marokko syrie syrië irak
	iran afghanistan somalie somalië eritrea ethiopie ethiopië ghana nigeria suriname curacao curaçao aruba bonaire
	antillen china vietnam india pakistan israel israël palestina gaza libanon egypte tunesie tunesië algerije amerika
	europa afrika azie azië brussel antwerpen gent parijs londen berlijn istanbul rabat damascus aleppo kobani
	molenbeek keulen noorwegen zweden denemarken portugal roemenie roemenië bulgarije hongarije griekenland
	januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag
	donderdag vrijdag zaterdag zondag kerst pasen pinksteren ramadan suikerfeest offerfeest koningsdag
	ajax feyenoord psv vitesse willem-ii google facebook instagram tiktok telegram discord snapchat youtube twitter
	whatsapp god allah jezus christus europese`.split(/\s+/)
);

const placeEnd =
	/.{2}(?:dam|recht|veen|drecht|woud|zijl|meer|voort|stad|hoven|burg|wijk|wolde|haven|zand|horst|lo|erland|kerk|hout|waard|dijk|dorp|schoten|loo|huizen|polder|heide|oord|broek|sluis|um|wold|geest|rode|rade)$/;

/** Inhabitants and peoples, as an adjective or in the plural. */
const people =
	/(?:se|sch|sche|aans|ees|iërs|ieërs|ianen|ezen|anen|iers|sen|isten|ieten|imen|nen|kers|landers|slims|rken|ders|ners|gers|oden|stenen)$/;

export function isPlace(lower: string): boolean {
	return places.has(lower) || (lower.length > 5 && placeEnd.test(lower));
}

export function isPeople(lower: string): boolean {
	return (
		(lower.length > 4 && people.test(lower)) ||
		/^(?:polen|turken|joden|roma|sinti|koerden|syriërs|grieken|berbers|amazigh|havo|vwo|mbo|vmbo|hbo|isis|hamas)/.test(
			lower
		)
	);
}
