# The form and its fields.
section =
    .patient = Patient
    .where-who = Wo & bei wem
    .when = Wann
    .instructions = Hinweise

# Fields: a label has at most 20 columns, a hint at most 55.
field-patient = Patient
    .hint = Name, Geburtsdatum, Telefon oder ID, ↓ wählt aus
field-practitioner = Behandler
    .hint = Name oder ID tippen, ↓ wählt aus
field-place = Ort
    .hint = Name oder ID tippen, ↓ wählt aus
field-healthcare-service = Angebot
    .hint = Name oder ID tippen, ↓ wählt aus
field-service-type = Leistung
    .hint = etwa Kardiologie
field-service-category = Leistungsart
    .hint = etwa ambulant
field-specialty = Fachgebiet
    .hint = das nötige Fachgebiet
field-appointment-type = Terminart
    .hint = Routine, Kontrolle, ohne Termin, dringend oder eigenes
field-start = Beginn
    .hint = 10:00 · fr 14:15
field-end = Ende
    .hint = oder Minuten: aus zweien folgt das dritte
field-minutes = Minuten
    .hint = 1 bis 1440
field-status = Status
    .hint = Anfangsbuchstaben tippen; Leertaste: Liste
field-requested-period = Wunschzeit
    .hint = nächste Woche, mo-fr vormittags, bis 4.12., 14-16
field-priority = Priorität
    .hint = 0 niedrigste … 9 höchste
field-reason = Grund
    .hint = weshalb der Patient kommt
field-description = Beschreibung
    .hint = worum es bei dem Termin geht
field-comment = Kommentar
    .hint = nur für das Team, Patienten sehen ihn nicht
field-patient-instruction = Patientenhinweis
    .hint = für den Patienten zum Lesen
field-cancelation-reason = Absagegrund
    .hint = weshalb abgesagt wurde
field-profile = Patient
    .hint = Name, Geburtsdatum, Telefon, Nummer, ↓ wählt aus
field-location = Standort
    .hint = Ort oder Nummer tippen, ↓ wählt aus
field-scheduled-at = Zeit
    .hint = 10:00 · fr 14:15
field-desk-note = Interne Notiz
    .hint = geht nicht an Aniva; bleibt hier und auf dem Zettel
field-panels = Panels
    .hint = Name tippen, ↓ wählt; Leertaste zeigt alle
field-counter = { $used } von { $limit }
field-counter-with-emoji = { $used } von { $limit } (ein Emoji zählt als 2)

# The separator of thousands.
number-thousands = .

directory-patients = Patienten
directory-practitioners = Behandler
directory-locations = Standorte
directory-panels = Panels
directory-codes = Codes
directory-services = Angebote

backend-visit = Praxistermin
backend-draw = Blutentnahme

# Problems of a form, and what to do about each.
review-missing = { $field } fehlt.
review-no-end-here = { $clinic } kennt kein Ende: Termine haben dort nur einen Beginn.
review-start-alone = Schreiben Sie nur den Beginn.
review-two-ends = { $start } nennt ein anderes Ende.
review-clear-end = Leeren Sie dieses Feld, oder schreiben Sie dort nur den Beginn.
review-fill-in = Bitte ausfüllen: { $hint }.
review-no-whole-number = { $field }: keine ganze Zahl von { $least } bis { $most }.
review-digits-only = Tippen Sie nur Ziffern, oder lassen Sie das Feld leer.
review-too-long = { $field } ist zu lang: { $length } von { $limit }.
review-shorten = Kürzen Sie um { $over }.
review-here = { $said } · hier { $here }
review-follows = folgt: { $what }
review-ends = folgt: { $what }
review-no-uuid = { $field }: Das ist keine Nummer von Aniva.
review-pick-or-paste = Wählen Sie aus der Liste, oder fügen Sie die ganze Nummer ein.
review-no-panel = „{ $said }“ ist kein Panel der Liste.
review-pick-panels = Wählen Sie Panels aus der Liste, fügen Sie ihre Nummern mit Kommas ein, oder lassen Sie das Feld leer.
review-no-id = { $field }: keine ID. Erlaubt sind Buchstaben, Ziffern und - _ .
review-pick-or-type = Wählen Sie aus der Liste, oder tippen Sie die ID, wie { $clinic } sie zeigt.
review-past-refused = { $field } liegt in der Vergangenheit; { $clinic } nimmt nur künftige Termine.
review-no-choice = { $field } kann { $words } sein.
review-pick-a-word = Wählen Sie eines davon, oder tippen Sie die ersten Buchstaben.
review-give-later-time = Geben Sie eine spätere Zeit an.
review-status-none = Das ist keiner der neun Status.
review-status-some = Status kann { $words } sein.
review-or = oder
review-status-letters = Tippen Sie so viele Buchstaben, dass nur einer passt: { $words }.
review-no-start = Der Termin hat noch keine Uhrzeit.
review-give-it-time = Geben Sie eine ein, oder nehmen Sie die erste freie.
review-text-is-line = Das ist eine Zeile, kein Text zu diesem Termin.
review-line-belongs = Sie gehört in die Eingabezeile.
review-no-length = Der Termin hat noch keine Dauer.
review-give-it-length = Geben Sie die Minuten ein, oder buchen Sie ohne Dauer.
review-visit-in-past = Der Beginn ist vorbei.
review-mend-date = Korrigieren Sie das Datum, oder buchen Sie nachträglich.
review-other-status = { $field } gehört zu einem anderen Status und wird nicht gesendet.
review-book-without = Buchen Sie ohne, oder ändern Sie den Status zurück.

