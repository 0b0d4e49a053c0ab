# Mitä `bookdesk doctor` toteaa. Rivin nimessä on enintään 14 merkkiä, klinikan rivillä enintään 12.
doctor-row = { $row ->
    [configuration] Asetukset
    [data] Tiedot
    [records] Tallenteet
    [their-key] Niiden avain
    [store] Yhteiset
    [kept-for] Säilytys
    [log] Loki
    [zone] Aikavyöhyke
    [zones] Vyöhykkeet
    [date-order] Päivämäärä
    [terminal] Pääte
    [timeouts] Odotusajat
    [trusts] Luottaa
    [proxy] Välipalvelin
    [notice] Ennakkoaika
    [locks] Lukitus
    [templates] Mallit
    [holidays] Pyhäpäivät
    [keys] Näppäimet
    [opens-with] Avautuu
    [desk] Työpiste
    [operator] Henkilö
    [note] Huomaa
    [address] Osoite
    [key] Avain
    [reachable] Yhteys
    [accepted] Kelpaa
    [may-read] Saa lukea
    [may-book] Saa varata
    [not-offered] Ei tarjolla
    [numbers] Numerot
    [codes] Koodit
    [not-set-up] Puuttuu
    [can-be-used] Toimii
   *[password] Salasana
}
doctor-clinic-zone = { $clinic } aika
doctor-no-file = ei ole; paikka olisi { $file }
doctor-no-home = ei ole; kotihakemistoa niille ei ole
doctor-no-date-order = ei asetettu, joten 03/04/2027 on monitulkintainen ja hylätään
doctor-no-log = pois; BOOKDESK_LOG ottaa sen käyttöön
doctor-timeouts = { $connect } s yhteydelle, { $call } s kutsulle
doctor-records = luonnokset ja matkalla olevat varaukset on salattu; joka voi lukea ledger.key-tiedoston niiden vierestä, voi avata ne (järjestelmän avainrengasta ei käytetä)
doctor-kept-for-good = rajatta; retention_days asettaa rajan
doctor-kept-for = { $days } päivää
doctor-trusts = tämän koneen varmentajiin; extra_ca lisää muita
doctor-trusts-more = tämän koneen varmentajiin ja tiedoston { $file } varmentajiin (varmenteita: { $count })
doctor-marks-pastes = Windows Terminal: se merkitsee liitetyn tekstin ja näyttää 24-bittiset värit
doctor-old-console = Windowsin vanha konsoli: se ei merkitse liitettyä tekstiä ja näyttää 16 väriä; Windows Terminal osaa molemmat
doctor-no-proxy = ei ole; ympäristön välipalvelinta ei käytetä
doctor-notice = { $minutes } min nykyhetkestä ensimmäiseen ehdotettuun aikaan
doctor-locks-by-key = vain näppäimellä { $key }
doctor-locks-after = kun { $seconds } s ilman näppäimiä, tai { $key }
doctor-pin-opens = { $when }; PIN avaa
doctor-any-key-opens = { $when }; mikä tahansa näppäin avaa, sillä PINiä ei ole: katso `bookdesk pin`
doctor-templates = mukana tulevat
doctor-templates-place = mukana tulevat; omien paikka olisi { $file }
doctor-templates-own = mukana tulevat ja { $file } (omia: { $count })
doctor-templates-mistaken = mukana tulevat, sillä omissa on virheitä:
doctor-holidays-of = { $file } ({ $count ->
    [one] 1 pyhäpäivä
   *[other] { $count } pyhäpäivää
})
doctor-holidays-partly = { $file } ({ $count ->
    [one] 1 pyhäpäivä
   *[other] { $count } pyhäpäivää
}), mutta kaikkea siinä ei voi lukea; päivästä, jota se voi tarkoittaa, kysytään:
doctor-holidays-unread = yhtään ei tunneta ja jokaisesta varauksesta kysytään, sillä tiedostoa ei voi käyttää:
doctor-words-unknown = nämä sanat siinä eivät vaikuta mihinkään:
doctor-keys-usual = näppäintaulukon mukaiset
doctor-keys-changed = näppäintaulukon mukaiset; muutettuja rivejä: { $count }
doctor-keys-mistaken = { $keys }; näitä ei voi käyttää:

# Mistä asetus tulee.
doctor-from = { $what }, { $origin }
doctor-origin = { $from ->
    [file] asetustiedostosta
    [variable] lähde { $name }
    [machine] tämän koneen
   *[nothing] koska tämä kone ei nimeä vyöhykettä
}
doctor-zone-of-sandbox = sandboxin oma
doctor-no-zone = kohdassa { $table } ei ole asetusta timezone, joten siellä pätee tämän työpisteen kello: lisää se, tai aja bookdesk setup
doctor-zones-bundled = { $version }, mukana tullut
doctor-zones-in = { $version } kansiossa { $folder }
doctor-zones-two = { $used }; ei käytössä: { $other }
doctor-zone-differs = { $zone }: ne eroavat { $day } alkaen; { $version } pätee

