# Mikä säilyy, kun ohjelma päättyy: luonnokset ja matkalla olevat varaukset.

kept-is-back = { $count ->
    [one] Kirjoittamasi on taas tallella.
   *[other] Kirjoittamasi on taas tallella: { $count } luonnosta.
}
ledger-see-problems = Tallenteissa on jotain vialla: katso Ongelmat.
ledger-unusable = Mitään ei voi tallentaa: { $why }. Kirjoittamasi ei säily, jos ohjelma päättyy, eikä varauksia lähetetä ennen kuin ne voi ensin kirjata. Tee levylle tilaa tai varmista, että kansioon voi kirjoittaa; bookdesk doctor kertoo kansion.
ledger-broken = Tallenteita ei voitu lukea. Ne ovat nyt tiedostossa { $file }, ja uudet on aloitettu. Jos varaus oli matkalla, katso klinikan järjestelmästä ennen kuin varaat uudelleen.
ledger-later = Tallenteet ovat bookdeskin uudemmasta versiosta. Ne ovat nyt tiedostossa { $file }, ja uudet on aloitettu. Matkalla olleet varaukset ovat siinä tiedostossa: katso klinikan järjestelmästä ennen kuin varaat ne uudelleen.
ledger-unread = { $count ->
    [one] Yhtä aiempaa luonnosta ei voi avata: avaintiedosto ledger.key on toinen. Luonnos jää tallenteisiin.
   *[other] { $count } aiempaa luonnosta ei voi avata: avaintiedosto ledger.key on toinen. Luonnokset jäävät tallenteisiin.
}
ask-leave-kept = Poistutaanko? Avoinna oleva säilyy ja on tallella, kun ohjelma avataan uudelleen.
ask-leave-newcomer = Poistutaanko? Luonnokset säilyvät; uusi potilas, jota ei ole vielä lisätty, katoaisi.
