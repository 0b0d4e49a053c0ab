# Potilaan aiemmat käynnit.

past-visits-title = Aiemmat käynnit: { $who } ({ $count })
visits-title = Käynnit: { $who }, { $coming } tulossa, { $past } aiempaa
visits-to-come = tulossa
visits-past = aiemmat
past-visits-not-read = Potilaan käyntejä luetaan vielä. Hetki.
past-visits-unread = { $clinic } ei kertonut tämän potilaan aiempia käyntejä.
past-visits-of-nobody = Potilasta ei ole valittu: nimeä hänet pikarivillä tai lomakkeessa.
past-visits-none = Ei käyntejä kuluneen vuoden aikana.
visits-not-markable = Vain tulevia käyntejä voi merkitä ja muuttaa tässä.
visits-would-be-cancelled = peruttaisiin: { $visit }
visits-ask = `--yes` peruu ne.
visits-none-then = Ei peruttavaa: silloin ei ole tulevia käyntejä.
visits-of-nobody = { $clinic }: potilasta { $id } ei ole.
now-past-visits = kaikki käynnit
help-past-visits = potilaan kaikki käynnit; Enter avaa yhden
help-at-past-visits = käynnit
    .first = Tulevat käynnit, sitten kuluneen vuoden käynnit, viimeisin ensin.
    .then = Välilyönti merkitsee tulevan: x, m, a, n koskee kaikkia merkittyjä, muuten valittua. Enter tai numero avaa käynnin.
    .last = { $close } palaa takaisin.
palette-visits = kaikki potilaan käynnit, tulevat ja menneet
palette-visits-also = viime käynti, viimeksi, edellinen, aiemmat, historia, menneet käynnit
palette-died = potilas on kuollut: peru kaikki, merkitse se
palette-died-also = kuollut, kuolema, kuoli, menehtynyt
died-reason = potilas on kuollut
died-note = ! kuollut
