# Die vergangenen Termine einer Person.

past-visits-title = Vergangene Termine: { $who } ({ $count })
visits-title = Termine: { $who }, { $coming } kommende, { $past } vergangene
visits-to-come = kommende
visits-past = vergangene
past-visits-not-read = Die Termine dieser Person werden noch gelesen. Einen Moment.
past-visits-unread = { $clinic } hat die vergangenen Termine dieser Person nicht gesagt.
past-visits-of-nobody = Niemand ist gewählt: erst die Person auf der Eingabezeile oder im Formular nennen.
past-visits-none = Kein Termin im vergangenen Jahr.
visits-not-markable = Nur kommende Termine lassen sich hier markieren und ändern.
visits-would-be-cancelled = würde abgesagt: { $visit }
visits-ask = `--yes` sagt sie ab.
visits-none-then = Nichts abzusagen: dann steht kein Termin an.
visits-of-nobody = { $clinic } hat niemanden mit der ID { $id }.
now-past-visits = alle Termine
help-past-visits = alle Termine der Person; Enter öffnet einen
help-at-past-visits = alle Termine
    .first = Die kommenden Termine, dann die des vergangenen Jahres, der letzte zuerst.
    .then = Die Leertaste markiert kommende: x, m, a, n gelten dann für alle, sonst für den gewählten. Enter oder die Ziffer öffnet einen.
    .last = { $close } geht zurück.
palette-visits = alle Termine der Person: kommende und vergangene
palette-visits-also = letzter Termin, letztes Mal, zuletzt, vorherige, frühere, Verlauf, vergangene Termine
palette-died = verstorben: alle Termine absagen und es vermerken
palette-died-also = gestorben, tot, Tod, Todesfall, verstorben
died-reason = Patient verstorben
died-note = ! verstorben
