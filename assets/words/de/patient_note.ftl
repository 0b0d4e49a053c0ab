# Notizen der Arbeitsplätze zu Patienten.

key-patient-note = eine Notiz zu dieser Person, für alle Arbeitsplätze
    .short = Notiz
    .also = Bemerkung, Vermerk, Dolmetscher, Rollstuhl, Warnung, Patientennotiz
patient-note-title = Notiz zu { $who }
patient-note-hint = Dolmetscher, Rollstuhl, Mutter bucht
patient-note-shared = Alle Arbeitsplätze sehen sie, gesendet wird nichts. Mit ! davor ist sie eine Warnung.
patient-note-warns = Eine Warnung: Vor jeder Buchung für diese Person wird nachgefragt.
patient-note-too-long = Das ist zu lang: Eine Notiz hat höchstens 120 Zeichen.
patient-note-writing = Wird geschrieben …
patient-note-enter-keeps = Enter behält die Notiz. Sie bleibt an den Arbeitsplätzen; gesendet wird nichts.
patient-note-not-sent = { $enter } speichert die Notiz. { $book } sendet an eine Praxis, und eine Notiz geht an keine.
patient-note-unsaved = { $close } noch einmal verwirft den Text; { $enter } speichert ihn.
patient-note-key-keep = Notiz behalten
patient-note-key-remove = Notiz entfernen
patient-note-whom = Zuerst jemanden wählen: in der Zeile, im Formular oder mit einem Termin.
patient-note-kept = Notiert; alle Arbeitsplätze sehen es.
patient-note-removed = Die Notiz ist entfernt.
patient-note-not-written = Die Notiz wurde nicht geschrieben: { $why }
patient-note-none = Zu { $who } gibt es keine Notiz.
patient-note-line = Notiz: { $says }
conflict-patient-note = Notiz zu dieser Person: { $says }
conflict-heed-note = Beachten, oder zurückgehen.
help-at-patient-note = Notiz zu einer Person
    .first = Eine Zeile, die alle Arbeitsplätze bei dieser Person sehen.
    .then = Enter behält sie, und entfernt sie, wenn das Feld leer ist. ! davor: Warnung.
    .last = { $close } lässt die Notiz, wie sie war.
