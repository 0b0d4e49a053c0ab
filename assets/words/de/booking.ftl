# Das Formular und seine Felder.

section-patient = Patient/in
section-where-who = Wo & bei wem
section-when = Wann
section-instructions = Hinweise

# Ein Feld: sein Name, höchstens 20 Spalten breit, und was zu tippen ist, höchstens 55.
field-patient = Patient/in
    .hint = Name oder ID tippen, ↓ wählt aus
field-practitioner = Behandler/in
    .hint = Name oder ID tippen, ↓ wählt aus
field-service-type = Leistung
    .hint = etwa Kardiologie
field-service-category = Leistungsart
    .hint = etwa ambulant
field-specialty = Fachgebiet
    .hint = das Fachgebiet, das der Besuch braucht
field-appointment-type = Terminart
    .hint = ROUTINE, FOLLOWUP, WALKIN, URGENT oder eigenes
field-start = Beginn
    .hint = 10:00 · fr 14:15 · Ctrl-F findet eine freie Zeit
field-end = Ende
    .hint = oder Minuten: aus zweien folgt das dritte
field-minutes = Minuten
    .hint = 1 bis 1440
field-status = Status
    .hint = Anfangsbuchstaben tippen; Leertaste: Liste
field-priority = Priorität
    .hint = 0 niedrigste … 9 höchste
field-reason = Grund
    .hint = weshalb der Patient kommt
field-description = Beschreibung
    .hint = worum es bei dem Besuch geht
field-comment = Kommentar
    .hint = nur für das Team, Patienten sehen ihn nicht
field-patient-instruction = Patientenhinweis
    .hint = für den Patienten zum Lesen
field-cancelation-reason = Absagegrund
    .hint = weshalb abgesagt wurde
field-profile = Profil
    .hint = Name oder UUID tippen, ↓ wählt aus
field-location = Standort
    .hint = Ort oder UUID tippen, ↓ wählt aus
field-scheduled-at = Zeitpunkt
    .hint = 10:00 · fr 14:15 · Ctrl-F findet eine freie Zeit
field-desk-note = Interne Notiz
    .hint = geht nicht an Aniva; bleibt hier und auf dem Zettel
field-panels = Panels
    .hint = Name tippen, ↓ wählt; Leertaste zeigt alle
field-counter = { $used } von { $limit }
field-counter-with-emoji = { $used } von { $limit } (ein Emoji zählt als 2)
# Was zwischen den Tausendern einer Zahl steht.
number-thousands = .

directory-patients = Patienten
directory-practitioners = Behandler
directory-profiles = Profile
directory-locations = Standorte
directory-panels = Panels

backend-visit = Praxistermin
backend-draw = Blutabnahme

# Was bookdesk beim Lesen eines Formulars findet.
review-missing = { $field } fehlt.
review-fill-in = Bitte ausfüllen: { $hint }.
review-no-whole-number = { $field }: keine ganze Zahl von { $least } bis { $most }.
review-digits-only = Tippen Sie nur Ziffern, oder lassen Sie das Feld leer.
review-too-long = { $field } ist zu lang: { $length } von { $limit }.
review-shorten = Kürzen Sie um { $over }.
review-here = { $said } · hier { $here }
review-follows = folgt: { $what }
review-no-uuid = { $field }: Das ist keine UUID.
review-pick-or-paste = Wählen Sie aus der Liste, oder fügen Sie die ganze UUID ein.
review-no-panel = „{ $said }“ ist kein Panel der Liste.
review-pick-panels = Wählen Sie Panels aus der Liste, fügen Sie ihre UUIDs mit Kommas ein, oder lassen Sie das Feld leer.
review-no-id = { $field }: keine ID. Erlaubt sind Buchstaben, Ziffern und - _ .
review-pick-or-type = Wählen Sie aus der Liste, oder tippen Sie die ID, wie ClinikAPI sie zeigt.
review-draw-in-past = Der Zeitpunkt ist vorbei; Aniva nimmt nur künftige.
review-give-later-time = Geben Sie eine spätere Zeit an.
review-status-none = Das ist keiner der neun Status.
review-status-some = Status kann { $words } sein.
review-or = oder
review-status-letters = Tippen Sie so viele Buchstaben, dass nur einer passt: { $words }.
review-no-start = Ein Termin mit Status { $status } ohne Beginn steht an keinem Tag.
review-give-it-time = Geben Sie eine Zeit an, oder buchen Sie ohne.
review-visit-in-past = Der Beginn ist vorbei.
review-mend-date = Korrigieren Sie das Datum, oder buchen Sie nachträglich.
review-other-status = { $field } gehört zu einem anderen Status und bleibt hier.
review-book-without = Buchen Sie ohne, oder ändern Sie den Status zurück.

# Was das Formular für neue Patienten verlangt.
patient-must-be-name = 1 bis { $most } Zeichen lang
patient-must-be-born = ein Tag, der nicht in der Zukunft liegt
patient-must-be-sex = männlich, weiblich, divers oder unbekannt
patient-must-be-short-phone = höchstens { $most } Zeichen lang
patient-must-be-email = eine Adresse wie name@example.com
patient-must-be-latin = 1 bis { $most } lateinische Buchstaben, wie im Pass
patient-must-be-male-or-female = männlich oder weiblich: Aniva nimmt nichts anderes
patient-must-be-born-before = ein Tag vor heute
patient-must-be-phone = international, etwa +49 30 2312 5001
patient-must-be-language = Englisch, Deutsch oder Finnisch

# Wie die Eingabezeile verstanden wird.
line-born-initial = { $dates } · { $initial }…
line-or = oder
line-first-name = Vorname { $name }…
line-name = Name { $name }…
line-both-names = { $surname }…, { $given }…
line-phone = Telefon …{ $tail }
line-born-unknown = Geburtsdatum unbekannt
line-patient-id = Patient/in { $id }
line-template = { $name } { $minutes } Min.
line-patient-called = Patient/in, { $name }
line-a-patient = Patient/in
line-a-practitioner = Behandler/in
line-templates = Vorlagen
line-no-patient = Bei { $backend } passt niemand zu { $said }.
line-ask-again = Fragen Sie nach Geburtsdatum und Name, oder legen Sie die Person an.
line-no-template = Keine Vorlage hat den Buchstaben { $said }.
line-no-templates = Es gibt keine Vorlagen: Prüfen Sie die Datei, in der sie stehen.
line-templates-known = Es gibt: { $templates }.
line-several = { $count } passen zu { $said }.
line-pick-one = Wählen Sie aus.
line-pick-or-say-more = Wählen Sie aus, oder tippen Sie mehr vom Namen.
line-two = { $one } und { $other } sind zwei { $of }.
line-take-one-out = Nehmen Sie eines davon heraus.
line-elsewhere = { $said } ist { $who } bei { $elsewhere }; die Zeile bucht bei { $backend }.
line-name-someone-here = Nennen Sie jemanden bei { $backend }, oder nehmen Sie eine Vorlage für { $elsewhere }.
line-either = { $said } kann Patient/in oder Behandler/in sein.
line-unclear = { $said } ist nicht zu lesen.
line-what-it-holds = Eine Zeile hat Patient/in (220385s), Kürzel (ki), Vorlage (f) und Zeit (mo 9:00).
line-nobody = Bei { $backend } hat niemand das Kürzel oder den Namen { $said }.
line-comma-for-patient = Für Patienten dieses Namens ein Komma dahinter schreiben.
line-quoted = „{ $text }“
