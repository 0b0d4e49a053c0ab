# Die Zeilen, die unter einem Feld angeboten werden, und was zu ihnen zu sagen ist: höchstens 55 Spalten.

list-new-patient = ＋ neu anlegen…
list-searching = { $backend } wird durchsucht…
list-looking = wird gesucht…
list-still-looking = Einen Moment: Es wird noch gesucht, wer passt.
list-nobody = niemand passt; tippen Sie weniger, oder die ID
list-nearly = niemand passt genau; meinten Sie jemanden von diesen?
list-more = noch { $more } passen; tippen Sie weiter
list-reading = { $read } Personen gelesen; Esc hört auf zu lesen
list-more-while-reading = noch { $more } von { $read } gelesenen; Esc hört auf zu lesen
list-broke-off = nach { $read } Personen abgebrochen; später noch einmal
list-stopped = { $read } Personen gelesen; nächstes Mal geht es weiter
list-stale = die Liste ließ sich nicht neu lesen; dies ist die alte
list-not-picked = { $field }: noch nichts ausgewählt.
list-pick = Wählen Sie aus der Liste: ↓ führt hinein, Enter wählt aus.
