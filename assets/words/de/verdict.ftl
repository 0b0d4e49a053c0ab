# Failed bookings, and what to do about each: at most 110 characters.
verdict-refused = { $clinic } hat die Buchung abgelehnt: { $said }
verdict-refused-member = { $clinic } hat `{ $member }` abgelehnt: { $said }
verdict-refused-field = { $clinic } hat abgelehnt, { $field }: { $said }
verdict-refused-with-status = { $clinic } hat die Buchung ohne Begründung abgelehnt (Status { $status }).
verdict-refused-without-reason = { $clinic } hat die Buchung ohne Begründung abgelehnt.
verdict-check-form = Vergleichen Sie das Formular damit, dann buchen Sie erneut.
verdict-no-such-field = Das Formular hat kein solches Feld; sagen Sie es dem, der bookdesk betreut.
verdict-fill-in = Füllen Sie es aus und buchen Sie erneut.
verdict-change-it = Ändern Sie es und buchen Sie erneut.
verdict-change-field = Ändern Sie { $field } und buchen Sie erneut.
verdict-quota = Die Anfragen an { $clinic } für diesen Monat sind verbraucht.
verdict-larger-plan = Warten hilft nicht: Fragen Sie nach einem größeren Tarif bei { $clinic }.
verdict-conflict = { $clinic } meldet: Die Zeit ist vergeben, oder der Eintrag wurde inzwischen geändert.
verdict-time-held = Diese Zeit hat gerade ein anderes Fenster oder ein anderer Arbeitsplatz belegt.
verdict-other-time = Wählen Sie eine andere Zeit, oder sehen Sie zuerst nach, was dort gebucht ist.
verdict-stopped = Sie haben diese Buchung vor dem Senden angehalten.
verdict-when-ready = Buchen Sie erneut, wenn Sie so weit sind.
verdict-no-answer = { $clinic } gab keine lesbare Antwort.
verdict-wait-a-moment = Warten Sie einen Moment, dann buchen Sie erneut.
verdict-not-there = { $clinic } kennt { $kind ->
    [patient] diese Person
    [practitioner] diesen Behandler
    [profile] diese Person
    [location] diesen Standort
   *[record] diesen Eintrag
} nicht.
verdict-pick-again = Wählen Sie { $kind ->
    [patient] die Person
    [practitioner] den Behandler
    [profile] die Person
    [location] den Standort
   *[record] den Eintrag
} aus der Liste, oder prüfen Sie die ID; Test- und Echtdaten sind getrennt.
verdict-aniva-pick-again = Wählen Sie { $kind ->
    [profile] die Person
    [location] den Standort
   *[record] den Eintrag
} aus der Liste, oder prüfen Sie die ID.
verdict-one-not-there = { $clinic } kennt eines davon nicht: { $which }.
verdict-one-not-there-said = { $clinic } kennt eines davon nicht: { $which }. Die Antwort: { $said }
verdict-pick-both-again = Wählen Sie beide noch einmal aus den Listen, oder prüfen Sie die IDs.
verdict-key-may-not-book = Der Schlüssel für { $clinic } darf nicht buchen.
verdict-key-with-right = Fordern Sie einen Schlüssel mit dem Recht `write` an; setzen Sie ihn als { $variable }.
verdict-aniva-forbidden = Aniva lehnt ab: Schlüssel falsch, Recht TEST_SESSIONS_SCHEDULE fehlt oder Patient/Standort unzugänglich.
verdict-aniva-ask-right = Prüfen Sie { $variable }, bitten Sie Aniva um das Recht; dann prüfen Sie wen und wo.
verdict-too-many = { $clinic } hat gerade zu viele Anfragen bekommen.
verdict-again-in-seconds = Buchen Sie in { $seconds } s erneut; alles Getippte bleibt.
verdict-again-in-a-minute = Buchen Sie in einer Minute erneut; alles Getippte bleibt.
verdict-no-key = Es gibt keinen Schlüssel für { $clinic }.
verdict-set-key = Setzen Sie { $variable } und starten Sie bookdesk neu.
verdict-odd-key = Der Schlüssel für { $clinic } sieht nicht wie einer aus.
verdict-clinik-key-shape = Er beginnt mit clk_live_ oder clk_test_: Prüfen Sie { $variable }.
verdict-aniva-key-shape = Er ist ein Wort aus einfachen Buchstaben und Ziffern: Prüfen Sie { $variable }.
verdict-key-revoked = Der Schlüssel für { $clinic } wurde widerrufen.
verdict-key-expired = Der Schlüssel für { $clinic } ist abgelaufen.
verdict-new-key = Fordern Sie einen neuen Schlüssel an und setzen Sie ihn als { $variable }.
verdict-unknown-key = { $clinic } kennt diesen Schlüssel nicht.
verdict-check-key = Prüfen Sie { $variable }; Test- und Echtschlüssel sind verschieden.
verdict-sign-in-refused = { $clinic } nimmt diese Anmeldung nicht an.
verdict-sign-in-refused-saying = { $clinic } nimmt diese Anmeldung nicht an: { $said }
verdict-check-sign-in = Prüfen Sie { $variable } oder in der Konfiguration client_id, Geheimnis oder Schlüssel und token_url.
verdict-sign-in-ended = Die Anmeldung bei { $clinic } war abgelaufen; der nächste Versuch meldet neu an.
verdict-signs-in-anew = Versuchen Sie es erneut; alles Getippte bleibt.
verdict-signing-key-unfit = Mit dem privaten Schlüssel für { $clinic } lässt sich nicht anmelden.
verdict-signing-key-kinds = RSA oder P-384, als PEM oder JWK, ohne Kennwort: Prüfen Sie private_key_file oder den Befehl dafür.
verdict-odd-address = Die Adresse von { $clinic } ist unbrauchbar: { $why }.
verdict-mend-address = Korrigieren Sie { $variable } und starten Sie bookdesk neu.
verdict-unreachable = { $clinic } ist nicht erreichbar: { $why }.
verdict-check-network = Prüfen Sie das Netz, dann buchen Sie erneut; alles Getippte bleibt.
verdict-changed-between = Etwas zwischen diesem Platz und { $clinic } hat die Anfrage verändert.
verdict-ask-administrator = Fragen Sie Ihre Netzverwaltung, welcher Proxy Kopfzeilen hinzufügt.

