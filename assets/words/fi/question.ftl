# Kysymykset: ruutu, jossa on otsikko, mistä on kyse, vastaukset ja mitä kaksi näppäintä tekevät. Otsikossa on 40 saraketta.

ask-warnings = Varataanko silti { $how }?
ask-queue = Jätetäänkö odottamaan?
ask-queue-means = { $backend } ei vastaa. Jonoon jätetty varaus odottaa lähtevissä, kunnes varaat sen sieltä.
ask-queue-change = Jätetäänkö muutos odottamaan?
ask-queue-change-means = { $backend } ei vastaa. Jonoon jätetty muutos odottaa lähtevissä, kunnes lähetät sen sieltä.
ask-stop-waiting = Lopetetaanko odotus?
ask-stop-waiting-means = Silloin jää epäselväksi, onko aika varattu. Se tarkistetaan.
ask-new-draft = Hylätäänkö luonnos?
ask-new-draft-means = Kaikki kuusi kirjainta on käytössä. Lomakkeen sisältö katoaisi.
ask-take-off = Poistetaanko luettelosta?
ask-take-off-panels-means = Aika pysyy ennallaan.
ask-try-panels = Lisätäänkö paneelit uudelleen?
ask-try-panels-means = Aika luetaan ensin; vain puuttuvat paneelit lisätään.
ask-not-waiting = Poistetaanko jonotuslistalta?
ask-not-waiting-means = { $who } ei enää odota. Klinikalle ei lähetetä mitään.
ask-by-hand-booked = Merkitäänkö varatuksi?
ask-by-hand-not-booked = Merkitäänkö varaamattomaksi?
ask-replace = Korvataanko tiedosto?
ask-replace-means = { $path } on jo olemassa.
ask-add = Lisätäänkö uusi potilas?

ask-leave = Poistutaanko?
ask-leave-means = Tänne kirjoitettu katoaisi.
ask-leave-kept-means = Avoinna oleva säilyy ja on tallella, kun ohjelma avataan uudelleen.
ask-leave-newcomer-means = Luonnokset säilyvät; uusi potilas, jota ei ole vielä lisätty, katoaisi.
ask-leave-sending-means = Et näkisi, onko aika varattu.
ask-leave-waiting-means = Odottavaa varausta ei lähetettäisi.
ask-leave-parked-means = Sivuun siirretyt ({ $count }) katoaisivat.
ask-leave-typed-and-parked-means = Tänne kirjoitettu ja sivuun siirretyt ({ $count }) katoaisivat.
ask-leave-unknown-and-parked-means = Epäselvät varaukset ({ $unknown }) ja sivuun siirretyt luonnokset ({ $parked }) katoaisivat.
ask-leave-unknown-means = { $count ->
    [one] Epäselvä varaus katoaisi luettelosta.
   *[other] { $count } epäselvää varausta katoaisi luettelosta.
}
ask-leave-queued-means = { $count ->
    [one] Jonossa oleva varaus katoaisi.
   *[other] { $count } jonossa olevaa varausta katoaisi.
}
ask-leave-panels-means = Lisäämättömät paneelit poistuisivat luettelosta.

# Mistä voi valita.
choose-why = Miksi?
choose-how-known = Mistä tiedät sen?
why-patient-asks = potilas pyytää
why-provider-agrees = sovittu
why-urgent = kiire
why-in-advance = hyväksytty ennalta
why-seen-there = nähty siellä
why-clinic-says = klinikka sanoo niin
why-patient-says = potilas sanoo niin
choose-queue = jätä odottamaan
choose-send-now = yritä silti nyt
choose-add-new = ei kukaan näistä: lisää uusi potilas

# Mitä varausnäppäin ja Esc tekevät.
answer-book = varaa silti
answer-queue = jätä odottamaan
answer-send-now = yritä nyt
answer-stop-waiting = lopeta odotus
answer-drop = hylkää
answer-take-off = poista luettelosta
answer-try-panels = lisää
answer-by-hand = merkitse
answer-replace = korvaa
answer-take-person = tämä henkilö
answer-add = lisää
answer-leave = poistu
answer-go-back = takaisin
answer-keep-waiting = odota
answer-keep = säilytä
answer-stay = jää

# Näppäimestä, joka ei tee tässä mitään: mieluiten 52 saraketta.
question-nothing-typed = Ei kirjoitettu mitään. Vain yllä olevat toimivat.
question-nothing-pasted = Ei liitetty mitään. Vain yllä olevat toimivat.
question-too-soon = Liian pian. Lue tämä ja paina sitten { $key }.
question-click = Napsautus ei vahvista. Paina { $key }.

# Kysymys, johon ei enää tarvita vastausta.
question-nothing-against = Estettä ei enää ole: { $key } varaa.
question-has-changed = Kysytty asia on muuttunut: katso Ongelmat.
question-not-asked = Mitään ei lähetetty: katso Ongelmat. { $key } kysyy uudelleen.
