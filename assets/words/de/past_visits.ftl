# Die vergangenen Termine einer Person.

past-visits-title = Vergangene Termine: { $who } ({ $count })
past-visits-not-read = Die vergangenen Termine sind noch nicht gelesen, oder es ist niemand gewählt.
past-visits-none = Kein Termin im vergangenen Jahr.
now-past-visits = vergangene
help-past-visits = die vergangenen Termine der Person; Enter öffnet einen
help-at-past-visits = vergangene Termine
    .first = Die Termine des vergangenen Jahres in dieser Praxis, der letzte zuerst.
    .then = Enter oder die Ziffer der Zeile öffnet einen; b bucht ihn von dort noch einmal.
    .last = { $close } geht zurück.
