# Answers of shell commands, one line each.
shell-done = { $kind ->
    [book] Varattu
    [move] Siirretty
    [cancel] Peruttu
    [remove] Poistettu
   *[status] Muutettu
}, { $clinic }: { $id }
shell-recorded = { $clinic }, { $recorded }: { $id }
shell-incomplete = Varattu uudelleen, eikä vanhan ajan peruutuksesta ole varmuutta, { $clinic }: { $id }
shell-in-part = Kaikkea ei muutettu, { $clinic }: { $id }
shell-not-done = { $kind ->
    [book] Ei varattu
    [move] Ei siirretty
    [cancel] Ei peruttu
    [remove] Ei poistettu
   *[status] Ei muutettu
}: { $why }
shell-not-sent = { $kind ->
    [book] Ei varattu
    [move] Ei siirretty
    [cancel] Ei peruttu
    [remove] Ei poistettu
   *[status] Ei muutettu
}, eikä mitään lähetetty: { $why }
shell-may-be = Ei tiedossa: { $why } Älä lähetä uudelleen; bookdesk tarkistaa asian, kun se seuraavan kerran avataan.
shell-all-the-same = { $kind ->
    [book] --yes varaa silti.
    [move] --yes siirtää silti.
    [cancel] --yes peruu silti.
    [remove] --yes ja --permanently poistavat sen.
   *[status] --yes muuttaa silti.
}
shell-can-go-again = Se ei ole perillä; sen voi lähettää uudelleen.
shell-nothing-against = Mikään ei ole esteenä; mitään ei lähetetty.
shell-something-against = Jokin on esteenä; mitään ei lähetetty.
shell-no-reason = syytä ei tiedetä.
shell-unwritten = Vastausta ei voitu kirjoittaa: { $why }.
shell-was-sandbox = Tämä oli hiekkalaatikko: mikään ei ole totta.

shell-no-such-id = { $clinic } ei tunne aikaa { $id }.
shell-part-of-id = ”{ $typed }” on vain osa tunnuksesta. Koko tunnus: { $ids }
shell-no-id = ”{ $typed }” ei ole minkään ajan tunnus.
shell-id-of-several = ”{ $typed }” ei kerro, mistä klinikasta on kyse: lisää --backend ja { $words }.
shell-panels-there = Ei lisättävää: kaikki nämä paneelit ovat jo mukana.
shell-panels-gone = Ei poistettavaa: nämä paneelit on jo poistettu.
shell-already-gone = { $clinic } ei enää tunne merkintää: se on jo poistettu.

shell-nobody = ”{ $typed }” ei vastaa ketään.
shell-nobody-for-certain = ”{ $typed }” ei kerro selvästi, ketä tarkoitetaan.
shell-look-again = Sama komento uudelleen tarkistaa ensin, samoin avoinna oleva vastaanotto; älä muuta sitä ennen mitään.
shell-several = ”{ $typed }” voi tarkoittaa useaa.
shell-say-which = Tarkenna: { $choices }.
shell-field-of-other-status = { $field } kuuluu toiseen tilaan.
shell-field-only-for = Se on vain tiloille { $statuses }.
shell-line-means-other = Rivi tarkoittaa: { $clinic }, ei { $other }.
shell-line-mend = Jätä --backend pois tai korjaa rivi.

shell-no-answer = { $clinic } ei ole vastannut.
shell-no-specialty = { $clinic }: kenelläkään ei ole erikoisalaa ”{ $typed }”.
shell-no-template = { $clinic }: käyntimallia ”{ $typed }” ei ole.
shell-there-are = On: { $known }.
shell-no-free-times = Ei vapaita aikoja.
shell-no-such-day = Ei selviä, kenen päivää tarkoitetaan.
shell-day-unread = Päivää ei voitu lukea.
shell-part-of-day = { $clinic } ei luettele koko päivää.
shell-numbers-unread = { $count ->
    [one] Yhtä puhelinnumeroa ei voitu lukea.
   *[other] { $count } puhelinnumeroa ei voitu lukea.
}
shell-not-looked-up = ”{ $who }” jäi hakematta. { $why }
shell-nothing-found = mitään ei löytynyt
shell-more = { $count } lisää: --limit näyttää ne

# Lists on a terminal: the heads of the columns, and cells in words.
# Äidinkielisen tarkistettava
shell-head = { $key ->
    [start] alkaa
    [end] päättyy
    [patient] potilas
    [born] syntynyt
    [with] kenen luo
    [status] tila
    [what] syy
    [backend] klinikka
    [phone] puhelin
    [result] tulos
    [attempts] soittoja
    [noted_at] merkitty
    [noted_by] merkitsi
    [since] alkaen
    [wished] toive
    [by] merkitsi
    [code] koodi
    [name] nimi
    [detail] lisätieto
    [day] päivä
    [time] aika
    [about] aihe
    [for] soittaa
    [away] poissa
   *[id] tunnus
}
shell-status = { $word ->
    [sending] lähetetään
    [unknown] epäselvä
   *[free] vapaa
}
shell-result = { $word ->
    [reached] tavoitettu
    [not-reached] ei tavoitettu
   *[left-word] viesti jätetty
}
shell-no-panel-id = ”{ $panel }” ei ole paneelin tunnus ({ $clinic }): `bookdesk find panels` luettelee ne tunnuksineen. Mitään ei lähetetty.
