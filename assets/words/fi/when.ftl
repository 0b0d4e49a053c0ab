# Free times, the grid of days, and time zones.
# The source of free times, and their age.
free-from-slots = julkaistuista ajoista, { $age }
free-from-availability = toimipisteen mukaan, { $age }
free-from-hours = työajoista ja varauksista, { $age }
free-from-nothing = mitään ei ole julkaistu, { $age }
free-just-now = juuri nyt
free-seconds-ago = { $count } s sitten

# Under an empty start, with the free times or instead of them.
free-rows-asking = kysytään vapaita aikoja…
free-rows-failed = vapaita aikoja ei saada nyt; kirjoita aika
free-rows-unpublished = aikoja ei ole julkaistu; kirjoita aika
free-rows-none = ei vapaata 2 viikkoon (klo { $asked }); { $key } etsii lisää
free-rows-hours = vapaana työaikojen ja varausten mukaan, klo { $asked }
free-rows-slots = vapaana julkaistujen aikojen mukaan, klo { $asked }
free-rows-availability = vapaana toimipisteen mukaan, klo { $asked }

# Reasons why there are no free times: in the grid at most two lines of 76 columns.
free-forbidden = Avaimella ei saa lukea vapaita aikoja täällä: Esc, ja kirjoita aika.
free-bad-key = Avain ei kelpaa täällä: bookdesk doctor kertoo miksi. Esc, ja kirjoita aika.
free-of-nobody = Lomakkeella nimettyä ei tunneta siellä: Esc, ja valitse uudelleen.
free-too-many-calls = Klinikka on juuri nyt ruuhkautunut. Kysytään uudelleen puolen minuutin kuluttua.
free-failed = Vapaita aikoja ei saada nyt. Kysytään uudelleen puolen minuutin kuluttua; tai kirjoita aika.

# The search for the first free time, in the footer.
hold-books = Lue nimi ja syntymäaika ääneen, sitten { $key }.
hold-books-with-nobody = { $whom } Kirjoita tunnus, tai { $key } varaa ilman.
hold-names-nobody = { $whom } Kirjoita tunnus.
hold-whom = Kenen vastaanotolle?
hold-where = Minne?
hold-or-time = { $whom } Tai kirjoita aika.
hold-too-far = Vapaat ajat tiedetään vain { $last } asti: kirjoita aika.
hold-looking = Etsitään ensimmäistä vapaata aikaa…
hold-looking-further = Ei vapaata ennen { $day }: etsitään lisää. Esc pysäyttää.
hold-unpublished = Aikoja ei ole julkaistu: kirjoita aika.
hold-failed = Vapaita aikoja ei saada nyt: kirjoita aika.
hold-none = { $who }: { $when } ei ole vapaata.
hold-none-next = Seuraavat: { $times }
hold-none-do = Kirjoita aika tai pyydä toista.
hold-first = Ensimmäinen vapaa aika täytetty lomakkeelle (ei varattu).
hold-first-for-both = Ensimmäinen aika, joka sopii myös potilaalle: { $who } (ei varattu).
hold-looking-among = Etsitään, kuka on ensin vapaa: { $read } / { $all } kalenteria luettu. Esc pysäyttää.
hold-whoever = { $who } on ensin vapaa (ei varattu).
hold-whoever-for-both = { $who } on ensin vapaa silloin, kun myös { $patient } pääsee (ei varattu).
hold-soonest = Juuri nyt kukaan ei ole vapaana. Ensimmäisenä { $who }, { $distance } (ei varattu).
hold-first-later = Ei vapaana juuri nyt: ensimmäinen vapaa aika täytetty, { $distance } (ei varattu).
hold-overdue = Potilastaan odottaa: { $visits }.
hold-overdue-visit = { $who } klo { $at } alkaen ({ $minutes } min)
hold-nobody = Kenelläkään ({ $count }) ei ole vapaata { $when }.
hold-nobody-until = Katsottu { $last } asti.
hold-not-asked = Ei luettu: { $who }.
hold-given-back = Se ei ollut ajan valinta: lomakkeella on taas entinen aika.
hold-other = Nyt tämä aika on lomakkeella (ei varattu).
hold-stopped = Etsintä pysäytetty: kirjoita aika tai toinen toive.

# A time that somebody else has booked meanwhile.
gone-taken = { $time } on juuri varattu toiselle. Mitään ei lähetetty.
gone-take-another = Ota jokin seuraavista ajoista numerolla, tai kirjoita toinen.
gone-time-elsewhere = { $clinic }: mitään ei lähetetty, aika on varattu. { $key } näyttää lisää.
gone-quicker-elsewhere = { $clinic }: mitään ei lähetetty, joku ehti ensin. { $key } näyttää lisää.
gone-none-soon = heti sen jälkeen ei vapaata; { $key } etsii lisää