# Yhteiset tallenteet.
doctor-store-title = Yhteiset tallenteet
doctor-no-store = ei ole; store nimeää ne, jotka klinikan työpisteet jakavat
doctor-password-from = salasanan lähde { $source }
doctor-no-password = ei salasanaa
doctor-store-here = tällä koneella
doctor-store-verified = varmennettu; store_ca lisää varmentajia
doctor-store-verified-too = varmennettu, myös tiedoston { $file } varmentajilla
doctor-store-state = { $lines } riviä; { $desks }
doctor-nobody-at-work = yksikään työpiste ei ole käytössä
doctor-nameless-desk = nimetön työpiste
doctor-store-unusable = yhteisiä tallenteita ei voi käyttää: { $why }

# Klinikka.
doctor-yes = kyllä
doctor-no = ei: { $why }
doctor-sandbox-inside = bookdeskin oma sandbox; mitään ei lähde tältä koneelta
doctor-sandbox-key = sandboxin oma
doctor-no-key = ei ole
doctor-codes-listed = { $field }: { $count } asetuksista
doctor-codes-of-set = { $field }: joukosta { $set }, muuten { $count } asetuksista
doctor-key-missing = ei ole: { $why }
doctor-key-from = { $key }, lähde { $source }
doctor-key-advice = Tämän avaimen lähde on { $source }; siellä on oltava voimassa oleva.
doctor-key-goes = Aseta { $variable }, tai key_file tai key_command asetustiedoston kohtaan { $table }.
doctor-key-goes-in-file = Kirjoita key_file tai key_command asetustiedoston kohtaan { $table }.
doctor-start-sandbox = Onko se käynnissä? `bookdesk sandbox` käynnistää sellaisen osoitteessa 127.0.0.1:4010.
doctor-check-address = Tarkista osoite ja verkko.
doctor-links-elsewhere = Palvelimen on annettava luetteloidensa linkeissä oma osoitteensa.
doctor-ask-for-reading = Pyydä avain, jolla saa lukea: { $clinic }.
doctor-ask-for-booking = Pyydä avain, jolla saa varata: { $clinic }.
doctor-clinic-not-configured = { $clinic } on ottamatta käyttöön. Sen tilalla ei ole sandboxia, koska { $other } on käytössä.
doctor-variable-unknown = { $name } on asetettu, eikä bookdesk lue sellaista muuttujaa.
doctor-variable-meant = { $name } on asetettu, eikä bookdesk lue sellaista muuttujaa. Tarkoititko { $meant }?

# Tämän työpisteen tallenteet.
doctor-records-readable = { $mode } on luettavissa
doctor-records-older = { $mode } on vanhempi kuin ennen: rivi { $line } kirjoitettiin kerran ja puuttuu, viimeinen on { $last }. Tarkista viimeisimmät varaukset klinikan omasta järjestelmästä; sen jälkeen `bookdesk audit accept` hyväksyy tallenteet sellaisina kuin ne ovat
doctor-records-unproved = { $mode } ei ehkä ole kokonainen: sen .head-tiedosto puuttuu, on tyhjä tai sitä on muutettu. Tarkista viimeisimmät varaukset klinikan omasta järjestelmästä; sen jälkeen `bookdesk audit accept` hyväksyy tallenteet sellaisina kuin ne ovat
doctor-records-aside = { $file } siirrettiin syrjään; siinä on varauksia, jotka olivat matkalla. Siirrä se muualle, kun ne on selvitetty
doctor-file = { $trouble ->
    [no-folder] tiedostoa { $file } ei voi käyttää: se ei ole hakemisto
    [no-permission] tiedostoa { $file } ei voi käyttää: käyttöoikeus puuttuu
    [no-key] tiedostossa { $file } ei ole avainta
    [gone] { $file } puuttuu, eikä tallenteita voi lukea ilman sitä
    [broken] { $file } on rikki
    [later] { $file } on bookdeskin uudemmasta versiosta
    [no-locks] { $file } on levyllä, jolla ei voi lukita tiedostoja, joten kaksi ikkunaa voisi kirjoittaa sinne yhtä aikaa: pidä tallenteet toisella levyllä (asetus data_dir)
    [locked] { $file } on lukittu: toinen ohjelma käyttää sitä, tai levyllä ei voi lukita tiedostoja ja tallenteet kuuluvat toiselle levylle (asetus data_dir)
    [altered] tiedostoa { $file } on muutettu: siinä on triggeri tai näkymä, jollaisia bookdesk ei tee. Tarkista viimeisimmät varaukset klinikan järjestelmästä; sen jälkeen bookdesk audit accept poistaa sen
   *[emptied] { $file } on tyhjä, vaikka tallenteita oli
}
doctor-file-refused = tiedostoa { $file } ei voi käyttää: { $why }
doctor-key-file-other = { $file } ei ole se avaintiedosto, jolla tallenteet on salattu: siinä on avain { $holds }, ja tarvitaan { $needed ->
    [none] toinen
   *[other] { $needed }
}

# Komennot, jotka tulostavat avaimen tai salasanan.
command-named = komento `{ $program }`
command-not-run = komentoa `{ $program }` ei voi suorittaa: { $why }
command-failed = komento `{ $program }` epäonnistui ({ $status }){ $said }
command-too-slow = komento `{ $program }` kesti yli { $seconds } s ja keskeytettiin
command-silent = komento `{ $program }` ei tulostanut mitään
doctor-lacks = { $what ->
    [book] varaaminen
    [alter] siirtäminen, peruminen ja tilat
    [add-patient] uudet potilaat
    [correct-patient] potilastietojen korjaaminen
   *[mark-slots] vapaiden aikojen merkitseminen
}
