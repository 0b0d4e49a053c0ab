# Mitä näytöllä on lomakkeen omien sanojen lisäksi.

screen-too-small = Liian pieni bookdeskille.
screen-needs = Tarvitaan { $cols } × { $rows },
screen-this-is = tässä on { $cols } × { $rows }.
screen-nothing-lost = Mitään ei katoa.

pane-line = Pikarivi
pane-form = Lomake
pane-appointment = Ajanvaraus
pane-problems = Ongelmat
pane-request = Pyyntö
page-more = ▼ vielä { $lines }  PgDn
page-back = ▲ PgUp
form-more = ▼ vielä { $lines }
form-further = Lisää ({ $count })


line-hint = syntymäaika ja alkukirjain, lyhenne, malli: 220385s ki f
line-enter-then-book = Enter täyttää lomakkeen, { $key } sitten varaa; Tab vie lomakkeelle

form-free-times = välilyönti: vapaat ajat · { $key }: päivät · pe 14:15
form-finds-time = { $hint } · { $key } etsii vapaan ajan
form-no-key = avain puuttuu, { $backend }: bookdesk doctor neuvoo
form-no-list = luetteloa ei saada nyt ({ $entries }); kirjoita tunnus
form-fetching = haetaan { $entries }…
form-looking-up = haetaan…
form-no-such-id = { $backend } ei tunne tätä tunnusta

shown-nothing = ei vielä varauksia
shown-checking = tarkistetaan, onko aika vielä vapaa…
shown-nothing-sent-yet = Mitään ei ole vielä lähetetty. Esc pysäyttää.
shown-may-stop-waiting = Esc tarjoaa mahdollisuuden lopettaa vastauksen odottaminen.
shown-waiting = odotetaan… { $backend } pyysi odottamaan; varaus lähtee itsestään { $seconds } s kuluttua
shown-may-stop = Mitään ei ole vielä varattu. Esc pysäyttää, mitään ei lähetetä.
shown-refused-looks = { $backend } kieltäytyi. { $seconds } s kuluttua tarkistetaan, varattiinko aika silti
shown-refused-looking = tarkistetaan, varasiko { $backend } ajan silti…
shown-may-stop-looking = Esc: älä odota tarkistusta.
shown-none-coming = { $name }: ei tulevia aikoja.
shown-coming = Tulossa: { $name }
shown-more-coming = ja { $count } muuta
shown-last-booking = Edellinen varaus: { $who }
shown-opened-before = Aiemmin avattu: { $who }
shown-opened = avattu, tila { $status }
shown-is-anothers = Näkyvä ajanvaraus on toisen ({ $who }): siirry siihen ensin, { $key }.
shown-at = { $id }, { $backend }
shown-here = täällä { $span }
shown-not-sent = ei lähetetty, { $backend }
shown-as-line = pikarivinä
shown-request = pyyntö
shown-milliseconds = { $count } ms
shown-seconds = { $count } s
outcome-booked = varattu
outcome-booked-as = varattu ({ $status })
outcome-recorded = { $known ->
    [cancelled] kirjattu perutuksi, mitään ei ole varattu
    [noshow] kirjattu saapumatta jääneeksi, mitään ei ole varattu
    [waitlist] jonotuslistalla, ei varattu
    [proposed] kirjattu ehdotukseksi, ei varattu
    [pending] kirjattu, odottaa vahvistusta
   *[other] kirjattu: { $status }
}

problems-none = ei ole
problem-unknown = Epäselvä — { $what }
problem-whose = { $who }, { $when }; lähetetty { $sent }.
problem-no-start = ei alkua
problem-go-round = { $key } vie kierroksella tänne; Enter täällä tuo sen takaisin
problem-bring-back = Enter tuo sen lomakkeelle, Delete poistaa sen luettelosta
problem-go-there = Enter vie sinne
problem-go-back = Enter vie takaisin lomakkeelle

request-none = Lomaketta ei voi varata tällaisenaan, joten näytettävää pyyntöä ei ole. { $key } vie puuttuvaan kohtaan.
request-one-moment = hetkinen…
request-as-command = komentona

help-keys = Näppäimet
help-lists = Luettelot
help-how-to-pick = Kirjoita osa nimestä; ↓ vie luetteloon, Enter tai rivin numero valitsee. Välilyönti tyhjässä kentässä avaa koko luettelon.
help-field = Tämä kenttä: { $field }
help-limit = Enintään { $limit } merkkiä (emoji on kaksi merkkiä).
help-line = Pikarivi
help-line-about = Koko varaus yhdellä rivillä, missä järjestyksessä tahansa. Enter täyttää lomakkeen, { $key } sitten varaa.
help-line-born = 220385s
    .means = potilas: syntymäaika ja sukunimen alkukirjain; pelkkä 22.03.1985 riittää myös
help-line-name = schmidt,ma
    .means = potilas: sukunimi, pilkku, etunimi; ensimmäiset kirjaimet riittävät
help-line-phone = …5001
    .means = potilas: puhelinnumeron viimeiset numerot
help-line-code = ki
    .means = ammattilainen tai toimipiste: kaksikirjaiminen lyhenne, tai nimi (ivers, berlin)
help-line-templates = käyntimalli: { $templates }
help-line-day = ma 9.00
    .means = aika; myös huomenna 14.15, 24.12. 8.30, 2 viikon kuluttua
help-line-weeks = +2vk ma 9.00
    .means = sen viikon maanantai, joka on kahden viikon päästä
help-line-after = ma >12.00
    .means = ensimmäinen vapaa aika maanantaina klo 12.00 alkaen; ilman aikaa kaikkein ensimmäinen vapaa aika

shown-panels-asked = pyydetty: { $panels }
shown-panels-looking = katsotaan, onko ne lisätty: { $panels }
shown-panels-added = lisätty: { $panels }
shown-panels-failed = EI lisätty ({ $panels }): { $why }
shown-panels-unknown = ehkä lisäämättä ({ $panels }): { $why }
shown-panels-again = p yrittää uudelleen
shown-no-panels = ei paneeleja
problem-for = { $who }, { $when }.
problem-panels-go-round = { $key } vie kierroksella tänne; p yrittää täällä uudelleen
problem-panels-again = p yrittää uudelleen, Delete poistaa luettelosta
request-then = sitten vastauksesta saadulla tunnisteella

# Vastauksen osat, jotka eivät ole kenttiä, enintään 19 saraketta.
member-id = tunnus
member-status = tila
member-created = luotu
member-created-at = luotu
member-updated-at = muutettu
help-line-series = x6w
    .means = kuusi käyntiä viikoittain; x4d päivittäin, x3m kuukausittain
help-line-verb = 220385s >
    .means = aika, joka jo on: > siirtää (> to 14:15), - peruu, + on seuraava tila, ! kukaan ei tullut; numero tai aika merkin edellä valitsee useista
help-appointment = Ajan ruudussa
help-slip = lappu mukaan
help-history = mitä ajalle on tehty, kuka ja milloin
help-book-again = sama käynti uudelleen lomakkeelle
