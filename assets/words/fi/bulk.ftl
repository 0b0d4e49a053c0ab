### Several changes at once, and a series.

bulk-title = { $kind ->
    [cancel] { $count ->
        [one] Peru 1 aika: { $clinic } ({ $mode })
       *[other] Peru { $count } aikaa: { $clinic } ({ $mode })
    }
    [move] { $count ->
        [one] Siirrä 1 aika: { $clinic } ({ $mode })
       *[other] Siirrä { $count } aikaa: { $clinic } ({ $mode })
    }
    [status] { $count ->
        [one] Muuta 1 ajan tila: { $clinic } ({ $mode })
       *[other] Muuta { $count } ajan tila: { $clinic } ({ $mode })
    }
   *[book] { $count ->
        [one] Varaa 1 aika: { $clinic } ({ $mode })
       *[other] Varaa { $count } aikaa: { $clinic } ({ $mode })
    }
}
bulk-state =
    .left-out = jätetty pois
    .reading = luetaan…
    .ready = lähetettävissä
    .conflict = ei vapaa
    .no-time = ei aikaa
    .waiting = odottaa
    .checking = tarkistetaan…
    .sending = lähetetään…
    .asked-to-wait = klinikka pyytää odottamaan
bulk-no-time =
    .none-free = { $with }: ei tunnettua vapaata aikaa 4 viikkoon. Kirjoita aika tai joku toinen.
    .unpublished = { $with } ei julkaise vapaita aikoja eikä työaikoja. Kirjoita aika tai joku muu.
    .unread = { $with }: vapaita aikoja ei voitu lukea. Kirjoita nimi uudelleen tai aika.
