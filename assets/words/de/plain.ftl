# Plain mode: questions and answers for screen readers and braille displays. Short, in words, without symbols.
plain-greeting = bookdesk fragt, eine Zeile nach der anderen. Eine leere Zeile überspringt eine Frage oder behält, was in eckigen Klammern steht. ? erklärt eine Frage und nennt die Wörter, die überall gelten; ende verlässt bookdesk.
plain-whole-line = Eine ganze Zeile geht jederzeit: 220385s ki f bucht einen Termin, 220385s allein nennt die Termine dieses Patienten.
plain-mode = { $mode }: { $names }.
plain-mode-sandbox = SANDBOX: { $names }. Die Personen sind erfunden; nichts davon ist echt.
plain-commands = Bei jeder Frage: ? oder hilfe erklärt, zurück geht zurück, felder sagt, was ausgefüllt ist, zeiten nennt freie Zeiten, mehr liest in einer Liste weiter, ids nennt die IDs der zuletzt gelesenen Zeilen, ausgang nennt, was noch keine Antwort hat, - leert das Feld, verwerfen verwirft, was im Formular steht, ende verlässt bookdesk.
plain-more-commands = Und: neu legt jemanden an, korrigieren korrigiert die Patientendaten, vorlage füllt nach einer Vorlage aus, termin zeigt einen Termin, um ihn zu verlegen oder abzusagen, rückgängig nimmt die letzte Änderung zurück, verstorben sagt alle Termine ab, wenn jemand verstorben ist, tag nennt alle Termine eines Tages, anrufe nennt, wer telefonisch zu erinnern ist, und vermerkt, wie es ausging, warteliste nennt, wer wartet, und setzt den Patienten auf die Warteliste, parken parkt den Entwurf, entwürfe nimmt einen wieder auf, sperren sperrt den Arbeitsplatz.

# Commands that can be typed instead of an answer.
plain-word-help = hilfe
plain-word =
    .back = zurück
    .fields = felder
    .times = zeiten
    .outbox = ausgang
    .day = tag
    .calls = anrufe
    .waiting = warteliste
    .open = termin
    .undo = rückgängig
    .died = verstorben
    .new = neu
    .correct = korrigieren
    .template = vorlage
    .park = parken
    .drop = verwerfen
    .drafts = entwürfe
    .more = mehr
    .ids = ids
    .lock = sperren
    .quit = ende
plain-word-yes = ja
plain-word-no = nein
plain-whether = { $question } (j oder n)
plain-yes-or-no = Bitte mit j oder n antworten.
plain-no-such-choice = Das steht nicht zur Wahl.
plain-one-moment = Einen Moment.

plain-backend = Praxis ({ $last ->
    [2] 1 oder 2
   *[other] 1 bis { $last }
}) [{ $stands }]
plain-go-on = Mit dem weitermachen, was im Formular steht
plain-line = Eingabezeile (eine ganze Buchung, etwa 220385s ki f; leer für eine Frage nach der anderen)
plain-required = erforderlich
plain-number = 1 bis { $last }
plain-limit = höchstens { $limit } Zeichen
plain-times = zeiten nennt freie
plain-empty = leer
plain-field = { $number } { $label }: { $value }
plain-no-times = Freie Zeiten werden genannt, wo nach einer Zeit gefragt wird und feststeht, bei wem oder wo.
plain-nobody = So jemand ist nicht bekannt. Das Wort neu legt jemanden an.
plain-add = { $call ->
    [correct] Korrektur an { $clinic } senden, { $mode }
   *[add] Bei { $clinic } anlegen, { $mode }
}
plain-alike = 1 bis { $last } nimmt diese Person; j legt trotzdem jemanden neu an; n geht zurück
plain-template = Vorlage (Nummer oder Name; leer für keine)
plain-nothing-to-park = Es gibt nichts zu parken: Das Formular ist leer.
plain-no-drafts = Kein Entwurf ist geparkt.
plain-drafts = Welcher Entwurf (Nummer; leer für keinen)
plain-adding = { $call ->
    [correct] Die Korrektur geht an { $clinic }, { $mode }.
   *[add] Wird bei { $clinic } angelegt, { $mode }.
}
plain-panels-again = Die Panels noch einmal anfordern
plain-pin-first = Es ist eine PIN gesetzt. Geben Sie sie ein, um zu beginnen.
plain-locked = Gesperrt. Was vorher gesagt wurde, bleibt auf diesem Terminal: Leeren Sie es, wenn andere es lesen können.
plain-unlocked = Entsperrt.
plain-no-pin = Es ist keine PIN festgelegt, daher wird nicht gesperrt. `bookdesk pin` legt eine fest.
plain-problem = Problem: { $what } { $advice }
plain-warning = Warnung: { $what } { $advice }

