# The day board.
day-today = tänään
day-seconds-ago = { $seconds } s sitten
day-reading = luetaan… { $seconds } s
day-reading-anew = luetaan uudelleen…
day-opening = Avataan varausta…
day-not-whole = { $clinic }: varauksia voi olla lisää.
day-nothing = Tälle päivälle ei ole varauksia.
day-none = Ei varauksia
day-none-fits = Mikään ei vastaa hakua ”{ $filter }”
day-free-unknown = vapaat ajat eivät ole tiedossa
day-free = vapaa
day-being-sent = lähetetään
day-overlaps = limittäin
day-away = poissa
day-away-because = poissa: { $why }
day-on-holiday = pyhäpäivä: { $name }
day-in-absence = { $count } poissaolon aikana
day-nobody-named = ei nimeä
day-not-known-yet = Vielä ei tiedetä, onko tämä varattu; Lähtevät kertoo lisää.
day-nothing-there = Siinä ei ole varausta; ↑ ja ↓ vievät varaukseen.
day-back-to-booking = Esc vie takaisin varaamaan.
day-everyone = kaikki
day-now = nyt { $time }
day-late = { $minutes } min yli
day-here = { $minutes } min { $status }
day-waiting = odottaa
late-line = { $minutes ->
    [one] tänään 1 minuutin myöhässä
   *[other] tänään { $minutes } minuuttia myöhässä
}: Enter kirjaa sen
late-line-over = taas ajallaan: Enter kirjaa sen
late-how-much = Montako minuuttia myöhässä? Esimerkiksi { $who } myöhässä 20. 1–240; 0 peruu sen.
late-only-today = Vain tämä päivä voidaan merkitä. Toiselle päivälle käy poissaolo: { $who } poissa ma 8:00-8:20.
now-late = merkitse kaikille työpisteille
late-noted = { $who } on tänään { $minutes ->
    [one] 1 minuutin
   *[other] { $minutes } minuuttia
} myöhässä. Kaikki työpisteet näkevät sen; 0 minuuttien paikalla peruu sen.
late-to-tell = { $who } on tänään { $minutes } min myöhässä. { $count ->
    [one] 1 odottaa tai on tulossa
   *[other] { $count } odottaa tai on tulossa
}: { $next } { $day } merkitsee heidät, { $calls } avaa soittolistan.
late-nobody = { $who } on tänään { $minutes } min myöhässä. Kenelläkään ei ole siellä enää aikaa tänään.
day-legend = ░ vapaa  · ohi tai ei tarjolla  ╱ kiinni tai poissa  ○ varattu  ● paikalla  ✓ hoidettu  ╹ päättyy ennen seuraavaa riviä
day-nobody-waits = Kukaan ei odota.
day-nobody-waiting = kukaan ei odota
late-over = { $who } ei ole enää merkitty myöhässä olevaksi.
day-behind = { $who } { $minutes } min myöhässä
day-behind-by = { $minutes } min myöhässä
day-minutes-ago = { $minutes } min sitten
day-to-come = vielä { $count }
day-none-to-come = ei enää ketään
day-booked = { $count ->
    [one] 1 varattu
   *[other] { $count } varattua
}
day-unknown = { $count ->
    [one] 1 epäselvä
   *[other] { $count } epäselvää
}
day-arrived = { $count ->
    [one] 1 saapunut
   *[other] { $count } saapunutta
}
day-missed = { $count } ei saapunut
day-overlapping = { $count } limittäin
day-free-before = { $count } vapaana ennen { $time }
day-narrow = rajaa: nimi, kenen luo, tila, odottaa, vapaa, 14-16
day-hyphen = - kuuluu nimeen; toinen kerta: peru
day-asked-again-in = Kysytään uudelleen { $seconds } s kuluttua.
day-marked = { $count ->
    [one] 1 merkitty
   *[other] { $count } merkittyä
}
day-what-with = { $count ->
    [one] Tämä
   *[other] Kaikki { $count }
}:
day-what-with-marked = Valitse kirjaimella, mitä tehdään, tai Esc.
day-none-of-them = Mitään niistä ei voi muuttaa niin.
day-not-marked = Ei merkitty: { $what }.
day-left-out = Jätetty pois: { $what }.
day-is-past = Tämä aika on jo mennyt.
day-minutes-free = { $minutes } min vapaana
day-hours-free = { $hours } h vapaana
day-time-free = { $hours } h { $minutes } vapaana
day-whose = Valitse ensin varaus tai kirjoita nimi.
day-nobody-fits = Mikään ei vastaa hakua. { $key } poistaa kirjoitetun ja näyttää koko päivän.

# Keys, in a word or two.
day-key-on = eteen
day-key-back = taakse
day-key-week = vko
day-key-week-of-one = viikkonäkymä
day-key-day-of-all = päivänäkymä
day-key-today = tänään
day-key-open = avaa
day-key-close = sulje
day-key-twice = kahdesti: { $does }
day-key-one = yksi kalenteri
day-key-everyone = kaikki
day-key-columns = sarakkeet
day-key-column = sarake
day-key-begin = varaa tähän
day-key-list = luettelo
day-key-mark = merkitse
day-key-next-three = soita kolmelle seuraavalle
day-key-all = merkitse kaikki
day-key-what-with = { $count ->
    [one] mitä sille tehdään?
   *[other] mitä tehdään kaikille { $count }?
}
day-key-all-or-none = kaikki tai ei mitään
day-key-print = tulosta

# The printed day.
sheet-time = Aika
sheet-patient = Potilas
sheet-born = Syntynyt
sheet-with = Kenelle
sheet-what = Asia
sheet-status = Tila
sheet-as-of = tilanne { $time }
sheet-phone = Puhelin
sheet-call = Soitto

# The day beside the form.
rail-day = Päivä
rail-whose = Kenen luona tai missä: tässä näkyy sen päivä.
rail-this-one = ← tämä
rail-moved-from = vanha aika
rail-closed = suljettu
rail-closed-until = suljettu klo { $time } asti
rail-closed-all-day = Suljettu tänä päivänä.
rail-not-in = ei paikalla
rail-not-in-until = ei paikalla ennen klo { $time }
rail-not-in-all-day = Ei paikalla tänä päivänä.

# Below the panes of a large screen.
start-next-free = seuraavaksi vapaa
more-free = seuraavat vapaat ajat · { $whose }
more-hours = vastaanottoajat · { $whose }
more-waiting = jonossa · { $whose }
day-nothing-listed = Luettelo on tyhjä: tulostettavaa ei ole.
