# Failed bookings, and what to do about each: at most 110 characters.
verdict-refused = { $clinic } hylkäsi varauksen: { $said }
verdict-refused-member = { $clinic } hylkäsi kentän `{ $member }`: { $said }
verdict-refused-field = { $clinic } hylkäsi, { $field }: { $said }
verdict-refused-with-status = { $clinic } hylkäsi varauksen (status { $status }) syytä sanomatta.
verdict-refused-without-reason = { $clinic } hylkäsi varauksen syytä sanomatta.
verdict-check-form = Vertaa lomaketta tähän ja varaa uudelleen.
verdict-no-such-field = Lomakkeella ei ole tällaista kenttää; kerro bookdeskin ylläpitäjälle.
verdict-fill-in = Täytä se ja varaa uudelleen.
verdict-change-it = Muuta sitä ja varaa uudelleen.
verdict-change-field = Muuta kohtaa { $field } ja varaa uudelleen.
verdict-quota = Tämän kuukauden pyynnöt on käytetty: { $clinic }.
verdict-larger-plan = Odottaminen ei auta: pyydä suurempi sopimus, { $clinic }.
verdict-conflict = { $clinic }: aika on varattu, tai tieto on muuttunut sillä välin.
verdict-time-held = Toinen ikkuna tai toinen työpiste on juuri ottanut tämän ajan.
verdict-other-time = Valitse toinen aika, tai katso ensin, mitä sinne on varattu.
verdict-stopped = Pysäytit tämän varauksen ennen lähettämistä.
verdict-when-ready = Varaa uudelleen, kun olet valmis.
verdict-no-answer = { $clinic } ei antanut luettavaa vastausta.
verdict-wait-a-moment = Odota hetki ja varaa uudelleen.
verdict-not-there = { $clinic } ei tunne { $kind ->
    [patient] tätä potilasta
    [practitioner] tätä ammattilaista
    [profile] tätä potilasta
    [location] tätä toimipistettä
   *[record] tätä tietoa
}.
verdict-pick-again = Valitse { $kind ->
    [patient] potilas
    [practitioner] ammattilainen
    [profile] potilas
    [location] toimipiste
   *[record] tieto
} luettelosta tai tarkista tunnus; testi ja tuotanto ovat erillään.
verdict-aniva-pick-again = Valitse { $kind ->
    [profile] potilas
    [location] toimipiste
   *[record] tieto
} luettelosta tai tarkista tunnus.
verdict-one-not-there = { $clinic } ei tunne jotakin näistä: { $which }.
verdict-one-not-there-said = { $clinic } ei tunne jotakin näistä: { $which }. Vastaus: { $said }
verdict-pick-both-again = Valitse molemmat luetteloista uudelleen tai tarkista tunnukset.
verdict-key-may-not-book = Avaimella ei saa varata: { $clinic }.
verdict-key-with-right = Pyydä avain, jolla on oikeus `write`, ja aseta se: { $variable }.
verdict-aniva-forbidden = Aniva hylkäsi: väärä avain, ei oikeutta TEST_SESSIONS_SCHEDULE, tai potilas tai toimipiste suljettu.
verdict-aniva-ask-right = Tarkista { $variable } ja pyydä Anivalta oikeus; tarkista sitten kuka ja missä.
verdict-too-many = { $clinic } on juuri saanut liikaa pyyntöjä.
verdict-again-in-seconds = Varaa uudelleen { $seconds } s kuluttua; kaikki kirjoitettu säilyy.
verdict-again-in-a-minute = Varaa uudelleen minuutin kuluttua; kaikki kirjoitettu säilyy.
verdict-no-key = Avain puuttuu: { $clinic }.
verdict-set-key = Aseta { $variable } ja käynnistä bookdesk uudelleen.
verdict-odd-key = Avain ei näytä avaimelta: { $clinic }.
verdict-clinik-key-shape = Sen alussa on clk_live_ tai clk_test_: tarkista { $variable }.
verdict-aniva-key-shape = Se on yksi sana kirjaimia ja numeroita: tarkista { $variable }.
verdict-key-revoked = Avain on peruutettu: { $clinic }.
verdict-key-expired = Avain on vanhentunut: { $clinic }.
verdict-new-key = Pyydä uusi avain ja aseta se: { $variable }.
verdict-unknown-key = { $clinic } ei tunne tätä avainta.
verdict-check-key = Tarkista { $variable }; testi- ja tuotantoavaimet ovat eri avaimia.
verdict-sign-in-refused = { $clinic } ei hyväksy tätä kirjautumista.
verdict-sign-in-refused-saying = { $clinic } ei hyväksy tätä kirjautumista: { $said }
verdict-check-sign-in = Tarkista { $variable } tai asetuksista client_id, sen salaisuus tai yksityinen avain ja token_url.
verdict-sign-in-ended = Kirjautuminen oli päättynyt: { $clinic }. Seuraava yritys kirjautuu uudelleen.
verdict-signs-in-anew = Yritä uudelleen; kaikki kirjoitettu säilyy.
verdict-signing-key-unfit = Yksityisellä avaimella ei voi kirjautua: { $clinic }.
verdict-signing-key-kinds = RSA tai P-384, PEM tai JWK, ilman salasanaa: tarkista private_key_file tai sen komento.
verdict-odd-address = Osoitetta ei voi käyttää, { $clinic }: { $why }.
verdict-mend-address = Korjaa { $variable } ja käynnistä bookdesk uudelleen.
verdict-unreachable = { $clinic } ei ole tavoitettavissa: { $why }.
verdict-check-network = Tarkista verkko ja varaa uudelleen; kaikki kirjoitettu säilyy.
verdict-changed-between = Jokin muutti pyyntöä matkalla: { $clinic }.
verdict-ask-administrator = Kysy verkon ylläpidosta, mikä välityspalvelin lisää otsakkeita.

