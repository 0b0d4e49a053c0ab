# A clinic that can't be reached, and bookings that wait for it.
# Marks in the first line, as short as possible.
key-mark-revoked = Schlüssel widerrufen
key-mark-expired = Schlüssel abgelaufen
key-mark-refused = Schlüssel abgelehnt
zone-mark = keine Zeitzone eingestellt: bookdesk setup
zone-mark-short = keine Zeitzone

link-mark = seit { $at } unerreichbar, { $next }
link-mark-since = seit { $at } unerreichbar
link-mark-short = weg seit { $at }
link-mark-waiting = { $count ->
    [one] { $mark }, 1 wartet
   *[other] { $mark }, { $count } warten
}
link-mark-queued = { $count ->
    [one] 1 wartet auf das Senden, { $key }
   *[other] { $count } warten auf das Senden, { $key }
}
link-mark-queued-short = { $count ->
    [one] 1 wartet
   *[other] { $count } warten
}
link-mark-other = { $clinic } seit { $at } unerreichbar
link-mark-other-short = { $clinic } weg
link-next-in = neuer Versuch in { $seconds } s
link-next-now = neuer Versuch läuft
link-remark = { $clinic } ist seit { $at } unerreichbar: { $next }.
link-means = Was Sie für { $clinic } fertigstellen, kann im Postausgang warten oder trotzdem versucht werden: { $key } fragt.
link-others = { $count ->
    [one] Die andere Praxis arbeitet wie gewohnt.
   *[other] Die anderen Praxen arbeiten wie gewohnt.
}
link-back = { $clinic } antwortet wieder: { $key } bucht.
link-back-with-queued = { $count ->
    [one] { $clinic } antwortet wieder: 1 Eintrag wartet im Postausgang. { $key } führt hin, Enter holt ihn zurück, { $book } sendet.
   *[other] { $clinic } antwortet wieder: { $count } warten im Postausgang. { $key } führt hin, Enter holt einen zurück, { $book } sendet.
}

queue-done = Vorgemerkt, nicht gebucht. Sobald { $clinic } antwortet: { $key } führt zum Postausgang, Enter öffnet die Buchung dort.
queue-not-written = Das ließ sich nicht aufzeichnen: { $why }. Es wartet nur, bis Sie das Programm beenden.
queue-taken-up = Zurück im Formular, nicht gebucht: { $key } bucht.
queue-change-done-key = Vorgemerkt, nicht gesendet. Sobald { $clinic } antwortet: { $key } führt zum Postausgang, Enter öffnet die Änderung dort.
queue-change-done = Vorgemerkt, nicht gesendet: Holen Sie die Änderung aus dem Postausgang, sobald { $clinic } antwortet.
queue-change-taken-up = Zurück im Formular, nicht gesendet: { $key } sendet.
