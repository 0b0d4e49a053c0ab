# Records shared by several desks.
# Marks in the first line.
sharing-desks = { $count ->
    [one] 1 työpiste
   *[other] { $count } työpistettä
}
sharing-alone = yksin klo { $at } alkaen
sharing-alone-short = yksin { $at }

ask-alone-means = Yhteisiin tallenteisiin ei ole saatu yhteyttä klo { $at } alkaen: muut työpisteet eivät näe tätä vielä ja voivat varata saman ajan.
sharing-back = Yhteiset tallenteet ovat taas käytössä: { $key } lähettää.

# A time that another desk is about to book.
sharing-held-at = varattavana: { $desk }
sharing-held-elsewhere = varattavana toisaalla

# Two desks that booked the same time while disconnected.
collision-see-problems = Toinen työpiste on varannut saman ajan: katso Ongelmat.
collision-time = Kaksi työpistettä varasi saman ajan, kun niillä ei ollut yhteyttä. Täällä: { $own }. { $desk }: { $other }.
collision-visit = Kaksi työpistettä varasi saman käynnin, kun niillä ei ollut yhteyttä. Täällä: { $own }. { $desk }: { $other }.
collision-some-booking = varaus ilman yhteyttä
collision-somebody = joku
collision-another-desk = Toinen työpiste
collision-decide = Sovi toisen työpisteen kanssa, kumpi aika jää, ja siirrä tai peru toinen.
collision-decide-once-known = Vielä ei tiedetä, onko toinen varattu. Sovi toisen työpisteen kanssa, kumpi aika jää, ja siirrä tai peru toinen.
collision-how = Siirrä tai peru toinen niistä; Delete poistaa tämän luettelosta.
collision-drop-means = Molemmat varaukset jäävät ennalleen. Onko asia hoidettu?

# Changes without an answer that another desk took over.
sharing-taken-over = { $desk } huolehtii nyt tästä: { $visit }. Se on siellä Lähtevissä.
sharing-taken-over-elsewhere = Toinen työpiste huolehtii nyt tästä: { $visit }. Se on siellä Lähtevissä.
sharing-settled = { $desk } on jo hoitanut tämän: { $visit }.
sharing-settled-elsewhere = Toinen työpiste on jo hoitanut tämän: { $visit }.

# Reasons why the shared records can't be used, and what to do. Each ends a sentence.
unshared = { $why ->
    [name-not-found] verkossa ei ole sen nimistä palvelinta; tarkista asetus `store` ja verkko
    [refused] siellä ei oteta yhteyksiä vastaan; PostgreSQLin on oltava käynnissä, kuunneltava verkkoa ja päästävä palomuurin läpi
    [silent] palvelin ei vastaa
    [no-tls] palvelin ei salaa liikennettä, eikä mitään lähetetä verkkoon salaamatta; aseta sinne `ssl = on`
    [expired] palvelimen varmenne on vanhentunut; uusituta se tai korjauta tämän koneen päivämäärä
    [not-yet-valid] palvelimen varmenne ei ole vielä voimassa; tarkista tämän koneen päivämäärä
    [other-name] palvelimen varmenne on toista nimeä varten; kirjoita se nimi asetukseen `store` tai teetä varmenne tälle nimelle
    [unknown-issuer] palvelimen varmennetta ei ole allekirjoittanut kukaan, johon tämä työpiste luottaa; nimeä klinikan varmentaja asetuksessa `store_ca`, ellei joku esiinny palvelimena
    [old-signature] palvelimen varmenne on allekirjoitettu menetelmällä, joka ei ole enää turvallinen, kuten SHA-1; teetä se uudelleen
    [other-purpose] palvelimen varmennetta ei ole tehty palvelimille; teetä sellainen, jonka käyttötarkoitus on serverAuth
    [revoked] palvelimen varmenne on mitätöity; teetä se uudelleen
    [unsound] palvelimen varmenne ei ole kunnossa; sen on oltava versiota 3, ja palvelimen nimi kuuluu siihen kohtaan subjectAltName
    [foreign] siellä vastaava ei ole PostgreSQL; tarkista asetus `store` ja se, pyytääkö verkko kirjautumaan
    [password] palvelin ei hyväksy käyttäjää tai salasanaa; tarkista `store` sekä store_password_file, store_password_command tai BOOKDESK_STORE_PASSWORD
    [not-admitted] palvelin ei päästä tätä työpistettä sisään ({ $said }); sen pg_hba.conf tarvitsee rivin sitä varten
    [no-database] palvelimella ei ole sen nimistä tietokantaa; tarkista asetus `store`
    [not-permitted] rooli ei saa tehdä tätä ({ $said }); `bookdesk store init --role` antaa luvan, ja sen ajaa tietokannan omistaja
    [read-only] tietokantaa voi vain lukea; jos se on varapalvelin, nimeä pääpalvelin kohdassa `store`, muuten aseta siellä default_transaction_read_only = off
    [pooled] siellä oleva välittäjä antaa joka tapahtumalle eri yhteyden, joten työpisteiden asetukset sekoittuisivat eivätkä ne kuulisi toisistaan; sen on pidettävä yksi yhteys istuntoa kohden (pool_mode = session), tai nimeä itse palvelin asetuksessa `store`
    [left-behind] toinen palvelin on tullut tämän tilalle, ja tämä ottaa yhä tietoja vastaan, joita muut työpisteet eivät näe; pysäytä se siellä ja nimeä uusi asetuksessa `store`. Jos juuri tätä tarkoitetaan, kerro se täällä komennolla `bookdesk audit accept`
    [unfit] jokin tunniste siinä on pidempi kuin yhteisiin tietoihin mahtuu, joten muut työpisteet eivät voi tietää siitä; tarkista, onko siihen liitetty jotain muuta
    [full] palvelimella ei ole vapaita yhteyksiä; nosta siellä arvoa max_connections
    [not-set-up] siellä ei ole otettu mitään käyttöön, tai sen teki aiempi versio; aja `bookdesk store init`
    [later] ne on ottanut käyttöön uudempi bookdesk (muoto { $there }; tämä, { $version }, tuntee muodon { $here }); käytä sitä täälläkin
    [no-key] ne on sinetöity avaimella { $needed }, jota tällä työpisteellä ei ole; tuo se komennolla `bookdesk key import`
    [other-key] ne on sinetöity avaimella { $needed }, ja tällä työpisteellä on { $holds }; tuo niiden avain komennolla `bookdesk key import`
    [unknown-key] ne on sinetöity toisella avaimella kuin tämän työpisteen { $holds }; tuo niiden avain komennolla `bookdesk key import`
   *[lost] yhteys katkesi
}

# What `bookdesk audit accept` says of the server.
store-accepted = Yhteiset tallenteet: tämä työpiste oli nähnyt toisen palvelimen tulleen tämän tilalle; tästä lähtien tämä on taas oikea, ja työpiste jakaa tallenteensa siellä.
store-not-accepted = Yhteiset tallenteet: siellä ei hyväksytty mitään, koska palvelimelta ei voitu kysyä: { $why }.
