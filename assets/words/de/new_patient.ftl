# The form of a patient's data: a label has at most 18 columns, a hint at most 55.
patient-first-name = Vorname
patient-last-name = Nachname
patient-birth-date = Geburtsdatum
patient-sex = Geschlecht
patient-phone = Telefon
patient-email = E-Mail
patient-died = Verstorben am
patient-language = Sprache
patient-group = Patientengruppe
patient-number = Nummer
patient-hint-first-names = alle Vornamen
patient-hint-surname = Familienname
patient-begins = beginnt mit { $initial }
patient-hint-passport = lateinische Buchstaben, wie im Pass
patient-hint-born = 22.3.1985 · 220385 · 1985-03-22
patient-hint-died = 22.3.2026 · 2026-03-22
patient-hint-phone = so, wie man sie wählt
patient-hint-phone-with-country = mit Landesvorwahl: +49 30 2312 5001
patient-hint-email = name@example.com
patient-hint-number = wie auf der Karte oder in der Akte
patient-hint-group = Kurzname bei Aniva; profile_group in [aniva] merkt ihn

# Choices. Staff type the first letters.
patient-male = männlich
patient-female = weiblich
patient-other-sex = divers
patient-unknown-sex = unbekannt
patient-english = Englisch
patient-german = Deutsch
patient-finnish = Finnisch

# Problems of a field: "Phone must be …".
patient-must-be = { $field }: bitte { $what }.
patient-must-be-name = 1 bis { $most } Zeichen, darunter Buchstaben
patient-shape =
    .born = einen Tag, der nicht in der Zukunft liegt
    .born-before-today = einen Tag vor heute
    .sex = männlich, weiblich, divers oder unbekannt
    .male-or-female = männlich oder weiblich; anderes wird nicht angenommen
    .email = eine Adresse wie name@example.com
    .e164 = international, etwa +49 30 2312 5001
    .language = Englisch, Deutsch oder Finnisch
patient-must-be-short-phone = höchstens { $most } Zeichen
patient-must-be-latin = 1 bis { $most } lateinische Buchstaben, wie im Pass
patient-which-birth-date = { $one } oder { $other }? Wählen Sie mit ↓ und Enter.

# A birth date as it is read back.
patient-months-old = { $date }, { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
} alt
patient-years-old = { $date }, { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
} alt

# Reasons why a patient was not added.
patient-answer-lost = Die Antwort von { $clinic } ging verloren: { $call ->
    [correct] Vielleicht sind die Daten schon korrigiert.
   *[add] Vielleicht ist die Person angelegt. Sehen Sie nach, bevor Sie sie erneut anlegen.
}
patient-refused-this = { $clinic } hat dies abgelehnt: { $said }
patient-refused-silently = ohne zu sagen, warum
patient-no-such-group = { $clinic } kennt keine solche Patientengruppe, oder sie ist von hier aus gesperrt.
patient-there-already = { $clinic } meldet, dass es diese Person schon gibt: Suchen Sie zuerst nach ihr.
patient-too-many-calls = { $clinic } hat gerade zu viele Anfragen bekommen. Versuchen Sie es in { $seconds } s noch einmal.
patient-key-may-not-add = Der Schlüssel für ClinikAPI darf niemanden anlegen: Bitten Sie um einen mit dem Recht `write`.
patient-aniva-forbidden = Aniva lehnte ab: Der Schlüssel ist falsch, ihm fehlt das Recht CREATE_USER, oder die Patientengruppe ist für ihn gesperrt.

new-patient-title = Neu anlegen bei { $clinic }, { $mode }
new-patient-must = * ist auszufüllen
new-patient-comparing = Kennt { $clinic } die Person schon? Es wird nachgesehen…
new-patient-adding = { $call ->
    [correct] wird gesendet…
   *[add] wird angelegt…
} { $seconds } s bei { $clinic }, { $mode }
new-patient-looking = { $call ->
    [correct] bookdesk sieht nach, was { $clinic } jetzt hat.
   *[add] Die Person wird bei { $clinic } gesucht.
} Währenddessen wird nichts noch einmal gesendet.
new-patient-resting = { $call ->
    [correct] Noch nicht geändert;
   *[add] Noch nicht da;
} { $clinic } wird in ein paar Sekunden noch einmal gefragt. Nichts wird noch einmal gesendet.
new-patient-refused = { $call ->
    [correct] Nicht korrigiert
   *[add] Nicht angelegt
} — { $what }
new-patient-not-sent = { $call ->
    [correct] Nicht korrigiert
   *[add] Nicht angelegt
}, nicht gesendet — { $what }
new-patient-unknown = Unbekannt — { $what }

