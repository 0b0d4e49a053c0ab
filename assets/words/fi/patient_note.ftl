# Työpisteiden muistiinpanot potilaista.

key-patient-note = muistiinpano tästä potilaasta, kaikille työpisteille
    .short = muistiinpano
    .also = huomautus, merkintä, tulkki, pyörätuoli, varoitus, potilaan muistiinpano
patient-note-title = Muistiinpano: { $who }
patient-note-hint = tulkki, pyörätuoli, äiti varaa
patient-note-shared = Kaikki työpisteet näkevät sen, mitään ei lähetetä. ! alussa tekee siitä varoituksen.
patient-note-warns = Varoitus: ennen kuin tälle potilaalle varataan aika, siitä kysytään.
patient-note-too-long = Liian pitkä: muistiinpanossa on enintään 120 merkkiä.
patient-note-writing = Kirjoitetaan …
patient-note-enter-keeps = Enter tallentaa muistiinpanon työpisteille; klinikalle ei lähetetä mitään.
patient-note-not-sent = { $enter } tallentaa muistiinpanon. { $book } lähettää klinikalle, muistiinpano ei mene minnekään.
patient-note-unsaved = { $close } uudelleen hylkää tekstin; { $enter } tallentaa sen.
patient-note-key-keep = tallenna muistiinpano
patient-note-key-remove = poista muistiinpano
patient-note-whom = Valitse ensin potilas: riviltä, lomakkeelta tai ajanvarauksesta.
patient-note-kept = Merkitty; kaikki työpisteet näkevät sen.
patient-note-removed = Muistiinpano on poistettu.
patient-note-not-written = Muistiinpanoa ei kirjoitettu: { $why }
patient-note-none = Potilaasta { $who } ei ole muistiinpanoa.
patient-note-line = Muistiinpano: { $says }
conflict-patient-note = Muistiinpano tästä potilaasta: { $says }
conflict-heed-note = Ota se huomioon, tai palaa takaisin.
help-at-patient-note = muistiinpano potilaasta
    .first = Rivi, jonka kaikki työpisteet näkevät tämän potilaan kohdalla.
    .then = Enter tallentaa sen, ja poistaa sen, jos kenttä on tyhjä. ! alussa: varoitus.
    .last = { $close } jättää muistiinpanon ennalleen.