bulk-other-time = toinen aika
bulk-other-times = { $count ->
    [one] 1 ei ole pyydetty aika: katso rivi, jolla on ~.
   *[other] { $count } eivät ole pyydettyjä aikoja: katso rivit, joilla on ~.
}
bulk-asked-otherwise = pyydetty: { $asked }
bulk-has-not-left = Ajan vie käynti { $when }: sitä ei siirretty.
bulk-may-have-left = Ajan vie käynti { $when }: vielä ei tiedetä, siirrettiinkö se.
bulk-does-not-leave = Ajan vie käynti { $when }: se jää siihen.
bulk-second-visit = { $who }: { $day } on sitten kaksi käyntiä, toinen kello { $time }.
bulk-untimely = kysyy ensin
bulk-another-time = Muu aika tai kenen luo ›
bulk-another-time-hint = Tab: kaikki rivit
bulk-takes-no-text = Tälle riville ei kirjoiteta mitään: Delete jättää sen pois.
bulk-progress = { $number }/{ $count }: { $row }
bulk-reading-days = Kalenteria luetaan: { $count ->
    [one] 1 päivä jäljellä.
   *[other] { $count } päivää jäljellä.
}
bulk-all-free = { $count ->
    [one] Aika on vapaa. Mitään ei ole vielä lähetetty.
    [2] Molemmat ajat ovat vapaita. Mitään ei ole vielä lähetetty.
   *[other] Kaikki { $count } aikaa ovat vapaita. Mitään ei ole vielä lähetetty.
}
bulk-all-ready = { $count ->
    [one] Se on lähetettävissä. Mitään ei ole vielä lähetetty.
   *[other] Kaikki { $count } ovat lähetettävissä. Mitään ei ole vielä lähetetty.
}
bulk-some-clear = { $count } voidaan lähettää, { $conflicts } ei tällaisenaan: katso rivit, joissa on !.
bulk-done = { $made }/{ $count } tehty.
bulk-done-unknown = { $count ->
    [one] Yksi on ehkä tehty: ohjelma tarkistaa sen.
   *[other] { $count } on ehkä tehty: ohjelma tarkistaa ne.
}
bulk-done-open = { $count ->
    [one] 1 on vielä auki.
   *[other] { $count } on vielä auki.
}
bulk-not-free = { $count ->
    [one] 1 ei ole vapaa: kirjoita sille toinen aika, tai Esc sulkee luettelon ilman sitä.
   *[other] { $count } ei ole vapaana: kirjoita kullekin toinen aika, tai Esc sulkee luettelon ilman niitä.
}
bulk-cancels-for-good = { $clinic }: perumista ei voi ottaa takaisin.
bulk-not-booked = { $count ->
    [one] Ei varattu, koska aika ei ollut vapaa: { $when }. Sitä ei yritetä uudelleen.
   *[other] Ei varattu, koska ajat eivät olleet vapaita: { $when }. Niitä ei yritetä uudelleen.
}
bulk-under-way = Listaa lähetetään, { $done }/{ $count } tehty: muuta ei sillä välin lähetetä.
bulk-still-reading = Kalenteria luetaan vielä. Mitään ei lähetetty.
bulk-nothing-to-send = Lähetettävää ei ole: kaikki on tehty, jätetty pois, ei vapaana tai ilman aikaa.
bulk-unreachable = { $clinic } ei vastaa. Loput odottavat Lähtevissä.
bulk-stopped = Pysäytetty. Lähettämättömät odottavat.
bulk-stopped-as = Pysäytetty: { $why }
bulk-time-stays = Sille ei voi antaa tätä aikaa.
bulk-reason-not-taken = Enter ottaa kirjoitetun syyn; sitten { $key } lähettää.
bulk-reason-may-be-line = Onko ”{ $typed }” syy? Se voi olla seuraavan soittajan rivi. Enter ottaa sen syyksi, { $clear } tyhjentää.
bulk-time-not-taken = Enter ottaa kirjoitetun ajan; sitten { $key } lähettää.
bulk-none-between = muiden käyntien välissä ei ole vapaata
bulk-none-between-in-row = välissä ei vapaata
bulk-no-alternative = Tälle riville ei tunneta muuta vapaata aikaa. Kirjoita aika.
bulk-stop-first = Pysäytä lista ensin Esc-näppäimellä.
bulk-is-over = Tämä on jo lähetetty.
bulk-is-done = { $kind ->
    [book] Sarja on varattu.
   *[other] Kaikki on tehty.
} { $key } vie seuraavaan soittajaan.
bulk-nothing-to-undo = Tästä luettelosta ei ole vielä tehty mitään.
bulk-enter = Enter ei lähetä mitään: { $key } lähettää. Kirjoita toinen aika tai jätä rivi pois.
bulk-series-incomplete = Täytä ensin lomake ja paina sitten rivillä uudelleen Enter: sarja alkaa siitä.
bulk-key-send = { $kind ->
    [book] varaa { $count }
    [move] siirrä { $count }
    [cancel] peru { $count }
    [status] aseta { $count }
   *[other] lähetä { $count }
}
bulk-key-stop = pysäytä tämän jälkeen
bulk-key-meanwhile = tee välillä muuta
bulk-key-alternative = ota toinen aika
bulk-key-leave-out = jätä pois
bulk-key-mend = korjaa yksitellen
series-reading = Sarjan myöhempiä aikoja luetaan…
series-to-when = Kirjoita tai valitse ensin uusi aika: kaikki myöhemmät siirtyvät yhtä paljon.
series-not-read = Myöhempiä aikoja ei voitu lukea: { $clinic }. Mitään ei lähetetty.
series-none = Sarjan myöhempiä aikoja ei tunneta. Mitään ei lähetetty.
now-cancel-series = tämä ja kaikki myöhemmät
bulk-reason = Syy kaikille ›
queue-left-several = { $count } muutosta odottaa Lähtevissä, lähettämättä: siellä a avaa ne listana.
bulk-key-this-row = tämä rivi
bulk-key-all-rows = kaikki rivit
bulk-key-reason = muu syy
bulk-nobody-so-called = Kukaan tai mikään paikka ei ole sen niminen.
