# The form and its fields.
section =
    .patient = Potilas
    .where-who = Missä ja kuka
    .when = Milloin
    .instructions = Ohjeet

# Fields: a label has at most 20 columns, a hint at most 55.
field-patient = Potilas
    .hint = nimi, syntymäaika, puhelin tai tunnus, ↓ valitsee
field-practitioner = Ammattilainen
    .hint = kirjoita nimi tai tunnus, ↓ valitsee
field-place = Paikka
    .hint = kirjoita nimi tai tunnus, ↓ valitsee
field-healthcare-service = Palveluyksikkö
    .hint = kirjoita nimi tai tunnus, ↓ valitsee
field-service-type = Palvelu
    .hint = esimerkiksi kardiologia
field-service-category = Palveluryhmä
    .hint = esimerkiksi avohoito
field-specialty = Erikoisala
    .hint = käynnin vaatima erikoisala
field-appointment-type = Ajan tyyppi
    .hint = tavallinen, kontrolli, ilman aikaa, kiireellinen
field-start = Alku
    .hint = 10:00 · pe 14:15
field-end = Loppu
    .hint = tai Minuutit: kahdesta seuraa kolmas
field-minutes = Minuutit
    .hint = 1–1440
field-status = Tila
    .hint = alkukirjaimet; välilyönti: luettelo
field-requested-period = Toiveajat
    .hint = ensi viikolla, ma-pe aamupäivisin, 4.12. asti, 14-16
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
field-profile = Potilas
    .hint = nimi, syntymäaika, puhelin, numero, ↓ valitsee
field-location = Toimipiste
    .hint = kirjoita paikkakunta tai numero, ↓ valitsee
field-scheduled-at = Ajankohta
    .hint = 10:00 · pe 14:15
field-desk-note = Oma muistiinpano
    .hint = ei lähetetä Anivalle; jää tänne ja lapulle
field-panels = Paneelit
    .hint = kirjoita nimi, ↓ valitsee; välilyönti näyttää kaikki
field-counter = { $used } / { $limit }
field-counter-with-emoji = { $used } / { $limit } (emoji on 2 merkkiä)

# The separator of thousands.
# A no-break space.
number-thousands =  

directory-patients = potilaat
directory-practitioners = ammattilaiset
directory-locations = toimipisteet
directory-panels = paneelit
directory-codes = koodit
directory-services = palveluyksiköt

backend-visit = vastaanottoaika
backend-draw = verikoe

# Problems of a form, and what to do about each.
review-missing = { $field } puuttuu.
review-no-end-here = { $clinic } ei tunne loppua: ajalla on siellä vain alku.
review-start-alone = Kirjoita vain alku.
review-two-ends = { $start } sanoo toisen lopun.
review-clear-end = Tyhjennä tämä, tai kirjoita sinne vain alku.
review-fill-in = Täytä: { $hint }.
review-no-whole-number = { $field }: ei kokonaisluku väliltä { $least }–{ $most }.
review-digits-only = Kirjoita vain numeroita, tai jätä tyhjäksi.
review-too-long = { $field } on liian pitkä: { $length } / { $limit }.
review-shorten = Lyhennä, liikaa on { $over }.
review-here = { $said } · täällä { $here }
review-follows = seuraa: { $what }
# Äidinkielisen tarkistettava: päättyy.
review-ends = päättyy: { $what }
review-no-uuid = { $field }: tämä ei ole Anivan numero.
review-pick-or-paste = Valitse luettelosta tai liitä koko numero.
review-no-panel = ”{ $said }” ei ole luettelon paneeli.
review-pick-panels = Valitse paneelit luettelosta, liitä niiden numerot pilkuin erotettuina tai jätä kenttä tyhjäksi.
review-no-id = { $field }: ei tunnus. Sallittuja ovat kirjaimet, numerot ja - _ .
review-pick-or-type = Valitse luettelosta tai kirjoita tunnus niin kuin { $clinic } sen näyttää.
review-past-refused = { $field } on mennyt; { $clinic } ottaa vain tulevia.
review-no-choice = { $field } voi olla { $words }.
review-pick-a-word = Valitse jokin niistä tai kirjoita sen alkukirjaimet.
review-give-later-time = Anna myöhempi aika.
review-status-none = Tila ei ole mikään yhdeksästä.
review-status-some = Tila voi olla { $words }.
review-or = tai
review-status-letters = Kirjoita sen verran, että vain yksi sopii: { $words }.
review-no-start = Käynnillä ei ole vielä aikaa.
review-give-it-time = Kirjoita aika, tai anna ottaa ensimmäinen vapaa.
review-text-is-line = Tämä on rivi eikä tämän ajan teksti.
review-line-belongs = Se kuuluu pikariville.
review-no-length = Käynnillä ei ole vielä kestoa.
review-give-it-length = Kirjoita, montako minuuttia se kestää, tai varaa ilman.
review-visit-in-past = Alku on mennyt.
review-mend-date = Korjaa päivä, tai kirjaa jo ollut käynti.
review-other-status = { $field } kuuluu toiseen tilaan; sitä ei lähetetä.
review-book-without = Varaa ilman sitä, tai vaihda tila takaisin.

