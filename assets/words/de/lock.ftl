# Die Sperre, Namen in Listen, die Zwischenablage. Auf dem Sperrbildschirm hat jede Zeile 58 Spalten.

lock-locked = Gesperrt
lock-how-pin = Geben Sie Ihre PIN ein, dann Enter.
lock-how-any = Jede Taste öffnet das Programm wieder.
lock-privacy-only = Nur ein Sichtschutz, keine Sperre: Es ist keine PIN gesetzt.
lock-set-a-pin = `bookdesk pin` setzt eine.
lock-pin = PIN
lock-checking = Einen Moment …
lock-wrong = Das ist nicht die PIN. Nächster Versuch in { $seconds } s.
lock-was-wrong = Das war nicht die PIN.
lock-leave-loses = Beim Beenden ginge etwas verloren. Nochmals beendet.

initials-on = Personen in Listen stehen mit Initialen und Geburtsjahr.
initials-off = Personen in Listen stehen mit vollem Namen.

clipboard-nothing = Es gibt keinen Termin, dessen ID sich kopieren ließe.
clipboard-copied = Kopiert: { $id }. In { $seconds } s wird die Zwischenablage geleert.