# How the entry line is read.
line-born-in = geb. { $year }
line-born-initial = { $dates } · { $initial }…
line-or = oder
line-first-name = Vorname { $name }…
line-name = Name { $name }…
line-both-names = { $surname }…, { $given }…
line-phone = Telefon …{ $tail }
line-born-unknown = Geburtsdatum unbekannt
line-patient-id = Patient { $id }
line-template = { $name } { $minutes } Min.
line-patient-called = Patient, { $name }
line-a-patient = Patient
line-a-practitioner = Behandler
line-templates = Vorlagen
line-no-patient = Bei { $clinic } passt niemand zu { $said }.
line-known-elsewhere = { $said } ist bei { $elsewhere } bekannt, nicht bei { $clinic }.
line-add-or-name-another = Legen Sie die Person auch hier an, oder nennen Sie einen Behandler dort.
line-ask-again = Fragen Sie nach Geburtsdatum und Name, oder legen Sie die Person an.
line-born-then = An diesem Tag geboren:
line-no-template = Keine Vorlage hat den Buchstaben { $said }.
line-no-templates = Es gibt keine Vorlagen: Prüfen Sie die Datei, in der sie stehen.
line-templates-known = Es gibt: { $templates }.
line-several-templates = { $said } kann mehrerlei Termin sein.
line-several-patients = { $count } Patienten passen.
line-several-practitioners = { $count } Behandler passen.
line-several-locations = { $count } Standorte passen.
line-same-name = { $count ->
    [2] Zwei heißen { $who }.
    [3] Drei heißen { $who }.
   *[other] { $count } heißen { $who }.
}
line-say-more = Ist niemand davon gemeint, tippen Sie mehr vom Namen.
line-two = { $one } und { $other } sind zwei { $of }.
line-take-one-out = Nehmen Sie eines davon heraus.
line-beside-verb = { $said } passt nicht zu { $verb }.
line-what-verbs-take = Vor dem Zeichen: Patient, dazu Behandler, Tag oder Praxis. Hinter >: Behandler und neue Zeit. Hinter =: Dauer, Patient oder Grund.
line-what-details-are = Hinter = steht: 45 min, Grund Knie oder Patient Weber.
line-elsewhere = { $said } ist { $who } bei { $elsewhere }; die Zeile bucht bei { $clinic }.
line-name-someone-here = Nennen Sie jemanden bei { $clinic }, oder nehmen Sie eine Vorlage für { $elsewhere }.
line-either = { $said } kann Patient oder Behandler sein.
line-code-or-time = { $said } kann ein Kürzel oder eine Zeit sein.
line-unclear = { $said } ist nicht verständlich.
line-holds = Eine Zeile hat Patient (220385s), Kürzel (ki), Vorlage (f) und Zeit (mo 9:00).
line-holds-draw = Eine Zeile hat Patient (220385s), Ort (be), Vorlage (b) und Zeit (mo 9:00).
line-no-time = { $said } ist keine Zeit.
line-no-new-time = { $said } ist weder eine neue Zeit noch ein Behandler.
line-what-times-are = Zeiten schreibt man so: mo 9:00, >14:00, nachmittags oder in 2 Wochen.
line-anyone = egal wer ({ $count })
line-anyone-of = egal wer: { $of } ({ $count })
line-nobody-speaks = Bei { $clinic } spricht niemand { $spoken }.
line-languages-there = Diese Sprachen werden dort gesprochen.
line-no-languages = Dort sind keine Sprachen hinterlegt.
line-nobody-of-both = Bei { $clinic } ist niemand zugleich { $one } und { $other }.
line-nobody-does = Bei { $clinic } macht niemand von diesen „{ $visit }“.
line-nobody = Bei { $clinic } hat niemand das Kürzel oder den Namen { $said }.
line-comma-for-patient = Für Patienten dieses Namens ein Komma dahinter schreiben.
line-quoted = „{ $text }“

# The status of an appointment, at most 12 columns. English uses the clinics' own words.
status-proposed = Anfrage
status-pending = unbestätigt
status-booked = gebucht
status-arrived = eingetroffen
status-fulfilled = erledigt
status-cancelled = abgesagt
status-noshow = nicht erschienen
status-checked-in = angemeldet
status-waitlist = Warteliste
status-scheduled = geplant
status-confirmed = bestätigt
status-completed = fertig
status-entered-in-error = irrtümlich

# The type of an appointment. ClinikAPI is sent its own word.
type-routine = Routine
type-followup = Kontrolle
type-walkin = ohne Termin
type-urgent = dringend
