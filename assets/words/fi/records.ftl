# The desk's records: drafts, and bookings being sent.
kept-is-back = { $count ->
    [one] Kirjoittamasi on taas tallella.
   *[other] Kirjoittamasi on taas tallella: { $count } luonnosta.
}
kept-newcomer-is-back = Uudesta potilaasta kirjoittamasi on taas tallella: { $key } näyttää sen.
records-see-problems = Tallenteissa on jotain vialla: katso Ongelmat.
records-unusable = Mitään ei voi tallentaa: { $why }. Kirjoittamasi ei säily, jos ohjelma päättyy, eikä varauksia lähetetä ennen kuin ne voi ensin kirjata. Tee levylle tilaa tai varmista, että kansioon voi kirjoittaa; bookdesk doctor kertoo kansion.
records-held = Mitään ei voi tallentaa, koska toinen ohjelma on pitänyt tiedostoa { $file } auki jo useita sekunteja. Kirjoittamasi ei säily, jos ohjelma päättyy, eikä varauksia lähetetä ennen kuin ne voi ensin kirjata. Näin tekee virustorjunta tai varmuuskopiointi: pyydä koneen ylläpitäjää jättämään kansio sen ulkopuolelle.
records-broken = Tallenteita ei voitu lukea. Ne ovat nyt tiedostossa { $file }, ja uudet on aloitettu. Jos varaus oli matkalla, katso klinikan järjestelmästä ennen kuin varaat uudelleen.
records-later = Tallenteet ovat bookdeskin uudemmasta versiosta. Ne ovat nyt tiedostossa { $file }, ja uudet on aloitettu. Matkalla olleet varaukset ovat siinä tiedostossa: katso klinikan järjestelmästä ennen kuin varaat ne uudelleen.
records-gone = Tallenteet ovat kadonneet: niiden tiedosto oli tyhjä tai puuttui. Mitä siitä oli jäljellä, on nyt tiedostossa { $file }, ja uudet on aloitettu. Jos tallenteista on kopio, palauta se; jos varaus oli matkalla, katso klinikan järjestelmästä ennen kuin varaat uudelleen.
records-outgrown = Bookdeskin uudempi versio käyttää tallenteita, joten tämä ei kirjoita niihin mitään: kirjoittamasi ei säily eikä varauksia lähetetä. Jatka uudemmassa versiossa ja sulje tämä.
records-no-key = Avaintiedostossa { $file } ei ole avainta, joten mitään ei voi tallentaa: kirjoittamasi ei säily eikä varauksia lähetetä. Palauta oikea tiedosto. Jos sitä ei ole, nimeä tämä uudelleen: uusi avain luodaan, ja aiemmat luonnokset jäävät suljetuiksi.
records-older = Tallenteet ovat vanhemmat kuin ennen: niistä puuttuu täällä tehtyjä varauksia, jotka voisivat tulla tehdyiksi kahdesti. Jos tallenteista on uudempi kopio, palauta se. Muuten tarkista viimeisimmät varaukset klinikan omasta järjestelmästä; sen jälkeen bookdesk audit accept hyväksyy tallenteet sellaisina kuin ne ovat.
records-unproved = Ei ole varmaa, että tallenteet ovat kokonaiset: niiden .head-tiedosto puuttuu, on tyhjä tai sitä on muutettu, kuten jos kopio palautettiin ilman sitä. Niistä voi puuttua täällä tehtyjä varauksia, jotka voisivat tulla tehdyiksi kahdesti. Jos tallenteista on kokonainen kopio, palauta se. Muuten tarkista viimeisimmät varaukset klinikan omasta järjestelmästä; sen jälkeen bookdesk audit accept hyväksyy tallenteet sellaisina kuin ne ovat.
records-key-gone = Avaintiedosto { $file } puuttuu. Ilman sitä tallenteita ei voi lukea eikä varauksia verrata niihin, joten mitään ei varata. Palauta avaintiedosto. Jos se on kadonnut, bookdesk audit accept siirtää vanhat tallenteet syrjään ja aloittaa uudet; tarkista silloin viimeisimmät varaukset klinikan omasta järjestelmästä.
records-other-key = Avaintiedosto { $file } ei ole se, jolla tallenteet on tehty. Tallenteita ei voi lukea eikä varauksia verrata niihin, joten mitään ei varata. Palauta oikea avaintiedosto. Jos se on kadonnut, bookdesk audit accept siirtää vanhat tallenteet syrjään ja aloittaa uudet; tarkista silloin viimeisimmät varaukset klinikan omasta järjestelmästä.
records-not-shared = Työpisteiden yhteisiä tallenteita ei voi käyttää: { $why }. Muut työpisteet eivät siihen asti näe, mitä täällä tehdään, eikä tämä näe muiden tekemisiä. Varata voi silti; kerro asiasta sille, joka ylläpitää työpisteitä.
records-set-aside = Jokin tällä työpisteellä tehty puuttuu muilta, koska yhteisten tallenteiden tietokanta ei ottanut sitä vastaan: { $why }. Se on tallessa täällä, ja kaikki myöhempi jaetaan. Tarkista asia klinikalta, ennen kuin aika annetaan muulle, ja kerro asiasta sille, joka ylläpitää työpisteitä.
records-unread = { $count ->
    [one] Yhtä aiempaa luonnosta ei voi avata: avaintiedosto ledger.key on toinen. Luonnos jää tallenteisiin.
   *[other] { $count } aiempaa luonnosta ei voi avata: avaintiedosto ledger.key on toinen. Luonnokset jäävät tallenteisiin.
}
records-unread-bookings = { $count ->
    [one] Yhtä varausta, joka on voinut toteutua, ei voi avata: avaintiedosto ledger.key on toinen. `bookdesk audit export` kertoo, milloin ja kenen luo se oli tarkoitettu: tarkista klinikan omasta järjestelmästä.
   *[other] { $count } varausta, jotka ovat voineet toteutua, ei voi avata: avaintiedosto ledger.key on toinen. `bookdesk audit export` kertoo, milloin ja kenen luo ne oli tarkoitettu: tarkista klinikan omasta järjestelmästä.
}
records-unread-notes = { $count ->
    [one] Yhtä merkintää työpisteiden muistiinpanoissa ei voi lukea: se on vioittunut, sitä on muutettu tai se on suljettu toisella avaimella. Kaikki muut näytetään; `bookdesk audit verify` kertoo, mikä se on.
   *[other] Työpisteiden muistiinpanoissa on { $count } merkintää, joita ei voi lukea: ne ovat vioittuneet, niitä on muutettu tai ne on suljettu toisella avaimella. Kaikki muut näytetään; `bookdesk audit verify` kertoo ensimmäisen.
}
desks-unknown = Muihin työpisteisiin ei saada yhteyttä: siellä merkittyä tai varattua voi puuttua täältä.
records-elsewhere = Mitä täältä lähetettiin kohteeseen { $words }, on voinut toteutua, eikä kukaan tarkista sitä: asetuksissa ei ole sellaista klinikkaa. Jos klinikalla on nyt toinen nimi, anna sille entinen takaisin. Jos sitä ei enää ole, tarkista sen omasta järjestelmästä; `bookdesk audit export` kertoo, milloin ja kenen luo.

