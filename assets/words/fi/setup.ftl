### Setting the desk up.

setup-begins = Tässä kysytään, mitä bookdesk tarvitsee, ja vastaukset tulevat tiedostoon { $file }. Enter jättää vastauksen ennalleen. Voit keskeyttää milloin vain: mitään ei kirjoiteta ennen viimeistä vastausta.
setup-no-terminal = bookdesk setup esittää kysymyksiä ja tarvitsee siksi päätteen. Ilman päätettä kirjoita { $file } oppaan mukaan tai aseta muuttujat; `bookdesk doctor` kokeilee ne.
setup-language = Kieli ({ $choices })
setup-zone = Tämän työpisteen aikavyöhyke
setup-zone-meant = Sellaista aikavyöhykettä ei ole. Tarkoititko { $meant }?
setup-zone-unknown = Sellaista aikavyöhykettä ei ole; kirjoita esimerkiksi Europe/Berlin.
setup-holidays = Minkä alueen pyhäpäivät (esim. DE-BY, AT, CH-ZH, FI, GB-ENG, IE, US, tai ei mitään)
setup-holidays-none = ei mitään
setup-one-of = Vastaa jollakin näistä: { $choices }.
setup-key = Avain palveluun { $clinic } (ei näytetä)
setup-client = Tämän ohjelman nimi palvelussa { $clinic } (client_id)
setup-token-url = Osoite, josta tunnisteet saadaan (token_url)
setup-scope = Pyydettävät oikeudet (scope)
setup-private-key = Yksityisen avaimen tiedosto, PEM tai JWK, tai - jos kirjaudutaan salaisuudella
setup-key-id = Avaimen nimi (key_id)
setup-another-key = Toinen avain palveluun { $clinic }, tai Enter pitää tämän
setup-clinic-zone = Klinikan aikavyöhyke palvelussa { $clinic }
setup-opens-with = Lomake avattaessa ({ $choices })
setup-pin = Lukon PIN (ei näytetä)
setup-once-more = Sama uudelleen
setup-different = Ne eivät olleet samat.
setup-pin-length = PINissä on 4–64 merkkiä.
setup-store = Muiden työpisteiden kanssa yhteiset tallenteet, postgresql://USER@HOST/DATABASE
setup-store-or-none = Muiden työpisteiden kanssa yhteiset tallenteet, postgresql://USER@HOST/DATABASE, tai - jos sellaisia ei ole
setup-store-out = Tällä työpisteellä ei ole tästä lähtien yhteisiä tallenteita.
setup-store-secret-left = Tiedostossa { $file } on vielä niiden salasana: poista se, jos mikään muu ei tarvitse sitä.
setup-store-holds-password = Osoitteessa on salasana, jonka muut voisivat lukea sieltä. Jätä se pois: sitä kysytään seuraavaksi.
setup-store-surplus = Osoitteen perässä on muutakin kuin pistokkeen kansio (?host=/run/postgresql) tai ?target_session_attrs=read-write. Jätä se pois.
setup-store-shape = Tämä ei ole sellainen osoite. Kirjoita postgresql://USER@HOST/DATABASE tai postgresql://USER@/DATABASE?host=/run/postgresql.
setup-store-password = Niiden salasana (ei näytetä)
setup-set = asetettu
setup-not-set = ei asetettu
setup-none = ei ole
setup-variable-counts = { $what }: { $name } on asetettu ja menee tiedoston edelle.
setup-one-of-several = { $clinic } on yksi useista kohdista [[{ $word }]] tiedostossa { $file }. Sen asetuksia ei kysytä täällä: muuta niitä tiedostossa.
setup-asking = Kysytään: { $whom } …
setup-works = { $clinic } hyväksyy avaimen; sillä saa lukea ja varata.
setup-works-untold = { $clinic } hyväksyy avaimen; sillä saa lukea. Ensimmäinen varaus näyttää, saako sillä varata.
setup-unreachable = Palveluun { $clinic } ei saada yhteyttä: { $why }.
setup-key-refused = { $clinic } ei hyväksy avainta: { $why }.
setup-may-not-read = Tällä avaimella ei voi lukea mitään palvelusta { $clinic }: { $why }.
setup-may-not-book = Tällä avaimella ei voi varata palvelussa { $clinic }: { $why }.
setup-store-works = { $count ->
    [0] Yhteiset tallenteet ovat käytettävissä; yksikään työpiste ei ole auki.
    [one] Yhteiset tallenteet ovat käytettävissä; yksi työpiste on auki.
   *[other] Yhteiset tallenteet ovat käytettävissä; { $count } työpistettä on auki.
}
setup-store-fails = Yhteisiä tallenteita ei voi käyttää: { $why }
setup-nothing-changed = Mitään ei muutettu.
setup-nowhere = Kotihakemistoa asetuksille ei ole: aseta BOOKDESK_CONFIG-muuttujaan tiedosto ja aloita alusta.
setup-unreadable = Tiedoston sisältöä ei voi lukea: { $why }
setup-file-changed = Tiedostoa { $file } on muutettu sillä välin, ja se jätettiin ennalleen. Aloita alusta.
setup-would-be-wrong = Mitään ei muutettu. Tiedostoon tulevaa sisältöä ei voisi lukea takaisin: { $flaws }
setup-unwritten = Tiedostoa { $file } ei voi kirjoittaa: { $why }
setup-written = Kirjoitettu tiedostoon { $file }, vain sinun luettavaksesi. `bookdesk doctor` kokeilee kaiken milloin vain.

# Reasons why a key or a clinic can't be used. Each ends a sentence.
reason = { $why ->
    [not-asked] ei kysytty
    [redirected] toinen osoite vastasi
    [no-key] avainta ei ole asetettu
    [key-malformed] se ei näytä avaimelta
    [signing-key-unfit] yksityinen avain ei ole RSA tai P-384 PEM- tai JWK-muodossa, tai siinä on salasana
    [key-unknown] palvelin ei tunne sitä
    [key-revoked] se on peruttu
    [key-expired] se on vanhentunut
    [may-not-read] avain ei saa lukea
    [may-not-read-or-wrong] avain ei saa lukea niitä tai on väärä
    [breaks-off] luettelot katkeavat: seuraava sivu on toisessa osoitteessa
    [refused] palvelin ei vastannut kysymykseen
    [server-fault] palvelimessa on vika
    [too-late] vastaus ei tullut ajoissa
   *[unreadable] vastausta ei voi lukea
}
reason-answers-alike = { $clinic } vastaa samoin väärään avaimeen ja puuttuvaan oikeuteen
reason-lacks-right = avaimelta puuttuu oikeus { $right }
reason-sign-in-refused = kirjautuminen hylättiin: { $said }
