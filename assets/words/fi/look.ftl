# Themes and their preview.
look-themes = Värit
look-no-colours = NO_COLOR on asetettu, joten värejä ei näytetä.
look-keeps = theme = "{ $word }" asetustiedostossa säilyttää tämän pysyvästi.

theme-about =
    .colour = värit päätteen omalla pohjalla
    .dark = vaaleat kirjaimet tummalla pohjalla
    .light = tummat kirjaimet vaalealla pohjalla
    .contrast = musta, valkoinen ja muutama vahva väri
    .mono = ei värejä
    .own = omat värit

# The purpose of each colour, at most 13 columns, and sample texts.
role-name = { $role ->
    [dim] vaimea
    [strong] vahva
    [focus] kohdistin
    [field] syöttökenttä
    [visit] käynti
    [away] poissa
    [late] myöhässä
    [error] virhe
    [warning] varoitus
    [good] onnistui
    [booked] juuri varattu
    [badge] merkki
    [live] tuotanto
    [chosen] valittu
    [staff] henkilökunta
    [code] koodi
   *[text] teksti
}
role-kinds = lajit
sample-away = sairas
sample-time = ke 10.2.2027 klo 10.00 CET (82 päivän kuluttua)
sample-warning = Päivä on sunnuntai.
sample-staff = tarkista osoite ja puhelin saapuessa
