# Messages about the entry line and the lists that it searches.
line-type-something = Kirjoita syntymäaika ja alkukirjain, lyhenne ja malli; Tab: lomake.
line-for-whom = Kenelle? Syntymäaika ja alkukirjain, tai nimi.
line-for-whom-or-free = Kenelle? Syntymäaika ja alkukirjain, tai nimi. { $key } näyttää vapaat ajat.
line-key-adds = Uuden lisää { $key }.
line-nobody-fits = Kukaan luettelossa ei sovi.
line-one-moment = Hetkinen: etsitään, ketä tarkoitetaan.
line-mend = Korjaa sana, tai tyhjennä rivi: { $key }.
line-pick-or-mend = Valitse ensin: { $digits }. Tai korjaa sana; { $key } tyhjentää rivin.
line-add-or-mend = { $adds } lisää potilaan. Tai korjaa sana; { $key } tyhjentää rivin.
line-no-lists = Luetteloita ei saada nyt. Tab vie lomakkeelle; sinne voi kirjoittaa tunnuksen.
line-maybe-elsewhere = { $said } voi olla joku muukin: luetteloa ei voitu lukea, { $clinic }.
line-no-lists-at = { $clinic }: luetteloita ei saada nyt; kirjoita tunnus lomakkeelle.
line-namesakes = Haku ei onnistunut, { $clinic }: siellä voi olla kaimoja.
line-under-way = Tätä lomaketta varataan parhaillaan; odota vastausta.
line-no-letter-left = Kaikki kuusi kirjainta on käytössä: tyhjennä ensin lomake, { $clinic }.
line-parked = Lomakkeella ollut on tallessa: { $letter }.

people-not-searched = Klinikasta ei voitu hakea; jatka kirjoittamista, tai kirjoita tunnus.
people-so-far = { $count } henkilöä luettu
people-stopped = Pysäytetty: { $count } henkilöä luettu. Jatkuu, kun palaat tähän kenttään.
line-what-is-coming = varatut ajat
line-also-there = siellä myös klo { $times }
line-first-free = seuraava vapaa
line-form-has = lomakkeessa: { $when }
line-form-no-time = ei aikaa
line-next-times = muut vapaat
line-did-you-mean = Tarkoititko jotakuta näistä?
line-down-then = ↓, sitten { $digits }
line-digits-two = 1 tai 2
line-digits-three = 1, 2 tai 3
line-digits-more = 1–{ $last }
line-did-you-mean-word = Tarkoititko tätä?
line-which-birth = Kumpi syntymäaika se on?
line-born-on = syntynyt { $date }
line-lengths = kestoa
line-length = { $count } min
line-right-after = heti perään
line-minutes-later = { $minutes ->
    [one] ei heti perään: 1 minuutin päästä siitä
   *[other] ei heti perään: { $minutes } minuutin päästä siitä
}
line-in-the-past = jo mennyt
line-moves = siirrä → { $to } (nyt { $from })
line-verb = { $verb ->
    [next-status] seuraava tila: { $from }
    [not-come] ei saapunut: { $from }
    [details] muuta { $from }
   *[cancel] peru { $from }
}
line-reason = syy: { $reason }
line-verb-of-all = { $verb ->
    [move] siirrä { $count } aikaa
    [next-status] seuraava tila: { $count } aikaa
    [not-come] ei saapunut: { $count } aikaa
   *[cancel] peru { $count } aikaa
}
line-changes-details = { $details }: { $from }
line-new-length = kesto → { $to }
line-detail = { $label } → { $text }
line-several-fit = { $are ->
    [all] { $who }: { $count } varausta.
   *[some] { $who }: { $count } tällaista varausta.
}
line-none-then = { $who }: silloin ei ole aikaa.
line-none-of-kind = { $who }: sellaista aikaa ei ole tulossa.
line-next-free = seuraava vapaa aika
line-fewer-to-change = { $who }: tulevia aikoja on vain { $count }.
line-asking-for-appointments = haetaan aikoja
line-clinic-away = { $clinic }: ei yhteyttä juuri nyt. Ajat näkyvät, kun yhteys palaa.
line-appointments-not-read = Aikoja ei voitu hakea; katso ongelmat.
line-not-on-record-yet = Aikaa ei ole vielä vahvistettu; sitä voi muuttaa vasta sen jälkeen.
line-left-out-unconfirmed = Vielä vahvistamatta, joten jätetty pois: { $count }.
line-verbs-in-desk-only = Rivi, jossa on > tai -, muuttaa aikaa, ja tässä varataan: move, cancel ja status tekevät sen tunnuksella.
line-of-another-command = Tässä varataan, ja rivi pyytää muuta. { $command ->
    [none] Sen tekee vain koko näytön näkymän syöttörivi.
   *[other] Sen tekee bookdesk { $command }.
}
series = { $step ->
    [day] { $count } päivää peräkkäin
    [month] { $count } kertaa, kuukausittain
   *[week] { $count } kertaa, viikoittain
}
line-series-twice = sarjaa
line-series-bounds = { $said } ei ole varattavissa oleva sarja.
line-series-bounds-do = Sarjassa on { $fewest }–{ $most } käyntiä: x6w viikoittain, x4d päivittäin, x3m kuukausittain.
line-series-in-desk-only = Sarja varataan vain koko näytön näkymässä; varaustiedostoa varten on batch.
line-times = aikaa
line-nothing-before = Täällä ei ole juuri varattu aikaa.
line-say-when = Kerro, milloin.
line-nobody-usual = Aiemmista käynneistä ei selviä ketään.
line-no-last-visit = Ei käyntejä viimeksi kuluneen vuoden aikana.
line-say-what = Kerro, kenen luo ja mitä varten.
line-at-counter = tiskillä: vapaana tästä minuutista alkaen
line-past-unread = Aiempia käyntejä ei voi lukea.
line-with-whom = Kerro, kenen luo aika tulee.
line-who-waits = ketkä odottavat nyt: Enter avaa päivänäkymän
line-waiting-list = jonotuslista: Enter avaa sen
line-digits-given-back = Siitä alkaa syntymäaika: mitään ei valittu. { $key } palauttaa edellisen rivin.
