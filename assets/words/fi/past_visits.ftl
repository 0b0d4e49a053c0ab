# Potilaan aiemmat käynnit.

past-visits-title = Aiemmat käynnit: { $who } ({ $count })
past-visits-not-read = Aiempia käyntejä ei ole vielä luettu, tai potilasta ei ole valittu.
past-visits-none = Ei käyntejä kuluneen vuoden aikana.
now-past-visits = aiemmat
help-past-visits = potilaan aiemmat käynnit; Enter avaa yhden
help-at-past-visits = aiemmat käynnit
    .first = Kuluneen vuoden käynnit tällä klinikalla, viimeisin ensin.
    .then = Enter tai rivin numero avaa käynnin; b varaa sieltä uudelleen.
    .last = { $close } palaa takaisin.
