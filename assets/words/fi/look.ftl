# Themes and their preview.
look-themes = Värit
look-no-colours = NO_COLOR on asetettu, joten värejä ei näytetä.
look-keeps = theme = "{ $word }" asetustiedostossa säilyttää tämän pysyvästi.

theme-colour = päätteen omat värit
theme-dark = vaaleat kirjaimet tummalla pohjalla
theme-light = tummat kirjaimet vaalealla pohjalla
theme-contrast = musta, valkoinen ja muutama vahva väri
theme-mono = ei värejä
theme-own = omat värit

# The purpose of each colour, at most 13 columns, and sample texts.
role-text = teksti
role-dim = vaimea
role-strong = vahva
role-focus = kohdistin
role-field = syöttökenttä
role-error = virhe
role-warning = varoitus
role-good = onnistui
role-badge = merkki
role-live = tuotanto
role-chosen = valittu
role-staff = henkilökunta
role-code = koodi
sample-time = ke 10.2.2027 klo 10.00 CET (82 päivän kuluttua)
sample-warning = Päivä on sunnuntai.
sample-staff = tarkista osoite ja puhelin saapuessa
