# Plain mode: questions and answers for screen readers and braille displays. Short, in words, without symbols.
plain-greeting = bookdesk kysyy rivi kerrallaan. Tyhjä rivi ohittaa kysymyksen tai säilyttää sen, mikä on hakasulkeissa. ? selittää kysymyksen ja kertoo, mitkä sanat toimivat aina; lopeta poistuu.
plain-whole-line = Koko rivin voi antaa milloin vain: 220385s ki f varaa käynnin, pelkkä 220385s kertoo potilaan ajat.
plain-mode = { $mode }: { $names }.
plain-mode-sandbox = SANDBOX: { $names }. Ihmiset ovat keksittyjä; mikään ei ole totta.
plain-commands = Joka kysymyksessä: ? tai ohje selittää, takaisin palaa, kentät kertoo mitä on täytetty, ajat luettelee vapaat ajat, lisää jatkaa luetteloa, tunnukset kertoo viimeksi luettujen rivien tunnukset, lähtevät luettelee vastausta vaille olevat, - tyhjentää kentän, hylkää hylkää lomakkeen sisällön, lopeta poistuu.
plain-more-commands = Ja lisäksi: uusi lisää potilaan, korjaa korjaa potilaan tiedot, malli täyttää käyntimallista, avaa näyttää ajanvarauksen siirtoa tai perumista varten, kumoa kumoaa viimeisimmän muutoksen, kuollut peruu kaikki käynnit, kun potilas on kuollut, päivä luettelee päivän varaukset, soitot luettelee, ketä muistutetaan soittamalla, ja merkitsee miten kävi, jono luettelee jonottajat ja lisää potilaan jonotuslistalle, talteen panee luonnoksen talteen, luonnokset ottaa sellaisen taas esiin, lukitse lukitsee työpisteen.

# Commands that can be typed instead of an answer.
plain-word-help = ohje
plain-word =
    .back = takaisin
    .fields = kentät
    .times = ajat
    .outbox = lähtevät
    .day = päivä
    .calls = soitot
    .waiting = jono
    .open = avaa
    .undo = kumoa
    .died = kuollut
    .new = uusi
    .correct = korjaa
    .template = malli
    .park = talteen
    .drop = hylkää
    .drafts = luonnokset
    .more = lisää
    .ids = tunnukset
    .lock = lukitse
    .quit = lopeta
plain-word-yes = kyllä
plain-word-no = ei
plain-whether = { $question } (k tai e)
plain-yes-or-no = Vastaa k tai e.
plain-no-such-choice = Sitä ei ole valittavissa.
plain-one-moment = Hetkinen.

plain-backend = Klinikka ({ $last ->
    [2] 1 tai 2
   *[other] 1–{ $last }
}) [{ $stands }]
plain-go-on = Jatketaanko siitä, mitä lomakkeella on
plain-line = Pikarivi (koko varaus, esimerkiksi 220385s ki f; tyhjä kysyy kentän kerrallaan)
plain-required = pakollinen
plain-number = 1–{ $last }
plain-limit = enintään { $limit } merkkiä
plain-times = ajat luettelee vapaat
plain-empty = tyhjä
plain-field = { $number } { $label }: { $value }
plain-no-times = Vapaat ajat luetellaan aikaa kysyttäessä, kun tiedetään, kenen luo tai minne.
plain-nobody = Sellaista ei tunneta. Sana uusi lisää potilaan.
plain-add = { $call ->
    [correct] Lähetetäänkö korjaus: { $clinic }, { $mode }
   *[add] Lisätäänkö: { $clinic }, { $mode }
}
plain-alike = 1–{ $last } ottaa kyseisen henkilön; k lisää silti uuden; e palaa takaisin
plain-template = Käyntimalli (numero tai nimi; tyhjä ei mitään)
plain-nothing-to-park = Talteen pantavaa ei ole: lomake on tyhjä.
plain-no-drafts = Talteen ei ole pantu yhtään luonnosta.
plain-drafts = Mikä luonnos (numero; tyhjä ei mitään)
plain-adding = { $call ->
    [correct] Lähetetään korjaus: { $clinic }, { $mode }.
   *[add] Lisätään: { $clinic }, { $mode }.
}
plain-panels-again = Yritetäänkö paneelien lisäämistä uudelleen
plain-pin-first = PIN-koodi on asetettu. Aloita kirjoittamalla se.
plain-locked = Lukittu. Aiemmin sanottu jää tähän päätteeseen: tyhjennä se, jos muut voivat lukea sen.
plain-unlocked = Avattu.
plain-no-pin = PIN-koodia ei ole asetettu, joten lukitusta ei ole. `bookdesk pin` asettaa sen.
plain-problem = Ongelma: { $what } { $advice }
plain-warning = Varoitus: { $what } { $advice }

