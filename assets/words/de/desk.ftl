# Die Tasten: was jede tut, in einem Satz und in ein, zwei Wörtern für die letzte Zeile.

key-next-field = nächstes Feld, was auch an diesem nicht stimmt
    .short = weiter
key-previous-field = voriges Feld
    .short = zurück
key-down = nächstes Feld; in Listen und Texten eine Zeile tiefer
    .short = abwärts
key-up = voriges Feld; in Listen und Texten eine Zeile höher
    .short = aufwärts
key-patient = zu Abschnitt 1, Patient/in
    .short = Patient/in
key-where-who = zu Abschnitt 2, Wo & bei wem
    .short = wo
key-when = zu Abschnitt 3, Wann
    .short = wann
key-instructions = zu Abschnitt 4, Hinweise
    .short = Hinweise
key-enter = nächstes Feld, Auswahl oder neue Zeile. Bucht nie
    .short = weiter
key-book = buchen; bei Warnungen noch einmal, oder y
    .short = buchen
key-other-backend = zum anderen System; jedes behält seinen Entwurf
    .short = anderes System
key-next-problem = zum Feld des nächsten Problems
    .short = nächstes Problem
key-entry-line = eine ganze Buchung in einer Zeile, etwa 220385s ki f
    .short = Eingabezeile
key-palette = alles, was bookdesk kann, nach Namen
    .short = mehr
key-free-times = freie Zeiten für das, was im Formular steht, Tag für Tag
    .short = freie Zeiten
key-day = der Tag bei Behandler oder Standort, aus beiden Systemen
    .short = Tag
key-new-patient = jemanden anlegen, den das System noch nicht kennt
    .short = neu anlegen
key-template = das Formular aus einer Besuchsvorlage füllen
    .short = Vorlage
key-instruction-language = der Patientenhinweis in der nächsten Sprache
    .short = Sprache
key-request = die Anfrage zeigen oder verbergen, wie sie hinausginge
    .short = Anfrage
key-new-draft = neuer Entwurf; dieser parkt unter freiem Buchstaben
    .short = neu
key-draft-a = Entwurf A aufnehmen, diesen parken
    .short = Entwurf A
key-draft-b = Entwurf B aufnehmen, diesen parken
    .short = Entwurf B
key-draft-c = Entwurf C aufnehmen, diesen parken
    .short = Entwurf C
key-draft-d = Entwurf D aufnehmen, diesen parken
    .short = Entwurf D
key-draft-e = Entwurf E aufnehmen, diesen parken
    .short = Entwurf E
key-draft-f = Entwurf F aufnehmen, diesen parken
    .short = Entwurf F
key-panes = die Tasten dem nächsten Bereich geben
    .short = Bereiche
key-scroll-up = im Bereich zurückblättern
    .short = blättern
key-scroll-down = im Bereich weiterblättern
    .short = blättern
key-clear-field = das Feld leeren
    .short = Feld leeren
key-help = alle Tasten, und was dieses Feld will
    .short = Tasten
key-close = schließen, sonst zur Eingabezeile; Text bleibt erhalten
    .short = zurück
key-lock = Bildschirm sperren; Entwürfe und Buchungen bleiben
    .short = sperren
key-initials = Personen in Listen mit Initialen, oder mit vollem Namen
    .short = Initialen
key-copy = die ID des gezeigten Termins kopieren, für 30 s
    .short = ID kopieren
key-slip = Terminzettel: auf Papier, für Kalender, als Code
    .short = Terminzettel
key-mouse = die Maus vom Terminal übernehmen, oder zurückgeben
    .short = Maus
key-suspend = für eine Weile zur Shell; fg holt zurück
    .short = anhalten
key-quit = verlassen (fragt, wenn etwas verloren ginge)
    .short = beenden

# Was eine Taste gerade tut, wo das nicht überall dasselbe ist.
now-book = { $how } buchen
now-stop-waiting = nicht länger warten
now-stop-sending = anhalten, nicht senden
now-pick = auswählen
now-preview = Vorschau
now-form = Formular
now-do-it = ausführen
now-fill-in = eintragen, wie ihr Buchstabe
now-keep = behalten
now-put-back = zurück
now-close = schließen
now-back-to-form = zum Formular
now-go-there = dorthin

# Wie echt eine Buchung ist, vor „buchen“.
mode-live = LIVE
mode-test = als TEST
mode-sandbox = in der SANDBOX

# Weshalb trotz eines Konflikts gebucht wird: alles in einer Zeile von 76 Spalten.
why-asked = Warum? { $reasons }
why-patient-asks = Patientenwunsch
why-provider-agrees = abgesprochen
why-urgent = dringend
why-unsaid = ohne Angabe

ask-warnings = { $count ->
    [one] Trotzdem { $how } buchen?
   *[other] Trotz { $count } Warnungen { $how } buchen?
}
ask-stop-waiting = Nicht länger warten? Dann ist unbekannt, ob gebucht wurde.
ask-new-draft = Alle sechs Buchstaben sind belegt. Verwerfen, was in diesem Formular steht?
ask-settle = { $whose } von der Liste nehmen?
ask-leave-sending = Beenden? Sie sähen nicht mehr, ob gebucht wurde.
ask-leave-waiting = Beenden? Die wartende Buchung würde nicht gesendet.
ask-leave = Beenden? Was hier getippt ist, ginge verloren.
ask-leave-parked = Beenden? Was zurückgestellt ist ({ $count }), ginge verloren.
ask-leave-typed-and-parked = Beenden? Was hier getippt und was zurückgestellt ist ({ $count }), ginge verloren.
ask-leave-unknown-and-parked = Beenden? Unklare Buchungen ({ $unknown }) und zurückgestellte Entwürfe ({ $parked }) gingen verloren.
ask-leave-unknown = { $count ->
    [one] Beenden? Eine unbekannte Buchung fiele von der Liste.
   *[other] Beenden? { $count } unbekannte Buchungen fielen von der Liste.
}
answer-book = buchen
answer-go-back = zurück
answer-stop-waiting = nicht warten
answer-keep-waiting = warten
answer-drop = verwerfen
answer-keep = behalten
answer-take-off = wegnehmen
answer-leave = beenden
answer-stay = bleiben
ask-drop-panels = Von der Liste nehmen? Der Termin bleibt, wie er ist.
ask-leave-panels = Beenden? Nicht hinzugefügte Panels gingen verloren.