plain-goes-out = An { $clinic }, { $mode }: { $what }.
plain-book = Buchen, { $how }
plain-choose = { $question } (1 bis { $last }; j ist 1, n geht zurück)
plain-change = Feld, das anders sein soll (Nummer oder Name; leer für keines)
plain-checking = Es wird nachgesehen, ob die Zeit noch frei ist. Noch ist nichts gesendet.
plain-sending = Wird an { $clinic } gesendet, { $mode }.
plain-result = { $clinic }: { $outcome }, { $id }{ $when }.
plain-unknown = Vielleicht ist es gebucht: Die Antwort ging verloren. Es wird nachgesehen und Ihnen gesagt. Bitte nicht noch einmal eingeben.
plain-another = Noch eine Buchung

plain-outbox = Nummer zum Klären (leer zum Weitermachen)
plain-outbox-empty = Der Ausgang ist leer: Dort wartet nichts.
plain-nothing-to-settle = Dort ist nichts zu klären.
plain-settle = Was stimmt (1 bis { $last }; leer zum Weitermachen)
plain-how-known = { $question } (1 bis { $last }; leer geht zurück)
plain-is-booked = sie ist gebucht
plain-is-not-booked = sie ist nicht gebucht
plain-bring-back = den Entwurf zurück ins Formular holen
plain-take-off = von der Liste nehmen

plain-end-nothing-booked = Die Eingabe ist zu Ende. Nichts wurde gebucht.
plain-end-last-not-booked = Die Eingabe ist zu Ende. Das Letzte wurde nicht gebucht.
plain-end-unknown = Die Eingabe ist zu Ende. Ob das Letzte gebucht ist, ist nicht bekannt: Es wird wieder geprüft, wenn bookdesk das nächste Mal öffnet.
plain-day = Eingrenzen: Name, Status oder Stunden wie 14-16 (leer: weiter)
plain-waiting = Wann passt es, um den Patienten auf die Warteliste zu setzen (leer: weiter)
plain-calls = Nummer und r, n oder w: erreicht, nicht erreicht, Nachricht hinterlassen (leer: weiter)
plain-calls-how = Eine Nummer der Liste, ein Leerzeichen, und r, n oder w.
plain-calls-and = und auch { $visit }
plain-which-appointment = Termin (seine ID)
plain-which-appointment-or = Termin (seine ID) [{ $stands }]
plain-what-becomes = Was tun (eine Zahl; leer lässt ihn, wie er ist)
plain-new-time = Neue Zeit (zeiten nennt freie Zeiten; @ und ein Name: jemand anderes)
plain-reason = Grund (1 bis { $last } oder in eigenen Worten) [{ $first }]
plain-detail-or = { $label } [{ $stands }]
plain-panel = Panel aufnehmen oder herausnehmen (eine Zahl; leer, wenn fertig)
plain-status = Welcher Status (eine Zahl oder die ersten Buchstaben) [{ $first }]
plain-alter = { $kind ->
    [remove] Eintrag endgültig löschen, { $how }
    [cancel] Absagen, { $how }
    [status] Status setzen, { $how }
    [details] Angaben ändern, { $how }
    [panels] Panels ändern, { $how }
    [confirm] Blutentnahme bestätigen, { $how }
   *[move] Verlegen, { $how }
}
plain-all-later = { $kind ->
    [move] Auch alle späteren der Serie um so viel verlegen
   *[cancel] Auch alle späteren der Serie absagen
}
plain-send-list = Diese { $count } senden, { $how }
plain-absences = Nummer der Abwesenheit, die zurückgenommen wird (leer: weiter)
plain-enter-absence = Die Abwesenheit eintragen, { $how }
plain-take-absence-back = Zurücknehmen, { $how }
plain-write-here = Hier aufschreiben
plain-died-take-off = Von der Warteliste streichen
plain-remove-note = Die Notiz entfernen

plain-not-here = Dieses Wort gilt bei dieser Frage nicht. ? erklärt sie; zurück verlässt sie.
plain-is-line = Das ist eine ganze Zeile: Die Frage davor ist verlassen, und nichts wurde gesendet.
plain-left-as-it-was = Es wurde nichts geändert.
plain-no-more = Das war alles.
plain-left = Noch { $count }: Das Wort mehr liest weiter.
plain-no-ids = Diese Zeilen haben keine IDs.
plain-other-fields = Die anderen Felder bleiben, wie sie sind: felder nennt sie, und n bei der nächsten Frage ändert eines.
plain-nothing-to-drop = Es gibt nichts zu verwerfen: Das Formular ist leer.
plain-dropped = Verworfen, und nichts wurde gesendet: { $who }, { $why }.
plain-wish-in-form = Noch steht niemand auf der Liste: Das ist ein Eintrag im Formular, und erst ein j auf die Frage, ob er auf die Warteliste kommt, sendet ihn.
plain-put-on-waiting-list = Auf die Warteliste setzen, { $how }