plain-goes-out = Kohde { $clinic }, { $mode }: { $what }.
plain-book = Varataanko, { $how }
plain-choose = { $question } (1–{ $last }; k on 1, e palaa takaisin)
plain-change = Muutettava kenttä (numero tai nimi; tyhjä: ei mikään)
plain-checking = Katsotaan, onko aika yhä vapaa. Mitään ei ole vielä lähetetty.
plain-sending = Lähetetään kohteeseen { $clinic }, { $mode }.
plain-result = { $clinic }: { $outcome }, { $id }{ $when }.
plain-unknown = Se on ehkä varattu: vastaus katosi. Sitä etsitään, ja siitä kerrotaan. Älä syötä sitä uudelleen.
plain-another = Tehdäänkö toinen varaus

plain-outbox = Selvitettävän numero (tyhjä jatkaa)
plain-outbox-empty = Lähtevissä ei ole mitään odottamassa.
plain-nothing-to-settle = Siinä ei ole selvitettävää.
plain-settle = Kumpi pitää paikkansa (1–{ $last }; tyhjä jatkaa)
plain-how-known = { $question } (1–{ $last }; tyhjä palaa takaisin)
plain-is-booked = se on varattu
plain-is-not-booked = sitä ei ole varattu
plain-bring-back = palauta luonnos lomakkeelle
plain-take-off = poista luettelosta

plain-end-nothing-booked = Syöte päättyi. Mitään ei varattu.
plain-end-last-not-booked = Syöte päättyi. Viimeistä ei varattu.
plain-end-unknown = Syöte päättyi. Ei tiedetä, onko viimeinen varattu: sitä etsitään taas, kun bookdesk avataan.
plain-day = Rajaa nimellä, tilalla tai kellonajalla kuten 14-16 (tyhjä: jatka)
plain-waiting = Milloin sopii, kun potilas lisätään jonotuslistalle (tyhjä: jatka)
plain-calls = Numero ja r, n tai w: tavoitettu, ei tavoitettu, viesti jätetty (tyhjä: jatka)
plain-calls-how = Luettelon numero, väli ja r, n tai w.
plain-calls-and = ja lisäksi { $visit }
plain-which-appointment = Ajanvaraus (tunnus)
plain-which-appointment-or = Ajanvaraus (tunnus) [{ $stands }]
plain-what-becomes = Mitä tehdään (numero; tyhjä jättää ennalleen)
plain-new-time = Uusi aika (ajat luettelee vapaat ajat; @ ja nimi: joku muu)
plain-reason = Syy (1–{ $last } tai omin sanoin) [{ $first }]
plain-detail-or = { $label } [{ $stands }]
plain-panel = Lisättävä tai poistettava paneeli (numero; tyhjä, kun valmis)
plain-status = Mikä tila (numero tai alkukirjaimet) [{ $first }]
plain-alter = { $kind ->
    [remove] Poistetaanko merkintä lopullisesti, { $how }
    [cancel] Perutaanko, { $how }
    [status] Asetetaanko tila, { $how }
    [details] Muutetaanko tietoja, { $how }
    [panels] Muutetaanko paneeleita, { $how }
    [confirm] Vahvistetaanko näytteenotto, { $how }
   *[move] Siirretäänkö, { $how }
}
plain-all-later = { $kind ->
    [move] Siirretäänkö myös kaikki sarjan myöhemmät saman verran
   *[cancel] Perutaanko myös kaikki sarjan myöhemmät
}
plain-send-list = Lähetetäänkö nämä { $count }, { $how }
plain-absences = Peruttavan poissaolon numero (tyhjä: jatka)
plain-enter-absence = Kirjataanko poissaolo, { $how }
plain-take-absence-back = Perutaanko poissaolo, { $how }
plain-write-here = Kirjataanko se tänne
plain-died-take-off = Poistetaanko jonotuslistalta
plain-remove-note = Poistetaanko merkintä

