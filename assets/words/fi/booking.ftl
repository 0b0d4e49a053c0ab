# Lomake ja sen kentät.

section-patient = Potilas
section-where-who = Missä ja kuka
section-when = Milloin
section-instructions = Ohjeet

# Kenttä: sen nimi, enintään 20 saraketta, ja mitä kirjoitetaan, enintään 55.
field-patient = Potilas
    .hint = kirjoita nimi tai tunnus, ↓ valitsee
field-practitioner = Vastaanottaja
    .hint = kirjoita nimi tai tunnus, ↓ valitsee
field-service-type = Palvelu
    .hint = esimerkiksi kardiologia
field-service-category = Palveluryhmä
    .hint = esimerkiksi avohoito
field-specialty = Erikoisala
    .hint = käynnin vaatima erikoisala
field-appointment-type = Ajan tyyppi
    .hint = ROUTINE, FOLLOWUP, WALKIN, URGENT tai oma
field-start = Alku
    .hint = 10:00 · pe 14:15 · Ctrl-F etsii vapaan ajan
field-end = Loppu
    .hint = tai Minuutit: kahdesta seuraa kolmas
field-minutes = Minuutit
    .hint = 1–1440
field-status = Tila
    .hint = alkukirjaimet; välilyönti: luettelo
field-priority = Kiireellisyys
    .hint = 0 alin … 9 ylin
field-reason = Syy
    .hint = miksi potilas tulee
field-description = Kuvaus
    .hint = mistä käynnissä on kyse
field-comment = Kommentti
    .hint = vain henkilökunnalle, potilas ei näe sitä
field-patient-instruction = Potilasohje
    .hint = potilaan luettavaksi
field-cancelation-reason = Perumisen syy
    .hint = miksi aika peruttiin
field-profile = Profiili
    .hint = kirjoita nimi tai UUID, ↓ valitsee
field-location = Toimipiste
    .hint = kirjoita paikkakunta tai UUID, ↓ valitsee
field-scheduled-at = Ajankohta
    .hint = 10:00 · pe 14:15 · Ctrl-F etsii vapaan ajan
field-desk-note = Oma muistiinpano
    .hint = ei lähetetä Anivalle; jää tänne ja lapulle
field-panels = Paneelit
    .hint = kirjoita nimi, ↓ valitsee; välilyönti näyttää kaikki
field-counter = { $used } / { $limit }
field-counter-with-emoji = { $used } / { $limit } (emoji on 2 merkkiä)
# Mitä luvun tuhansien välissä on: sitova välilyönti.
number-thousands =  

directory-patients = potilaat
directory-practitioners = vastaanottajat
directory-profiles = profiilit
directory-locations = toimipisteet
directory-panels = paneelit

backend-visit = vastaanottoaika
backend-draw = verikoe

# Mitä lomakkeelta löytyy.
review-missing = { $field } puuttuu.
review-fill-in = Täytä: { $hint }.
review-no-whole-number = { $field }: ei kokonaisluku väliltä { $least }–{ $most }.
review-digits-only = Kirjoita vain numeroita, tai jätä tyhjäksi.
review-too-long = { $field } on liian pitkä: { $length } / { $limit }.
review-shorten = Lyhennä, liikaa on { $over }.
review-here = { $said } · täällä { $here }
review-follows = seuraa: { $what }
review-no-uuid = { $field }: tämä ei ole UUID.
review-pick-or-paste = Valitse luettelosta tai liitä koko UUID.
review-no-panel = ”{ $said }” ei ole luettelon paneeli.
review-pick-panels = Valitse paneelit luettelosta, liitä niiden UUID:t pilkuin erotettuina tai jätä kenttä tyhjäksi.
review-no-id = { $field }: ei tunnus. Sallittuja ovat kirjaimet, numerot ja - _ .
review-pick-or-type = Valitse luettelosta tai kirjoita tunnus niin kuin ClinikAPI sen näyttää.
review-draw-in-past = Ajankohta on mennyt; Aniva ottaa vain tulevia.
review-give-later-time = Anna myöhempi aika.
review-status-none = Tila ei ole mikään yhdeksästä.
review-status-some = Tila voi olla { $words }.
review-or = tai
review-status-letters = Kirjoita sen verran, että vain yksi sopii: { $words }.
review-no-start = Käynti tilassa { $status } ilman alkua ei näy kenenkään päivässä.
review-give-it-time = Anna sille aika, tai varaa ilman.
review-visit-in-past = Alku on mennyt.
review-mend-date = Korjaa päivä, tai kirjaa jo ollut käynti.
review-other-status = { $field } kuuluu toiseen tilaan; sitä ei lähetetä.
review-book-without = Varaa ilman sitä, tai vaihda tila takaisin.

# Mitä uuden potilaan lomake vaatii.
patient-must-be-name = 1–{ $most } merkkiä
patient-must-be-born = päivä, joka ei ole tulevaisuudessa
patient-must-be-sex = mies, nainen, muu tai tuntematon
patient-must-be-short-phone = enintään { $most } merkkiä
patient-must-be-email = osoite kuten name@example.com
patient-must-be-latin = 1–{ $most } latinalaista kirjainta, kuten passissa
patient-must-be-male-or-female = mies tai nainen: Aniva ei ota muuta
patient-must-be-born-before = päivä ennen tätä päivää
patient-must-be-phone = kansainvälinen, kuten +49 30 2312 5001
patient-must-be-language = englanti, saksa tai suomi

# Miten pikarivi ymmärretään.
line-born-initial = { $dates } · { $initial }…
line-or = tai
line-first-name = etunimi { $name }…
line-name = nimi { $name }…
line-both-names = { $surname }…, { $given }…
line-phone = puhelin …{ $tail }
line-born-unknown = syntymäaika tuntematon
line-patient-id = potilas { $id }
line-template = { $name } { $minutes } min
line-patient-called = potilas, { $name }
line-a-patient = potilas
line-a-practitioner = vastaanottaja
line-templates = mallit
line-no-patient = { $backend }: { $said } ei vastaa ketään potilasta.
line-ask-again = Kysy syntymäaika ja nimi uudelleen, tai lisää potilas.
line-no-template = Millään mallilla ei ole kirjainta { $said }.
line-no-templates = Malleja ei ole: tarkista niiden tiedosto.
line-templates-known = Mallit: { $templates }.
line-several = { $count } vastaa hakua { $said }.
line-pick-one = Valitse yksi.
line-pick-or-say-more = Valitse yksi, tai kirjoita nimeä pidemmälle.
line-two = { $one } ja { $other } eivät sovi yhteen: { $of }.
line-take-one-out = Poista toinen niistä.
line-elsewhere = { $said } on { $who }, { $elsewhere }; rivi varaa: { $backend }.
line-name-someone-here = Nimeä joku, jonka { $backend } tuntee, tai ota malli: { $elsewhere }.
line-either = { $said } voi olla potilas tai vastaanottaja.
line-unclear = { $said } ei ole luettavissa.
line-what-it-holds = Rivillä on potilas (220385s), lyhenne (ki), malli (f) ja aika (ma 9:00).
line-nobody = { $backend }: kenelläkään ei ole lyhennettä tai nimeä { $said }.
line-comma-for-patient = Jos tarkoitat samannimistä potilasta, kirjoita perään pilkku.
line-quoted = ”{ $text }”
