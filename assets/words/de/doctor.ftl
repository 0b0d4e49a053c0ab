# Was `bookdesk doctor` findet. Der Name einer Zeile hat höchstens 14 Zeichen, bei einer Praxis höchstens 12.
doctor-row = { $row ->
    [configuration] Konfiguration
    [data] Daten
    [records] Aufzeichnungen
    [their-key] Schlüssel dazu
    [store] Gemeinsam
    [kept-for] Aufbewahrung
    [log] Protokoll
    [zone] Zeitzone hier
    [zones] Zeitzonen
    [date-order] Datum
    [terminal] Terminal
    [timeouts] Wartezeiten
    [trusts] Vertraut
    [proxy] Proxy
    [notice] Vorlauf
    [locks] Sperre
    [templates] Vorlagen
    [holidays] Feiertage
    [keys] Tasten
    [opens-with] Beginnt mit
    [desk] Arbeitsplatz
    [operator] Person
    [note] Hinweis
    [address] Adresse
    [key] Schlüssel
    [reachable] Erreichbar
    [accepted] Angenommen
    [may-read] Darf lesen
    [may-book] Darf buchen
    [not-offered] Nicht da
    [numbers] Nummern
    [codes] Codes
    [not-set-up] Fehlt noch
    [can-be-used] Brauchbar
   *[password] Passwort
}
doctor-clinic-zone = Zone { $clinic }
doctor-no-file = keine; sie wäre in { $file }
doctor-no-home = keine; es gibt kein Benutzerverzeichnis für sie
doctor-no-date-order = nicht gesetzt; 03/04/2027 ist deshalb mehrdeutig und wird abgewiesen
doctor-no-log = aus; BOOKDESK_LOG schaltet es ein
doctor-timeouts = { $connect } s für die Verbindung, { $call } s für einen Aufruf
doctor-records = Entwürfe und Buchungen unterwegs sind verschlüsselt; wer ledger.key daneben lesen kann, kann sie öffnen (der Schlüsselbund des Systems wird nicht benutzt)
doctor-kept-for-good = unbegrenzt; retention_days setzt ein Ende
doctor-kept-for = { $days } Tage
doctor-trusts = den Zertifizierungsstellen dieses Rechners; extra_ca fügt andere hinzu
doctor-trusts-more = den Zertifizierungsstellen dieses Rechners und denen in { $file } (Zertifikate: { $count })
doctor-marks-pastes = Windows Terminal: es kennzeichnet Eingefügtes und hat Farben mit 24 Bit
doctor-old-console = die alte Konsole von Windows: sie kennzeichnet Eingefügtes nicht und hat 16 Farben; Windows Terminal kann beides
doctor-no-proxy = keiner; der aus der Umgebung wird nicht benutzt
doctor-notice = { $minutes } min von jetzt bis zur ersten vorgeschlagenen Zeit
doctor-locks-by-key = nur mit { $key }
doctor-locks-after = nach { $seconds } s ohne Taste oder mit { $key }
doctor-pin-opens = { $when }; die PIN öffnet
doctor-any-key-opens = { $when }; jede Taste öffnet, denn es ist keine PIN gesetzt: siehe `bookdesk pin`
doctor-templates = die mitgelieferten
doctor-templates-place = die mitgelieferten; eigene wären in { $file }
doctor-templates-own = die mitgelieferten und { $file } (eigene: { $count })
doctor-templates-mistaken = die mitgelieferten, denn in den eigenen sind Fehler:
doctor-holidays-of = { $file } ({ $count ->
    [one] 1 Feiertag
   *[other] { $count } Feiertage
})
doctor-holidays-partly = { $file } ({ $count ->
    [one] 1 Feiertag
   *[other] { $count } Feiertage
}), aber nicht alles darin ist lesbar; bei einem Tag, der gemeint sein kann, wird nachgefragt:
doctor-holidays-unread = keine bekannt, und bei jeder Buchung wird nachgefragt, denn die Datei ist unbrauchbar:
doctor-words-unknown = diese Wörter darin bewirken nichts:
doctor-keys-usual = die der Tastentabelle
doctor-keys-changed = die der Tastentabelle; geänderte Zeilen: { $count }
doctor-keys-mistaken = { $keys }; diese sind nicht verwendbar:

# Woher eine Einstellung kommt.
doctor-from = { $what }, { $origin }
doctor-origin = { $from ->
    [file] aus der Konfigurationsdatei
    [variable] aus { $name }
    [machine] die dieses Rechners
   *[nothing] weil dieser Rechner keine Zone nennt
}
doctor-zone-of-sandbox = die der Sandbox
doctor-no-zone = keine timezone unter { $table }, daher gilt dort die Uhr dieses Arbeitsplatzes: eintragen, oder bookdesk setup
doctor-zones-bundled = { $version }, mitgeliefert
doctor-zones-in = { $version } in { $folder }
doctor-zones-two = { $used }; nicht benutzt: { $other }
doctor-zone-differs = { $zone }: Ab { $day } unterscheiden sich die beiden; es gilt { $version }

