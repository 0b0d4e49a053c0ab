# Absences of practitioners.

change-away = { $who } poissa { $when }
change-back = { $who } taas paikalla { $when }
away-already = { $clinic }: tämä poissaolo on jo merkitty.
away-already-do = Mitään ei lähetetty: joku muu on jo merkinnyt sen.
away-no-schedule = { $clinic }: tällä henkilöllä ei ole aikataulua, johon poissaolon voisi merkitä.
away-no-schedule-do = Merkitse se vain näille vastaanotoille, tai pyydä sinne aikataulu.
away-past = Se aika on jo mennyt
away-too-long = Yli { $days } päivän poissaolo merkitään osissa
away-reason-too-long = Syy on liian pitkä
away-line-in-reason = Syy on rivi, joten mitään ei merkitä: se kuuluu pikariville
away-time-in-reason = ”{ $time }” on aika eikä osa syytä: kirjoita ensin aika (11 - pe) ja sitten syy
away-is-made = { $what }: { $clinic } on sittenkin merkinnyt sen.
away-is-unknown = { $what }: vielä ei tiedetä, onko se kohteessa { $clinic }. Asia tarkistetaan; katso Ongelmat.
away-is-not-there = { $what }: ei ole kohteessa { $clinic }. Sen voi merkitä uudelleen.
away-sending = lähetetään
away-entered = merkitty
away-taken-back = peruttu
away-unknown = epäselvä: asia tarkistetaan
away-left-out = ei lähetetty
away-known = on jo merkitty
away-sent-elsewhere = lähetetään: { $desk }, ei vielä tiedossa
away-within = { $who }: tuona aikana on { $count ->
    [one] 1 varattu aika
   *[other] { $count } varattua aikaa
}: { $rows }.
away-within-do = --yes merkitsee poissaolon silti; siirrä ajat, anna ne toiselle tai soita.
away-beyond = { $who } on poissa myös tuon ajan ulkopuolella: { $rows }. { $count ->
    [one] Merkinnän
   *[other] Kunkin merkinnän
} voi perua vain kokonaan.
away-beyond-do = --yes peruu kaiken. Tai ilmoita koko aika.
away-nothing-then = { $who }: tuolle ajalle ei ole merkitty mitään.
away-outcome = { $outcome ->
    [known] { $who } on jo silloin poissa; mitään ei lähetetty.
    [entered] { $who }: { $count ->
        [one] poissaolo on merkitty.
       *[other] { $count } päivää merkitty.
    }
    [removed] { $who }: { $count ->
        [one] 1 poissaolo peruttu.
       *[other] { $count } poissaoloa peruttu.
    }
    [clean] { $who }: mikään ei ole esteenä; mitään ei lähetetty.
    [conflict] Mitään ei lähetetty: { $why }
    [not-sent] Mitään ei lähetetty: { $why }
    [invalid] Mitään ei lähetetty: { $why }
    [unknown] { $who }: vielä ei tiedetä, onko kaikki merkitty; tarkista ennen kuin merkitset uudelleen.
   *[other] Ei tehty: { $why }
}
away-claimed = Tälle ajalle on juuri merkitty poissaolo: { $desk }.
away-under-way = Tämän päivän poissaoloa lähetetään juuri, tulos ei ole vielä tiedossa: { $desk }.
away-not-there = { $clinic }: tätä poissaoloa ei ole merkitty.
away-line = poissa { $when }
away-line-rest-of-day = poissa loppupäivän: { $when }
away-line-list = tulevat poissaolot: Enter luettelee ne
away-days = { $first } – { $last } ({ $count ->
    [one] 1 päivä
   *[other] { $count } päivää
})
away-title = { $who } on poissa
away-title-back = Poissaolon peruminen, { $who }
away-card-booked = Tähän aikaan osuu { $count ->
    [one] 1 ajanvaraus
   *[other] { $count } ajanvarausta
}. { $key } kirjaa poissaolon. Sen jälkeen ne voi siirtää, antaa toiselle tai soittaa.
away-card-nobody = Tähän aikaan ei ole varauksia. { $key } kirjaa poissaolon.
away-card-back = { $key } peruu tämän poissaolon.
away-day-booked = { $count ->
    [one] 1 ajanvaraus
   *[other] { $count } ajanvarausta
}
away-reading = Kalenteria luetaan …
away-working = { $made }/{ $count } lähetetty …
away-partly = { $who }: { $count }/{ $all } päivää tehty, loppuja ei. { $why }
away-all-known = Kaikki on jo kirjattu.
away-all-free = Kaikki on jo kirjattu, eikä se koske enää ketään.
away-all-under-way = Mitään ei ole enää lähetettävänä: mitä ei ole kirjattu, sitä lähetetään, eikä tulos ole vielä tiedossa.
away-what-with = Siihen osuu { $count ->
    [one] 1 ajanvaraus
   *[other] { $count } ajanvarausta
}: m siirtää tai antaa toiselle, x peruu.
away-letters-enter = Tähän ei kirjoiteta mitään: { $book } kirjaa poissaolon; { $close } sulkee kortin.
away-letters-back = Tähän ei kirjoiteta mitään: { $book } peruu poissaolon; { $close } sulkee kortin.
away-letters-working = Tähän ei kirjoiteta mitään: poissaoloa lähetetään; { $key } pysäyttää sen.
away-stopped = Keskeytetty. Loppuja ei lähetetty.
away-one-at-a-time = Poissaoloa lähetetään juuri; hetki.
away-sent-already = Se on jo lähetetty.
away-unreachable = { $clinic } ei vastaa. Mitään ei lähetetty.
away-key-enter = kirjaa poissaolo
away-key-back = peru
away-key-booked = kenellä on aika
away-list-title = Tulevat poissaolot ({ $count }), { $until } asti
away-hours-unread = { $count ->
    [one] 1 ammattilaisen
   *[other] { $count } ammattilaisen
} aikoja ({ $clinic }) ei voitu lukea: niissä olevat poissaolot puuttuvat tästä.
away-in-hours = { $clinic } pitää tämän ammattilaisen työajoissa: se muutetaan siellä, ei täällä.
away-none-coming = Tulevia poissaoloja ei ole, sikäli kuin klinikat tietävät.
away-kept-here = { $clinic } ei pidä kirjaa poissaoloista; se on vain täällä.
away-note = vain täällä
away-noted = Merkitty tänne; klinikalle ei lähetetty mitään.
away-note-removed = Merkintä on poistettu; klinikalle ei lähetetty mitään.
away-not-noted = Sitä ei voitu kirjoittaa: { $why }
away-whose = Valitse ensin ammattilaisen varaus tai sarake.
away-hint = päivät, kellonajat, syy
away-key-shows = näytä kenen aika siihen osuu
away-enter-shows = Enter näyttää kenen aika siihen osuu; vasta siellä sen voi lähettää.
away-unsaved = { $close } uudelleen hylkää tekstin; { $enter } jatkaa sillä.
key-absences = ammattilaisten tulevat poissaolot
    .short = poissa
    .also = poissaolo, loma, sairas, vapaa
help-at-absence = poissaolo
    .first = Päivä päivältä mitä kirjataan ja kenen aika siihen osuu; Enter avaa varauksen.
    .then = { $book } lähettää päivän kerrallaan; { $close } poistuu lähettämättä.
    .last = Kirjaamisen jälkeen m siirtää varaukset, x peruu, { $calls } tekee soittolistan.
help-at-absence-form = milloin joku on poissa
    .first = Päivät ja kellonajat, niiden perään syy, kuten: 24.12.-2.1. loma
    .then = Enter näyttää päivä päivältä kenen aika siihen osuu. Mitään ei vielä lähetetä.
    .last = { $close } poistuu kirjaamatta mitään.
help-at-absences = tulevat poissaolot
    .first = Tulevat poissaolot sellaisina kuin ne ovat klinikoilla.
    .then = Enter näyttää valitun; siinä { $book } peruu sen. b: kenellä on aika.
    .last = Uusi kirjoitetaan pikariville: ki poissa 24.12.-2.1. loma
