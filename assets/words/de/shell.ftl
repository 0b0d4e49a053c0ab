# Answers of shell commands, one line each.
shell-done = { $kind ->
    [book] Gebucht
    [move] Verlegt
    [cancel] Abgesagt
    [remove] Entfernt
   *[status] Geändert
} bei { $clinic }: { $id }
shell-recorded = Bei { $clinic }, { $recorded }: { $id }
shell-incomplete = Neu gebucht, und ob der alte Termin abgesagt ist, steht nicht fest, bei { $clinic }: { $id }
shell-in-part = Bei { $clinic } wurde nicht alles geändert: { $id }
shell-not-done = { $kind ->
    [book] Nicht gebucht
    [move] Nicht verlegt
    [cancel] Nicht abgesagt
    [remove] Nicht entfernt
   *[status] Nicht geändert
}: { $why }
shell-not-sent = { $kind ->
    [book] Nicht gebucht
    [move] Nicht verlegt
    [cancel] Nicht abgesagt
    [remove] Nicht entfernt
   *[status] Nicht geändert
}, und es wurde nichts gesendet: { $why }
shell-may-be = Unbekannt: { $why } Bitte nicht noch einmal senden; bookdesk prüft es beim nächsten Start.
shell-all-the-same = { $kind ->
    [book] Mit --yes wird trotzdem gebucht.
    [move] Mit --yes wird trotzdem verlegt.
    [cancel] Mit --yes wird trotzdem abgesagt.
    [remove] Mit --yes und --permanently wird er entfernt.
   *[status] Mit --yes wird trotzdem geändert.
}
shell-can-go-again = Es ist dort nicht angekommen; es kann noch einmal gesendet werden.
shell-nothing-against = Nichts spricht dagegen; es wurde nichts gesendet.
shell-something-against = Etwas spricht dagegen; es wurde nichts gesendet.
shell-no-reason = ein Grund ist nicht bekannt.
shell-unwritten = Die Antwort konnte nicht geschrieben werden: { $why }.
shell-was-sandbox = Das war die Sandbox: Nichts davon ist echt.

shell-no-such-id = { $clinic } kennt den Termin { $id } nicht.
shell-part-of-id = „{ $typed }“ ist nur ein Teil einer ID. Die ganze: { $ids }
shell-no-id = „{ $typed }“ ist keine ID eines Termins.
shell-id-of-several = „{ $typed }“ sagt nicht, bei welcher Praxis: bitte --backend mit { $words } angeben.
shell-panels-there = Nichts hinzuzufügen: Diese Panels sind alle schon dabei.
shell-panels-gone = Nichts wegzunehmen: Diese Panels sind schon weg.
shell-already-gone = { $clinic } kennt den Eintrag nicht mehr: Er ist schon weg.

shell-nobody = Niemand passt zu „{ $typed }“.
shell-nobody-for-certain = „{ $typed }“ sagt nicht eindeutig, wer gemeint ist.
shell-look-again = Derselbe Befehl noch einmal sieht zuerst nach, auch jeder offene Empfang; ändern Sie bis dahin nichts.
shell-several = „{ $typed }“ passt auf mehrere.
shell-say-which = Bitte genauer: { $choices }.
shell-field-of-other-status = { $field } gehört zu einem anderen Status.
shell-field-only-for = Das gibt es nur bei { $statuses }.
shell-line-means-other = Die Zeile meint { $clinic }, nicht { $other }.
shell-line-mend = Bitte --backend weglassen oder die Zeile ändern.

shell-no-answer = { $clinic } hat nicht geantwortet.
shell-no-specialty = Bei { $clinic } hat niemand die Fachrichtung „{ $typed }“.
shell-no-template = Bei { $clinic } gibt es keine Vorlage „{ $typed }“.
shell-there-are = Es gibt: { $known }.
shell-no-free-times = Keine freien Zeiten.
shell-no-such-day = Es ist nicht klar, wessen Tag gemeint ist.
shell-day-unread = Der Tag konnte nicht gelesen werden.
shell-part-of-day = { $clinic } nennt nicht den ganzen Tag.
shell-numbers-unread = { $count ->
    [one] Eine Telefonnummer konnte nicht gelesen werden.
   *[other] { $count } Telefonnummern konnten nicht gelesen werden.
}
shell-not-looked-up = „{ $who }“ konnte nicht nachgeschlagen werden. { $why }
shell-nothing-found = nichts gefunden
shell-more = { $count } weitere: --limit zeigt sie

# Lists on a terminal: the heads of the columns, and cells in words.
shell-head = { $key ->
    [start] Beginn
    [end] Ende
    [patient] Patient
    [born] geboren
    [with] bei
    [status] Status
    [what] Grund
    [backend] Praxis
    [phone] Telefon
    [result] Ergebnis
    [attempts] Anrufe
    [noted_at] notiert
    [noted_by] von
    [since] seit
    [wished] Wunsch
    [by] von
    [code] Kürzel
    [name] Name
    [detail] Angabe
    [day] Tag
    [time] Zeit
    [about] worum
    [for] für
    [away] abwesend
   *[id] Nummer
}
shell-status = { $word ->
    [sending] wird gesendet
    [unknown] unbekannt
   *[free] frei
}
shell-result = { $word ->
    [reached] erreicht
    [not-reached] nicht erreicht
   *[left-word] Nachricht
}
shell-no-panel-id = „{ $panel }“ ist keine ID eines Panels bei { $clinic }: `bookdesk find panels` nennt sie mit ihren IDs. Es wurde nichts gesendet.
