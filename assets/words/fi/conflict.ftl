# Conflicts of a booking, by name and time, and what to do about each.
conflict-same-visit = { $who }: aika klo { $time } on jo varattu ({ $clinic }).
conflict-same-visit-with = { $who }: aika klo { $time } on jo varattu, { $provider } ({ $clinic }).
conflict-stands-twice = Uudelleen varattuna se olisi siellä kahdesti. Valitse toinen aika, tai palaa.
conflict-on-record = Sama käynti on jo kirjattu: varattu { $since } ({ $id }).
conflict-on-record-waits = Potilas on jo kirjattu tälle jonotuslistalle: { $since } ({ $id }).
conflict-on-record-by-hand = Sama käynti on jo kirjattu: merkitty käsin varatuksi { $since }.
conflict-on-record-sending = Samaa käyntiä varataan juuri nyt toisessa ikkunassa tai toisella komennolla ({ $since } alkaen).
conflict-on-record-unknown = Sama käynti lähetettiin { $since }, eikä vielä tiedetä, onko se varattu.
conflict-wait-for-it = Odota, kunnes tiedetään, mitä siitä tuli.
conflict-another-window = toinen ikkuna
conflict-time = { $state ->
    [sending] Aikaa varataan juuri nyt ({ $place }): { $who }, { $when }.
    [unknown] Varaus ({ $place }) vie ajan: { $who }, { $when }; ei vielä tiedetä, onko se tehty.
    [queued] Varaus ({ $place }) vie ajan: { $who }, { $when }; se odottaa siellä lähettämistä.
   *[booked] Aika on jo varattu ({ $place }, { $since }): { $who }, { $when }.
}
conflict-sent-before = Saman henkilön varaus samaan aikaan on jo lähetetty.
conflict-sent-before-untimed = Saman henkilön merkintä samalle ammattilaiselle on jo lähetetty.
conflict-make-sure = Varmista, ettei { $clinic } ole jo saanut sitä.
conflict-has-visit = { $who }: aika jo { $when } ({ $clinic }).
conflict-has-visit-with = { $who }: aika jo klo { $time }, { $provider } ({ $clinic }).
conflict-has-draw = { $who }: verikoe jo { $when } ({ $clinic }).
conflict-has-draw-at = { $who }: verikoe jo { $when }, { $provider } ({ $clinic }).
conflict-other-time-or-both = Valitse toinen aika, tai varmista, että molemmat onnistuvat.
conflict-has-patient = { $provider }: jo { $initials } { $when }.
conflict-has-someone = { $provider }: jo joku muu { $when }.
conflict-booked-at = { $what } Varauksen teki { $desk }.
conflict-other-time-or-ask-both = Valitse toinen aika, tai kysy, voidaanko molemmat ottaa vastaan.
conflict-may-be-busy = Varaus { $when } ({ $who }) on lähetetty; ei vielä tiedetä, onko se tehty.
conflict-other-time-or-wait = Valitse toinen aika, tai odota, kunnes se näkyy Lähtevissä.
conflict-held-at = Tätä aikaa varataan juuri nyt työpisteessä { $desk }.
conflict-held-elsewhere = Tätä aikaa varataan juuri nyt toisessa työpisteessä.
conflict-other-time-or-ask-there = Valitse toinen aika, tai kysy sieltä.
conflict-blocked = { $provider }: aika { $when } ei ole vapaa.
conflict-blocked-because = { $provider }: aika { $when } ei ole vapaa: { $why }.
conflict-noted-here = Se tiedetään vain täällä.
conflict-other-time-or-ask-why = Valitse toinen aika, tai kysy, kuka sen on varannut.
conflict-unpublished = { $provider } ei ole julkaissut aikoja päivälle { $day }.
conflict-other-day-or-ask = Valitse toinen päivä, tai kysy, onko silloin vastaanotto.
conflict-away = { $provider } on silloin poissa.
conflict-away-because = { $provider } on silloin poissa: { $why }.
conflict-other-time-or-stand-in = Valitse toinen aika, tai kysy, onko sijaista.
conflict-no-hours = { $provider }: { $day }na ei ole vastaanottoa.
conflict-closed = { $provider } on { $day }na kiinni.
conflict-other-day = Valitse toinen päivä, tai varmista, että joku on paikalla.
conflict-works = { $provider } on silloin paikalla klo { $hours }; tämä aika jää ulkopuolelle.
conflict-open = { $provider } on silloin avoinna klo { $hours }; tämä aika jää ulkopuolelle.
conflict-published-at = { $provider } on julkaissut sille päivälle ajat klo { $hours }; tämä aika jää ulkopuolelle.
conflict-usually-at = { $provider }: { $day }na ajat ovat yleensä klo { $hours }; tämä aika jää ulkopuolelle.
conflict-within-hours = Valitse aika sen sisältä, tai varmista, että joku on paikalla.
conflict-weekend = Päivä on { $day }.
conflict-weekday = Valitse arkipäivä, tai varmista, että joku on paikalla.
conflict-too-far = Siihen on { $days } päivää; ”{ $visit }” varataan enintään { $most } päivän päähän.
conflict-unchecked = Päällekkäisiä aikoja ei voitu tarkistaa ({ $clinic }).
conflict-more = { $count ->
    [one] 1 muu este.
   *[other] { $count } muuta estettä.
}
rule-notice = ”{ $visit }” on varattava { $notice } etukäteen.
rule-between = ”{ $visit }” alkaa vain { $from }–{ $to }.
rule-weekday = ”{ $visit }” tehdään vain: { $days }.
rule-who = ”{ $visit }”: vain { $who }.
rule-age = ”{ $visit }” on tarkoitettu iälle { $ages }; potilas on silloin { $age }.
rule-age-from = { $least } alkaen
rule-age-to = enintään { $most }
conflict-holiday = { $day } on pyhäpäivä: { $name }.
conflict-holiday-unread = { $day } voi olla pyhäpäivä: pyhäpäivien tiedoston merkintää ”{ $name }” ei voi lukea.
conflict-holidays-unread = { $day } voi olla pyhäpäivä: pyhäpäivien tiedostoa ei voi lukea.
conflict-ask-or-mend-holidays = Kysy, onko silloin vastaanotto; bookdesk doctor kertoo, mikä tiedostossa on vikana.
conflict-grown-up = { $provider } hoitaa lapsia ({ $specialty }), ja potilas on { $age }.
rule-days = { $count ->
    [one] päivä
   *[other] { $count } päivää
}
rule-hours = { $count ->
    [one] tunti
   *[other] { $count } tuntia
}
rule-minutes = { $count } minuuttia
conflict-other-visit-or-ask = Tarkista syntymäaika, valitse toinen käyntityyppi tai kysy.
conflict-other-time-or-ask-rule = Valitse sopiva aika tai kysy.
conflict-look-at-date = Tarkista vuosi ja kuukausi, tai valitse aiempi päivä.

