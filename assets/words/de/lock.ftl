# The lock, names in lists, the clipboard. A line of the lock screen has 58 columns.
lock-locked = Gesperrt
lock-how-pin = Geben Sie Ihre PIN ein, dann Enter.
lock-how-any = Jede Taste öffnet das Programm wieder.
lock-privacy-only = Nur ein Sichtschutz, keine Sperre: Es ist keine PIN gesetzt.
lock-set-a-pin = `bookdesk pin` setzt eine.
lock-pin = PIN
lock-checking = Einen Moment …
lock-wrong = Das ist nicht die PIN. Nächster Versuch in { $seconds } s.
lock-too-soon = Zu früh nach einer falschen PIN. Nächster Versuch in { $seconds } s.
lock-unchecked = Die PIN lässt sich nicht prüfen: { $why }.
lock-was-wrong = Das war nicht die PIN.
lock-type-again = Bitte die PIN noch einmal eingeben.
lock-leave-loses = Beim Beenden ginge etwas verloren. Noch einmal: beenden.
pin-needed = Es ist eine PIN gesetzt. Starten Sie den Befehl in einem Terminal, dort werden Sie danach gefragt, oder legen Sie die PIN in eine Datei, die nur Sie lesen können, und nennen Sie die Datei in BOOKDESK_PIN_FILE.
pin-file-unreadable = Die PIN-Datei { $path } lässt sich nicht lesen: { $why }.
pin-file-open = Die PIN-Datei { $path } können auch andere lesen (Modus { $mode }). Geben Sie ein: { $command }
pin-file-open-to = Die PIN-Datei { $path } können auch andere lesen ({ $names }). Geben Sie ein: { $command }
pin-file-empty = Die erste Zeile der PIN-Datei { $path } ist leer.

initials-on = Personen in Listen stehen mit Initialen und Geburtsjahr.
initials-off = Personen in Listen stehen mit vollem Namen.

clipboard-nothing = Es gibt keinen Termin, dessen ID sich kopieren ließe.
clipboard-copied = Kopiert: { $id }. In { $seconds } s wird die Zwischenablage geleert.
