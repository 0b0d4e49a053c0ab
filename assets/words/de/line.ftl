# Messages about the entry line and the lists that it searches.
line-type-something = Tippen Sie Geburtsdatum und Initiale, Kürzel, Vorlage; Tab zum Formular.
line-for-whom = Für wen? Geburtsdatum und Initiale oder ein Name.
line-for-whom-or-free = Für wen? Geburtsdatum und Initiale oder ein Name. { $key } zeigt die freien Zeiten.
line-key-adds = Neu anlegen: { $key }.
line-nobody-fits = Niemand in der Liste passt.
line-one-moment = Einen Moment: Es wird gesucht, wer gemeint ist.
line-mend = Verbessern Sie das Wort, oder leeren Sie mit { $key } die Zeile.
line-pick-or-mend = Wählen Sie zuerst: { $digits }. Oder verbessern Sie das Wort; { $key } leert die Zeile.
line-add-or-mend = { $adds } legt die Person an. Oder verbessern Sie das Wort; { $key } leert die Zeile.
line-no-lists = Die Listen sind nicht abrufbar. Tab zum Formular; dort gehen auch IDs.
line-maybe-elsewhere = { $said } kann jemand bei { $clinic } sein; die Liste von dort war nicht zu lesen.
line-no-lists-at = { $clinic }: Listen nicht abrufbar; im Formular können Sie IDs tippen.
line-namesakes = { $clinic } war nicht zu durchsuchen: Es kann dort Namensvettern geben.
line-under-way = Dieses Formular wird gerade gebucht; warten Sie die Antwort ab.
line-no-letter-left = Alle sechs Buchstaben sind belegt: Erst das Formular von { $clinic } buchen oder verwerfen.
line-parked = Was im Formular stand, ist als { $letter } geparkt.

people-not-searched = Die Praxis war nicht zu durchsuchen; tippen Sie weiter, oder die ID.
people-so-far = { $count } Personen bisher geladen
people-stopped = Angehalten bei { $count } Personen. Zurück in diesem Feld geht es weiter.
line-what-is-coming = vereinbarte Termine
line-also-there = dort auch um { $times }
line-first-free = erste freie Zeit
line-form-has = im Formular: { $when }
line-form-no-time = keine Zeit
line-next-times = sonst frei
line-did-you-mean = Meinten Sie jemanden von diesen?
line-down-then = ↓, dann { $digits }
line-digits-two = 1 oder 2
line-digits-three = 1, 2 oder 3
line-digits-more = 1 bis { $last }
line-did-you-mean-word = Meinten Sie das?
line-which-birth = Welches Geburtsdatum ist es?
line-born-on = geboren { $date }
line-lengths = Dauern
line-length = { $count } Min.
line-right-after = gleich danach
line-minutes-later = { $minutes ->
    [one] nicht direkt danach: 1 Minute später
   *[other] nicht direkt danach: { $minutes } Minuten später
}
line-in-the-past = schon vorbei
line-moves = verlegen → { $to } (jetzt { $from })
line-verb = { $verb ->
    [next-status] nächster Status: { $from }
    [not-come] nicht erschienen: { $from }
    [details] { $from } ändern
   *[cancel] { $from } absagen
}
line-reason = Grund: { $reason }
line-verb-of-all = { $verb ->
    [move] { $count } Termine verschieben
    [next-status] nächster Status: { $count } Termine
    [not-come] nicht erschienen: { $count } Termine
   *[cancel] { $count } Termine absagen
}
line-changes-details = { $details }: { $from }
line-new-length = Dauer → { $to }
line-detail = { $label } → { $text }
line-several-fit = { $are ->
    [all] { $who } hat { $count } Termine.
   *[some] { $who } hat { $count } solche Termine.
}
line-none-then = { $who } hat dann keinen Termin.
line-none-of-kind = { $who } hat keinen solchen Termin vor sich.
line-next-free = nächste freie Zeit
line-fewer-to-change = Für { $who } stehen nur { $count } an.
line-asking-for-appointments = Termine werden gesucht
line-clinic-away = { $clinic } ist gerade nicht erreichbar: Die Termine sind zu sehen, sobald wieder Antwort kommt.
line-appointments-not-read = Die Termine sind nicht abrufbar; siehe Probleme.
line-not-on-record-yet = Diesen Termin hat noch niemand bestätigt; ändern lässt er sich erst danach.
line-left-out-unconfirmed = Noch nicht bestätigt und daher ausgelassen: { $count }.
line-verbs-in-desk-only = Eine Zeile mit > oder - ändert einen Termin, hier wird gebucht: verlegt und abgesagt wird mit move, cancel und status, über die ID.
line-of-another-command = Hier wird gebucht, und die Zeile will etwas anderes. { $command ->
    [none] Das geht nur in der Eingabezeile der Vollbildansicht.
   *[other] Das macht bookdesk { $command }.
}
series = { $step ->
    [day] { $count } Tage hintereinander
    [month] { $count }-mal, monatlich
   *[week] { $count }-mal, wöchentlich
}
line-series-twice = Serien
line-series-bounds = { $said } ist keine Serie, die sich buchen lässt.
line-series-bounds-do = Eine Serie hat { $fewest } bis { $most } Termine: x6w wöchentlich, x4d täglich, x3m monatlich.
line-series-in-desk-only = Serien gehen nur in der Vollbildansicht; für eine Datei mit Buchungen gibt es batch.
line-times = Zeiten
line-nothing-before = Hier wurde gerade kein Termin gebucht.
line-say-when = Sagen Sie, wann.
line-nobody-usual = Aus den früheren Terminen geht niemand hervor.
line-no-last-visit = Kein Termin im vergangenen Jahr.
line-say-what = Nennen Sie, bei wem und wofür.
line-at-counter = steht am Tresen: frei ab dieser Minute
line-past-unread = Die früheren Termine sind nicht zu lesen.
line-with-whom = Nennen Sie, bei wem.
line-who-waits = wer jetzt wartet: Enter öffnet die Tagesübersicht
line-waiting-list = die Warteliste: Enter öffnet sie
line-digits-given-back = Damit beginnt ein Geburtsdatum: Es wurde nichts ausgewählt. { $key } holt die Zeile davor zurück.
