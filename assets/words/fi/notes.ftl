# Notes in the footer about the last key: one line, preferably 78 columns.
note-words-unknown = Asetuksissa on sanoja, jotka eivät vaikuta mihinkään: katso bookdesk doctor.
note-keys-unusable = Joitakin asetettuja näppäimiä ei voi käyttää: katso bookdesk doctor.
note-templates-mistaken = Käyntimalleissasi on virheitä, joten käytössä ovat mukana tulleet: katso bookdesk doctor.
note-holidays-unread = Pyhäpäivien tiedostoa ei voi käyttää, joten mikä tahansa päivä voi olla sellainen: katso bookdesk doctor.
note-holidays-partly = Osaa pyhäpäivien tiedostosta ei voi lukea; muu on voimassa: katso bookdesk doctor.
note-no-zone = { $clinics }: aikavyöhykettä ei ole asetettu, joten tämän koneen vyöhyke pätee ({ $zone }); bookdesk setup asettaa sen.
note-look-up = Se oli vain kysely: sillä ei varattu mitään. Varaus: välilyönti, sitten kenen luo ja milloin.
note-form-left = Lomakkeella on vielä käynti: { $who }. { $key } uudelleen varaa sen.
note-line-not-in-form = Enter näyttää, mitä rivi tarkoittaa; sen jälkeen { $key } varaa.
note-line-emptied = Rivi on tyhjä. { $key } palauttaa sen.
note-line-before = Edellinen rivi on taas tässä. { $key } tyhjentää sen.
note-window-too-small = Mitään ei lähetetty: ikkuna oli liian pieni luettavaksi.
note-read-first = Tämä täytettiin juuri: lue se ääneen, sitten { $key } varaa.
note-card-unread = Tämä avautui juuri: lue se ja paina sitten { $key } uudelleen.
note-booked-already = Aika on varattu. Lomake on tyhjä seuraavaa soittajaa varten.
note-time-not-there = Ensimmäistä vapaata aikaa ei ole vielä saatu: mitään ei varattu.
note-length-not-there = Käynnin kestoa ei ole vielä saatu: mitään ei varattu.
note-list-coming = Hetkinen: luettelo, josta valita, on tulossa.
note-back-to-form = Esc vie takaisin lomakkeelle.
list-no-letters = Tähän ei kirjoiteta. { $key } sulkee tämän.
note-nothing-pasted = Mitään ei liitetty: kohdistin ei ole missään kentässä.
note-key-in-paste = { $key } tuli yhdessä muiden näppäinten kanssa, kuten liitetyssä tekstissä: mitään ei lähetetty. Paina sitä yksin.
note-no-problems = Ei ongelmia: lomakkeen voi varata.
note-under-way = Varaus on jo käynnissä.
note-to-mend = { $count ->
    [one] Ei lähetetty: 1 kohta on ensin korjattava.
   *[other] Ei lähetetty: { $count } kohtaa on ensin korjattava.
}
note-recorded = { $clinic }: { $what }.
note-not-booked-there = { $clinic }: ei varattu. { $key } näyttää syyn.
note-not-booked-here = Ei varattu, { $clinic }: katso Ongelmat. Teksti säilyy; { $key } lähettää uudelleen.
note-not-booked-mend = Ei varattu, { $clinic }: katso Ongelmat. Teksti säilyy.
note-looked-up-further = { $clinic } kieltäytyi. Vielä tarkistetaan, tehtiinkö se silti: odota ennen kuin lähetät uudelleen.
note-recorded-after-all = { $clinic } vastasi sittenkin: { $what }.
note-not-booked-after-all = Klinikka vastasi sittenkin: aikaa ei ole varattu.
note-given-back = Mitään ei lähetetty eikä varattu. Kirjoittamasi on taas tallella.
note-stopped = Pysäytetty. Mitään ei lähetetty.
note-may-still-come = Vastaus voi vielä tulla: odota sitä, ennen kuin varaat tämän uudelleen.
note-form-not-empty = Lomakkeella ({ $clinic }) on jo jotain: varaa tai tyhjennä se ensin ({ $key }).
note-brought-back = Palautettu lomakkeelle. Aikaa ei ole varattu.
note-waits-to-be-sent = Tämä lomake odottaa lähettämistä; Esc pysäyttää sen.
note-being-sent = Tätä lomaketta lähetetään; sitä voi taas muuttaa, kun vastaus on saatu.
note-being-sent-no-paste = Tätä lomaketta lähetetään; mitään ei liitetty.
note-being-booked = Tätä lomaketta varataan; odota vastausta.

# Changes made to a pasted text.
paste-said = Liitetty: { $what }.
paste-first = Liitetty: { $count } ensimmäistä merkkiä.
paste-cut = { $kept } ensimmäistä merkkiä, kaikkiaan { $length }
paste-joined = { $count } riviä yhdistetty yhdeksi
paste-unseen = { $count ->
    [one] 1 näkymätön merkki jätetty pois
   *[other] { $count } näkymätöntä merkkiä jätetty pois
}
paste-marked = { $count ->
    [one] 1 näkymätön merkki näytetään, koska tunnuksissa ei ole niitä
   *[other] { $count } näkymätöntä merkkiä näytetään, koska tunnuksissa ei ole niitä
}

# Differences between an answer and its request.
differs-patient = Vastauksessa on { $other }, varaus koski: { $who }.
differs-provider = Vastauksessa on { $other }, varaus koski: { $who }.
differs-time = Vastauksessa on toinen aika kuin varauksessa.

# The mouse.
mouse-on = Hiiri osoittaa, valitsee ja vierittää. { $key } palauttaa sen päätteelle.
mouse-off = Hiiri on taas päätteen: se valitsee tekstiä.
mouse-sends-nothing = Pelkkä napsautus ei lähetä mitään: paina { $key }.