verdict-lost-to-fault = { $clinic } teki virheen.
verdict-lost-refused = { $clinic } kieltäytyi, eikä asiaa saatu tarkistettua.
verdict-lost-unreadable = Vastausta ei voi lukea: { $why }.
verdict-lost-contradicted = { $clinic } vastasi myöntävästi, mutta vastauksessa on { $why }.
verdict-lost-elsewhere = { $clinic } ohjasi toiseen osoitteeseen.
verdict-lost-too-large = Vastaus oli liian suuri.
verdict-lost-late = Vastaus ei tullut ajoissa.
verdict-lost-unawaited = Lopetit vastauksen odottamisen.
verdict-lost = Vastaus katosi lähettämisen jälkeen.
verdict-look-first = Ohjelma tarkistaa sen itse palvelusta { $clinic }. Älä varaa vielä uudelleen.
verdict-look-first-and-address = Ohjelma tarkistaa sen itse palvelusta { $clinic }, jos voi; tarkistuta { $variable }.

# Reasons why something could not be read.
unread-clinik-forbidden = Avain ({ $clinic }) ei saa lukea tätä.
unread-aniva-forbidden = { $clinic } kieltäytyi: väärä avain, tai siltä puuttuu oikeus TEST_SESSIONS_VIEW.
unread-not-there = { $clinic }: tällaista luetteloa ei ole (404). Tarkista osoite.
unread-too-many = { $clinic } on juuri saanut liikaa pyyntöjä; odota hetki.
unread-refused = { $clinic } hylkäsi pyynnön: { $said }
unread-refused-with-status = { $clinic } hylkäsi pyynnön (tila { $status }) kertomatta syytä.

# Failures of the desk's own records.
verdict-not-recorded = Varausta ei voitu kirjata ennen lähettämistä: { $why }.
verdict-mend-disk = Mitään ei lähetetty. Ongelmat-ruutu kertoo, mikä tallenteissa on vialla ja mitä tehdä; varaa sen jälkeen uudelleen.
verdict-not-claimed = Muilta työpisteiltä ei voitu kysyä: { $why }.
verdict-asks-alone = Mitään ei lähetetty. Varaa uudelleen: jos niihin ei vieläkään saada yhteyttä, sinulta kysytään ensin.
verdict-lost-desk-stopped = Ohjelma päättyi ennen kuin vastaus tuli.

