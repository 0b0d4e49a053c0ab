### Moving and cancelling an appointment.

change-none = Mitään aikaa ei ole näkyvissä. Avaa aika päivästä tai varaa uusi.
change-not-live = Tämä aika on peruttu tai mennyt: muutettavaa ei ole.
change-not-known = { $clinic } ei kerro, kenen aika tämä on tai milloin se on, joten sitä ei voi siirtää täältä.
change-from = mistä
change-to = mihin
change-to-nothing = kirjoita aika tai valitse ↓-näppäimellä
change-times-asking = haetaan vapaita aikoja…
change-times-none = vapaita aikoja ei tiedossa; kirjoita aika
change-enter = Enter ei lähetä mitään: { $key } lähettää.
change-altered-meanwhile = Aikaa on sillä välin muutettu
change-altered-meanwhile-to = Aikaa on sillä välin muutettu: { $facts }
change-altered-fact = { $what }: { $changes }
change-altered-nothing = ei tietoa
change-altered-meanwhile-do = Mitään ei lähetetty. Näin aika on nyt; katso sitä ja paina näppäintä uudelleen, jos muutos on yhä oikea.
change-not-made = { $clinic }: mitään ei muutettu.
change-from-to = { $from } → { $to }
# The same in words, for those who listen.
spoken-from-to = nykyinen { $from }, uusi { $to }
spoken-instead = sen sijaan { $time }
written-nobody = ei nimetty
written-no-length = kestoa ei ole annettu
written-for-desks = Kaikille työpisteille: { $what }.
written-late = tänään { $minutes ->
    [one] 1 minuutin
   *[other] { $minutes } minuuttia
} myöhässä
written-not-late = ei enää myöhässä
written-waits = jonotuslistalle, { $wished }
change-then = sitten
change-then-cancels = vanha aika perutaan
change-with-now = nyt
change-replace = { $changes }, { $with }; sen jälkeen vanha aika perutaan
change-first = ensin
change-first-books = käynti varataan potilaalle { $who }
change-then-cancels-of = potilaan { $who } aika perutaan: { $reason }
change-replace-patient = { $changes }, { $when }; sen jälkeen potilaan { $from } aika perutaan
change-cancel = peru { $when }
change-status = tila: { $changes }, { $when }
change-not-begun = Aika alkaa { $when }: vasta sen jälkeen voi merkitä, ettei potilas saapunut.
change-over = Tila on { $status }: siirrettävää tai peruttavaa ei enää ole.
why-not-known = ilman potilasta tai aikaa
why-no-such-call = ei onnistu: { $clinic }
why-not-begun = ei vielä alkanut
untimely-another-day = Tämä aika ei ole tänään, vaan { $when }.
untimely-draw = Tämä näytteenotto ei ole tänään, vaan { $when }. Näytteenottoa ei voi perua jälkikäteen.
untimely-not-begun = Se alkaa { $when }, eikä { $to } seuraa tilaa { $from }.
untimely-for-another = Se alkoi { $when }: oikean potilaan aika olisi menneisyydessä.
untimely-over = { $when } on jo mennyt. Jos tarkoitat toista päivää, kirjoita sekin.
change-has-status = Ajalla on jo tämä tila.
ask-take-back-means = Aika on { $status }. Sen tilaksi tulisi { $to }.
side-effect-cancelled = Tähän aikaan on varattu { $count } potilasta: aika perutaan kaikilta.
side-effect-moved = Tähän aikaan on varattu { $count } potilasta: aika siirretään kaikilta.
side-effect-longer = Tähän aikaan on varattu { $count } potilasta: aika pitenee tai lyhenee kaikilta.
side-effect-not-come = Tähän aikaan on varattu { $count } potilasta: kaikki merkitään saapumatta jääneiksi.
side-effect-not-copied = Uuteen aikaan ei siirry: { $what }.
now-not-come-from = ei saapunut (klo { $time } alkaen)
cancel-reason =
    .patient-request = potilaan toive
    .patient-ill = potilas on sairas
    .not-needed = hoitoa ei enää tarvita
    .provider-ill = ammattilainen on sairas
    .provider-away = ammattilainen tai toimipiste ei käytettävissä
    .booked-in-error = varattu vahingossa
