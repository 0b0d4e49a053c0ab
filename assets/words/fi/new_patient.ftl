# The form of a patient's data: a label has at most 18 columns, a hint at most 55.
patient-first-name = Etunimi
patient-last-name = Sukunimi
patient-birth-date = Syntymäaika
patient-sex = Sukupuoli
patient-phone = Puhelin
patient-email = Sähköposti
patient-died = Kuollut
patient-language = Kieli
patient-group = Potilasryhmä
patient-number = Numero
patient-hint-first-names = kaikki etunimet
patient-hint-surname = sukunimi
patient-begins = alkaa: { $initial }
patient-hint-passport = latinalaisin kirjaimin, kuten passissa
patient-hint-born = 22.3.1985 · 220385 · 1985-03-22
patient-hint-died = 22.3.2026 · 2026-03-22
patient-hint-phone = niin kuin siihen soitetaan
patient-hint-phone-with-country = maakoodin kanssa: +49 30 2312 5001
patient-hint-email = name@example.com
patient-hint-number = niin kuin se on kortissa tai asiakirjoissa
patient-hint-group = lyhyt nimi Anivassa; asetus profile_group muistaa sen

# Choices. Staff type the first letters.
patient-male = mies
patient-female = nainen
patient-other-sex = muu
patient-unknown-sex = tuntematon
patient-english = englanti
patient-german = saksa
patient-finnish = suomi

# Problems of a field: "Phone must be …".
patient-must-be = { $field }: kirjoita { $what }.
patient-must-be-name = 1–{ $most } merkkiä, joukossa kirjaimia
patient-shape =
    .born = päivä, joka ei ole tulevaisuudessa
    .born-before-today = päivä ennen tätä päivää
    .sex = mies, nainen, muu tai tuntematon
    .male-or-female = mies tai nainen; muuta ei hyväksytä
    .email = osoite kuten name@example.com
    .e164 = maakoodilla, kuten +49 30 2312 5001
    .language = englanti, saksa tai suomi
patient-must-be-short-phone = enintään { $most } merkkiä
patient-must-be-latin = 1–{ $most } latinalaista kirjainta, kuten passissa
patient-which-birth-date = { $one } vai { $other }? Valitse: ↓ ja Enter.

# A birth date as it is read back.
patient-months-old = { $date }, { $count } kuukauden ikäinen
patient-years-old = { $date }, { $count }-vuotias

# Reasons why a patient was not added.
patient-answer-lost = Vastaus katosi, { $clinic }: { $call ->
    [correct] tiedot on ehkä jo korjattu.
   *[add] henkilö on ehkä jo lisätty. Katso ensin, ennen kuin lisäät uudelleen.
}
patient-refused-this = { $clinic } hylkäsi tämän: { $said }
patient-refused-silently = syytä ei sanota
patient-no-such-group = { $clinic } ei tunne tällaista potilasryhmää, tai ryhmä on täältä suljettu.
patient-there-already = { $clinic } ilmoittaa, että tämä henkilö on jo olemassa: etsi hänet ensin.
patient-too-many-calls = { $clinic } on juuri saanut liikaa pyyntöjä. Yritä uudelleen { $seconds } s kuluttua.
patient-key-may-not-add = Avaimella ei saa lisätä potilaita, ClinikAPI: pyydä avain, jolla on oikeus `write`.
patient-aniva-forbidden = Aniva hylkäsi: avain on väärä, siltä puuttuu oikeus CREATE_USER, tai potilasryhmä on siltä suljettu.

new-patient-title = Uusi potilas: { $clinic }, { $mode }
new-patient-must = * on täytettävä
new-patient-comparing = Katsotaan, tunteeko { $clinic } henkilön jo…
new-patient-adding = { $call ->
    [correct] lähetetään…
   *[add] lisätään…
} { $seconds } s, { $clinic }, { $mode }
new-patient-looking = { $call ->
    [correct] Katsotaan, mitä tietoja on nyt, { $clinic }.
   *[add] Henkilöä etsitään, { $clinic }.
} Sillä välin mitään ei lähetetä uudelleen.
new-patient-resting = { $call ->
    [correct] Ei vielä muuttunut;
   *[add] Ei vielä siellä;
} { $clinic } saa saman kysymyksen hetken kuluttua. Mitään ei lähetetä uudelleen.
new-patient-refused = { $call ->
    [correct] Ei korjattu
   *[add] Ei lisätty
} — { $what }
new-patient-not-sent = { $call ->
    [correct] Ei korjattu
   *[add] Ei lisätty
}, ei lähetetty — { $what }
new-patient-unknown = Epäselvä — { $what }

