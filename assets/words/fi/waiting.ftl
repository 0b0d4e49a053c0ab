# Jonotuslista.

waiting-title = Jonotuslista ({ $count })
waiting-as-of = { $backend }: tilanne klo { $time }
waiting-reading = { $backend }: luetaan listaa…
waiting-not-whole = { $backend } ei luettele kaikkia: heitä voi olla enemmän.
waiting-nobody = Kukaan ei odota.
waiting-anybody = kuka tahansa
waiting-key-off = poista
waiting-fill-in = Kenelle, kenen luo ja milloin sopii; { $key } lisää jonotuslistalle.
palette-wait = lisää joku jonotuslistalle
waiting-by = lisäsi { $who }
waiting-here-only = { $backend } ei pidä jonotuslistaa: vain tämän toimipisteen työasemat tietävät, ketkä odottavat.
waiting-form-title = Lisää jonotuslistalle
waiting-key-puts = { $key } lisää listalle.
waiting-key-put = lisää listalle
waiting-whom = Valitse ensin potilas.
waiting-not-read = Ei listalla: { $what }.
waiting-kept-here = Tämän toimipisteen jonotuslistalla; { $backend } ei tiedä siitä.
waiting-not-kept = Ei listalla, sillä tallennus epäonnistui: { $why }
waiting-offer = { $when }, { $whom }, on vapaa: { $who } odottaa sellaista aikaa. { $key } tarjoaa sen.
waiting-free = { $when } ({ $minutes } min), { $whom }, on vapaa.
waiting-key-book = varaa
waiting-key-declines = ei halua
waiting-filled = Tarkista aika; { $key } varaa, ja sitten nimi poistetaan listalta.