plain-not-here = Tämä sana ei tee tässä kysymyksessä mitään. ? selittää kysymyksen; takaisin poistuu siitä.
plain-is-line = Tämä on kokonainen rivi: edellinen kysymys jätettiin, eikä mitään lähetetty.
plain-left-as-it-was = Mitään ei muutettu.
plain-no-more = Siinä olivat kaikki.
plain-left = Vielä { $count }: sana lisää jatkaa.
plain-no-ids = Näillä riveillä ei ole tunnuksia.
plain-other-fields = Muut kentät jäävät ennalleen: kentät luettelee ne, ja e seuraavassa kysymyksessä muuttaa jotakin niistä.
plain-nothing-to-drop = Hylättävää ei ole: lomake on tyhjä.
plain-dropped = Hylättiin, eikä mitään lähetetty: { $who }, { $why }.
plain-wish-in-form = Jonotuslistalla ei ole vielä ketään: tämä on merkintä lomakkeella, ja vasta k kysymykseen, lisätäänkö jonotuslistalle, lähettää sen.
plain-put-on-waiting-list = Lisätäänkö jonotuslistalle, { $how }

# What a question asks for, said after ?.
plain-explain =
    .clinic = Klinikka, johon varataan: sen numero tai nimen alku. Tässä käy myös kokonainen rivi, joka kertoo klinikan itse.
    .line = Syntymäaika ja alkukirjain tai nimi, kaksi kirjainta tai nimi sille, kenen luo tai minne, kirjain käynnille ja halutessasi aika.
    .field = Tämä varauksen kenttä.
    .free-field = Tämä varauksen kenttä omin sanoin.
    .go-on = k jatkaa siitä, mitä lomakkeella on; e panee sen talteen luonnoksena ja aloittaa alusta.
    .change = Muutettavan kentän numero tai nimi. Tyhjä rivi jättää kaiken ennalleen.
    .send = k lähettää sen, mikä juuri luettiin; e ei lähetä mitään.
    .despite = k tai syyn numero lähettää silti sen, mikä juuri luettiin; e ei lähetä mitään.
    .note = k kirjaa sen, mitä juuri luettiin, kaikille työpisteille; e ei kirjaa mitään.
    .another = k kysyy toista varausta; e poistuu. Myös kokonainen rivi on toinen varaus.
    .sheet = Tämä potilaan tietojen kenttä.
    .alike = Henkilön numero ottaa hänet; k lisää uuden; e palaa kirjoitettuun.
    .appointment = Ajanvarauksen tunnus, jonka sana tunnukset kertoo luettelon jälkeen. Tyhjä rivi ottaa hakasulkeissa olevan.
    .what-becomes = Sen numero, mitä tälle ajalle tehdään. Tyhjä rivi jättää sen ennalleen.
    .new-time = Päivä ja kellonaika, johon aika siirretään; ajat luettelee vapaat, jotka otetaan numerolla; @ ja nimi antaa ajan jollekulle muulle.
    .reason = Miksi aika perutaan: numero tai omat sanat. Tyhjä rivi ottaa hakasulkeissa olevan syyn.
    .detail = Uusi teksti. Tyhjä rivi säilyttää hakasulkeissa olevan; takaisin palaa edelliseen tietoon.
    .patient = Kenen aika tästä tulee: nimi, syntymäaika, puhelin tai tunnus. Tyhjä rivi säilyttää hakasulkeissa olevan.
    .status = Uusi tila: numero tai alkukirjaimet. Tyhjä rivi ottaa hakasulkeissa olevan.
    .panel = Paneelin numero tai nimi; sama uudelleen peruu valinnan. Tyhjä rivi lopettaa valinnan.
    .barcode = Viivakoodin numerot kahdesti, kirjoitettuina tai luettuina. Mitään ei lähetetä ennen vastausta k.
    .all-later = k tarkoittaa tätä ja kaikkia sarjan myöhempiä aikoja; e vain tätä.
    .absences = Peruttavan poissaolon numero. Tyhjä rivi jatkaa.
    .calls = Potilaan numero, väli ja r, kun tavoitettiin, n, kun ei tavoitettu, tai w, kun jätettiin viesti. Tyhjä rivi jatkaa.
    .day = Nimi, tila tai kellonajat kuten 14-16 rajaavat päivää. Tyhjä rivi jatkaa.
    .waiting = Päivät, kellonajat tai mistä alkaen, esimerkiksi ma aamupäivä. Tyhjä rivi ei lisää ketään listalle.
    .drafts = Jatkettavan luonnoksen numero. Tyhjä rivi ei avaa mitään.
    .template = Käyntityypin numero tai nimi. Tyhjä rivi ei täytä mitään.
    .outbox = Sen numero, jonka lopputuloksen tiedät tai jonka haluat takaisin. Tyhjä rivi jatkaa.
    .settle = Sen numero, mikä pitää paikkansa. Tyhjä rivi jättää ennalleen.
    .panels = k yrittää lisätä paneelit uudelleen; e jättää ajan ilman niitä.
    .quit = k poistuu; e jää.
    .pin = PIN-koodisi.
