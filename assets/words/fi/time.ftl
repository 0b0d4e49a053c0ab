# Days, times of day, and problems of a typed time.
weekday-monday = ma
    .long = maanantai
    .every = maanantaisin
weekday-tuesday = ti
    .long = tiistai
    .every = tiistaisin
weekday-wednesday = ke
    .long = keskiviikko
    .every = keskiviikkoisin
weekday-thursday = to
    .long = torstai
    .every = torstaisin
weekday-friday = pe
    .long = perjantai
    .every = perjantaisin
weekday-saturday = la
    .long = lauantai
    .every = lauantaisin
weekday-sunday = su
    .long = sunnuntai
    .every = sunnuntaisin

# A short date has the month as a number: 10.2.2027.
month-january = 1.
    .long = tammikuu
month-february = 2.
    .long = helmikuu
month-march = 3.
    .long = maaliskuu
month-april = 4.
    .long = huhtikuu
month-may = 5.
    .long = toukokuu
month-june = 6.
    .long = kesäkuu
month-july = 7.
    .long = heinäkuu
month-august = 8.
    .long = elokuu
month-september = 9.
    .long = syyskuu
month-october = 10.
    .long = lokakuu
month-november = 11.
    .long = marraskuu
month-december = 12.
    .long = joulukuu

# The separator of hours and minutes.
time-colon = .
time-date = { $day }.{ $month }{ $year }
time-date-this-year = { $day }.{ $month }
time-day = { $weekday } { $day }.{ $month }{ $year }
time-day-this-year = { $weekday } { $day }.{ $month }
time-day-in-full = { $weekday } { $day }. { $month }ta
time-day-and-year-in-full = { $weekday } { $day }. { $month }ta { $year }
time-moment = { $weekday } { $day }.{ $month }{ $year } klo { $time }
time-moment-this-year = { $weekday } { $day }.{ $month } klo { $time }
time-echo = { $weekday } { $day }.{ $month }{ $year } klo { $time } { $zone }

# A time as a field holds it; what is written so is also read.
time-typed-month = { $month }.
time-typed-date = { $day }.{ $month }{ $year }
time-typed-date-this-year = { $day }.{ $month }
time-typed = { $weekday } { $date } klo { $time }

# Abbreviations of European time zones, at most four letters.
clock-cet = CET
clock-cest = CEST
clock-eet = EET
clock-eest = EEST
clock-wet = WET
clock-west = WEST

time-now = nyt
time-in-minutes = { $count } min kuluttua
time-in-hours = { $count } t kuluttua
time-in-days = { $count ->
    [one] { $count } päivän kuluttua
   *[other] { $count } päivän kuluttua
}
time-just-now = juuri nyt
time-minutes-ago = { $count } min sitten
time-hours-ago = { $count } t sitten
time-days-ago = { $count ->
    [one] { $count } päivä sitten
   *[other] { $count } päivää sitten
}
time-last-day-instead = { $month } { $year }: ei päivää { $day }, joten kuun viimeinen

wish-on-day = ensimmäinen vapaa aika { $from }
wish-from-day = ensimmäinen vapaa aika { $from } alkaen
wish-between-days = ensimmäinen vapaa aika { $from } – { $to }
wish-weekday-from-day = ensimmäinen vapaa aika { $weekday }na { $from } alkaen
wish-weekday-between-days = ensimmäinen vapaa aika { $weekday }na { $from } – { $to }
wish-at = klo { $time }
wish-after = klo { $time } alkaen
wish-before = ennen klo { $time }
wish-morning = aamupäivällä
wish-afternoon = iltapäivällä
# Äidinkielisen tarkistettava: aamupäivisin, iltapäivisin luettelon rivillä.
wished-mornings = aamupäivisin
wished-afternoons = iltapäivisin
wish-habit = { $every }
wish-habit-part = { $weekday }-{ $part }
wish-mornings = aamupäivisin
wish-afternoons = iltapäivisin
wish-none-on = { $from }
wish-none-from = { $from } alkaen
wish-none-between = { $from } – { $to }
wished-any-time = milloin vain
wished-from = { $day } alkaen
wished-until = { $day } asti

