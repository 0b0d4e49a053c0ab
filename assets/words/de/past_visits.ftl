# Die vergangenen Termine einer Person.

past-visits-title = Vergangene Termine: { $who } ({ $count })
visits-title = Termine: { $who }, { $coming } kommende, { $past } vergangene
visits-to-come = kommende
visits-past = vergangene
past-visits-not-read = Die vergangenen Termine sind noch nicht gelesen, oder es ist niemand gewählt.
past-visits-none = Kein Termin im vergangenen Jahr.
now-past-visits = alle Termine
help-past-visits = alle Termine der Person; Enter öffnet einen
help-at-past-visits = alle Termine
    .first = Die kommenden Termine, dann die des vergangenen Jahres, der letzte zuerst.
    .then = Enter oder die Ziffer der Zeile öffnet einen; b bucht ihn von dort noch einmal.
    .last = { $close } geht zurück.
palette-visits = alle Termine der Person: kommende und vergangene
palette-visits-also = letzter Termin, letztes Mal, zuletzt, vorherige, frühere, Verlauf, vergangene Termine