# Gemeinsame Aufzeichnungen.
doctor-store-title = Gemeinsame Aufzeichnungen
doctor-no-store = keine; store nennt die, die sich die Arbeitsplätze dieser Praxis teilen
doctor-password-from = Passwort aus { $source }
doctor-no-password = kein Passwort
doctor-store-here = auf diesem Rechner
doctor-store-verified = geprüft; store_ca fügt Zertifizierungsstellen hinzu
doctor-store-verified-too = geprüft, auch durch die Zertifizierungsstellen in { $file }
doctor-store-state = { $lines } Zeilen; { $desks }
doctor-nobody-at-work = kein Arbeitsplatz ist besetzt
doctor-nameless-desk = ein Arbeitsplatz ohne Namen
doctor-store-unusable = die gemeinsamen Aufzeichnungen sind nicht brauchbar: { $why }

# Eine Praxis.
doctor-yes = ja
doctor-no = nein: { $why }
doctor-sandbox-inside = die Sandbox in bookdesk; nichts verlässt diesen Rechner
doctor-sandbox-key = der der Sandbox
doctor-no-key = keiner
doctor-codes-listed = { $field }: { $count } aus der Konfiguration
doctor-codes-of-set = { $field }: aus { $set }, sonst { $count } aus der Konfiguration
doctor-key-missing = keiner: { $why }
doctor-key-from = { $key }, aus { $source }
doctor-key-advice = Dieser Schlüssel ist aus { $source }; dort muss ein gültiger stehen.
doctor-key-goes = Setzen Sie { $variable }, oder key_file oder key_command unter { $table } in der Konfigurationsdatei.
doctor-key-goes-in-file = Schreiben Sie key_file oder key_command unter { $table } in die Konfigurationsdatei.
doctor-start-sandbox = Läuft sie? `bookdesk sandbox` startet eine auf 127.0.0.1:4010.
doctor-check-address = Prüfen Sie die Adresse und das Netz.
doctor-links-elsewhere = Der Server muss in den Links seiner Listen seine eigene Adresse nennen.
doctor-ask-for-reading = Bitten Sie { $clinic } um einen Schlüssel, der lesen darf.
doctor-ask-for-booking = Bitten Sie { $clinic } um einen Schlüssel, der buchen darf.
doctor-clinic-not-configured = { $clinic } ist nicht eingerichtet. Dafür steht nicht die Sandbox ein, weil { $other } eingerichtet ist.
doctor-variable-unknown = { $name } ist gesetzt, und bookdesk liest keine solche Variable.
doctor-variable-meant = { $name } ist gesetzt, und bookdesk liest keine solche Variable. Meinten Sie { $meant }?

# Die Aufzeichnungen dieses Arbeitsplatzes.
doctor-records-readable = { $mode } ist lesbar
doctor-records-older = { $mode } ist älter als zuvor: Zeile { $line } wurde einmal geschrieben und fehlt, die letzte ist { $last }. Prüfen Sie die letzten Buchungen bei der Praxis; `bookdesk audit accept` nimmt die Aufzeichnungen dann, wie sie sind
doctor-records-unproved = { $mode } ist vielleicht nicht vollständig: Die .head-Datei dazu fehlt, ist leer oder wurde verändert. Prüfen Sie die letzten Buchungen bei der Praxis; `bookdesk audit accept` nimmt die Aufzeichnungen dann, wie sie sind
doctor-records-aside = { $file } wurde beiseitegelegt; darin sind Buchungen, die unterwegs waren. Legen Sie die Datei woandershin, sobald das geklärt ist
doctor-file = { $trouble ->
    [no-folder] { $file } ist nicht verwendbar: kein Verzeichnis
    [no-permission] { $file } ist nicht verwendbar: Zugriff verweigert
    [no-key] { $file } enthält keinen Schlüssel
    [gone] { $file } fehlt, und ohne diese Datei sind die Aufzeichnungen nicht lesbar
    [broken] { $file } ist beschädigt
    [later] { $file } ist von einer späteren Version von bookdesk
    [no-locks] { $file } liegt auf einem Laufwerk ohne Dateisperren; zwei Fenster könnten dort gleichzeitig schreiben: Legen Sie die Aufzeichnungen auf ein anderes (data_dir in der Konfiguration)
    [locked] { $file } ist gesperrt: Ein anderes Programm arbeitet damit, oder das Laufwerk kennt keine Dateisperren; dann gehören die Aufzeichnungen auf ein anderes (data_dir in der Konfiguration)
    [altered] { $file } wurde verändert: Darin ist ein Trigger oder eine View, die bookdesk nicht anlegt. Bitte die letzten Buchungen im System der Praxis prüfen; danach entfernt bookdesk audit accept sie
   *[emptied] { $file } ist leer, obwohl es Aufzeichnungen gab
}
doctor-file-refused = { $file } ist nicht verwendbar: { $why }
doctor-key-file-other = { $file } ist nicht die Schlüsseldatei, mit der die Aufzeichnungen verschlüsselt sind: Darin ist der Schlüssel { $holds }, gebraucht wird { $needed ->
    [none] ein anderer
   *[other] { $needed }
}

# Befehle, die einen Schlüssel oder ein Passwort ausgeben.
command-named = dem Befehl `{ $program }`
command-not-run = der Befehl `{ $program }` lässt sich nicht ausführen: { $why }
command-failed = der Befehl `{ $program }` ist fehlgeschlagen ({ $status }){ $said }
command-too-slow = der Befehl `{ $program }` brauchte mehr als { $seconds } s und wurde beendet
command-silent = der Befehl `{ $program }` hat nichts ausgegeben
doctor-lacks = { $what ->
    [book] Buchen
    [alter] Verschieben, Absagen und Status
    [add-patient] neue Patienten
    [correct-patient] Patientendaten korrigieren
   *[mark-slots] freie Zeiten kennzeichnen
}