# Reasons why there is no connection, each ending a sentence, and what to do. Nothing was sent, not even the key.
connect-error = { $why ->
    [name-not-found] nimeä ei löytynyt
    [refused] yhteys torjuttiin
    [too-slow] ei yhteyttä { $seconds } sekunnissa
    [proxy] välityspalvelin ei vie sinne
    [no-tls] siellä vastaava ei salaa liikennettä niin kuin pitäisi
    [expired] sen varmenne on vanhentunut
    [not-yet-valid] sen varmenne ei ole vielä voimassa
    [other-name] sen varmenne on toista osoitetta varten
    [unknown-issuer] sen varmennetta ei ole allekirjoittanut kukaan, johon luotetaan
    [old-signature] sen varmenne on allekirjoitettu vanhentuneella menetelmällä (kuten SHA-1)
    [other-purpose] sen varmennetta ei ole tehty palvelimille
    [revoked] sen varmenne on mitätöity
    [unsound] sen varmenne ei ole kunnossa
    [no-authorities] tällä koneella ei ole varmenteita, joista palvelimet tunnistetaan
   *[no-connection] ei yhteyttä
}
connect-check-proxy = Tarkistuta asetus `proxy` ja varaa sitten uudelleen; kaikki kirjoitettu säilyy.
connect-check-date = Tarkista koneen päivämäärä; jos se on oikein, kerro verkon ylläpidolle. Avainta ei lähetetty.
connect-check-issuer = Joku voi esiintyä palvelimena, tai `extra_ca` puuttuu: kysy ylläpidosta. Avainta ei lähetetty.
connect-check-server = Joku voi esiintyä palvelimena: kerro verkon ylläpidolle. Avainta ei lähetetty.
connect-install-authorities = Asennuta koneen varmenteet (`ca-certificates`) ja käynnistä bookdesk uudelleen.

# What differs between a change and its answer, or between how an appointment was seen and how it is now: alone, and as
# the end of a sentence.
difference =
    .patient = Potilas
    .provider = Ammattilainen tai toimipiste
    .time = Aika
    .status = Tila
    .details = Tiedot
    .panels = Paneelit
    .data = Tiedot
difference-other =
    .patient = toinen potilas
    .provider = toinen ammattilainen tai toimipiste
    .time = toinen aika
    .status = toinen tila
    .details = toiset tiedot
    .panels = toiset paneelit
    .data = toiset tiedot

# Reasons why an answer or an address is unusable. Each ends a sentence.
decode-error =
    .empty = se on tyhjä
    .no-json = se ei ole JSONia
    .no-appointment = siinä ei ole varausta
    .no-appointment-id = siinä ei ole varauksen tunnusta
    .other-appointment = se koskee toista varausta
    .no-record = siinä ei ole tietuetta, jolla on tunnus
    .other-record = se koskee toista tietuetta
    .no-list = siinä ei ole luetteloa
    .no-times = siinä ei ole vapaita aikoja
    .not-done = se ei kerro, että asia on tehty
address-error =
    .no-address = se ei ole verkko-osoite
    .other-scheme = sen alussa ei ole https:
    .unencrypted = se ei ole salattu; http: on vain tälle koneelle
    .credentials = siinä on käyttäjätunnus tai salasana; avain annetaan siitä erillään
    .beyond-path = siinä on ? tai #; se ulottuu vain polkuun asti
    .no-sandbox = SANDBOX ei käynnistynyt

# Another change of the same appointment, by whom, and what to do.
under-way-here = toinen ikkuna täällä
under-way-elsewhere = toinen työpiste
under-way-sending = Tätä aikaa muutetaan juuri nyt: { $desk }.
under-way-sending-do = Mitään ei lähetetty. Katso hetken päästä uudelleen.
under-way-unknown = Aikaisempi muutos on lähetetty, vastausta ei vielä ole: { $desk }.
under-way-unknown-do = Mitään ei lähetetty. Asiaa selvitetään; katso siellä Lähtevät.
under-way-unfinished = Siirto on puolitiessä: { $new } on varattu, tämä on yhä voimassa: { $desk }.
under-way-unfinished-do = Mitään ei lähetetty. Vie se siellä loppuun kohdassa Lähtevät.

# Questions that --yes does not answer.
asks-alone = Mitään ei lähetetty. --alone lähettää silti.
asks-again = Tämä aika on jo varattu: sama potilas, sama ammattilainen tai paikka, sama alku.
asks-again-waits = Potilas on jo tällä jonotuslistalla saman ammattilaisen luo.
asks-again-do = Katso sitä ensin; --again varaa sen toisen kerran.
asks-unsettled = Tämä on jo lähetetty, eikä vielä tiedetä, onko se varattu.
asks-unsettled-do = Mitään ei lähetetty. Asiaa selvitetään; --yes ei ole siihen vastaus.
finished-earlier = Aikaisempi siirto oli kesken ja on nyt valmis: { $new } on sen tilalla. Muuta ei lähetetty.
looked-after-elsewhere = Tästä muutoksesta huolehtii nyt toinen työpiste.
looked-after-elsewhere-do = Tulos näkyy siellä ja klinikalla. Älä lähetä sitä uudelleen.
verdict-lapsed = Kone oli lepotilassa tai ilman yhteyttä: aika voi olla jo toisella. Mitään ei lähetetty.
