# The tutor: a step in a sentence or two.
tutor-step = Einführung · Schritt { $step } von { $of }
tutor-over = Einführung · fertig
tutor-hint = { $palette }: Teil überspringen · { $quit }: später weiter
tutor-skip = Einführung (Tutor): zum nächsten Teil springen
tutor-again = Einführung (Tutor): mit dem ersten Schritt neu beginnen

tutor-line = Willkommen! Maria Schmidt, geb. 22. März 1985, ruft an. Tippen Sie { $types } (Geburtsdatum und S, Karin Ivers, Kontrolle), dann { $enter }.
    .types = 220385s ki f
tutor-book = Die erste freie Zeit steht im Formular, gebucht ist noch nichts. Lesen Sie Name und Geburtsdatum vor; nur { $book } bucht.
tutor-move = Gebucht: Ihr erster Termin bei { $visits }. Frau Schmidt möchte später kommen: Tippen Sie { $types }, dann { $enter }. Das > heißt „verlegen“.
    .types = 220385s >
tutor-moved = Alte und neue Zeit stehen da, vorgeschlagen ist die nächste freie. Sie können auch eine andere wählen. { $book } verlegt den Termin.
tutor-mine = Verlegt. Frau Schmidt fragt: Wann ist mein Termin? Ein Patient allein in der Zeile nennt die Termine: { $types } tippen, dann { $enter }.
    .types = 220385s
tutor-arrive = Da ist er. Am Termintag kommt sie an den Empfang: { $clear } leert die Zeile, dann { $types } tippen, { $enter }. Das + heißt „eingetroffen“.
    .types = 220385s +
tutor-arrived = { $book } vermerkt es. Ist der Termin an einem anderen Tag, wird erst gefragt.
tutor-wrong = Vermerkt. Jetzt geht etwas schief: Greta Lindner, geb. 19. Juli 1984, möchte Montag um 12:30. { $line }, dann { $types } tippen, { $enter }.
    .types = 190784l ki f mo 12:30
tutor-asked = Karin Ivers ist dann nicht da: Das steht unter der Zeit, und unter Probleme wird es gezählt. Drücken Sie trotzdem { $book } und sehen Sie selbst.
tutor-back = Es wurde nichts gesendet. bookdesk fragt erst nach; wer trotzdem bucht, gibt einen Grund an. { $close } geht zurück, Ihre Eingaben bleiben.
tutor-mend = Nun richtig: { $free } zeigt, wann Karin Ivers frei ist. { $enter } öffnet den Tag, noch einmal { $enter } übernimmt die Zeit.
tutor-mended = Die Warnung ist weg. Lesen Sie Name, Geburtsdatum und die neue Zeit vor; { $book } bucht.
tutor-cancel = Gebucht. Frau Lindner sagt doch ab: { $line }, dann { $types } tippen, { $enter }. Das - heißt „absagen“.
    .types = 190784l -
tutor-cancelled = Ein Grund gehört dazu; der übliche ist schon gewählt, ↓ zeigt andere. { $book } sagt den Termin ab.
tutor-board = Abgesagt. Wer kommt heute, und zu wem? { $day } öffnet die Tagesübersicht, wo immer Sie sind.
tutor-board-back = Buchstaben und Uhrzeiten grenzen ein, Pfeile blättern die Tage, Enter öffnet eine Zeile. { $close } geht zurück.
tutor-other = Blutentnahmen buchen Sie bei { $draws }: { $other } wechselt hin und zurück.
tutor-draw = Jörg Weißmüller, geb. 30. November 1962, braucht eine Blutentnahme in Berlin. { $line }, dann { $types } tippen, { $enter }.
    .types = 301162w be
tutor-drawn = Wie vorhin: Lesen Sie Name, Geburtsdatum und Ort vor; { $book } bucht.
tutor-return = Gebucht: Ihre erste Blutentnahme. Noch etwas kommt vor: Eine Antwort geht verloren. { $other } wechselt zurück zu { $visits }.
tutor-lose = Anja Brenner, geb. 25. August 1998, kommt zu Karin Ivers. Tippen Sie { $types }, dann { $enter }, wie bei Frau Schmidt.
    .types = 250898b ki f
tutor-lost = Jetzt { $book }. Diesmal geht die Antwort von { $visits } unterwegs verloren: hier mit Absicht, an schlechten Tagen von selbst.
tutor-found = Keine Antwort: vielleicht gebucht, vielleicht nicht. Nie zweimal buchen! bookdesk prüft das in ein paar Sekunden selbst; bitte warten.
tutor-done = Gefunden, einmal gebucht. Sie haben bei beiden gebucht, verlegt, berichtigt und eine verlorene Antwort gefunden. { $quit } beendet; weiter mit bookdesk.

# Hints when something else has to be done first.
tutor-question = Sie werden erst etwas gefragt. Lesen Sie es; { $close } geht zurück, und gesendet wird nichts.
tutor-why = Der Termin ist nicht heute, darum die Frage. { $down } wählt einen Grund, dann macht { $book } weiter.
tutor-overlay = { $close } schließt, was hier offen ist. Dann geht es weiter.
tutor-clinic = Dieser Schritt ist bei { $here }: { $other } wechselt dorthin.
tutor-to-line = Getippt wird unten in der Eingabezeile: { $line } setzt den Cursor hinein.
tutor-clear = In der Zeile steht etwas anderes. { $clear } leert sie; dann { $types } tippen und { $enter } drücken.
