# Potilaan aiemmat käynnit.

past-visits-title = Aiemmat käynnit: { $who } ({ $count })
visits-title = Käynnit: { $who }, { $coming } tulossa, { $past } aiempaa
visits-to-come = tulossa
visits-past = aiemmat
past-visits-not-read = Potilaan käyntejä luetaan vielä. Hetki.
past-visits-unread = { $clinic } ei kertonut tämän potilaan aiempia käyntejä.
past-visits-of-nobody = Potilasta ei ole valittu: nimeä hänet pikarivillä tai lomakkeessa.
past-visits-none = Ei käyntejä kuluneen vuoden aikana.
now-past-visits = kaikki käynnit
help-past-visits = potilaan kaikki käynnit; Enter avaa yhden
help-at-past-visits = käynnit
    .first = Tulevat käynnit, sitten kuluneen vuoden käynnit, viimeisin ensin.
    .then = Enter tai rivin numero avaa käynnin; b varaa sieltä uudelleen.
    .last = { $close } palaa takaisin.
palette-visits = kaikki potilaan käynnit, tulevat ja menneet
palette-visits-also = viime käynti, viimeksi, edellinen, aiemmat, historia, menneet käynnit
