# Der Zettel, den Patienten mitnehmen, in deren Sprache.

slip-visit = Termin in der Praxis
slip-draw = Blutentnahme
slip-when = Wann
slip-with = Bei
slip-where = Wo
slip-name = Name
slip-number = Nummer
slip-no-time = noch kein Zeitpunkt festgelegt
slip-for-practice = { $mode }: zur Übung angelegt. Das ist kein echter Termin.
slip-tentative = Dieser Termin ist noch nicht bestätigt.
slip-cancelled = Dieser Termin ist abgesagt.
slip-new-time = Neuer Termin statt { $before }.
slip-moved = Dieser Termin wurde verlegt.
slip-scan = Scannen Sie dies, um den Termin in Ihren Kalender einzutragen.

# Wie er am Empfang entsteht.
slip-none = Es gibt keinen Termin für einen Terminzettel.
slip-title = Terminzettel für { $who }: { $id }, { $written }
slip-as-text = als Text speichern
slip-as-page = als Seite zum Drucken speichern (HTML)
slip-as-calendar = für einen Kalender speichern (.ics)
slip-as-code = als Code zum Scannen zeigen
slip-without-name = den Namen des Patienten weglassen
slip-with-name = den Namen des Patienten daraufsetzen
slip-name-is-on = Der Name des Patienten steht darauf.
slip-name-is-off = Es steht kein Name darauf.
slip-name-unknown = Der Name des Patienten ist hier nicht bekannt.
slip-save-as = Speichern als
slip-nowhere = Geben Sie zuerst an, wie die Datei heißen soll.
slip-saving = Wird gespeichert …
slip-saved = Gespeichert: { $path }
slip-not-saved = Nicht gespeichert: { $why }. Am Termin ändert das nichts.
slip-no-code = Ohne Zeitpunkt gibt es keinen Code.
slip-no-code-cancelled = Für einen abgesagten Termin gibt es keinen Code.
slip-code-too-large = Der Code braucht { $cols } × { $rows } Zeichen. Ein größeres Fenster zeigt ihn, und auf der Seite zum Drucken steht er auch.
slip-code-how = Halten Sie die Kamera eines Telefons darauf: Es trägt den Termin in den Kalender ein. Im Code steht kein Name.
slip-why-there = es gibt sie schon
slip-why-no-folder = diesen Ordner gibt es nicht
slip-why-not-allowed = dort darf nicht geschrieben werden
