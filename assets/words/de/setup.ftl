### Setting the desk up.

setup-begins = Hier wird gefragt, was bookdesk braucht; es kommt in { $file }. Enter lässt eine Antwort, wie sie ist. Sie können jederzeit abbrechen: vor der letzten Antwort wird nichts geschrieben.
setup-no-terminal = bookdesk setup stellt Fragen und braucht dafür ein Terminal. Ohne Terminal schreiben Sie { $file }, wie es im Handbuch steht, oder setzen Sie die Variablen; `bookdesk doctor` prüft sie.
setup-language = Sprache ({ $choices })
setup-zone = Zeitzone dieses Arbeitsplatzes
setup-zone-meant = Diese Zeitzone gibt es nicht. Meinten Sie { $meant }?
setup-zone-unknown = Diese Zeitzone gibt es nicht; schreiben Sie zum Beispiel Europe/Berlin.
setup-holidays = Feiertage welcher Region (etwa DE-BY, AT, CH-ZH, FI, GB-ENG, IE, US, oder keine)
setup-holidays-none = keine
setup-one-of = Bitte antworten Sie mit einem von diesen: { $choices }.
setup-key = Schlüssel für { $clinic } (wird nicht angezeigt)
setup-client = Name dieses Programms bei { $clinic } (client_id)
setup-token-url = Adresse, die Token ausgibt (token_url)
setup-scope = Rechte, die angefordert werden (scope)
setup-private-key = Datei mit dem privaten Schlüssel, PEM oder JWK, oder - für die Anmeldung mit einem Geheimnis
setup-key-id = Name dieses Schlüssels (key_id)
setup-another-key = Ein anderer Schlüssel für { $clinic }, oder Enter, um diesen zu behalten
setup-clinic-zone = Zeitzone der Praxis bei { $clinic }
setup-opens-with = Formular beim Öffnen ({ $choices })
setup-pin = PIN der Sperre (wird nicht angezeigt)
setup-once-more = Noch einmal dieselbe
setup-different = Das war nicht dasselbe.
setup-pin-length = Eine PIN hat 4 bis 64 Zeichen.
setup-store = Gemeinsame Aufzeichnungen mit anderen Arbeitsplätzen, postgresql://USER@HOST/DATABASE
setup-store-or-none = Gemeinsame Aufzeichnungen mit anderen Arbeitsplätzen, postgresql://USER@HOST/DATABASE, oder - für keine
setup-store-out = Dieser Arbeitsplatz hat von jetzt an keine gemeinsamen Aufzeichnungen.
setup-store-secret-left = In { $file } steht noch das Passwort dafür: Löschen Sie die Datei, wenn sonst nichts sie braucht.
setup-store-holds-password = In der Adresse steht ein Passwort, das andere dort lesen könnten. Lassen Sie es weg: Danach wird gleich gefragt.
setup-store-surplus = Auf die Adresse folgt mehr als der Ordner eines Sockets (?host=/run/postgresql) oder ?target_session_attrs=read-write. Lassen Sie das weg.
setup-store-shape = Das ist keine solche Adresse. Schreiben Sie postgresql://USER@HOST/DATABASE oder postgresql://USER@/DATABASE?host=/run/postgresql.
setup-store-password = Passwort dafür (wird nicht angezeigt)
setup-set = gesetzt
setup-not-set = nicht gesetzt
setup-none = keine
setup-variable-counts = { $what }: { $name } ist gesetzt und gilt vor der Datei.
setup-one-of-several = { $clinic } ist einer von mehreren Einträgen [[{ $word }]] in { $file }. Seine Einstellungen werden hier nicht abgefragt: ändern Sie sie in der Datei.
setup-asking = { $whom } wird gefragt …
setup-works = { $clinic } nimmt den Schlüssel an; er darf lesen und buchen.
setup-works-untold = { $clinic } nimmt den Schlüssel an; er darf lesen. Ob er buchen darf, zeigt die erste Buchung.
setup-unreachable = { $clinic } ist nicht erreichbar: { $why }.
setup-key-refused = { $clinic } nimmt den Schlüssel nicht an: { $why }.
setup-may-not-read = Mit diesem Schlüssel lässt sich bei { $clinic } nichts lesen: { $why }.
setup-may-not-book = Mit diesem Schlüssel lässt sich bei { $clinic } nichts buchen: { $why }.
setup-store-works = { $count ->
    [0] Die gemeinsamen Aufzeichnungen sind brauchbar; kein Arbeitsplatz ist besetzt.
    [one] Die gemeinsamen Aufzeichnungen sind brauchbar; ein Arbeitsplatz ist besetzt.
   *[other] Die gemeinsamen Aufzeichnungen sind brauchbar; { $count } Arbeitsplätze sind besetzt.
}
setup-store-fails = Die gemeinsamen Aufzeichnungen sind nicht brauchbar: { $why }
setup-nothing-changed = Es wurde nichts geändert.
setup-nowhere = Es gibt kein Benutzerverzeichnis für eine Konfiguration: Setzen Sie BOOKDESK_CONFIG auf eine Datei und beginnen Sie noch einmal.
setup-unreadable = Was in der Datei steht, ist nicht lesbar: { $why }
setup-file-changed = { $file } wurde inzwischen geändert und bleibt, wie sie ist. Beginnen Sie noch einmal.
setup-would-be-wrong = Es wurde nichts geändert. Was in der Datei stehen würde, ließe sich nicht wieder lesen: { $flaws }
setup-unwritten = { $file } lässt sich nicht schreiben: { $why }
setup-written = Geschrieben in { $file }, nur für Sie lesbar. `bookdesk doctor` prüft alles jederzeit.

# Reasons why a key or a clinic can't be used. Each ends a sentence.
reason = { $why ->
    [not-asked] nicht gefragt
    [redirected] eine andere Adresse hat geantwortet
    [no-key] es ist kein Schlüssel gesetzt
    [key-malformed] das sieht nicht nach einem Schlüssel aus
    [signing-key-unfit] der private Schlüssel ist nicht RSA oder P-384 als PEM oder JWK, oder er hat ein Kennwort
    [key-unknown] der Server kennt ihn nicht
    [key-revoked] er wurde widerrufen
    [key-expired] er ist abgelaufen
    [may-not-read] der Schlüssel darf nicht lesen
    [may-not-read-or-wrong] der Schlüssel darf es nicht, oder er ist falsch
    [breaks-off] Listen brechen ab: die nächste Seite liegt unter einer anderen Adresse
    [refused] der Server hat die Frage abgewiesen
    [server-fault] der Server hat eine Störung
    [too-late] keine rechtzeitige Antwort
   *[unreadable] die Antwort ist nicht lesbar
}
reason-answers-alike = { $clinic } antwortet bei falschem Schlüssel und fehlendem Recht gleich
reason-lacks-right = dem Schlüssel fehlt das Recht { $right }
reason-sign-in-refused = die Anmeldung wurde abgewiesen: { $said }
