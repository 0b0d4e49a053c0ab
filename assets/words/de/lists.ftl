# Lists under a field: rows and remarks, at most 55 columns each.
list-new-patient = ＋ neu anlegen…
list-searching = { $clinic } wird durchsucht…
list-looking = wird gesucht…
list-still-looking = Einen Moment: Es wird noch gesucht, wer passt.
list-nobody = niemand passt; tippen Sie weniger, oder die ID
list-nearly = niemand passt genau; meinten Sie jemanden von diesen?
list-more = noch { $more } passen; tippen Sie weiter
list-reading = { $read } Personen bisher geladen; Esc hält an
list-more-while-reading = noch { $more } von { $read } geladenen; Esc hält an
list-broke-off = nach { $read } Personen abgebrochen; später noch einmal
list-stopped = { $read } Personen geladen; nächstes Mal geht es weiter
list-stale = die Liste ließ sich nicht neu laden; dies ist die alte
list-not-picked = { $field }: noch nichts ausgewählt.
list-pick = Wählen Sie aus der Liste: ↓ führt hinein, Enter wählt aus.
list-called-nobody = So heißt niemand.
list-line-goes-above = Eine ganze Zeile gehört nach oben: { $key }.
