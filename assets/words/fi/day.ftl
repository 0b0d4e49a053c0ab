# Ammattilaisen tai toimipisteen päivä.

day-today = tänään
day-seconds-ago = { $seconds } s sitten
day-reading = luetaan… { $seconds } s
day-reading-anew = luetaan uudelleen…
day-opening = Avataan varausta…
day-not-whole = { $backend } ei luettele päivää kokonaan: varauksia voi olla lisää.
day-nothing = Tälle päivälle ei ole varauksia.
day-none = Ei varauksia
day-count = { $count ->
    [one] { $count } varaus
   *[other] { $count } varausta
}
day-count-and-overlap = { $count } varausta, { $overlap } limittäin
day-free-unknown = vapaat ajat eivät ole tiedossa
day-clock = ajat: { $zone }
day-clock-elsewhere = ajat: { $zone }, ei täkäläinen aika
day-more = ▼ vielä { $count }
day-free = vapaa
day-being-sent = lähetetään
day-overlaps = limittäin
day-nobody-named = ei nimeä
day-not-known-yet = Vielä ei tiedetä, onko tämä varattu; Lähtevät kertoo lisää.
day-nothing-there = Siinä ei ole varausta; ↑ ja ↓ vievät varaukseen.
day-back-to-booking = Esc vie takaisin varaamaan.

# Luettelo kaikista, joilla on päivä.
day-whose = Kenen päivä? Ammattilaisen tai toimipisteen
day-type-name = kirjoita osa nimestä
day-lists-coming = Luettelot ovat tulossa…
day-nobody-fits = Mikään ei vastaa hakua.

# Mitä näppäimet tekevät, parilla sanalla.
day-key-on = eteen
day-key-back = taakse
day-key-week = vko
day-key-today = tänään
day-key-next = toinen
day-key-open = avaa
day-key-close = sulje
day-key-whose = kenen
day-key-down = alas
