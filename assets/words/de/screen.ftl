# The screen around the form.
pane =
    .line = Eingabezeile
    .form = Formular
    .appointment = Termin
    .problems = Probleme
    .request = Anfrage
    .outbox = Postausgang
screen-too-small = Zu klein für bookdesk.
screen-needs = Nötig sind { $cols } × { $rows },
screen-this-is = hier sind { $cols } × { $rows }.
screen-nothing-lost = Nichts geht verloren.

page-more = ▼ noch { $lines }  Bild↓
page-back = ▲ Bild↑
form-more = ▼ noch { $lines }
form-further = Mehr ({ $count })

line-hint = Geburtsdatum und Initiale, Kürzel, Vorlage: 220385s ki f
line-hint-draw = Geburtsdatum und Initiale, Ort, Vorlage: 220385s be b
line-enter-then-book = Enter füllt das Formular, dann bucht { $key }; Tab führt ins Formular

form-free-times = Leertaste: freie Zeiten · { $key }: tageweise · fr 14:15
form-finds-time = { $hint } · { $key } findet eine freie Zeit
form-no-key = kein Schlüssel für { $clinic }: bookdesk doctor hilft
form-no-list = { $entries } sind gerade nicht abrufbar; tippen Sie die ID
form-fetching = { $entries } werden geladen…
form-looking-up = wird nachgesehen…
form-no-such-id = { $clinic } kennt diese ID nicht

shown-nothing = kein Termin geöffnet
shown-checking = prüft, ob die Zeit noch frei ist…
shown-nothing-sent-yet = Noch ist nichts gesendet. Esc hält an.
shown-may-stop-waiting = Mit Esc warten Sie nicht länger auf die Antwort.
shown-waiting = wartet… { $clinic } bat zu warten; die Buchung geht in { $seconds } s von selbst hinaus
shown-may-stop = Noch ist nichts gebucht. Esc hält an, nichts wird gesendet.
shown-refused-looks = { $clinic } hat abgelehnt. In { $seconds } s wird nachgesehen, ob trotzdem gebucht ist
shown-refused-looking = es wird nachgesehen, ob { $clinic } trotzdem gebucht hat…
shown-may-stop-looking = Esc: nicht darauf warten.
shown-none-coming = { $name } hat keine anstehenden Termine.
shown-coming = Anstehende Termine: { $name }
known-usual = meist bei { $who } ({ $count } von { $all })
known-last = zuletzt { $visits }
known-missed = { $count ->
    [one] einmal nicht erschienen, { $date }
   *[other] { $count }-mal nicht erschienen, zuletzt { $date }
}
shown-more-coming = und { $count } weitere: { $key } listet sie auf
coming-none = Keine anstehenden Termine.
coming-not-read = Konnte nicht gelesen werden: Es kann noch Termine geben.
shown-last-booking = Letzte Buchung: { $who }
shown-opened = Geöffnet: { $who }
shown-opened-before = Zuvor geöffnet: { $who }
shown-is-anothers = Angezeigt wird der Termin von { $who }: { $done } oder { $day } öffnet ihn.
shown-put-away = Der Termin von { $who } ist weggelegt: { $done } oder { $day } öffnet ihn wieder.
shown-at = { $id } bei { $clinic }
shown-here = hier { $span }
shown-not-sent = nicht an { $clinic } gesendet
shown-as-line = als Zeile
shown-request = Anfrage
outcome-booked = gebucht
outcome-booked-as = gebucht ({ $status })
outcome-recorded = { $known ->
    [cancelled] als abgesagt eingetragen, nichts ist gebucht
    [noshow] als nicht erschienen eingetragen, nichts ist gebucht
    [waitlist] auf der Warteliste, nicht gebucht
    [proposed] als Anfrage eingetragen, nicht gebucht
    [pending] eingetragen, noch nicht bestätigt
   *[other] eingetragen als { $status }
}

warnings-ask = { $count ->
    [one] 1 Warnung: { $key } fragt erst nach
   *[other] { $count } Warnungen: { $key } fragt erst nach
}
problems-none = keine
problem-unknown = Unbekannt — { $what }
problem-whose = Für { $who }, { $when }; gesendet { $sent }.
problem-no-start = ohne Beginn
problem-go-round = { $key } führt reihum bis hierher; Enter holt es hier zurück
problem-bring-back = Enter holt es ins Formular zurück, Entf nimmt es von der Liste
problem-go-there = Enter führt dorthin
problem-go-back = Enter führt zurück ins Formular

request-none = So ist das Formular nicht buchbar, daher gibt es keine Anfrage zu zeigen. { $key } führt zu dem, was fehlt.
request-one-moment = einen Moment…
request-as-command = als Befehl

shown-panels-asked = angefragt: { $panels }
shown-panels-looking = es wird nachgesehen, ob sie da sind: { $panels }
shown-panels-added = hinzugefügt: { $panels }
shown-panels-failed = NICHT hinzugefügt ({ $panels }): { $why }
shown-panels-unknown = vielleicht nicht hinzugefügt ({ $panels }): { $why }
shown-panels-again = p versucht es noch einmal
shown-no-panels = keine
problem-for = Für { $who }, { $when }.
problem-panels-go-round = { $key } führt reihum bis hierher; p versucht es hier noch einmal
problem-panels-again = p versucht es noch einmal, Entf nimmt es von der Liste
request-then = danach, mit der ID aus der Antwort

# Labels for parts of a clinic's answer, at most 19 columns.
member-name = { $member ->
    [id] ID
    [status] Status
    [created] angelegt
    [created_at] angelegt
    [updated_at] geändert
    [declined] abgesagt hat
    [locationId] Ort
    [healthcareService] Leistung
    [also-patients] weitere Patienten
    [also-practitioners] auch mit
    [test_method] Ort der Entnahme
    [profile-id] Patientennummer
    [profile-handle] Kürzel
    [profile-first_name] Vorname
    [profile-last_name] Nachname
    [profile-email] E-Mail
    [profile-phone] Telefon
    [profile-sex] Geschlecht
    [profile-date_of_birth] Geburtsdatum
    [profile-height] Größe, cm
    [profile-weight] Gewicht, kg
    [profile-language] Sprache
    [profile-created_at] Patient seit
    [profile-updated_at] Patient geändert
   *[other] { $name }
}
member-value = { $of ->
    [test_method-practitioner] am Standort
    [test_method-home] zu Hause, mit Set
    [profile-sex-0] unbekannt
    [profile-sex-1] männlich
    [profile-sex-2] weiblich
    [profile-sex-9] divers
    [profile-language-en] Englisch
    [profile-language-de] Deutsch
    [profile-language-fi] Finnisch
   *[other] { $value }
}