# What a question asks for, said after ?.
plain-explain =
    .clinic = Die Praxis, bei der gebucht wird: ihre Nummer oder der Anfang ihres Namens. Auch eine ganze Zeile geht hier; sie nennt die Praxis selbst.
    .line = Geburtsdatum mit Anfangsbuchstabe oder ein Name, zwei Buchstaben oder ein Name für bei wem oder wo, ein Buchstabe für die Terminart und, wenn gewünscht, eine Zeit.
    .field = Dieses Feld der Buchung.
    .free-field = Dieses Feld der Buchung, in eigenen Worten.
    .go-on = j macht mit dem weiter, was im Formular steht; n legt es als Entwurf beiseite und beginnt neu.
    .change = Die Nummer oder der Name des Feldes, das anders sein soll. Eine leere Zeile lässt alles, wie es ist.
    .send = j sendet, was gerade vorgelesen wurde; n sendet nichts.
    .despite = j oder die Nummer eines Grundes sendet trotzdem, was gerade vorgelesen wurde; n sendet nichts.
    .note = j schreibt auf, was gerade vorgelesen wurde, für jeden Arbeitsplatz; n schreibt nichts.
    .another = j fragt nach einer weiteren Buchung; n verlässt bookdesk. Auch eine ganze Zeile ist eine weitere Buchung.
    .sheet = Dieses Feld der Patientendaten.
    .alike = Die Nummer einer Person nimmt diese; j legt jemanden neu an; n geht zurück zum Eingetippten.
    .appointment = Die ID eines Termins, wie ids sie nach einer Liste nennt. Eine leere Zeile nimmt die in eckigen Klammern.
    .what-becomes = Die Nummer dessen, was mit diesem Termin geschehen soll. Eine leere Zeile lässt ihn, wie er ist.
    .new-time = Tag und Uhrzeit, auf die er verlegt wird; zeiten nennt freie, die man mit ihrer Nummer nimmt; @ und ein Name gibt ihn jemand anderem.
    .reason = Warum abgesagt wird: eine Nummer oder eigene Worte. Eine leere Zeile nimmt den Grund in eckigen Klammern.
    .detail = Der neue Text. Eine leere Zeile behält, was in eckigen Klammern steht; zurück geht zur Angabe davor.
    .patient = Wessen Termin es sein soll: Name, Geburtsdatum, Telefon oder ID. Eine leere Zeile behält, was in eckigen Klammern steht.
    .status = Der neue Status: seine Nummer oder seine ersten Buchstaben. Eine leere Zeile nimmt den in eckigen Klammern.
    .panel = Die Nummer oder der Name eines Panels; noch einmal dasselbe nimmt das zurück. Eine leere Zeile beendet die Auswahl.
    .barcode = Die Ziffern des Barcodes, zweimal getippt oder gescannt. Vor einem j wird nichts gesendet.
    .all-later = j meint diesen und alle späteren Termine der Serie; n nur diesen.
    .absences = Die Nummer der Abwesenheit, die zurückgenommen wird. Eine leere Zeile macht weiter.
    .calls = Die Nummer einer Person, ein Leerzeichen, und r für erreicht, n für nicht erreicht oder w für eine hinterlassene Nachricht. Eine leere Zeile macht weiter.
    .day = Ein Name, ein Status oder Stunden wie 14-16 grenzen den Tag ein. Eine leere Zeile macht weiter.
    .waiting = Tage, Stunden oder ab wann, etwa mo vormittag. Eine leere Zeile setzt niemanden auf die Liste.
    .drafts = Die Nummer des Entwurfs, mit dem es weitergeht. Eine leere Zeile öffnet keinen.
    .template = Die Nummer oder der Name einer Terminart. Eine leere Zeile füllt nichts aus.
    .outbox = Die Nummer dessen, wovon Sie wissen, wie es ausging, oder was Sie zurückholen möchten. Eine leere Zeile macht weiter.
    .settle = Die Nummer dessen, was stimmt. Eine leere Zeile lässt es, wie es ist.
    .panels = j fordert die Panels noch einmal an; n lässt den Termin ohne sie.
    .quit = j verlässt bookdesk; n bleibt.
    .pin = Ihre PIN.
