# Records shared by several desks.
# Marks in the first line.
sharing-desks = { $count ->
    [one] 1 Arbeitsplatz
   *[other] { $count } Arbeitsplätze
}
sharing-alone = allein seit { $at }
sharing-alone-short = allein { $at }

ask-alone-means = Die gemeinsamen Aufzeichnungen sind seit { $at } nicht zu erreichen: Andere Arbeitsplätze sehen das noch nicht und können dieselbe Zeit vergeben.
sharing-back = Die gemeinsamen Aufzeichnungen sind wieder da: { $key } sendet.

# A time that another desk is about to book.
sharing-held-at = in Arbeit: { $desk }
sharing-held-elsewhere = anderswo in Arbeit

# Two desks that booked the same time while disconnected.
collision-see-problems = Ein anderer Arbeitsplatz hat dieselbe Zeit vergeben: siehe Probleme.
collision-time = Zwei Arbeitsplätze haben dieselbe Zeit vergeben, während sie keine Verbindung hatten. Hier: { $own }. { $desk }: { $other }.
collision-visit = Zwei Arbeitsplätze haben denselben Termin gebucht, während sie keine Verbindung hatten. Hier: { $own }. { $desk }: { $other }.
collision-some-booking = eine Buchung ohne Verbindung
collision-somebody = jemand
collision-another-desk = Anderer Arbeitsplatz
collision-decide = Klären Sie mit dem anderen Arbeitsplatz, welcher Termin bleibt, und verlegen Sie den anderen oder sagen Sie ihn ab.
collision-decide-once-known = Ob der andere gebucht ist, ist noch nicht bekannt. Klären Sie mit dem anderen Arbeitsplatz, welcher Termin bleibt, und verlegen Sie den anderen oder sagen Sie ihn ab.
collision-how = Verlegen Sie einen der beiden oder sagen Sie ihn ab; Entf nimmt dies von der Liste.
collision-drop-means = Beide Buchungen bleiben, wie sie sind. Ist das geklärt?

# Changes without an answer that another desk took over.
sharing-taken-over = { $desk } kümmert sich jetzt darum: { $visit }. Es steht dort im Postausgang.
sharing-taken-over-elsewhere = Ein anderer Arbeitsplatz kümmert sich jetzt darum: { $visit }. Es steht dort im Postausgang.
sharing-settled = { $desk } hat das inzwischen erledigt: { $visit }.
sharing-settled-elsewhere = Ein anderer Arbeitsplatz hat das inzwischen erledigt: { $visit }.

# Reasons why the shared records can't be used, and what to do. Each ends a sentence.
unshared = { $why ->
    [name-not-found] das Netz kennt keinen Server mit diesem Namen; prüfen Sie `store` in der Konfiguration und das Netz
    [refused] dort nimmt niemand Verbindungen an; PostgreSQL muss dort laufen, im Netz lauschen und durch die Firewall dürfen
    [silent] der Server antwortet nicht
    [no-tls] der Server verschlüsselt nicht, und unverschlüsselt geht nichts übers Netz; setzen Sie dort `ssl = on`
    [expired] das Zertifikat des Servers ist abgelaufen; lassen Sie es erneuern oder das Datum dieses Rechners richtigstellen
    [not-yet-valid] das Zertifikat des Servers ist noch nicht gültig; prüfen Sie das Datum dieses Rechners
    [other-name] das Zertifikat des Servers gilt für einen anderen Namen; schreiben Sie jenen in `store`, oder lassen Sie eines für diesen Namen ausstellen
    [unknown-issuer] niemand, dem dieser Platz traut, hat das Zertifikat des Servers unterschrieben; nennen Sie die Zertifizierungsstelle der Praxis in `store_ca`, falls sich niemand als Server ausgibt
    [old-signature] das Zertifikat des Servers ist mit einem veralteten Verfahren wie SHA-1 unterschrieben; lassen Sie es neu ausstellen
    [other-purpose] das Zertifikat des Servers ist nicht für Server ausgestellt; lassen Sie eines mit dem Zweck serverAuth ausstellen
    [revoked] das Zertifikat des Servers ist widerrufen; lassen Sie es neu ausstellen
    [unsound] das Zertifikat des Servers ist nicht in Ordnung; es braucht die Version 3 und den Namen des Servers als subjectAltName
    [foreign] was dort antwortet, ist kein PostgreSQL; prüfen Sie `store` in der Konfiguration, und ob das Netz eine Anmeldung verlangt
    [password] der Server nimmt Benutzer oder Passwort nicht an; prüfen Sie `store` und store_password_file, store_password_command oder BOOKDESK_STORE_PASSWORD
    [not-admitted] der Server lässt diesen Platz nicht ein ({ $said }); in seiner pg_hba.conf fehlt eine Zeile dafür
    [no-database] der Server hat keine Datenbank mit diesem Namen; prüfen Sie `store` in der Konfiguration
    [not-permitted] der Rolle fehlt das Recht dazu ({ $said }); `bookdesk store init --role` gibt es ihr und läuft unter dem Besitzer der Datenbank
    [read-only] die Datenbank lässt sich nur lesen; ist sie ein Standby, gehört der Primärserver in `store`, sonst dort default_transaction_read_only = off setzen
    [pooled] dort verteilt ein Pooler jede Transaktion auf eine andere Verbindung, sodass die Plätze ihre Einstellungen vertauschten und nichts voneinander hörten; er muss eine Verbindung je Sitzung behalten (pool_mode = session), oder der Server selbst gehört in `store`
    [left-behind] ein anderer Server ist an die Stelle von diesem getreten, der trotzdem noch Daten annimmt, und die anderen Plätze sehen nichts davon; halten Sie ihn dort an und nennen Sie den neuen in `store`. Ist dieser der richtige, bestätigen Sie das hier mit `bookdesk audit accept`
    [unfit] eine Nummer darin ist länger, als die gemeinsamen Daten fassen; kein anderer Platz kann davon wissen. Sehen Sie nach, ob dort etwas anderes eingefügt wurde
    [full] der Server hat keine Verbindung mehr frei; erhöhen Sie dort max_connections
    [not-set-up] dort ist nichts eingerichtet, oder von einer früheren Version; führen Sie `bookdesk store init` aus
    [later] eine spätere Version von bookdesk hat sie eingerichtet (Format { $there }; diese, { $version }, kennt Format { $here }); nehmen Sie jene auch hier
    [no-key] sie sind mit dem Schlüssel { $needed } versiegelt, den dieser Platz nicht hat; `bookdesk key import` holt ihn
    [other-key] sie sind mit dem Schlüssel { $needed } versiegelt, und dieser Platz hat { $holds }; `bookdesk key import` holt jenen
    [unknown-key] sie sind mit einem anderen Schlüssel versiegelt als dem dieses Platzes, { $holds }; `bookdesk key import` holt jenen
   *[lost] die Verbindung ist abgebrochen
}

# What `bookdesk audit accept` says of the server.
store-accepted = Gemeinsame Aufzeichnungen: Dieser Arbeitsplatz hatte gesehen, dass ein anderer Server an die Stelle von diesem getreten war; von jetzt an gilt hier wieder dieser, und er teilt seine Aufzeichnungen wieder dort.
store-not-accepted = Gemeinsame Aufzeichnungen: Dort wurde nichts übernommen, denn der Server ließ sich nicht fragen: { $why }.