# Questions about a new patient.
new-patient-why =
    .same-person = Samankaltainen henkilö tunnetaan jo. Onko hän sama?
    .lost-before = Vastaus katosi: { $clinic } saattaa jo tuntea henkilön. Lisätäänkö uudelleen?
    .not-searched = Haku ei onnistunut, { $clinic }: henkilö saatetaan jo tuntea. Lisätäänkö silti?
    .not-all-at-hand = Täällä eivät ole kaikki, jotka { $clinic } tuntee: henkilö saatetaan jo tuntea. Lisätäänkö?
    .was-it-them = Vastaus katosi. Onko tämä henkilö, jota olit lisäämässä?
    .lists-nobody = Vastaus katosi, eikä { $clinic } luettele ketään tällaista: lisätäänkö uudelleen?
    .look-there = Vastaus katosi, eikä henkilöä voi etsiä. Katso ensin, { $clinic }, ennen kuin lisäät uudelleen.

new-patient-to-mend = Ei lisätty: ensin { $count ->
    [one] { $count } korjattava kohta
   *[other] { $count } korjattavaa kohtaa
}.
new-patient-being-looked-for = Epäselvä: henkilö on ehkä lisätty. Häntä etsitään…
new-patient-kept = Ei lisätty; kaikki kirjoitettu säilyy. { $key } näyttää syyn.
new-patient-known-now = { $name }, { $born }: { $clinic } tuntee hänet nyt, valitse luettelosta.
new-patient-read-back = Lue ääneen: { $name }, { $born }. Jatka sitten.
new-patient-go-on = Lue ääneen: { $name }, { $born }. Kirjoita sitten, kenen luo, mitä ja milloin.
new-patient-one-moment = Hetkinen: vastaus on tulossa. Esc vie takaisin varaamaan.
new-patient-typed-stays = Esc vie takaisin varaamaan; tänne kirjoitettu säilyy.
new-patient-may-be-there = Henkilö on ehkä lisätty: { $key } näyttää tilanteen.
new-patient-brought-back = Ei lisätty; { $key } tuo kirjoitetun takaisin.

# Keys, in a word or two.
new-patient-key-next = seuraava
new-patient-key-add = lisää
new-patient-key-close = sulje, teksti säilyy
new-patient-key-clear-field = tyhjennä kenttä
new-patient-key-clear-all = tyhjennä kaikki
new-patient-key-back-to-booking = takaisin varaamaan

# Corrections of a patient's data.
# Äidinkielisen tarkistettava: tietojen korjaaminen.
correct-title = Korjaa: { $clinic }, { $mode }: { $who }
correct-only-changed = vain muutettu lähetetään
correct-reading = Luetaan tietoja, { $clinic }…
correct-was = oli { $text }
correct-was-empty = oli tyhjä
correct-not-emptied = { $field }: kenttää ei voi tyhjentää, { $clinic }. Kirjoita uusi tai jätä ennalleen.
correct-whom = Kenen tiedot? Valitse potilas ensin lomakkeelle tai avaa jokin hänen ajoistaan.
correct-no-such-call = Potilaan tietoja ei voi korjata täältä, { $clinic }.
correct-nothing = Mitään ei muutettu, joten mitään ei lähetetty.
correct-to-mend = Ei lähetetty: ensin { $count ->
    [one] { $count } korjattava kohta
   *[other] { $count } korjattavaa kohtaa
}.
correct-made = Korjattu: { $who }.
correct-kept = Ei korjattu; kirjoitettu säilyy. { $key } näyttää syyn.
correct-being-looked-at = Epäselvä: tiedot on ehkä korjattu. Katsotaan…
correct-not-made = Vanhat tiedot ovat yhä voimassa, { $clinic }. Tarkista; { $key } lähettää omasi uudelleen.
correct-not-looked = Tietoja ei saatu luettua, { $clinic }: ne on ehkä korjattu. { $key } katsoo uudelleen eikä lähetä mitään.
correct-typed-stays = Esc vie takaisin; tänne kirjoitettu säilyy.
correct-brought-back = Ei lähetetty; { $key } tuo kirjoitetun takaisin.
correct-may-be-made = Tiedot on ehkä korjattu: { $key } näyttää tilanteen.
correct-no-such-patient = { $clinic } ei enää tunne tätä potilasta.
correct-forbidden = Avaimella ei saa muuttaa potilaita, { $clinic }: pyydä avain, jolla on oikeus `write`.
correct-conflict = Tiedot ovat jo muuttuneet, { $clinic }. Sulje lomake ja avaa se uudelleen.
correct-key-send = korjaa
correct-key-as-it-was = ennalleen