# Questions about a new patient.
new-patient-why =
    .same-person = So jemand ist schon bekannt. Ist es dieselbe Person?
    .lost-before = Eine Antwort ging verloren: { $clinic } kennt die Person vielleicht schon. Noch einmal anlegen?
    .not-searched = { $clinic } ließ sich nicht durchsuchen: Vielleicht ist die Person schon bekannt. Trotzdem anlegen?
    .not-all-at-hand = Hier liegen nicht alle Personen von { $clinic } vor: Vielleicht ist die Person schon bekannt. Anlegen?
    .was-it-them = Die Antwort ging verloren. Ist dies die Person, die Sie anlegen wollten?
    .lists-nobody = Die Antwort ging verloren, und { $clinic } nennt niemanden wie diese Person: noch einmal anlegen?
    .look-there = Die Antwort ging verloren, und die Person ist nicht zu suchen. Sehen Sie in { $clinic } nach, bevor Sie sie erneut anlegen.

new-patient-to-mend = Nicht angelegt: { $count ->
    [one] { $count } Feld ist
   *[other] { $count } Felder sind
} noch zu korrigieren.
new-patient-being-looked-for = Unbekannt: Vielleicht ist die Person angelegt. Sie wird gesucht…
new-patient-kept = Nicht angelegt; alles Getippte bleibt. { $key } zeigt, warum.
new-patient-known-now = { $name }, { $born }, ist bei { $clinic } jetzt bekannt: Wählen Sie aus der Liste.
new-patient-read-back = Bitte vorlesen: { $name }, { $born }. Dann weiter.
new-patient-go-on = Bitte vorlesen: { $name }, { $born }. Dann eintippen: bei wem, was und wann.
new-patient-one-moment = Einen Moment: Die Antwort ist unterwegs. Esc führt zurück zur Buchung.
new-patient-typed-stays = Esc führt zurück zur Buchung; was hier getippt ist, bleibt.
new-patient-may-be-there = Vielleicht ist die Person angelegt: { $key } zeigt mehr.
new-patient-brought-back = Nicht angelegt; { $key } holt das Getippte zurück.

# Keys, in a word or two.
new-patient-key-next = weiter
new-patient-key-add = anlegen
new-patient-key-close = schließen, Text bleibt
new-patient-key-clear-field = Feld leeren
new-patient-key-clear-all = alles leeren
new-patient-key-back-to-booking = zurück zur Buchung

# Corrections of a patient's data.
correct-title = Korrigieren bei { $clinic }, { $mode }: { $who }
correct-only-changed = gesendet wird nur, was Sie ändern
correct-reading = Die Daten werden bei { $clinic } gelesen…
correct-was = bisher { $text }
correct-was-empty = bisher leer
correct-not-emptied = { $field } lässt sich bei { $clinic } nicht leeren. Bitte neu eintragen oder lassen, wie es war.
correct-whom = Wessen Daten? Bitte erst den Patienten ins Formular setzen oder einen Termin von ihm öffnen.
correct-no-such-call = Bei { $clinic } lassen sich Patientendaten nicht korrigieren.
correct-nothing = Es wurde nichts geändert, also auch nichts gesendet.
correct-to-mend = Nicht gesendet: { $count ->
    [one] { $count } Feld ist
   *[other] { $count } Felder sind
} noch zu korrigieren.
correct-made = Korrigiert: { $who }.
correct-kept = Nicht korrigiert; alles Getippte bleibt. { $key } zeigt, warum.
correct-being-looked-at = Unbekannt: Vielleicht sind die Daten korrigiert. bookdesk sieht nach…
correct-not-made = { $clinic } hat noch die alten Daten. Bitte prüfen, dann sendet { $key } Ihre noch einmal.
correct-not-looked = { $clinic } ließ sich nicht lesen: Vielleicht sind die Daten korrigiert. { $key } sieht noch einmal nach und sendet nichts.
correct-typed-stays = Esc führt zurück; was hier getippt ist, bleibt.
correct-brought-back = Nicht gesendet; { $key } holt das Getippte zurück.
correct-may-be-made = Vielleicht sind die Daten korrigiert: { $key } zeigt mehr.
correct-no-such-patient = { $clinic } kennt diesen Patienten nicht mehr.
correct-forbidden = Der Schlüssel für { $clinic } darf keine Patientendaten ändern: Bitten Sie um einen mit dem Recht `write`.
correct-conflict = Die Daten wurden bei { $clinic } inzwischen geändert. Schließen Sie das Formular und öffnen Sie es neu.
correct-key-send = korrigieren
correct-key-as-it-was = wie es war