verdict-lost-to-fault = { $clinic } hatte einen Fehler.
verdict-lost-refused = { $clinic } hat abgelehnt, und nachsehen ließ es sich nicht.
verdict-lost-unreadable = Die Antwort ist nicht lesbar: { $why }.
verdict-lost-contradicted = { $clinic } hat zugesagt, aber die Antwort nennt { $why }.
verdict-lost-elsewhere = { $clinic } verwies auf eine andere Adresse.
verdict-lost-too-large = Die Antwort war zu groß, um eine zu sein.
verdict-lost-late = Es kam rechtzeitig keine Antwort.
verdict-lost-unawaited = Sie haben nicht auf die Antwort gewartet.
verdict-lost = Die Antwort ging nach dem Senden verloren.
verdict-look-first = bookdesk prüft das selbst bei { $clinic }. Bitte noch nicht neu buchen.
verdict-look-first-and-address = bookdesk prüft das selbst bei { $clinic }, soweit es geht; lassen Sie { $variable } prüfen.

# Reasons why something could not be read.
unread-clinik-forbidden = Der Schlüssel für { $clinic } darf dies nicht lesen.
unread-aniva-forbidden = { $clinic } lehnt ab: falscher Schlüssel, oder ihm fehlt das Recht TEST_SESSIONS_VIEW.
unread-not-there = { $clinic } hat keine solche Liste (404). Prüfen Sie die Adresse.
unread-too-many = { $clinic } hat gerade zu viele Anfragen bekommen; warten Sie einen Moment.
unread-refused = { $clinic } hat die Anfrage abgelehnt: { $said }
unread-refused-with-status = { $clinic } hat die Anfrage abgelehnt (Status { $status }), ohne Begründung.

# Failures of the desk's own records.
verdict-not-recorded = Die Buchung konnte vorher nicht aufgeschrieben werden: { $why }.
verdict-mend-disk = Es wurde nichts gesendet. Unter Probleme steht, was mit den Aufzeichnungen nicht stimmt und was zu tun ist; dann buchen Sie erneut.
verdict-not-claimed = Die anderen Plätze ließen sich nicht fragen: { $why }.
verdict-asks-alone = Es wurde nichts gesendet. Buchen Sie erneut: Sind sie noch immer nicht erreichbar, werden Sie vorher gefragt.
verdict-lost-desk-stopped = Das Programm endete, bevor die Antwort kam.

