# Die vergangenen Termine einer Person.

past-visits-title = Vergangene Termine: { $who } ({ $count })
visits-title = Termine: { $who }, { $coming } kommende, { $past } vergangene
visits-to-come = kommende
visits-past = vergangene
past-visits-not-read = Die Termine dieser Person werden noch gelesen. Einen Moment.
past-visits-unread = { $clinic } hat die vergangenen Termine dieser Person nicht gesagt.
past-visits-of-nobody = Niemand ist gewählt: erst die Person auf der Eingabezeile oder im Formular nennen.
past-visits-none = Kein Termin im vergangenen Jahr.
now-past-visits = alle Termine
help-past-visits = alle Termine der Person; Enter öffnet einen
help-at-past-visits = alle Termine
    .first = Die kommenden Termine, dann die des vergangenen Jahres, der letzte zuerst.
    .then = Enter oder die Ziffer der Zeile öffnet einen; b bucht ihn von dort noch einmal.
    .last = { $close } geht zurück.
palette-visits = alle Termine der Person: kommende und vergangene
palette-visits-also = letzter Termin, letztes Mal, zuletzt, vorherige, frühere, Verlauf, vergangene Termine