time-empty = Aikaa ei ole annettu
time-odd-letter = ”{ $letter }” ({ $code }) ei kuulu aikaan
time-odd-character = Merkki { $code } ei kuulu aikaan
time-unreadable = ”{ $text }” ei ole luettavissa aikana
time-missing = Kellonaika puuttuu: ”{ $date }”
time-dotted = ”{ $time }” voi olla päivä tai kellonaika
time-split = ”{ $time }” ei ole kellonaika
time-or-year = ”{ $time }” voi olla vuosi tai kellonaika
time-twelve-hours = Merkinnän am tai pm kanssa tunnit ovat 1–12
time-twelve-oclock = 12 am ja 12 pm ovat toisille keskipäivä, toisille keskiyö
time-unsure-hour = ”{ $hour }” voi olla { $night } tai { $day }
time-midnight = Päivässä on keskiyö sekä alussa että lopussa
time-missing-day = Kuukaudessa on monta päivää ({ $month })
time-missing-weekday = Viikossa { $week } on seitsemän päivää
time-no-such-week = Viikkoa { $week } ei ole: vuodessa on 52 tai 53 viikkoa
time-many-moments = ”{ $text }” on useampi kuin yksi hetki
time-unknown-zone = Tämän paikan aikavyöhykettä ei tiedetä
time-backward-range = ”{ $text }” päättyy ennen kuin alkaa
time-offset-without-date = ”{ $text }” sisältää aikaeron, joka luetaan vain täyden T-päiväyksen perässä
time-nothing-between = Mikään kellonaika ei täytä kaikkia näitä rajoja
time-no-such-month = Kuukautta { $month } ei ole: kuukaudet ovat 1–12
time-no-such-day = Päivää { $day } ei ole: { $month }ssa { $year } on { $days } päivää
time-no-such-time = Mikään kello ei näytä { $time }: tunnit päättyvät 23:een, minuutit ja sekunnit 59:ään
time-skipped = { $moment } ei ole olemassa ({ $town }): kello siirretään eteenpäin { $from } → { $to }
time-doubled = { $moment } on kahdesti ({ $town }): kello siirretään taaksepäin { $from } → { $to }
time-other-zone = Kellot eivät silloin näytä ”{ $text }”: { $zone }
time-beyond-calendar = Kalenteri ei ulotu niin kauas
time-short-year = ”{ $text }”: vuodesta on vain kaksi numeroa
time-other-weekday = { $date } on { $is }, ei { $said }
time-some-other-weekday = ”{ $text }” on toinen viikonpäivä
time-two-dates = ”{ $text }” voi olla { $one } tai { $other }
time-no-order = ”{ $text }” jättää päivän ja kuukauden järjestyksen auki

time-write-so = Kirjoita 2027-02-10 10:00, 10.02.2027 10:00 tai vain 10:00.
time-write-plainly = Käytä numeroita, pisteitä, kaksoispisteitä ja yhdysviivoja: 2027-02-10 10:00, 10.02.2027 10:00 tai vain 10:00.
time-add-time = Lisää kellonaika: { $date } 10:00.
time-write-this = Kirjoita { $text }.
time-write-either = Kirjoita { $one } tai { $other }.
time-write-whole-year = Kirjoita vuosi neljällä numerolla: 10.02.2027.
time-either-or-order = Kirjoita { $one } tai { $other }; asetus date_order dmy tai mdy ratkaisisi sen.
time-this-or-order = Kirjoita { $date }; asetus date_order ratkaisisi sen.
time-write-twelve-hours = Kirjoita 9:30 aamulle, 21:30 illalle.
time-write-twelve-oclock = Kirjoita 12:00 tai keskipäivällä, tai 00:00.
time-add-day = Lisää päivä: 24. joulukuuta.
time-add-weekday = Lisää viikonpäivä: w{ $week } ma.
time-write-week = Kirjoita viikko väliltä w1–w53.
time-name-moment = Anna päivä ja kellonaika: ma 9:30.
time-write-offset = Kirjoita aika ja sen ero UTC:hen: 2027-02-10T10:00+01:00.
time-write-range = Kirjoita ensin alku, sitten loppu: 9:00-9:30.
time-offset-means = Täällä se on { $moment }: kirjoita { $text }.
time-leave-offset-out = Jätä aikaero pois.
time-leave-one-out = Jätä jokin niistä pois.
time-write-month = Kirjoita päivä ensin, 10.02.2027, tai vuosi ensin, 2027-02-10.
time-write-day = Kirjoita päivä väliltä 1–{ $last }.
time-write-midnight = Keskiyölle kirjoita 00:00 ja alkavan päivän päiväys.
time-write-time = Kirjoita kellonaika väliltä 00:00–23:59.
time-nearest = Lähimmät ovat { $one } ja { $other }.
time-around-change = Valitse aika ennen kellojen siirtoa tai sen jälkeen.
time-which-of-two = Kumpi? { $one } vai { $other }.
time-which-midnight = Kumpi? Päivä alkaa { $one } ja päättyy { $other }.
time-write-day-after = Kirjoita 00:00 ja alkavan päivän päiväys.
time-shown-there = Siellä kello on { $moment }. Jätä vyöhyke pois tai kirjoita se näin.
time-first-or-then = Kumpi? Ensin { $one }, sitten { $other }.
time-add-offset = Lisää ero UTC-aikaan, esimerkiksi +02:00.

span-end-not-after-start = Loppu ei ole alun jälkeen
span-longer-than-a-day = Alusta loppuun on yli vuorokausi (1440 minuuttia)
span-not-whole-minutes = Alusta loppuun on vähän yli { $count } min, ei täysiä minuutteja
span-contradiction = Alusta loppuun on { $count } min, mutta kohdassa Minuutit on { $said }
span-advice =
    .end-not-after-start = Anna myöhempi loppu, tai tyhjennä se ja anna minuutit.
    .longer-than-a-day = Tarkista alun ja lopun päivät; varaus kestää enintään vuorokauden.
    .not-whole-minutes = Jätä sekunnit pois alusta ja lopusta.
    .contradiction = Tyhjennä Alku, Loppu tai Minuutit; se seuraa kahdesta muusta.
    .out-of-range = Tarkista vuosi.