change-own-reason = muu: { $words }
change-interrupted = Tähän kirjoitettiin muuta: { $clear } tyhjentää sen, sitten { $key }.
change-reason-is-line = Tämä on rivi eikä syy: mitään ei peruta.
change-reason-is-line-do = { $clear } tyhjentää sen. { $close } sulkee; se kuuluu pikariville.
change-one-of = { $place }/{ $count }
cancel-given-to-another = siirretty toiselle ammattilaiselle
cancel-wrong-patient = väärä potilas
change-look-first = Ohjelma tarkistaa sen itse palvelusta { $clinic }. Älä vielä muuta sitä uudelleen.
change-refused = { $clinic } kieltäytyi: { $said }
change-refused-without-reason = { $clinic } kieltäytyi syytä kertomatta.
change-conflict = { $clinic }: aikaa ei voi enää muuttaa; se on peruttu, näyte on otettu tai aikaa on sillä välin muutettu.
change-not-found = { $clinic }: sellaista aikaa ei enää ole.
change-not-found-do = Mitään ei muutettu: se on poistettu sieltä, tai tunnus on muista tiedoista (testi tai tuotanto).
change-panel-not-found = { $clinic } ei tunne jotakin näistä paneeleista tai aikaa.
change-no-such-call = { $clinic }: tätä ei voi tehdä täältä.
capability-missing = { $what ->
    [book] { $clinic }: aikoja ei voi varata täältä, koska palvelin ei tarjoa sitä.
    [alter] { $clinic }: aikoja ei voi muuttaa täältä, koska palvelin ei tarjoa sitä.
    [add-patient] { $clinic }: uusia potilaita ei voi lisätä täältä, koska palvelin ei tarjoa sitä.
    [correct-patient] { $clinic }: potilaan tietoja ei voi korjata täältä, koska palvelin ei tarjoa sitä.
   *[mark-slots] { $clinic } pitää vapaat aikansa itse.
}
capability-elsewhere = Tee se klinikan omassa ohjelmassa.
change-stands = Aika on ennallaan.
change-altered-by-others = { $clinic }: aika ei ole entisellään eikä niin kuin pyydettiin. Katso aikaa ja kerro sitten, miten kävi.
now-undo-cancelling = peru peruutus
now-book-again = sama käynti uudelleen
shown-book-again = Sama käynti on lomakkeella, vain aika puuttuu.
now-slip = lappu
now-history = historia
history-title = Ajanvarauksen { $id } historia ({ $count } merkintää täällä)
history-nothing = Tästä ajasta ei ole merkintöjä täällä.
now-help = näppäimet
change-is-so = Aika on jo silloin ja siellä.
open-unknown = { $clinic }: tällä tunnuksella ei ole aikaa (404). Tarkista kirjaimet ja numerot.
open-no-id = Tämä ei ole palvelun { $clinic } ajanvarauksen tunnus.
palette-open = avaa ajanvaraus tunnuksella: kirjoita tunnus tähän
change-reason-unusable = Kerro syy enintään 500 merkillä.
done-title = Tänään tehty ({ $count })
done-title-newest = Tänään tehty, uusimmat { $count }; `bookdesk audit export` näyttää kaikki
done-nothing = Tänään ei ole varattu, siirretty eikä peruttu mitään.
done-key-undo = kumoa
undo-nothing = Tällä työpisteellä ei ole muutettu tänään mitään.
undo-open = Vielä ei tiedetä, tehtiinkö se. Kumoa se, kun se selviää.
undo-last-open = Vielä ei tiedetä, tehtiinkö viimeinen muutos: { $who }, { $visit }. Kumoa se, kun se selviää.
undo-takes-back = Tämä kumoaa sen, mitä tehtiin kello { $at }: { $what }.
undo-as-before = Se on jo niin kuin ennen. Kumottavaa ei ole.
undo-final = { $kind ->
    [cancel] { $clinic } ei palauta peruttua aikaa. Varaa se uudelleen.
    [remove] { $clinic } ei säilytä poistetusta merkinnästä mitään. Varaa se uudelleen.
   *[other] { $clinic } ei pysty kumoamaan sitä.
}
undo-not-on-record = Täällä ei ole tietoa siitä, mitä oli ennen. Avaa aika ja muuta se käsin.
undo-text-stays = Tekstiä, jota ei ollut ennen, ei voi poistaa ({ $clinic }). Kirjoita oikea sen päälle.
undo-of-absence = Sen voi kumota poissaolojen luettelossa.
undo-altered-since = Joku on muuttanut sitä sen jälkeen: { $facts }.
undo-list-reading = Luetaan ajat, joiden muutokset perutaan…
undo-list-takes-back = Tämä peruu sen, mitä yhdessä luettelossa tehtiin kello { $at }: { $count } muutosta.
undo-list-nothing = Mitään näistä { $count } muutoksesta ei peruta. { $why }
undo-list-left = { $count } jää ennalleen: { $why }
undo-unread = { $clinic }: tietoja ei voitu lukea. Peru muutos, kun se onnistuu.
undo-asks = `--yes` kumoaa sen.
undo-noted-as-dead = Muistiinpano potilaasta { $who } sanoo yhä ”{ $note }”. { $how }
undo-noted-as-dead-key = Hae potilas, sitten { $key } poistaa muistiinpanon.
undo-noted-as-dead-shell = `bookdesk note` tyhjällä tekstillä poistaa sen.
done-waiting = jonotuslistalla
done-just-before = Tehty juuri ennen käynnistystä:
done-before = { $count ->
    [one] Juuri ennen käynnistystä varattiin tai muutettiin yksi aika: { $key } näyttää sen.
   *[other] Juuri ennen käynnistystä varattiin tai muutettiin { $count } aikaa: { $key } näyttää ne.
}
slots-not-kept = Tehty, mutta julkaistua aikaa ei voitu merkitä ({ $clinic }); sitä yritetään uudelleen.
slots-given-up = Tehty, mutta julkaistua aikaa ei voitu merkitä ({ $clinic }): merkitse se siellä itse.
slots-forbidden = Tehty, mutta tällä avaimella ei voi merkitä aikoja ({ $clinic }): merkitse ne siellä itse.

