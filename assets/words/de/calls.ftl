# Call lists.
calls-list = Anrufliste
calls-cancelled = abgesagt
calls-not-cancelled = noch nicht abgesagt
calls-not-moved = (noch nicht verlegt)
calls-away = abwesend: { $who }
calls-holiday = { $who } · { $name }
calls-nobody-to-call = Hier ist niemand anzurufen.
calls-reminders = Erinnerungsanrufe
calls-nobody = Für diesen Tag ist niemand gebucht.
calls-reached = { $reached } von { $count } erreicht
calls-not-reached = { $count } noch nicht erreicht
calls-without-number = { $count } ohne Nummer
calls-numbers-to-read = { $count ->
    [one] 1 Nummer wird noch gelesen
   *[other] { $count } Nummern werden noch gelesen
}
calls-numbers-stopped = { $count ->
    [one] angehalten, 1 Nummer fehlt noch
   *[other] angehalten, { $count } Nummern fehlen noch
}
calls-nobody-before = vorher kommt niemand
calls-no-number = keine Nummer
calls-number-unread = …
calls-number-failed = Nummer nicht gelesen
call-result =
    .reached = erreicht
    .left-word = Nachricht
    .not-reached = nicht erreicht
calls-letters = r erreicht, n nicht erreicht, w Nachricht hinterlassen, Rücktaste nimmt den letzten Anruf zurück.
calls-no-names = Namen werden hier nicht getippt: ↑ und ↓ wählen; dann r erreicht, n nicht erreicht, w Nachricht hinterlassen. Rücktaste nimmt den letzten Anruf zurück.
calls-nothing-noted = Namen werden hier nicht getippt: Es wurde nichts vermerkt. ↑ und ↓ wählen; dann r erreicht, n nicht erreicht, w Nachricht hinterlassen.
calls-noted = { $who }: { $result }. ↓ geht weiter, Rücktaste nimmt es zurück.
calls-noted-already = { $who }: { $result } ist schon vermerkt. ↓ geht weiter, Rücktaste nimmt es zurück.
calls-taken-back = { $who }: { $result } ist zurückgenommen.
calls-nothing-to-take-back = Hier ist kein Anruf vermerkt.
calls-noted-no-number = { $who }: { $result }; keine Nummer. Rücktaste nimmt es zurück.
calls-no-number-noted = Vermerkt, obwohl die Praxis keine Nummer hat.
calls-not-noted = Der Anruf konnte nicht vermerkt werden: { $why }

# Keys, in a word or two.
calls-key-reached = erreicht
calls-key-not-reached = nicht erreicht
calls-key-left-word = Nachricht
calls-key-open = öffnen
calls-key-next-day = nächster Tag
calls-key-take-back = zurücknehmen
