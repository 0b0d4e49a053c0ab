# Questions: a title of at most 40 columns, an explanation, the answers, and the two keys.
ask =
    .move-anyway = Siirretäänkö silti?
    .change-anyway = Muutetaanko silti?
    .take-back = Perutaanko se?
    .side-effects = Jatketaanko?
    .untimely-draw = Merkitäänkö näyte silti otetuksi?
    .untimely = Asetetaanko silti?
    .remove = Poistetaanko tämä merkintä?
    .remove-really = Poistetaanko se varmasti lopullisesti?
    .list-noted = Varataanko silti?
    .alone = Jatketaanko yksin?
    .queue = Jätetäänkö odottamaan?
    .queue-change = Jätetäänkö muutos odottamaan?
    .stop-waiting = Lopetetaanko odotus?
    .new-draft = Hylätäänkö luonnos?
    .drop-drafts = Hylätäänkö kaikki tallessa olevat luonnokset?
    .take-off = Poistetaanko luettelosta?
    .not-waiting = Poistetaanko jonotuslistalta?
    .try-panels = Lisätäänkö paneelit uudelleen?
    .by-hand-booked = Merkitäänkö varatuksi?
    .by-hand-not-booked = Merkitäänkö varaamattomaksi?
    .add-patient = Lisätäänkö uusi potilas?
    .replace = Korvataanko tiedosto?
    .quit = Poistutaanko?
answer =
    .warnings = varaa silti
    .move-anyway = siirrä
    .change-anyway = muuta
    .take-back = peru se
    .noted = jatka
    .side-effects = jatka
    .untimely = tee silti
    .remove = poista
    .list-noted = varaa silti
    .alone = lähetä silti
    .send-now = yritä nyt
    .queue = jätä odottamaan
    .stop-waiting = lopeta odotus
    .new-draft = hylkää
    .drop-drafts = hylkää
    .take-off = poista luettelosta
    .try-panels = lisää
    .by-hand = merkitse
    .take-person = tämä henkilö
    .add-patient = lisää
    .replace = korvaa
    .save-beside = tallenna tällä nimellä
    .quit = poistu
ask-warnings = Varataanko silti { $how }?
ask-queue-means = { $clinic } ei vastaa. Jonoon jätetty varaus odottaa Lähtevissä, kunnes varaat sen sieltä.
ask-queue-change-means = { $clinic } ei vastaa. Jonoon jätetty muutos odottaa Lähtevissä, kunnes lähetät sen sieltä.
ask-stop-waiting-means = Silloin jää epäselväksi, onko aika varattu. Se tarkistetaan.
ask-new-draft-means = Kaikki kuusi kirjainta on käytössä. Lomakkeen sisältö katoaisi.
ask-drop-drafts-means = { $count ->
    [one] Tallessa oleva luonnos häviäisi. Lomakkeiden tiedot säilyvät.
   *[other] Kaikki { $count } tallessa olevaa luonnosta häviäisivät. Lomakkeiden tiedot säilyvät.
}
ask-drop-draft-means = Lomakkeen tiedot häviäisivät.
ask-take-off-panels-means = Aika pysyy ennallaan.
ask-try-panels-means = Aika luetaan ensin; vain puuttuvat paneelit lisätään.
ask-not-waiting-means = { $who } ei enää odota. Klinikalle ei lähetetä mitään.
ask-replace-means = { $path } on jo olemassa.

ask-leave-means = Tänne kirjoitettu katoaisi.
ask-leave-unsent = { $count ->
    [one] 1 muutos odottaa Lähtevissä, eikä sitä ole lähetetty.
   *[other] { $count } muutosta odottaa Lähtevissä, eikä niitä ole lähetetty.
}
ask-leave-kept-means = Avoinna oleva säilyy ja on tallella, kun ohjelma avataan uudelleen.
ask-leave-newcomer-means = Luonnokset säilyvät; uusi potilas, jota ei ole vielä lisätty, katoaisi.
ask-leave-sending-means = Et näkisi, onko aika varattu.
ask-leave-waiting-means = Odottavaa varausta ei lähetettäisi.
ask-leave-parked-means = Talletetut ({ $count }) katoaisivat.
ask-leave-typed-and-parked-means = Tänne kirjoitettu ja talletetut ({ $count }) katoaisivat.
ask-leave-unknown-and-parked-means = Epäselvät varaukset ({ $unknown }) ja talletetut luonnokset ({ $parked }) katoaisivat.
ask-leave-unknown-means = { $count ->
    [one] Epäselvä varaus katoaisi luettelosta.
   *[other] { $count } epäselvää varausta katoaisi luettelosta.
}
ask-leave-queued-means = { $count ->
    [one] Jonossa oleva varaus katoaisi.
   *[other] { $count } jonossa olevaa varausta katoaisi.
}
ask-leave-panels-means = Lisäämättömät paneelit poistuisivat luettelosta.

# Answers.
choose-why = Miksi?
choose-how-known = Mistä tiedät sen?
override-reason =
    .patient-asks = potilas pyytää
    .provider-agrees = sovittu
    .urgent = kiire
    .entered-later = kirjattu jälkikäteen
    .came-at-another-time = tuli muuhun aikaan
    .wrong-time = kalenterissa väärä aika
    .in-advance = hyväksytty ennalta
    .batch = hyväksytty tiedoston mukana
    .seen-there = nähty siellä
    .clinic-says = klinikka sanoo niin
    .patient-says = potilas sanoo niin
choose-queue = jätä odottamaan
choose-send-now = yritä silti nyt
choose-replace-file = korvaa se
choose-save-beside = tallenna nimellä { $name }
choose-add-new = ei kukaan näistä: lisää uusi potilas
choose-replacing = valitse sen sijaan { $who }, { $id }
choose-replacing-id = valitse sen sijaan { $id }

# Labels of the booking key and of Esc.
answer-go-back = takaisin
answer-keep-waiting = odota
answer-keep = säilytä
answer-stay = jää

# Keys that do nothing here: preferably 52 columns.
question-remark =
    .nothing-typed = Vain yllä olevat näppäimet toimivat.
    .nothing-pasted = Ei liitetty mitään. Vain yllä olevat toimivat.
    .interrupted = Tähän kirjoitettiin: { $clear } tyhjentää, sitten { $key }.
    .released = { $key } toimii taas.
    .no-reason = Valitse syy: numero tai ↓, sitten { $key }.
    .too-soon = Liian pian. Lue tämä ja paina sitten { $key }.
    .unread = Kaikkea ei vielä näytetty: PgDn, sitten { $key }.
    .clicked = Napsautus ei vahvista. Paina { $key }.

# Questions that no longer apply.
question-nothing-against = Estettä ei enää ole: { $key } varaa.
question-has-changed = Kysytty asia on muuttunut: katso Ongelmat.
question-not-asked = Mitään ei lähetetty: katso Ongelmat. { $key } kysyy uudelleen.
