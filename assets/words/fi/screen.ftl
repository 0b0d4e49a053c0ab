# The screen around the form.
pane =
    .line = Pikarivi
    .form = Lomake
    .appointment = Ajanvaraus
    .problems = Ongelmat
    .request = Pyyntö
    .outbox = Lähtevät
screen-too-small = Liian pieni bookdeskille.
screen-needs = Tarvitaan { $cols } × { $rows },
screen-this-is = tässä on { $cols } × { $rows }.
screen-nothing-lost = Mitään ei katoa.

page-more = ▼ vielä { $lines }  PgDn
page-back = ▲ PgUp
form-more = ▼ vielä { $lines }
form-further = Lisää ({ $count })

line-hint = syntymäaika ja alkukirjain, lyhenne, malli: 220385s ki f
line-hint-draw = syntymäaika ja alkukirjain, paikka, malli: 220385s be b
# Äidinkielisen tarkistettava: sen jälkeen … varaa.
line-enter-then-book = Enter täyttää lomakkeen, sen jälkeen { $key } varaa; Tab vie lomakkeelle

form-free-times = välilyönti: vapaat ajat · { $key }: päivät · pe 14:15
form-finds-time = { $hint } · { $key } etsii vapaan ajan
form-no-key = avain puuttuu, { $clinic }: bookdesk doctor neuvoo
form-no-list = luetteloa ei saada nyt ({ $entries }); kirjoita tunnus
form-fetching = haetaan { $entries }…
form-looking-up = haetaan…
form-no-such-id = { $clinic } ei tunne tätä tunnusta

shown-nothing = yhtään käyntiä ei ole avattu
shown-checking = tarkistetaan, onko aika vielä vapaa…
shown-nothing-sent-yet = Mitään ei ole vielä lähetetty. Esc pysäyttää.
shown-may-stop-waiting = Esc tarjoaa mahdollisuuden lopettaa vastauksen odottaminen.
shown-waiting = odotetaan… { $clinic } pyysi odottamaan; varaus lähtee itsestään { $seconds } s kuluttua
shown-may-stop = Mitään ei ole vielä varattu. Esc pysäyttää, mitään ei lähetetä.
shown-refused-looks = { $clinic } kieltäytyi. { $seconds } s kuluttua tarkistetaan, varattiinko aika silti
shown-refused-looking = tarkistetaan, varasiko { $clinic } ajan silti…
shown-may-stop-looking = Esc: älä odota tarkistusta.
shown-none-coming = { $name }: ei tulevia aikoja.
shown-coming = Tulossa: { $name }
known-usual = yleensä { $who } ({ $count }/{ $all })
known-last = viimeksi { $visits }
known-missed = { $count ->
    [one] jäi kerran tulematta, { $date }
   *[other] jäi { $count } kertaa tulematta, viimeksi { $date }
}
shown-more-coming = ja { $count } muuta: { $key } luettelee ne
coming-none = Ei tulevia aikoja.
coming-not-read = Ei voitu lukea: aikoja voi olla.
shown-last-booking = Edellinen varaus: { $who }
shown-opened = Avattu: { $who }
shown-opened-before = Aiemmin avattu: { $who }
shown-is-anothers = Näkyvä ajanvaraus on toisen ({ $who }): { $done } tai { $day } avaa sen.
shown-put-away = Ajanvaraus ({ $who }) on pantu syrjään: { $done } tai { $day } avaa sen uudelleen.
shown-at = { $id }, { $clinic }
shown-here = täällä { $span }
shown-not-sent = ei lähetetty, { $clinic }
shown-as-line = pikarivinä
shown-request = pyyntö
outcome-booked = varattu
outcome-booked-as = varattu ({ $status })
outcome-recorded = { $known ->
    [cancelled] kirjattu perutuksi, mitään ei ole varattu
    [noshow] kirjattu saapumatta jääneeksi, mitään ei ole varattu
    [waitlist] jonotuslistalla, ei varattu
    [proposed] kirjattu pyydetyksi, ei varattu
    [pending] kirjattu, odottaa vahvistusta
   *[other] kirjattu: { $status }
}

warnings-ask = { $count ->
    [one] 1 varoitus: { $key } kysyy ensin
   *[other] { $count } varoitusta: { $key } kysyy ensin
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
request-then = sitten vastauksesta saadulla tunnuksella

# Labels for parts of a clinic's answer, at most 19 columns.
member-name = { $member ->
    [id] tunnus
    [status] tila
    [created] luotu
    [created_at] luotu
    [updated_at] muutettu
    [declined] kieltäytynyt
    [locationId] paikka
    [healthcareService] palvelu
    [also-patients] muut potilaat
    [also-practitioners] myös
    [test_method] näytteenottopaikka
    [profile-id] potilasnumero
    [profile-handle] tunniste
    [profile-first_name] etunimi
    [profile-last_name] sukunimi
    [profile-email] sähköposti
    [profile-phone] puhelin
    [profile-sex] sukupuoli
    [profile-date_of_birth] syntymäaika
    [profile-height] pituus, cm
    [profile-weight] paino, kg
    [profile-language] kieli
    [profile-created_at] potilas alkaen
    [profile-updated_at] potilas muutettu
   *[other] { $name }
}
member-value = { $of ->
    [test_method-practitioner] toimipisteessä
    [test_method-home] kotona, pakkauksella
    [profile-sex-0] tuntematon
    [profile-sex-1] mies
    [profile-sex-2] nainen
    [profile-sex-9] muu
    [profile-language-en] englanti
    [profile-language-de] saksa
    [profile-language-fi] suomi
   *[other] { $value }
}
