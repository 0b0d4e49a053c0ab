# Questions: a title of at most 40 columns, an explanation, the answers, and the two keys.
ask =
    .move-anyway = Trotzdem verlegen?
    .change-anyway = Trotzdem ändern?
    .take-back = Das zurücknehmen?
    .side-effects = Fortfahren?
    .untimely-draw = Trotzdem als abgenommen eintragen?
    .untimely = Trotzdem so setzen?
    .remove = Diesen Eintrag löschen?
    .remove-really = Wirklich endgültig löschen?
    .list-noted = Trotzdem buchen?
    .alone = Allein weitermachen?
    .queue = Buchung vormerken?
    .queue-change = Änderung vormerken?
    .stop-waiting = Nicht länger warten?
    .new-draft = Entwurf verwerfen?
    .drop-drafts = Alle geparkten Entwürfe verwerfen?
    .take-off = Von der Liste nehmen?
    .not-waiting = Von der Warteliste streichen?
    .try-panels = Panels noch einmal hinzufügen?
    .by-hand-booked = Als gebucht vermerken?
    .by-hand-not-booked = Als nicht gebucht vermerken?
    .add-patient = Neu anlegen?
    .replace = Datei ersetzen?
    .quit = Beenden?
answer =
    .warnings = trotzdem buchen
    .move-anyway = verlegen
    .change-anyway = ändern
    .take-back = zurücknehmen
    .noted = fortfahren
    .side-effects = fortfahren
    .untimely = trotzdem
    .remove = löschen
    .list-noted = trotzdem buchen
    .alone = trotzdem senden
    .send-now = jetzt versuchen
    .queue = vormerken
    .stop-waiting = nicht länger warten
    .new-draft = verwerfen
    .drop-drafts = verwerfen
    .take-off = von der Liste nehmen
    .try-panels = hinzufügen
    .by-hand = vermerken
    .take-person = diese Person
    .add-patient = anlegen
    .replace = ersetzen
    .save-beside = unter diesem Namen speichern
    .quit = beenden
ask-warnings = Trotzdem { $how } buchen?
ask-queue-means = { $clinic } ist nicht zu erreichen. Was vorgemerkt ist, wartet im Postausgang, bis Sie es von dort buchen.
ask-queue-change-means = { $clinic } ist nicht zu erreichen. Was vorgemerkt ist, wartet im Postausgang, bis Sie es von dort senden.
ask-stop-waiting-means = Dann ist unbekannt, ob gebucht wurde. bookdesk prüft es.
ask-new-draft-means = Alle sechs Buchstaben sind belegt. Was in diesem Formular steht, ginge verloren.
ask-drop-drafts-means = { $count ->
    [one] Der geparkte Entwurf ginge verloren. Was in den Formularen steht, bleibt.
   *[other] Alle { $count } geparkten Entwürfe gingen verloren. Was in den Formularen steht, bleibt.
}
ask-drop-draft-means = Was in diesem Formular steht, ginge verloren.
ask-take-off-panels-means = Der Termin bleibt, wie er ist.
ask-try-panels-means = Erst wird der Termin gelesen; hinzugefügt werden nur die Panels, die ihm fehlen.
ask-not-waiting-means = { $who } wartet nicht mehr. An die Praxis geht nichts.
ask-replace-means = { $path } gibt es schon.

ask-leave-means = Was hier getippt ist, ginge verloren.
ask-leave-unsent = { $count ->
    [one] 1 Änderung wartet im Postausgang und wurde nicht gesendet.
   *[other] { $count } Änderungen warten im Postausgang und wurden nicht gesendet.
}
ask-leave-kept-means = Was hier offen ist, ist beim nächsten Start wieder da.
ask-leave-newcomer-means = Entwürfe bleiben; der noch nicht angelegte neue Patient ginge verloren.
ask-leave-sending-means = Sie sähen nicht mehr, ob gebucht wurde.
ask-leave-waiting-means = Die wartende Buchung würde nicht gesendet.
ask-leave-parked-means = Was geparkt ist ({ $count }), ginge verloren.
ask-leave-typed-and-parked-means = Was hier getippt und was geparkt ist ({ $count }), ginge verloren.
ask-leave-unknown-and-parked-means = Unbekannte Buchungen ({ $unknown }) und geparkte Entwürfe ({ $parked }) gingen verloren.
ask-leave-unknown-means = { $count ->
    [one] Eine unbekannte Buchung fiele von der Liste.
   *[other] { $count } unbekannte Buchungen fielen von der Liste.
}
ask-leave-queued-means = { $count ->
    [one] Die vorgemerkte Buchung ginge verloren.
   *[other] { $count } vorgemerkte Buchungen gingen verloren.
}
ask-leave-panels-means = Nicht hinzugefügte Panels gingen verloren.

# Answers.
choose-why = Warum?
choose-how-known = Woher wissen Sie es?
override-reason =
    .patient-asks = Patientenwunsch
    .provider-agrees = abgesprochen
    .urgent = dringend
    .entered-later = nachgetragen
    .came-at-another-time = zu anderer Zeit gekommen
    .wrong-time = Zeit im Kalender falsch
    .in-advance = im Voraus bestätigt
    .batch = mit der Datei bestätigt
    .seen-there = dort selbst gesehen
    .clinic-says = die Praxis sagt es
    .patient-says = der Patient sagt es
choose-queue = vormerken
choose-send-now = trotzdem jetzt versuchen
choose-replace-file = ersetzen
choose-save-beside = als { $name } speichern
choose-add-new = niemand von diesen: neu anlegen
choose-replacing = stattdessen { $who } nehmen, { $id }
choose-replacing-id = stattdessen { $id } nehmen

# Labels of the booking key and of Esc.
answer-go-back = zurück
answer-keep-waiting = weiter warten
answer-keep = behalten
answer-stay = bleiben

# Keys that do nothing here: preferably 52 columns.
question-remark =
    .nothing-typed = Hier zählen nur die Tasten oben.
    .nothing-pasted = Nichts eingefügt. Hier zählen nur die Tasten oben.
    .interrupted = Hier wurde getippt: { $clear } löscht es, dann { $key }.
    .released = { $key } gilt wieder.
    .no-reason = Bitte den Grund wählen: Ziffer oder ↓, dann { $key }.
    .too-soon = Zu früh. Bitte lesen, dann noch einmal { $key }.
    .unread = Noch nicht alles gezeigt: Bild↓, dann { $key }.
    .clicked = Ein Klick bestätigt nichts. Drücken Sie { $key }.

# Questions that no longer apply.
question-nothing-against = Es spricht nichts mehr dagegen: { $key } bucht.
question-has-changed = Wonach gefragt wurde, hat sich geändert: siehe Probleme.
question-not-asked = Es wurde nichts gesendet: siehe Probleme. { $key } fragt noch einmal.