# Reasons why there is no connection, each ending a sentence, and what to do. Nothing was sent, not even the key.
connect-error = { $why ->
    [name-not-found] der Name wurde nicht gefunden
    [refused] die Verbindung wurde abgelehnt
    [too-slow] keine Verbindung innerhalb von { $seconds } s
    [proxy] der Proxy führt nicht dorthin
    [no-tls] was dort antwortet, verschlüsselt nicht, wie es sollte
    [expired] das Zertifikat ist abgelaufen
    [not-yet-valid] das Zertifikat ist noch nicht gültig
    [other-name] das Zertifikat gilt für eine andere Adresse
    [unknown-issuer] niemand, dem dieser Platz traut, hat das Zertifikat unterschrieben
    [old-signature] das Zertifikat ist mit einem veralteten Verfahren unterschrieben (etwa SHA-1)
    [other-purpose] das Zertifikat ist nicht für Server ausgestellt
    [revoked] das Zertifikat ist widerrufen
    [unsound] das Zertifikat ist nicht in Ordnung
    [no-authorities] dieser Rechner hat keine Zertifikate, um Server zu erkennen
   *[no-connection] keine Verbindung
}
connect-check-proxy = Lassen Sie `proxy` in der Konfiguration prüfen; buchen Sie dann erneut. Alles Getippte bleibt.
connect-check-date = Prüfen Sie das Datum des Rechners; stimmt es, fragen Sie die Netzverwaltung. Kein Schlüssel ging hinaus.
connect-check-issuer = Jemand gibt sich als Server aus, oder `extra_ca` fehlt: Netzverwaltung fragen. Kein Schlüssel ging hinaus.
connect-check-server = Vielleicht gibt sich jemand als Server aus: Netzverwaltung fragen. Kein Schlüssel ging hinaus.
connect-install-authorities = Lassen Sie die Zertifikate des Rechners installieren (`ca-certificates`); starten Sie bookdesk neu.

# What differs between a change and its answer, or between how an appointment was seen and how it is now: alone, and as
# the end of a sentence.
difference =
    .patient = Patient
    .provider = Behandler oder Standort
    .time = Zeit
    .status = Status
    .details = Angaben
    .panels = Panels
    .data = Daten
difference-other =
    .patient = einen anderen Patienten
    .provider = einen anderen Behandler oder Standort
    .time = eine andere Zeit
    .status = einen anderen Status
    .details = andere Angaben
    .panels = andere Panels
    .data = andere Daten

# Reasons why an answer or an address is unusable. Each ends a sentence.
decode-error =
    .empty = sie ist leer
    .no-json = sie ist kein JSON
    .no-appointment = sie enthält keinen Termin
    .no-appointment-id = sie enthält keine Termin-ID
    .other-appointment = sie betrifft einen anderen Termin
    .no-record = sie enthält keinen Eintrag mit ID
    .other-record = sie betrifft einen anderen Eintrag
    .no-list = sie enthält keine Liste
    .no-times = sie enthält keine freien Zeiten
    .not-done = sie sagt nicht, dass es geschehen ist
address-error =
    .no-address = sie ist keine Webadresse
    .other-scheme = sie beginnt nicht mit https:
    .unencrypted = sie ist nicht verschlüsselt; http: ist nur für diesen Rechner
    .credentials = sie enthält einen Benutzernamen oder ein Kennwort; der Schlüssel steht getrennt von ihr
    .beyond-path = sie enthält ein ? oder #; sie geht nur bis zum Pfad
    .no-sandbox = die Sandbox ist nicht gestartet

# Another change of the same appointment, by whom, and what to do.
under-way-here = ein anderes Fenster hier
under-way-elsewhere = ein anderer Arbeitsplatz
under-way-sending = Dieser Termin wird gerade geändert: { $desk }.
under-way-sending-do = Es wurde nichts gesendet. Sehen Sie gleich noch einmal nach.
under-way-unknown = Eine frühere Änderung ging hinaus, noch ohne Antwort: { $desk }.
under-way-unknown-do = Es wurde nichts gesendet. Sie wird nachgesehen; siehe dort den Postausgang.
under-way-unfinished = Nur halb verlegt: { $new } ist gebucht, dieser Termin noch nicht abgesagt: { $desk }.
under-way-unfinished-do = Es wurde nichts gesendet. Schließen Sie sie dort im Postausgang ab.

# Questions that --yes does not answer.
asks-alone = Es wurde nichts gesendet. --alone sendet trotzdem.
asks-again = Dieser Termin ist schon gebucht: derselbe Patient, derselbe Behandler oder Ort, derselbe Beginn.
asks-again-waits = Die Person steht schon auf dieser Warteliste, bei demselben Behandler.
asks-again-do = Sehen Sie ihn sich zuerst an; --again bucht ihn ein zweites Mal.
asks-unsettled = Das ging schon einmal hinaus, und noch ist nicht bekannt, ob es gebucht ist.
asks-unsettled-do = Es wurde nichts gesendet. Es wird nachgesehen; --yes ist darauf keine Antwort.
finished-earlier = Eine frühere Verlegung war nicht fertig und ist es jetzt: { $new } steht dafür. Sonst wurde nichts gesendet.
looked-after-elsewhere = Um diese Änderung kümmert sich jetzt ein anderer Arbeitsplatz.
looked-after-elsewhere-do = Ob sie ankam, sieht man dort und in der Praxis. Senden Sie sie nicht noch einmal.
verdict-lapsed = Der Rechner war ohne Verbindung; die Zeit kann inzwischen vergeben sein. Es wurde nichts gesendet.