# A person or place whose name is unknown. The first three begin a sentence.
conflict-this-patient = Tämä potilas
conflict-the-practitioner = Ammattilainen
conflict-the-location = Toimipiste
conflict-somebody = joku
conflict-the-same-patient = tämä potilas

# Times, as part of a sentence.
conflict-from-to = klo { $from }–{ $to }
conflict-at = klo { $time }

# A new appointment whose status reads as if another one were cancelled.
anew-cancelled = Tämä kirjaa uuden varauksen perutuksi; se ei peru mitään varausta.
anew-noshow = Tämä kirjaa uuden varauksen saapumatta jääneeksi; se ei muuta mitään varausta.
anew-use-the-line = Ajan muuttaminen: pikariville potilas ja sitten - (peru) tai ! (ei saapunut).
anew-stands = { $who }: voimassa on { $which }. Peruminen: pikariville potilas ja sitten -.
anew-stands-noshow = { $who }: voimassa on { $which }. Ei saapunut: pikariville potilas ja sitten !.
record-deceased = kuollut
record-replaced = korvattu: { $id }
record-inactive = ei käytössä
conflict-patient-deceased = { $who } on merkitty kuolleeksi.
conflict-patient-replaced = { $who ->
    [nobody] Tämän potilaan tiedot on korvattu: { $id }.
   *[other] Tämän potilaan tiedot ({ $who }) on korvattu: { $id }.
}
conflict-patient-inactive = { $who ->
    [nobody] Tämän potilaan tiedot eivät ole käytössä.
   *[other] Tämän potilaan tiedot ({ $who }) eivät ole käytössä.
}
conflict-patient-unknown = { $clinic } ei tunne potilasta tällä tunnuksella.
conflict-right-patient = Varmista, että potilas on oikea.
conflict-take-record = Valitse potilaaksi { $id }.
conflict-retired = { $provider } ei ole enää käytössä.
conflict-other-practitioner = Valitse joku muu, tai kysy.

# A file of holidays that cannot be used.
holidays-too-long = Se on pidempi kuin { $most } tavua.
holidays-no-calendar = Tämä ei ole iCalendar-tiedosto.
holidays-no-event = Siinä ei ole yhtään tapahtumaa.
holidays-no-day = ”{ $name }”: päivä puuttuu.
holidays-part-of-day = ”{ $name }” on vain osa päivää; pyhäpäivät ovat kokonaisia päiviä.
holidays-too-many-days = ”{ $name }” kestää yli { $most } päivää.
holidays-repeat = ”{ $name }” toistuu säännöllä, jota ei voi lukea; merkitse jokainen päivä omaksi tapahtumakseen.
holidays-too-often = ”{ $name }” toistuu liian usein pyhäpäiväksi.
holidays-more = Muutakin voi olla lukukelvotonta.
holidays-too-deep = Yli { $most } sen osaa on sisäkkäin: tämä ei ole kalenteri.
holidays-unread = Sitä ei voi lukea.
holidays-no-region = Alueelle ”{ $code }” ei bookdeskissä ole pyhäpäiviä, vain näille: { $known }.