# Why a file is not opened, read or written. Ends a sentence.
file-refusal = { $why ->
    [missing] sellaista tiedostoa ei ole
    [exists] se on jo olemassa
    [no-folder] sen kansion paikalla on tiedosto
    [not-permitted] siihen ei ole oikeutta
    [folder] se on kansio
    [not-regular] se ei ole tavallinen tiedosto
    [link] se on linkki
    [too-large] se on suurempi kuin { $limit }
    [no-text] se ei ole UTF-8-tekstiä
    [disk] levy ei anna sitä ({ $said })
    [held] toinen ohjelma on pitänyt sitä auki jo useita sekunteja, kuten virustorjunta tai varmuuskopiointi tekee: sen pitäisi jättää tämä kansio väliin
   *[system] { $said }
}

# What `bookdesk key rotate` says, behind the new key's fingerprint, and where records are shared.
key-rotated = on nyt tämän työpisteen avain, tiedostossa { $path }; sillä sinetöityjä tekstejä: { $count }. Tallenteiden aiemmat kopiot avaa vain aiempi avain, joka on avaintiedoston kopioissa
key-shared = mitään ei muutettu, koska tällä työpisteellä on yhteiset tallenteet muiden kanssa: niihin sinetöity vaatii kaikilta työpisteiltä saman avaimen yhtä aikaa. Uutta avainta varten selvitä ensin se, mikä on lähtevissä, ja sulje kaikki työpisteet. Tee avain komennolla `bookdesk key new` tyhjässä tietokansiossa, nimeä asetuksessa `store` tyhjä tietokanta, aja `bookdesk store init`, anna avain muille komennoilla `bookdesk key export` ja `bookdesk key import` ja aloita jokainen työpiste tyhjällä tietokansiolla. Säilytä vanha avain, vanha tietokanta ja vanhat tietokansiot niin kauan kuin joku voi joutua lukemaan niitä
