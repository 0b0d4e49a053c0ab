### Das Einrichten.

setup-begins = Hier wird gefragt, was bookdesk braucht; es kommt in { $file }. Enter lässt eine Antwort, wie sie ist. Sie können jederzeit abbrechen: vor der letzten Antwort wird nichts geschrieben.
setup-no-terminal = bookdesk setup stellt Fragen und braucht dafür ein Terminal. Ohne Terminal schreiben Sie { $file }, wie es im Handbuch steht, oder setzen Sie die Variablen; `bookdesk doctor` prüft sie.
setup-language = Sprache ({ $choices })
setup-zone = Zeitzone dieses Arbeitsplatzes
setup-zone-meant = Diese Zeitzone gibt es nicht. Meinten Sie { $meant }?
setup-zone-unknown = Diese Zeitzone gibt es nicht; schreiben Sie zum Beispiel Europe/Berlin.
setup-one-of = Bitte antworten Sie mit einem von diesen: { $choices }.
setup-key = Schlüssel für { $backend } (wird nicht angezeigt)
setup-another-key = Ein anderer Schlüssel für { $backend }, oder Enter, um diesen zu behalten
setup-clinic-zone = Zeitzone der Praxis bei { $backend }
setup-opens-with = Formular beim Öffnen ({ $choices })
setup-pin = PIN der Sperre (wird nicht angezeigt)
setup-once-more = Noch einmal dieselbe
setup-different = Das war nicht dasselbe.
setup-pin-length = Eine PIN hat 4 bis 64 Zeichen.
setup-store = Mit anderen Plätzen geteilte Aufzeichnungen, postgresql://USER@HOST/DATABASE
setup-store-password = Passwort dafür (wird nicht angezeigt)
setup-set = gesetzt
setup-not-set = nicht gesetzt
setup-none = keine
setup-variable-counts = { $what }: { $name } ist gesetzt und gilt vor der Datei.
setup-asking = { $whom } wird gefragt …
setup-works = { $backend } nimmt den Schlüssel an; er darf lesen und buchen.
setup-works-untold = { $backend } nimmt den Schlüssel an; er darf lesen. Ob er buchen darf, zeigt die erste Buchung.
setup-unreachable = { $backend } ist nicht erreichbar: { $why }.
setup-key-refused = { $backend } nimmt den Schlüssel nicht an: { $why }.
setup-may-not-read = Mit diesem Schlüssel lässt sich bei { $backend } nichts lesen: { $why }.
setup-may-not-book = Mit diesem Schlüssel lässt sich bei { $backend } nichts buchen: { $why }.
setup-store-works = { $count ->
    [0] Die geteilten Aufzeichnungen sind brauchbar; kein Platz ist besetzt.
    [one] Die geteilten Aufzeichnungen sind brauchbar; ein Platz ist besetzt.
   *[other] Die geteilten Aufzeichnungen sind brauchbar; { $count } Plätze sind besetzt.
}
setup-store-fails = Die geteilten Aufzeichnungen sind nicht brauchbar: { $why }
setup-nothing-changed = Es wurde nichts geändert.
setup-written = Geschrieben in { $file }, nur für Sie lesbar. `bookdesk doctor` prüft alles jederzeit.