change-details = { $what }: { $changes }
change-details-of = { $facts }, { $when }
details-nothing = ei mitään
details-emptied = Kohtaa “{ $field }” ei voi tyhjentää täältä.
details-emptied-do = Kirjoita tilalle uusi tieto.
now-next-detail = seuraava rivi
details-is-line = Se on rivi, ei tieto: mitään ei muuteta.
details-in-part = { $clinic }: kaikkea ei muutettu. Ei pyydetyn mukainen: { $fields }.
details-of-another = { $clinic }: tällä ajalla on nyt toinen potilas, ammattilainen tai ajankohta, tai se ei toteudu: katso sitä ensin.
details-unchanged = Nämä tiedot ovat jo siellä: mikään ei muuttuisi.
details-length = { $changes } ({ $until } asti)
details-which-patient = Kuka potilas? Valitse ↓-näppäimellä ja Enterillä.
details-of-group = Tähän aikaan on varattu { $count } potilasta: sitä ei voi antaa täältä toiselle.
details-not-given = Aikaa ei voi enää antaa toiselle potilaalle: se on ohi tai peruttu, tai sen ajankohtaa ei tiedetä.

# Messages with a variant for each kind of change.
change-title = { $kind ->
    [remove] Poista tämä merkintä: { $clinic } ({ $mode })
    [book] Varaa jonotuslistalta: { $clinic } ({ $mode })
    [cancel] Peru tämä aika: { $clinic } ({ $mode })
    [status] Tämän ajan tila: { $clinic } ({ $mode })
    [details] Tämän ajan tiedot: { $clinic } ({ $mode })
    [panels] Tämän näytteenoton paneelit: { $clinic } ({ $mode })
    [confirm] Näyte otettu: { $clinic } ({ $mode })
   *[move] Siirrä tämä aika: { $clinic } ({ $mode })
}
change-label = { $kind ->
    [remove] Poista
    [cancel] Syy
    [status] Uusi tila
    [details] Uusi
    [panels] Paneeli
    [confirm] Viivakoodi
   *[move] Uusi aika
}
change-not-clear = { $kind ->
    [remove] Tätä merkintää ei voi poistaa.
    [cancel] Miksi? Valitse syy näppäimellä ↓; kirjoitus rajaa, viimeinen on omin sanoin.
    [status] Mikä tila? Valitse ↓-näppäimellä tai kirjoita alkukirjaimet.
    [details] Mikään ei vielä muutu: valitse rivi ↓-näppäimellä ja kirjoita uusi tieto.
    [panels] Mikään ei vielä muutu: valitse ↓-näppäimellä, Enter lisää tai poistaa.
    [confirm] Viivakoodi tarvitaan kahdesti, vain numeroita, sama kummallakin kerralla.
   *[move] Uusi aika ei ole vielä selvä: kirjoita aika tai valitse ↓-näppäimellä.
}
# Äidinkielisen tarkistettava
now-toggle-panel = lisää tai poista
# Äidinkielisen tarkistettava
now-take-barcode = viivakoodi uudelleen
now-change = { $kind ->
    [book] varaa
    [remove] poista merkintä
    [cancel] peru aika
    [status] aseta tila
    [details] muuta tietoja
    [panels] muuta paneeleita
    [confirm] näyte otettu
   *[move] siirrä
}
note-replaced = Varattu: { $with }, { $clinic }. Seuraavaksi vanha aika perutaan.
note-replaced-patient = Varattu: { $who }, { $clinic }. Seuraavaksi väärän potilaan aika perutaan.
note-patient-changed = { $clinic }: potilas on vaihdettu.
second-step-failed = Kaikkea ei tehty ({ $clinic }): katso Ongelmat.
second-step-withheld = Vanha aika ei ole enää ennallaan: sitä ei peruttu. Katso Lähtevät.
second-step-lost = { $loss ->
    [gone] Uutta aikaa { $new } ei enää ole. Siksi vanhaa aikaa { $old } ei peruttu.
    [cancelled] Uusi aika { $new } on peruttu. Siksi vanhaa aikaa { $old } ei peruttu.
    [other-patient] Uusi aika { $new } on nyt toisen potilaan. Siksi vanhaa aikaa { $old } ei peruttu.
    [other-provider] Uusi aika { $new } on nyt toisen ammattilaisen luona. Siksi vanhaa aikaa { $old } ei peruttu.
   *[unread] Uutta aikaa { $new } ja vanhaa aikaa { $old } ei voitu molempia lukea. Siksi vanhaa ei peruttu.
}
second-step-lost-do = Katso molemmat ajat. Ota tämä vaihe pois Lähtevistä; peru { $old } erikseen vain, jos se ei toteudu.
second-step-twice = { $unknown ->
    [true] Uusi aika { $new } varattiin. Ei tiedetä, onko vanha aika { $old } peruttu: potilaalla voi olla kaksi aikaa.
   *[other] Uusi aika { $new } varattiin, eikä vanhaa { $old } ole peruttu: potilaalla voi olla kaksi aikaa.
}
second-step-twice-patient = { $unknown ->
    [true] Uusi aika { $new } varattiin oikealle potilaalle. Ei tiedetä, onko väärän potilaan aika { $old } peruttu: käynti voi olla varattu molemmille.
   *[other] { $new } varattiin oikealle potilaalle, eikä väärän aikaa { $old } ole peruttu: käynti voi olla varattu molemmille.
}
# Äidinkielisen tarkistettava: mitä potilaasta sanotaan kussakin tilassa.
note-status = { $status ->
    [arrived] { $who } on täällä ({ $time }).
    [checked-in] { $who } on ilmoittautunut ({ $time }).
    [fulfilled] { $who }: käynti on päättynyt ({ $time }).
    [noshow] { $who } ei saapunut.
    [booked] { $who }: aika on varattu.
   *[other] { $who }: aika on nyt { $said }.
}
note-made = { $kind ->
    [remove] Merkintä on poissa: { $clinic } ei säilytä siitä mitään.
    [move] Siirretty: { $clinic }.
    [cancel] Peruttu: { $clinic }.
    [status] { $clinic }: uusi tila on asetettu.
    [details] { $clinic }: tiedot on muutettu.
    [panels] { $clinic }: paneelit on muutettu.
    [confirm] { $clinic }: näyte on merkitty otetuksi.
   *[book] Varattu: { $clinic }.
}
note-made-after-all = { $kind ->
    [remove] { $clinic } vastasi sittenkin: merkintä on poistettu.
    [move] { $clinic } vastasi sittenkin: aika on siirretty.
    [cancel] { $clinic } vastasi sittenkin: aika on peruttu.
    [status] { $clinic } vastasi sittenkin: tila on asetettu.
    [details] { $clinic } vastasi sittenkin: tiedot on muutettu.
    [panels] { $clinic } vastasi sittenkin: paneelit on muutettu.
    [confirm] { $clinic } vastasi sittenkin: näytteenotto on vahvistettu.
    [away] { $clinic } vastasi sittenkin: poissaolo on merkitty.
    [back] { $clinic } vastasi sittenkin: poissaolo on peruttu.
   *[book] { $clinic } vastasi sittenkin: aika on varattu.
}
outbox-found = { $kind ->
    [remove] { $clinic }: merkintää ei enää ole.
    [move] { $clinic }: aika on siirretty.
    [cancel] { $clinic }: aika on peruttu.
    [status] { $clinic }: uusi tila on asetettu.
    [details] { $clinic }: tiedot on muutettu.
    [panels] { $clinic }: paneelit on muutettu.
    [confirm] { $clinic }: näyte on merkitty otetuksi.
    [away] { $clinic }: poissaolo on merkitty.
    [back] { $clinic }: poissaoloa ei enää ole.
   *[book] { $clinic }: aika on varattu.
}
change-made = { $kind ->
    [remove] poistettu
    [move] siirretty
    [cancel] peruttu
    [status] tila asetettu
    [details] tiedot muutettu
    [panels] paneelit muutettu
    [confirm] näyte otettu
    [away] poissaolo merkitty
    [back] poissaolo peruttu
   *[book] varattu
}
change-patient-changed = potilas vaihdettu
shown-sending = { $kind ->
    [remove] poistetaan… { $seconds } s, { $clinic }, { $mode }
    [move] siirretään… { $seconds } s, { $clinic }, { $mode }
    [cancel] perutaan… { $seconds } s, { $clinic }, { $mode }
    [status] asetetaan tilaa… { $seconds } s, { $clinic }, { $mode }
    [details] muutetaan tietoja… { $seconds } s, { $clinic }, { $mode }
    [panels] muutetaan paneeleita… { $seconds } s, { $clinic }, { $mode }
    [confirm] vahvistetaan näytteenottoa… { $seconds } s, { $clinic }, { $mode }
   *[book] varataan… { $seconds } s, { $clinic }, { $mode }
}
verdict-may-be-made = { $kind ->
    [remove] Merkintä voi olla poistettu.
    [move] Aika voi olla siirretty.
    [cancel] Aika voi olla peruttu.
    [status] Tila voi olla asetettu.
    [details] Tiedot voivat olla muutettu.
    [panels] Paneelit voivat olla muutettu.
    [confirm] Näytteenotto voi olla vahvistettu.
    [away] Poissaolo on voitu merkitä.
    [back] Poissaolo on voitu perua.
   *[book] Aika voi olla varattu.
}
problem-not-made = { $kind ->
    [remove] Ei poistettu — { $what }
    [move] Ei siirretty — { $what }
    [cancel] Ei peruttu — { $what }
    [status] Tilaa ei asetettu — { $what }
    [details] Tietoja ei muutettu — { $what }
    [panels] Paneeleita ei muutettu — { $what }
    [confirm] Näytteenottoa ei vahvistettu — { $what }
    [away] Poissaoloa ei merkitty — { $what }
    [back] Poissaoloa ei peruttu — { $what }
   *[book] Ei varattu — { $what }
}
problem-time-taken = Ei varattu: aika on jo jollakulla.
problem-not-sent = { $kind ->
    [remove] Ei poistettu, ei lähetetty — { $what }
    [move] Ei siirretty, ei lähetetty — { $what }
    [cancel] Ei peruttu, ei lähetetty — { $what }
    [status] Tilaa ei asetettu, ei lähetetty — { $what }
    [details] Tietoja ei muutettu, ei lähetetty — { $what }
    [panels] Paneeleita ei muutettu, ei lähetetty — { $what }
    [confirm] Näytteenottoa ei vahvistettu, ei lähetetty — { $what }
    [away] Poissaoloa ei merkitty, ei lähetetty — { $what }
    [back] Poissaoloa ei peruttu, ei lähetetty — { $what }
   *[book] Ei varattu, ei lähetetty — { $what }
}
# Äidinkielisen tarkistettava
outbox-not-there = { $kind ->
    [book] { $clinic }: aikaa ei ole siellä.
    [move] { $clinic }: aika ei ole uudessa kohdassa.
    [cancel] { $clinic }: aikaa ei ole peruttu.
    [away] { $clinic }: poissaoloa ei ole merkitty.
    [back] { $clinic }: poissaolo on edelleen merkittynä.
   *[other] { $clinic } näyttää ajan ennallaan.
}
outbox-not-there-note = { $kind ->
    [book] Varausta ei tehty, { $clinic }: sen luonnos on Lähtevissä.
   *[other] Muutosta ei tehty, { $clinic }: se on Lähtevissä.
}
outbox-bring-back = { $kind ->
    [book] Enter tuo sen lomakkeelle; mitään ei lähetetä itsestään.
   *[other] Enter tuo sen takaisin; mitään ei lähetetä itsestään.
}
change-in-part = osittain tehty
change-not-there = { $kind ->
    [book] ei löydy
   *[other] ei tehty
}

