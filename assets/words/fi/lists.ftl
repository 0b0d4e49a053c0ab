# Lists under a field: rows and remarks, at most 55 columns each.
list-new-patient = ＋ uusi potilas…
list-searching = haetaan, { $clinic }…
list-looking = haetaan…
list-still-looking = Hetkinen: sopivia etsitään vielä.
list-nobody = kukaan ei sovi; kirjoita vähemmän, tai tunnus
list-nearly = kukaan ei sovi; tarkoititko jotakuta näistä?
list-more = sopivia vielä { $more }; jatka kirjoittamista
list-reading = luettu { $read } henkilöä; Esc lopettaa luvun
list-more-while-reading = vielä { $more }, luettu { $read } henkilöä; Esc lopettaa luvun
list-broke-off = luku katkesi ({ $read } henkilöä); palaa yrittämään
list-stopped = luettu { $read } henkilöä; luku jatkuu, kun palaat tähän
list-stale = luetteloa ei saatu luettua uudelleen; tämä on entinen
list-not-picked = { $field }: mitään ei ole vielä valittu.
list-pick = Valitse luettelosta: ↓ vie siihen, Enter valitsee.
list-called-nobody = Kukaan ei ole sen niminen.
list-line-goes-above = Kokonainen rivi kirjoitetaan ylös: { $key }.
