# Näppäimet: mitä kukin tekee, lauseena ja parilla sanalla alimmalle riville.

key-next-field = seuraava kenttä, oli tässä mitä vikaa tahansa
    .short = seuraava
key-previous-field = edellinen kenttä
    .short = edellinen
key-down = seuraava kenttä; luettelossa tai tekstissä rivi alas
    .short = alas
key-up = edellinen kenttä; luettelossa tai tekstissä rivi ylös
    .short = ylös
key-patient = osaan 1, Potilas
    .short = potilas
key-where-who = osaan 2, Missä ja kuka
    .short = missä
key-when = osaan 3, Milloin
    .short = milloin
key-instructions = osaan 4, Ohjeet
    .short = ohjeet
key-enter = seuraava kenttä, valinta tai uusi rivi. Ei koskaan varaa
    .short = seuraava
key-book = varaa; varoitusten jälkeen vielä kerran, tai y
    .short = varaa
key-other-backend = toiseen palveluun; kumpikin säilyttää luonnoksensa
    .short = toinen palvelu
key-next-problem = seuraavan ongelman kenttään
    .short = seuraava ongelma
key-entry-line = koko varaus yhdellä rivillä, esimerkiksi 220385s ki f
    .short = pikarivi
key-palette = kaikki toiminnot nimen mukaan
    .short = lisää
key-free-times = lomakkeella nimetyn vapaat ajat, päivä kerrallaan
    .short = vapaat ajat
key-day = vastaanottajan tai paikan päivä, molemmat palvelut
    .short = päivä
key-new-patient = lisää joku, jota palvelu ei vielä tunne
    .short = uusi potilas
key-template = täytä lomake käyntimallista
    .short = käyntimalli
key-instruction-language = potilasohje seuraavalla kielellä
    .short = kieli
key-request = näytä tai piilota pyyntö sellaisena kuin se lähtisi
    .short = pyyntö
key-new-draft = uusi luonnos; tämä jää talteen vapaan kirjaimen alle
    .short = uusi
key-draft-a = ota esiin luonnos A, tämä jää talteen
    .short = luonnos A
key-draft-b = ota esiin luonnos B, tämä jää talteen
    .short = luonnos B
key-draft-c = ota esiin luonnos C, tämä jää talteen
    .short = luonnos C
key-draft-d = ota esiin luonnos D, tämä jää talteen
    .short = luonnos D
key-draft-e = ota esiin luonnos E, tämä jää talteen
    .short = luonnos E
key-draft-f = ota esiin luonnos F, tämä jää talteen
    .short = luonnos F
key-panes = anna näppäimet seuraavalle ruudulle
    .short = ruudut
key-scroll-up = selaa ruutua taaksepäin
    .short = selaa
key-scroll-down = selaa ruutua eteenpäin
    .short = selaa
key-clear-field = tyhjennä kenttä
    .short = tyhjennä kenttä
key-help = kaikki näppäimet, ja mitä tähän kenttään tulee
    .short = näppäimet
key-close = sulje avoin, muuten pikariville; teksti ei katoa
    .short = takaisin
key-lock = lukitse näyttö; luonnokset säilyvät, varaukset jatkuvat
    .short = lukitse
key-initials = henkilöt luetteloissa nimikirjaimin, tai koko nimellä
    .short = nimikirjaimet
key-copy = kopioi näytetyn ajanvarauksen tunnus 30 sekunniksi
    .short = kopioi tunnus
key-slip = lappu mukaan: paperilla, kalenteriin, koodina
    .short = lappu
key-mouse = ota hiiri päätteeltä, tai anna takaisin
    .short = hiiri
key-suspend = hetkeksi komentotulkkiin; fg tuo takaisin
    .short = keskeytä
key-quit = poistu (kysyy, jos jotain katoaisi)
    .short = poistu

# Mitä näppäin tekee juuri nyt, kun se vaihtelee.
now-book = varaa { $how }
now-stop-waiting = lopeta odotus
now-stop-sending = pysäytä, älä lähetä
now-pick = valitse
now-preview = esikatsele
now-form = lomake
now-do-it = suorita
now-fill-in = täytä, kuten kirjaimella
now-keep = pidä
now-put-back = palauta
now-close = sulje
now-back-to-form = lomakkeelle
now-go-there = siirry sinne

# Miten todellinen varaus on, ”varaa”-sanan jälkeen.
mode-live = LIVE
mode-test = TESTINÄ
mode-sandbox = SANDBOXiin

# Miksi ristiriidasta huolimatta varataan: kaikki yhdellä rivillä, 76 saraketta.
why-asked = Miksi? { $reasons }
why-patient-asks = potilas pyytää
why-provider-agrees = sovittu
why-urgent = kiire
why-unsaid = ei syytä

ask-warnings = { $count ->
    [one] Varataanko silti { $how }?
   *[other] Varataanko { $how } { $count } varoituksesta huolimatta?
}
ask-stop-waiting = Lopetetaanko odotus? Silloin jää epäselväksi, onko aika varattu.
ask-new-draft = Kaikki kuusi kirjainta on käytössä. Hylätäänkö lomakkeen sisältö?
ask-settle = Poistetaanko { $whose } luettelosta?
ask-leave-sending = Poistutaanko? Et näkisi, onko aika varattu.
ask-leave-waiting = Poistutaanko? Odottavaa varausta ei lähetettäisi.
ask-leave = Poistutaanko? Tänne kirjoitettu katoaisi.
ask-leave-parked = Poistutaanko? Sivuun siirretyt ({ $count }) katoaisivat.
ask-leave-typed-and-parked = Poistutaanko? Tänne kirjoitettu ja sivuun siirretyt ({ $count }) katoaisivat.
ask-leave-unknown-and-parked = Poistutaanko? Epäselvät varaukset ({ $unknown }) ja sivuun siirretyt luonnokset ({ $parked }) katoaisivat.
ask-leave-unknown = { $count ->
    [one] Poistutaanko? Epäselvä varaus katoaisi luettelosta.
   *[other] Poistutaanko? { $count } epäselvää varausta katoaisi luettelosta.
}
answer-book = varaa
answer-go-back = takaisin
answer-stop-waiting = lopeta odotus
answer-keep-waiting = odota
answer-drop = hylkää
answer-keep = säilytä
answer-take-off = poista
answer-leave = poistu
answer-stay = jää
ask-drop-panels = Poistetaanko luettelosta? Aika pysyy ennallaan.
ask-leave-panels = Lopetetaanko? Lisäämättömät paneelit poistuisivat luettelosta.