# Blood draws.
change-panels = { $adds ->
    [true] lisää { $panels }, { $when }
   *[other] poista { $panels }, { $when }
}
change-confirm = näyte otettu, { $when }
change-drawn = Näyte on jo otettu, tai { $clinic } ei kerro, että se olisi vielä ottamatta: tätä ei voi enää muuttaa.
draw-again = Sama uudelleen
draw-once-more = Nyt sama viivakoodi uudelleen.
draw-differs = Tämä ei ole sama viivakoodi kuin äsken. { $key } aloittaa alusta.
draw-no-barcode = Viivakoodissa on vain numeroita.
change-remove = poista merkintä { $when }
ask-remove-whom = { $who }, { $when }.
ask-remove-means = Vain vahingossa tehdylle merkinnälle. Poisto on lopullinen: { $clinic } ei säilytä siitä mitään. Käynnin voi perua: silloin sen historia säilyy.
ask-remove-really-means = { $who }, { $when }. Mikään ei palauta sitä.
remove-not-read = Merkintää ei voitu lukea ({ $clinic }): mitään ei poistettu
remove-not-read-do = Tätä ei voi perua, siksi merkintä luetaan ensin. Yritä hetken kuluttua uudelleen.
draw-not-read = Näytteenoton tilaa ei voitu lukea ({ $clinic }): mitään ei lähetetty
draw-not-read-do = Tätä ei voi perua, joten tila luetaan ensin. Lähetä hetken päästä uudelleen; viivakoodi säilyy.
draw-is-final = Kirjoita tai lue pakkauksen viivakoodi kahdesti, kummallakin kerralla Enter. Tätä ei voi perua: laboratorio aloittaa.

# The verbs that change an appointment.
now-verb = { $verb ->
    [remove] poista
    [cancel] peru
    [next-status] seuraava tila
    [not-come] ei saapunut
    [details] tiedot
    [panels] paneelit
    [confirm] näyte otettu
   *[move] siirrä
}
palette-change = { $verb ->
    [remove] poista vahingossa tehty merkintä lopullisesti
    [cancel] peru näytettävä ajanvaraus
    [next-status] aseta ajan tila (saapunut ym.)
    [not-come] merkitse: ei saapunut näytettävälle ajalle
    [details] muuta ajan lajia, pituutta, syytä, tekstejä, potilasta
    [panels] näytettävän näytteenoton paneelit: lisää, poista
    [confirm] merkitse näyte otetuksi viivakoodilla
   *[move] siirrä näytettävä ajanvaraus
}
shown-altered = { $who }: näytössä olevaa aikaa on muutettu muualla; näin se on nyt.
