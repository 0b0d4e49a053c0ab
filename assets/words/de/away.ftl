# Absences of practitioners.

change-away = { $who } abwesend { $when }
change-back = { $who } wieder da { $when }
away-already = Bei { $clinic } steht diese Abwesenheit schon.
away-already-do = Nichts wurde gesendet: jemand anderes hat sie eingetragen.
away-no-schedule = { $clinic } führt für diese Person keinen Plan, in den eine Abwesenheit einzutragen wäre.
away-no-schedule-do = Nur hier am Empfang vermerken, oder dort einen Plan anlegen lassen.
away-past = Diese Zeit ist vorbei
away-too-long = Mehr als { $days } Tage bitte in Teilen eintragen
away-reason-too-long = Der Grund ist zu lang
away-line-in-reason = Der Grund ist eine Zeile, deshalb wird nichts eingetragen: sie gehört in die Eingabezeile
away-time-in-reason = „{ $time }“ ist eine Zeitangabe und kein Teil des Grundes: zuerst die Zeit (11 bis fr), dann der Grund
away-is-made = { $what }: steht nun doch bei { $clinic }.
away-is-unknown = { $what }: ob es bei { $clinic } steht, ist noch unklar. Es wird nachgesehen; siehe Probleme.
away-is-not-there = { $what }: steht nicht bei { $clinic }. Es kann noch einmal eingetragen werden.
away-sending = wird gesendet
away-entered = eingetragen
away-taken-back = zurückgenommen
away-unknown = unklar: es wird nachgesehen
away-left-out = nicht gesendet
away-known = steht schon da
away-sent-elsewhere = wird gesendet: { $desk }, noch nicht bekannt
away-within = { $who } hat in dieser Zeit { $count ->
    [one] 1 Termin
   *[other] { $count } Termine
}: { $rows }.
away-within-do = --yes trägt die Abwesenheit trotzdem ein; die Termine verlegen, abgeben oder anrufen.
away-beyond = { $who } ist auch über diese Zeit hinaus abwesend: { $rows }. { $count ->
    [one] Das ist ein Eintrag und lässt
   *[other] Das sind { $count } Einträge; jeder lässt
} sich nur ganz zurücknehmen.
away-beyond-do = --yes nimmt alles zurück. Oder die ganze Zeit angeben.
away-nothing-then = { $who }: für diese Zeit ist nichts eingetragen.
away-outcome = { $outcome ->
    [known] { $who } ist dann schon abwesend; nichts wurde gesendet.
    [entered] { $who }: { $count ->
        [one] die Abwesenheit ist eingetragen.
       *[other] { $count } Tage eingetragen.
    }
    [removed] { $who }: { $count ->
        [one] 1 Abwesenheit zurückgenommen.
       *[other] { $count } Abwesenheiten zurückgenommen.
    }
    [clean] { $who }: nichts spricht dagegen; nichts wurde gesendet.
    [conflict] Nichts wurde gesendet: { $why }
    [not-sent] Nichts wurde gesendet: { $why }
    [invalid] Nichts wurde gesendet: { $why }
    [unknown] { $who }: noch unklar, ob alles eingetragen ist; bitte nachsehen, bevor es noch einmal eingetragen wird.
   *[other] Nicht erledigt: { $why }
}
away-claimed = Für diese Zeit wurde gerade eine Abwesenheit eingetragen: { $desk }.
away-under-way = An diesem Tag wird gerade eine Abwesenheit gesendet, noch ohne Ergebnis: { $desk }.
away-not-there = Bei { $clinic } steht diese Abwesenheit nicht.
away-line = abwesend { $when }
away-line-rest-of-day = heute nicht mehr da: { $when }
away-line-list = wer abwesend sein wird: Enter listet es auf
away-days = { $first } bis { $last } ({ $count ->
    [one] 1 Tag
   *[other] { $count } Tage
})
away-title = { $who } ist abwesend
away-title-back = Abwesenheit von { $who } zurücknehmen
away-card-booked = { $count ->
    [one] 1 Termin liegt
   *[other] { $count } Termine liegen
} in dieser Zeit. { $key } trägt die Abwesenheit ein. Danach können Sie die Termine verlegen oder jemand anderem geben, oder die Patienten anrufen.
away-card-nobody = In dieser Zeit ist niemand gebucht. { $key } trägt die Abwesenheit ein.
away-card-back = { $key } nimmt diese Abwesenheit zurück.
away-day-booked = { $count ->
    [one] 1 Termin
   *[other] { $count } Termine
}
away-reading = Der Kalender wird gelesen …
away-working = { $made } von { $count } gesendet …
away-partly = { $who }: { $count } von { $all } Tagen erledigt, der Rest nicht. { $why }
away-all-known = Alles davon ist eingetragen.
away-all-free = Alles davon ist eingetragen; betroffen ist niemand mehr.
away-all-under-way = Davon ist nichts mehr zu senden: Was nicht eingetragen ist, wird gerade gesendet und ist noch nicht bekannt.
away-what-with = { $count ->
    [one] 1 Termin liegt
   *[other] { $count } Termine liegen
} darin: m verlegt oder gibt anderen, x sagt ab.
away-letters-enter = Hier wird nichts getippt: { $book } trägt die Abwesenheit ein; { $close } schließt die Karte.
away-letters-back = Hier wird nichts getippt: { $book } nimmt die Abwesenheit zurück; { $close } schließt die Karte.
away-letters-working = Hier wird nichts getippt: die Abwesenheit wird gesendet; { $key } hält das an.
away-stopped = Angehalten. Der Rest wurde nicht gesendet.
away-one-at-a-time = Eine Abwesenheit wird gerade gesendet; einen Moment.
away-sent-already = Das wurde schon gesendet.
away-unreachable = { $clinic } ist nicht erreichbar. Nichts wurde gesendet.
away-key-enter = Abwesenheit eintragen
away-key-back = zurücknehmen
away-key-booked = wer gebucht ist
away-list-title = Wer abwesend sein wird ({ $count }), bis { $until }
away-hours-unread = Von { $count ->
    [one] 1 Behandler
   *[other] { $count } Behandlern
} bei { $clinic } waren die Zeiten nicht zu lesen: Abwesenheiten, die dort stehen, fehlen hier.
away-in-hours = { $clinic } führt das bei den Zeiten des Behandlers: Es wird dort geändert, nicht hier.
away-none-coming = Niemand wird abwesend sein, soweit es in den Kalendern steht.
away-kept-here = { $clinic } führt keine Abwesenheiten; sie steht nur hier.
away-note = steht nur hier
away-noted = Hier notiert; gesendet wurde nichts.
away-note-removed = Die Notiz ist entfernt; gesendet wurde nichts.
away-not-noted = Das wurde nicht geschrieben: { $why }
away-whose = Zuerst einen Termin oder die Spalte eines Behandlers wählen.
away-hint = Tage, Uhrzeiten, Grund
away-key-shows = zeigen, wer gebucht ist
away-enter-shows = Enter zeigt, wer darin gebucht ist; erst dort lässt es sich senden.
away-unsaved = { $close } noch einmal verwirft den Text; { $enter } macht damit weiter.
key-absences = welche Behandler abwesend sein werden
    .short = abwesend
    .also = Abwesenheit, Urlaub, krank, Fortbildung, weg
help-at-absence = Abwesenheit
    .first = Tag für Tag, was eingetragen wird und wer darin gebucht ist; Enter öffnet.
    .then = { $book } sendet es, Tag für Tag; { $close } verlässt die Karte, ohne zu senden.
    .last = Danach: m verlegt die Gebuchten, x sagt ab, { $calls } macht eine Anrufliste.
help-at-absence-form = wann jemand abwesend ist
    .first = Tage und Uhrzeiten, dahinter der Grund, wie in: 24.12.-2.1. Urlaub
    .then = Enter zeigt Tag für Tag, wer darin gebucht ist. Gesendet wird noch nichts.
    .last = { $close } verlässt das Formular, ohne etwas einzutragen.
help-at-absences = wer abwesend sein wird
    .first = Die kommenden Abwesenheiten, wie sie in den Kalendern stehen.
    .then = Enter zeigt die gewählte; dort nimmt { $book } sie zurück. b: wer gebucht ist.
    .last = Eine neue tippt man in die Eingabezeile: ki weg 24.12.-2.1. Urlaub