# How the entry line is read.
line-born-in = synt. { $year }
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
line-a-practitioner = ammattilainen
line-templates = mallit
line-no-patient = { $clinic }: { $said } ei vastaa ketään potilasta.
line-known-elsewhere = { $said } on potilaana: { $elsewhere }, ei: { $clinic }.
line-add-or-name-another = Lisää potilas myös tänne, tai nimeä sikäläinen ammattilainen.
line-ask-again = Kysy syntymäaika ja nimi uudelleen, tai lisää potilas.
line-born-then = Syntynyt sinä päivänä:
line-no-template = Millään mallilla ei ole kirjainta { $said }.
line-no-templates = Malleja ei ole: tarkista niiden tiedosto.
line-templates-known = Mallit: { $templates }.
line-several-templates = { $said } voi olla monenlainen käynti.
line-several-patients = { $count } potilasta sopii.
line-several-practitioners = { $count } ammattilaista sopii.
line-several-locations = { $count } toimipistettä sopii.
line-same-name = { $count ->
    [2] Kaksi nimeltä { $who }.
    [3] Kolme nimeltä { $who }.
   *[other] { $count } nimeltä { $who }.
}
line-say-more = Jos kukaan näistä ei ole oikea, kirjoita nimeä pidemmälle.
line-two = { $one } ja { $other } eivät sovi yhteen: { $of }.
line-take-one-out = Poista toinen niistä.
line-beside-verb = { $said } ei sovi yhteen: { $verb }.
line-what-verbs-take = Ennen merkkiä: potilas ja ammattilainen, päivä tai klinikka. Merkin > jälkeen: ammattilainen ja uusi aika. Merkin = jälkeen: kesto, potilas tai syy.
line-what-details-are = Merkin = jälkeen tulee: 45 min, syy polvi tai potilas Virtanen.
line-elsewhere = { $said } on { $who }, { $elsewhere }; rivi varaa: { $clinic }.
line-name-someone-here = Nimeä joku, jonka { $clinic } tuntee, tai ota malli: { $elsewhere }.
line-either = { $said } voi olla potilas tai ammattilainen.
line-code-or-time = { $said } voi olla lyhenne tai aika.
line-unclear = { $said } ei ole luettavissa.
line-holds = Rivillä on potilas (220385s), lyhenne (ki), malli (f) ja aika (ma 9:00).
line-holds-draw = Rivillä on potilas (220385s), paikka (be), malli (b) ja aika (ma 9:00).
line-no-time = { $said } ei ole aika.
line-no-new-time = { $said } ei ole uusi aika eikä ammattilainen.
line-what-times-are = Ajat kirjoitetaan näin: ma 9:00, >14:00, iltapäivällä tai 2 viikon kuluttua.
line-anyone = kuka tahansa ({ $count })
line-anyone-of = kuka tahansa: { $of } ({ $count })
line-nobody-speaks = { $clinic }: kukaan ei puhu tätä kieltä: { $spoken }.
line-languages-there = Siellä puhutaan näitä kieliä.
line-no-languages = Siellä ei ole kirjattu kieliä.
line-nobody-of-both = { $clinic }: kukaan ei ole sekä { $one } että { $other }.
line-nobody-does = { $clinic }: kukaan näistä ei tee käyntiä ”{ $visit }”.
line-nobody = { $clinic }: kenelläkään ei ole lyhennettä tai nimeä { $said }.
line-comma-for-patient = Jos tarkoitat samannimistä potilasta, kirjoita perään pilkku.
line-quoted = ”{ $text }”

# The status of an appointment, at most 12 columns. English uses the clinics' own words.
status-proposed = pyydetty
status-pending = odottaa
status-booked = varattu
status-arrived = saapunut
status-fulfilled = hoidettu
status-cancelled = peruttu
status-noshow = ei saapunut
status-checked-in = paikalla
status-waitlist = jonossa
status-scheduled = sovittu
status-confirmed = vahvistettu
status-completed = valmis
status-entered-in-error = virheellinen

# The type of an appointment. ClinikAPI is sent its own word.
# Äidinkielisen tarkistettava: tavallinen, ilman aikaa.
type-routine = tavallinen
type-followup = kontrolli
type-walkin = ilman aikaa
type-urgent = kiireellinen
