# The Outbox: bookings and changes without an answer.

change-was-refused = hylätty
change-unknown = epäselvä
change-queued = jonossa
change-seconds = { $count } s
change-minutes = { $count } min
change-hours = { $count } t
change-sent = Lähetetty { $at }, { $age } sitten.
change-there-as = Se on siellä tunnuksella { $id }.
change-by-hand = Selvitetty käsin.
change-seen = Siellä on samanlainen tunnuksella { $id }.
change-may-be = Se voi olla jokin näistä: { $ids }. Katso sieltä ja kerro.
change-unread = Kaikki ei ehkä näy: { $clinic }. Katso sieltä ja kerro.
change-no-link = { $clinic } ei juuri nyt vastaa.
change-missed = { $clinic } ei näytä sitä toistaiseksi; haku on siellä muutaman sekunnin jäljessä.
change-looks-in = Katsoo uudelleen { $seconds } s kuluttua.
change-looking = Tarkistetaan…
change-reading = Luetaan…
change-nothing-to-do = Mitään ei ole enää tehtävänä.

outbox-found-as = { $clinic }: { $what }.
outbox-not-yet = Ei vielä: aika voi olla varattu. Se tarkistetaan; b tai n selvittää sen käsin.
outbox-empty = Lähtevissä ei odota mitään, eikä mikään ole epäselvää.
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

change-queued-at = Jonoon { $at }.
change-complete = Valmis; ei lähetetty.
change-until-end = Sitä ei voitu kirjata: se katoaa, kun ohjelmasta poistutaan.
change-not-sent = Ei lähetetty.
change-waits-for-link = Odottaa yhteyttä ({ $clinic }); mitään ei lähetetä itsestään.
change-ready = Valmis varattavaksi: Enter tuo sen lomakkeelle.
change-held = Ei vielä lähetettävissä: anna sille luettelossa toinen aika tai jätä se pois.
now-all-queued = kaikki odottavat
