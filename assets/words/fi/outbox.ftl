# The Outbox: bookings and changes without an answer.

intent-refused = hylätty
intent-unknown = epäselvä
intent-queued = jonossa
intent-seconds = { $count } s
intent-minutes = { $count } min
intent-hours = { $count } t
intent-sent = Lähetetty { $at }, { $age } sitten.
intent-there-as = Se on siellä tunnuksella { $id }.
intent-by-hand = Selvitetty käsin.
intent-seen = Siellä on samanlainen tunnuksella { $id }.
intent-may-be = Se voi olla jokin näistä: { $ids }. Katso sieltä ja kerro.
intent-unread = Kaikki ei ehkä näy: { $clinic }. Katso sieltä ja kerro.
intent-no-link = { $clinic } ei juuri nyt vastaa.
intent-missed = { $clinic } ei näytä sitä toistaiseksi; haku on siellä muutaman sekunnin jäljessä.
intent-looks-in = Katsoo uudelleen { $seconds } s kuluttua.
intent-looking = Tarkistetaan…
intent-reading = Luetaan…
intent-nothing-to-do = Mitään ei ole enää tehtävänä.
intent-keys = b on varattu · n ei ole varattu

outbox-found-as = { $clinic }: { $what }.
outbox-not-yet = Ei vielä: aika voi olla varattu. Se tarkistetaan; b tai n selvittää sen käsin.
outbox-known = Sen tulos on jo tiedossa.
outbox-answer-may-come = Vastaus voi vielä tulla: odota sitä, ennen kuin sanot, ettei aikaa ole varattu.
outbox-settle-first = Aika voi olla varattu: b on varattu, n ei ole varattu.
outbox-by-hand-booked = Selvitetty käsin: aika on varattu.
outbox-by-hand-not-booked = Selvitetty käsin.
outbox-by-hand-not-booked-note = Selvitetty käsin: aikaa ei ole varattu. Enter tuo luonnoksen takaisin.
outbox-unrecorded = Sitä ei voitu kirjata: { $why }.

problem-settle = Jos tiedät sen itse: b on varattu, n ei ole varattu

now-it-is-booked = on varattu
now-it-is-not-booked = ei ole varattu
now-bring-back = tuo takaisin
now-drop = hylkää
now-next-pane = seuraava ruutu

intent-queued-at = Jonoon { $at }.
intent-complete = Valmis; ei lähetetty.
intent-until-end = Sitä ei voitu kirjata: se katoaa, kun ohjelmasta poistutaan.
intent-not-sent = Ei lähetetty.
intent-waits-for-link = Odottaa yhteyttä ({ $clinic }); mitään ei lähetetä itsestään.
intent-ready = Valmis varattavaksi: Enter tuo sen lomakkeelle.
intent-held = Ei vielä lähetettävissä: anna sille luettelossa toinen aika tai jätä se pois.
now-all-queued = kaikki odottavat