# The grid of days. A day has at most 18 columns, with "today".
grid-title = Vapaat ajat
grid-title-of = Vapaat ajat: { $whose }
grid-clock = kello: { $town }
grid-hint-whom = kirjoita osa nimestä; ↓ ja Enter valitsevat
grid-hint = rajaa kirjoittamalla: to iltapäivä · >16:00 · 24.12. · +2vk
grid-everything = kaikki vapaat ajat
grid-wished = toive: { $wished }
grid-week = viikko { $number }
grid-day = { $weekday } { $day }.{ $month }
grid-today = tänään
grid-free = { $count } vapaata
grid-asking = kysytään…
grid-unknown = ei tiedossa
grid-away = poissa
grid-whom-failed = Luetteloa ei saada nyt ({ $entries }): Tab vie kenttään, kirjoita tunnus siihen.
grid-whom-coming = Hetkinen: luettelo on tulossa ({ $entries }).
grid-whom = Kenen vapaat ajat? Kirjoita osa nimestä.
grid-where = Vapaat ajat missä? Kirjoita osa nimestä tai paikkakunta.
grid-unpublished = Aikoja ja työaikoja ei ole julkaistu, joten kukaan ei tiedä: Esc, ja kirjoita aika.
grid-looking-further = Ei mitään ennen { $day }: etsitään lisää. Esc pysäyttää.
grid-asking-esc = Kysytään vapaita aikoja… Esc pysäyttää.
grid-none-fits = Mikään sopiva aika ei ole vapaana tänä päivänä.
grid-none = Tänä päivänä ei ole vapaata.
grid-away-day = Poissa tänä päivänä.
grid-away-because = Poissa tänä päivänä: { $why }.
grid-taken = { $time } on lomakkeella. { $key } varaa.
grid-under-way = Tätä lomaketta varataan parhaillaan; sitä ei voi nyt muuttaa.
# Äidinkielisen tarkistettava: sen jälkeen … varaa.
grid-enter-takes = Enter ottaa ajan, sen jälkeen { $key } varaa.
grid-key-field = kenttään
grid-key-next = seuraava
week-read = { $read } / { $all } luettu
week-unread = ei saatavilla
week-unpublished = Aikoja ei ole julkaistu.
week-key-take = ota ensimmäinen
week-key-who = kenen luo
week-key-more = lisää aikoja
grid-key-take = ota tämä aika
grid-key-digit = ota numerolla
grid-key-next-time = seuraava
grid-key-days = päiviin
grid-key-times = ajat
grid-key-day = päivä
grid-key-hour = tunti
grid-key-week = viikko
grid-key-month = kk
grid-key-close = sulje

# The time zone of a time, and a desk's clock that is wrong.
clock-picked-stays = Aika pysyy valittuna: siellä { $time }.
clock-read-on = { $text } luetaan nyt tämän paikan kellosta: { $town }.

# Marks in the first line: a few words, at most 18 columns, and in full where there is room.
clock-mark =
    .behind = kello −{ $by }
    .ahead = kello +{ $by }
clock-says =
    .behind = tämän koneen kello jätättää { $by }
    .ahead = tämän koneen kello edistää { $by }
clock =
    .behind = Tämän koneen kello on { $by } jäljessä: { $clinic }.
    .ahead = Tämän koneen kello on { $by } edellä: { $clinic }.
clock-means = Kirjoittamasi aika varataan sellaisenaan. Se, mikä päivä on tänään ja mikä on mennyttä, katsotaan tämän koneen kellosta: pyydä asettamaan se.

# Lengths of time.
clock-days = { $count } pv
clock-hours = { $count } t
clock-minutes = { $count } min

# Towns that time zones are named after.
town-athens = Ateena
town-belgrade = Belgrad
town-berlin = Berliini
town-brussels = Bryssel
town-bucharest = Bukarest
town-copenhagen = Kööpenhamina
town-kyiv = Kiova
town-lisbon = Lissabon
town-london = Lontoo
town-luxembourg = Luxemburg
town-moscow = Moskova
town-paris = Pariisi
town-prague = Praha
town-riga = Riika
town-rome = Rooma
town-stockholm = Tukholma
town-tallinn = Tallinna
town-vienna = Wien
town-vilnius = Vilna
town-warsaw = Varsova
town-zurich = Zürich
town-tokyo = Tokio
