### Moving and cancelling an appointment.

change-none = Es wird kein Termin angezeigt. Öffnen Sie einen aus dem Tag, oder buchen Sie einen.
change-not-live = Dieser Termin ist abgesagt oder vorbei: Es gibt nichts zu ändern.
change-not-known = { $clinic } sagt nicht, wessen Termin das ist oder wann er ist; von hier lässt er sich nicht verlegen.
change-from = von
change-to = auf
change-to-nothing = Zeit eintippen oder mit ↓ auswählen
change-times-asking = freie Zeiten werden geholt …
change-times-none = keine freien Zeiten bekannt; bitte eintippen
change-enter = Mit Enter wird nichts gesendet: { $key } sendet.
change-altered-meanwhile = Der Termin wurde inzwischen geändert
change-altered-meanwhile-to = Der Termin wurde inzwischen geändert: { $facts }
change-altered-fact = { $what }: { $changes }
change-altered-nothing = keine Angabe
change-altered-meanwhile-do = Es wurde nichts gesendet. So ist er jetzt; sehen Sie ihn sich an, und drücken Sie die Taste noch einmal, wenn die Änderung noch stimmt.
change-not-made = Bei { $clinic } wurde nichts geändert.
change-from-to = { $from } → { $to }
# The same in words, for those who listen.
spoken-from-to = von { $from } auf { $to }
spoken-instead = stattdessen { $time }
written-nobody = niemand genannt
written-no-length = ohne Dauer
written-for-desks = Für jeden Arbeitsplatz: { $what }.
written-late = heute { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
} im Verzug
written-not-late = nicht mehr im Verzug
written-waits = auf die Warteliste, { $wished }
change-then = danach
change-then-cancels = wird der alte Termin abgesagt
change-with-now = jetzt
change-replace = { $changes } bei { $with }; danach wird der alte Termin abgesagt
change-first = erst
change-first-books = wird der Termin für { $who } gebucht
change-then-cancels-of = wird der Termin von { $who } abgesagt: { $reason }
change-replace-patient = { $changes }, { $when }; danach wird der Termin von { $from } abgesagt
change-cancel = { $when } absagen
change-status = Status: { $changes }, { $when }
change-not-begun = Er beginnt { $when }: „Nicht erschienen“ lässt sich erst danach eintragen.
change-over = Der Termin ist { $status }: Zu verlegen oder abzusagen ist da nichts mehr.
why-not-known = ohne Patient oder Zeit
why-no-such-call = nicht bei { $clinic }
why-not-begun = noch nicht begonnen
untimely-another-day = Dieser Termin ist nicht heute, sondern { $when }.
untimely-draw = Diese Abnahme ist nicht heute, sondern { $when }. „Blut abgenommen“ lässt sich nicht zurücknehmen.
untimely-not-begun = Er beginnt { $when }, und { $to } folgt nicht auf { $from }.
untimely-for-another = Er begann { $when }: Der Termin des richtigen Patienten läge in der Vergangenheit.
untimely-over = { $when } ist vorbei. Ist ein anderer Tag gemeint, schreiben Sie ihn dazu.
change-has-status = Der Termin hat diesen Status schon.
ask-take-back-means = Der Termin ist { $status }. Er wäre dann { $to }.
side-effect-cancelled = An diesem Termin nehmen { $count } Patienten teil: Er wird für alle abgesagt.
side-effect-moved = An diesem Termin nehmen { $count } Patienten teil: Er wird für alle verschoben.
side-effect-longer = An diesem Termin nehmen { $count } Patienten teil: Er wird für alle länger oder kürzer.
side-effect-not-come = An diesem Termin nehmen { $count } Patienten teil: Alle werden als nicht erschienen vermerkt.
side-effect-not-copied = Der neue Termin übernimmt nicht: { $what }.
now-not-come-from = nicht erschienen (ab { $time })
cancel-reason =
    .patient-request = Wunsch des Patienten
    .patient-ill = Patient ist krank
    .not-needed = Behandlung nicht mehr nötig
    .provider-ill = Behandler ist krank
    .provider-away = Behandler oder Standort nicht verfügbar
    .booked-in-error = irrtümlich gebucht
change-own-reason = anderer: { $words }
change-interrupted = Hier wurde etwas anderes getippt: { $clear } löscht es, dann { $key }.
change-reason-is-line = Das ist eine Zeile, kein Grund: nichts wird abgesagt.
change-reason-is-line-do = { $clear } löscht sie hier. { $close } schließt; sie gehört in die Eingabezeile.
change-one-of = { $place } von { $count }
cancel-given-to-another = zu einem anderen Behandler verlegt
cancel-wrong-patient = Patient verwechselt
change-look-first = bookdesk prüft das selbst bei { $clinic }. Bitte noch nicht noch einmal ändern.
change-refused = { $clinic } hat abgelehnt: { $said }
change-refused-without-reason = { $clinic } hat ohne Begründung abgelehnt.
change-conflict = { $clinic } sagt, der Termin lässt sich nicht mehr ändern: abgesagt, Blut schon abgenommen, oder inzwischen geändert.
change-not-found = { $clinic } hat keinen solchen Termin mehr.
change-not-found-do = Nichts wurde geändert: Er wurde dort entfernt, oder seine Nummer gehört zu anderen Daten (Test oder echt).
change-panel-not-found = { $clinic } kennt eins dieser Panels oder den Termin nicht.
change-no-such-call = Bei { $clinic } geht das von hier aus nicht.
capability-missing = { $what ->
    [book] Bei { $clinic } lässt sich von hier aus nichts buchen: Der Server bietet das nicht an.
    [alter] Bei { $clinic } lassen sich Termine von hier aus nicht ändern: Der Server bietet das nicht an.
    [add-patient] Bei { $clinic } lassen sich von hier aus keine Patienten neu aufnehmen: Der Server bietet das nicht an.
    [correct-patient] Bei { $clinic } lassen sich Patientendaten von hier aus nicht korrigieren: Der Server bietet das nicht an.
   *[mark-slots] { $clinic } führt seine freien Zeiten selbst.
}
capability-elsewhere = Bitte im Programm der Praxis erledigen.
change-stands = Der Termin ist unverändert.
change-altered-by-others = Bei { $clinic } ist der Termin weder wie vorher noch wie gewünscht: Sehen Sie ihn sich an, und geben Sie dann an, wie es ausging.
now-undo-cancelling = Absage zurücknehmen
now-book-again = denselben Termin neu
shown-book-again = Derselbe Termin steht im Formular; es fehlt nur die Zeit.
now-slip = Terminzettel
now-history = Verlauf
history-title = Verlauf von { $id } ({ $count } hier verzeichnet)
history-nothing = Von diesem Termin ist hier nichts verzeichnet.
now-help = Tasten
change-is-so = Der Termin liegt schon dann und dort.
open-unknown = { $clinic } hat keinen Termin mit dieser ID (404): Bitte Buchstaben und Ziffern prüfen.
open-no-id = Das ist keine Termin-ID von { $clinic }.
palette-open = Termin über seine ID öffnen: die ID hier eingeben
change-reason-unusable = Einen Grund angeben, mit bis zu 500 Zeichen.
done-title = Heute erledigt ({ $count })
done-title-newest = Heute erledigt, die neuesten { $count }; `bookdesk audit export` zeigt alle
done-nothing = Heute wurde nichts gebucht, verlegt oder abgesagt.
done-key-undo = zurücknehmen
undo-nothing = Heute wurde an diesem Platz nichts geändert.
undo-open = Noch weiß niemand, ob das gemacht wurde. Nehmen Sie es zurück, sobald es feststeht.
undo-last-open = Noch weiß niemand, ob die letzte Änderung gemacht wurde: { $who }, { $visit }. Nehmen Sie sie zurück, sobald es feststeht.
undo-takes-back = Das nimmt zurück, was um { $at } gemacht wurde: { $what }.
undo-as-before = Es ist schon wieder so, wie es vorher war. Nichts ist zurückzunehmen.
undo-final = { $kind ->
    [cancel] { $clinic } holt keinen abgesagten Termin zurück. Buchen Sie ihn neu.
    [remove] { $clinic } behält nichts von einem gelöschten Eintrag. Buchen Sie ihn neu.
   *[other] Bei { $clinic } lässt sich das nicht zurücknehmen.
}
undo-not-on-record = Was vorher war, ist hier nicht festgehalten. Öffnen Sie den Termin, und ändern Sie ihn von Hand.
undo-text-stays = Ein Text, den es vorher nicht gab, lässt sich bei { $clinic } nicht entfernen. Schreiben Sie den richtigen darüber.
undo-of-absence = Das nimmt die Liste der Abwesenheiten zurück.
undo-altered-since = Seitdem hat ihn jemand geändert: { $facts }.
undo-list-reading = Die Termine werden gelesen, die zurückgenommen werden …
undo-list-takes-back = Das nimmt zurück, was um { $at } in einer Liste gemacht wurde: { $count } Änderungen.
undo-list-nothing = Nichts von den { $count } wird zurückgenommen. { $why }
undo-list-left = { $count } bleiben, wie sie sind: { $why }
undo-unread = { $clinic } ließ sich nicht lesen. Nehmen Sie es zurück, sobald es geht.
undo-asks = `--yes` nimmt es zurück.
undo-noted-as-dead = Die Notiz zu { $who } sagt noch „{ $note }“. { $how }
undo-noted-as-dead-key = Patient nachschlagen, dann nimmt { $key } die Notiz weg.
undo-noted-as-dead-shell = `bookdesk note` mit leerem Text nimmt sie weg.
done-waiting = auf der Warteliste
done-just-before = Kurz vor dem Start gebucht oder geändert:
done-before = { $count ->
    [one] Kurz vor dem Start wurde ein Termin gebucht oder geändert: { $key } zeigt ihn.
   *[other] Kurz vor dem Start wurden { $count } Termine gebucht oder geändert: { $key } zeigt sie.
}
slots-not-kept = Erledigt, aber das veröffentlichte Zeitfenster bei { $clinic } ließ sich nicht markieren; es wird noch einmal versucht.
slots-given-up = Erledigt, aber das veröffentlichte Zeitfenster bei { $clinic } ließ sich nicht markieren: Bitte dort selbst markieren.
slots-forbidden = Erledigt, aber dieser Schlüssel darf bei { $clinic } keine Zeitfenster markieren: Bitte dort selbst markieren.

change-details = { $what }: { $changes }
change-details-of = { $facts }, { $when }
details-nothing = nichts
details-emptied = „{ $field }“ lässt sich von hier aus nicht leeren.
details-emptied-do = Geben Sie ein, was stattdessen gilt.
now-next-detail = nächste Zeile
details-is-line = Das ist eine Zeile, keine Angabe: Nichts wird geändert.
details-in-part = Bei { $clinic } wurde nicht alles geändert. Nicht wie verlangt: { $fields }.
details-of-another = Bei { $clinic } hat dieser Termin inzwischen einen anderen Patienten, Behandler oder Zeitpunkt, oder er findet nicht statt: Sehen Sie ihn sich zuerst an.
details-unchanged = Diese Angaben stehen schon da: Es würde sich nichts ändern.
details-length = { $changes } (bis { $until })
details-which-patient = Welcher Patient? Mit ↓ und Eingabe auswählen.
details-of-group = An diesem Termin nehmen { $count } Patienten teil: Von hier aus geht er an keinen anderen.
details-not-given = Er geht an keinen anderen Patienten mehr: Er ist vorbei oder fällt aus, oder seine Zeit ist nicht bekannt.

# Messages with a variant for each kind of change.
change-title = { $kind ->
    [remove] Diesen Eintrag aus { $clinic } löschen ({ $mode })
    [book] Von der Warteliste buchen bei { $clinic } ({ $mode })
    [cancel] Diesen Termin bei { $clinic } absagen ({ $mode })
    [status] Status dieses Termins bei { $clinic } ({ $mode })
    [details] Angaben zu diesem Termin bei { $clinic } ({ $mode })
    [panels] Panels dieser Blutentnahme bei { $clinic } ({ $mode })
    [confirm] Blut abgenommen, bei { $clinic } ({ $mode })
   *[move] Diesen Termin bei { $clinic } verlegen ({ $mode })
}
change-label = { $kind ->
    [remove] Löschen
    [cancel] Grund
    [status] Neuer Status
    [details] Neu
    [panels] Panel
    [confirm] Barcode
   *[move] Neue Zeit
}
change-not-clear = { $kind ->
    [remove] Dieser Eintrag lässt sich nicht löschen.
    [cancel] Sagen Sie warum: Wählen Sie einen Grund mit ↓; Tippen grenzt ein, zuletzt stehen Ihre eigenen Worte.
    [status] Welcher Status? Wählen Sie einen mit ↓, oder tippen Sie die ersten Buchstaben.
    [details] Noch ändert sich nichts: Zeile mit ↓ wählen und eingeben, was stattdessen gilt.
    [panels] Noch ändert sich nichts: Wählen Sie mit ↓, Enter nimmt auf oder heraus.
    [confirm] Der Barcode wird zweimal gebraucht, nur Ziffern, beide Male derselbe.
   *[move] Noch ist nicht klar, auf wann: Tippen Sie eine Zeit ein, oder wählen Sie eine mit ↓.
}
now-toggle-panel = dazu oder weg
now-take-barcode = Barcode noch einmal
now-change = { $kind ->
    [book] buchen
    [remove] Eintrag löschen
    [cancel] Termin absagen
    [status] Status setzen
    [details] Angaben ändern
    [panels] Panels ändern
    [confirm] Blut abgenommen
   *[move] verlegen
}
note-replaced = Bei { $with } ({ $clinic }) gebucht. Als Nächstes wird der alte Termin abgesagt.
note-replaced-patient = Für { $who } bei { $clinic } gebucht. Als Nächstes wird der Termin des falschen Patienten abgesagt.
note-patient-changed = Der Patient ist bei { $clinic } geändert.
second-step-failed = Bei { $clinic } ist nicht alles erledigt: siehe Probleme.
second-step-withheld = Der alte Termin ist nicht mehr, wie er war: Er wurde nicht abgesagt. Siehe Postausgang.
second-step-lost = { $loss ->
    [gone] Den neuen Termin { $new } gibt es nicht mehr. Darum wurde der alte { $old } nicht abgesagt.
    [cancelled] Der neue Termin { $new } ist abgesagt. Darum wurde der alte { $old } nicht abgesagt.
    [other-patient] Der neue Termin { $new } gehört inzwischen einem anderen Patienten. Darum wurde der alte { $old } nicht abgesagt.
    [other-provider] Der neue Termin { $new } ist inzwischen bei jemand anderem. Darum wurde der alte { $old } nicht abgesagt.
   *[unread] Der neue Termin { $new } und der alte { $old } ließen sich nicht beide lesen. Darum wurde der alte nicht abgesagt.
}
second-step-lost-do = Sehen Sie sich beide Termine an. Nehmen Sie diesen Schritt aus dem Postausgang; sagen Sie { $old } nur dann für sich ab, wenn er nicht stattfinden soll.
second-step-twice = { $unknown ->
    [true] Der neue Termin { $new } wurde gebucht. Ob der alte { $old } abgesagt ist, ist nicht bekannt: Der Patient hat vielleicht zwei Termine.
   *[other] Der neue Termin { $new } wurde gebucht, der alte { $old } ist nicht abgesagt: Der Patient hat vielleicht zwei Termine.
}
second-step-twice-patient = { $unknown ->
    [true] Der neue Termin { $new } wurde für den richtigen Patienten gebucht. Ob { $old }, der des falschen, abgesagt ist, ist nicht bekannt: Der Termin ist vielleicht für beide gebucht.
   *[other] { $new } wurde für den richtigen Patienten gebucht, { $old } ist für den falschen nicht abgesagt: Der Termin ist vielleicht für beide gebucht.
}
note-status = { $status ->
    [arrived] { $who } ist da ({ $time }).
    [checked-in] { $who } ist angemeldet ({ $time }).
    [fulfilled] { $who }: Termin beendet ({ $time }).
    [noshow] { $who } ist nicht erschienen.
    [booked] { $who }: Der Termin ist gebucht.
   *[other] { $who }: Der Termin ist jetzt: { $said }.
}
note-made = { $kind ->
    [remove] Der Eintrag ist weg: { $clinic } bewahrt nichts davon auf.
    [move] Bei { $clinic } verlegt.
    [cancel] Bei { $clinic } abgesagt.
    [status] Der neue Status ist bei { $clinic } gesetzt.
    [details] Die Angaben sind bei { $clinic } geändert.
    [panels] Die Panels sind bei { $clinic } geändert.
    [confirm] Blut abgenommen: bei { $clinic } eingetragen.
   *[book] Bei { $clinic } gebucht.
}
note-made-after-all = { $kind ->
    [remove] { $clinic } hat doch noch geantwortet: Der Eintrag ist gelöscht.
    [move] { $clinic } hat doch noch geantwortet: Der Termin ist verlegt.
    [cancel] { $clinic } hat doch noch geantwortet: Der Termin ist abgesagt.
    [status] { $clinic } hat doch noch geantwortet: Der Status ist gesetzt.
    [details] { $clinic } hat doch noch geantwortet: Die Angaben sind geändert.
    [panels] { $clinic } hat doch noch geantwortet: Die Panels sind geändert.
    [confirm] { $clinic } hat doch noch geantwortet: Die Abnahme ist bestätigt.
    [away] { $clinic } hat doch noch geantwortet: Die Abwesenheit ist eingetragen.
    [back] { $clinic } hat doch noch geantwortet: Die Abwesenheit ist zurückgenommen.
   *[book] { $clinic } hat doch noch geantwortet: Es ist gebucht.
}
outbox-found = { $kind ->
    [remove] { $clinic } hat den Eintrag nicht mehr.
    [move] { $clinic } hat ihn zur neuen Zeit: Der Termin ist verlegt.
    [cancel] { $clinic } hat ihn als abgesagt.
    [status] Der neue Status ist bei { $clinic } gesetzt.
    [details] Die Angaben sind bei { $clinic } geändert.
    [panels] Die Panels sind bei { $clinic } geändert.
    [confirm] Blut abgenommen: bei { $clinic } eingetragen.
    [away] Die Abwesenheit steht bei { $clinic }.
    [back] Die Abwesenheit steht nicht mehr bei { $clinic }.
   *[book] Bei { $clinic } gefunden: Es ist gebucht.
}
change-made = { $kind ->
    [remove] gelöscht
    [move] verlegt
    [cancel] abgesagt
    [status] Status gesetzt
    [details] Angaben geändert
    [panels] Panels geändert
    [confirm] Blut abgenommen
    [away] Abwesenheit eingetragen
    [back] Abwesenheit zurückgenommen
   *[book] gebucht
}
change-patient-changed = Patient geändert
shown-sending = { $kind ->
    [remove] wird gelöscht… { $seconds } s bei { $clinic }, { $mode }
    [move] wird verlegt… { $seconds } s bei { $clinic }, { $mode }
    [cancel] wird abgesagt… { $seconds } s bei { $clinic }, { $mode }
    [status] Status wird gesetzt… { $seconds } s bei { $clinic }, { $mode }
    [details] Angaben werden geändert… { $seconds } s bei { $clinic }, { $mode }
    [panels] Panels werden geändert… { $seconds } s bei { $clinic }, { $mode }
    [confirm] Abnahme wird bestätigt… { $seconds } s bei { $clinic }, { $mode }
   *[book] wird gebucht… { $seconds } s bei { $clinic }, { $mode }
}
verdict-may-be-made = { $kind ->
    [remove] Der Eintrag ist vielleicht gelöscht.
    [move] Der Termin ist vielleicht verlegt.
    [cancel] Der Termin ist vielleicht abgesagt.
    [status] Der Status ist vielleicht gesetzt.
    [details] Die Angaben sind vielleicht geändert.
    [panels] Die Panels sind vielleicht geändert.
    [confirm] Die Abnahme ist vielleicht bestätigt.
    [away] Die Abwesenheit kann eingetragen sein.
    [back] Die Abwesenheit kann zurückgenommen sein.
   *[book] Der Termin ist vielleicht gebucht.
}
problem-not-made = { $kind ->
    [remove] Nicht gelöscht — { $what }
    [move] Nicht verlegt — { $what }
    [cancel] Nicht abgesagt — { $what }
    [status] Status nicht gesetzt — { $what }
    [details] Angaben nicht geändert — { $what }
    [panels] Panels nicht geändert — { $what }
    [confirm] Abnahme nicht bestätigt — { $what }
    [away] Abwesenheit nicht eingetragen — { $what }
    [back] Abwesenheit nicht zurückgenommen — { $what }
   *[book] Nicht gebucht — { $what }
}
problem-time-taken = Nicht gebucht: Diese Zeit ist schon vergeben.
problem-not-sent = { $kind ->
    [remove] Nicht gelöscht, nicht gesendet — { $what }
    [move] Nicht verlegt, nicht gesendet — { $what }
    [cancel] Nicht abgesagt, nicht gesendet — { $what }
    [status] Status nicht gesetzt, nicht gesendet — { $what }
    [details] Angaben nicht geändert, nicht gesendet — { $what }
    [panels] Panels nicht geändert, nicht gesendet — { $what }
    [confirm] Abnahme nicht bestätigt, nicht gesendet — { $what }
    [away] Abwesenheit nicht eingetragen, nicht gesendet — { $what }
    [back] Abwesenheit nicht zurückgenommen, nicht gesendet — { $what }
   *[book] Nicht gebucht, nicht gesendet — { $what }
}
outbox-not-there = { $kind ->
    [book] Bei { $clinic } ist der Termin nicht da.
    [move] Bei { $clinic } steht der Termin nicht zur neuen Zeit.
    [cancel] Bei { $clinic } ist der Termin nicht abgesagt.
    [away] Die Abwesenheit steht nicht bei { $clinic }.
    [back] Die Abwesenheit steht noch bei { $clinic }.
   *[other] { $clinic } zeigt den Termin, wie er war.
}
outbox-not-there-note = { $kind ->
    [book] Eine Buchung wurde bei { $clinic } nicht eingetragen: Ihr Entwurf liegt im Postausgang.
   *[other] Eine Änderung wurde bei { $clinic } nicht ausgeführt: Sie liegt im Postausgang.
}
outbox-bring-back = { $kind ->
    [book] Enter holt sie ins Formular zurück; von selbst wird nichts gesendet.
   *[other] Enter holt sie zurück; von selbst wird nichts gesendet.
}
change-in-part = teilweise erfolgt
change-not-there = { $kind ->
    [book] nicht da
   *[other] nicht erfolgt
}

# Blood draws.
change-panels = { $adds ->
    [true] { $panels } aufnehmen, { $when }
   *[other] { $panels } herausnehmen, { $when }
}
change-confirm = Blut abgenommen, { $when }
change-drawn = Das Blut ist schon abgenommen, oder { $clinic } sagt nicht, dass es noch aussteht: Das lässt sich nicht mehr ändern.
draw-again = Derselbe noch einmal
draw-once-more = Jetzt denselben Barcode noch einmal.
draw-differs = Das ist nicht der Barcode von vorhin. { $key } beginnt von vorn.
draw-no-barcode = Ein Barcode hat nur Ziffern.
change-remove = Eintrag vom { $when } löschen
ask-remove-whom = { $who }, { $when }.
ask-remove-means = Nur für einen irrtümlichen Eintrag. Löschen ist endgültig: { $clinic } behält nichts davon. Fällt ein Termin nur aus, sagen Sie ihn ab: Dann bleibt sein Verlauf erhalten.
ask-remove-really-means = { $who }, { $when }. Nichts bringt ihn zurück.
remove-not-read = Der Eintrag war bei { $clinic } nicht zu lesen: Es wurde nichts gelöscht
remove-not-read-do = Das lässt sich nicht zurücknehmen, darum wird er vorher gelesen. Versuchen Sie es gleich noch einmal.
draw-not-read = Der Status der Abnahme ließ sich bei { $clinic } nicht lesen: Es wurde nichts gesendet
draw-not-read-do = Das lässt sich nicht zurücknehmen, darum wird zuerst gelesen. Senden Sie gleich noch einmal; der Barcode bleibt.
draw-is-final = Barcode des Sets zweimal eintippen oder scannen, jeweils mit Enter. Das lässt sich nicht zurücknehmen: Das Labor beginnt.

# The verbs that change an appointment.
now-verb = { $verb ->
    [remove] löschen
    [cancel] absagen
    [next-status] nächster Status
    [not-come] nicht erschienen
    [details] Angaben
    [panels] Panels
    [confirm] Blut abgenommen
   *[move] verlegen
}
palette-change = { $verb ->
    [remove] einen irrtümlichen Eintrag endgültig löschen
    [cancel] den angezeigten Termin absagen
    [next-status] den Status des Termins setzen (eingetroffen usw.)
    [not-come] beim angezeigten Termin: nicht erschienen
    [details] Art, Länge, Grund, Texte, Patient des Termins ändern
    [panels] Panels der Blutentnahme aufnehmen, herausnehmen
    [confirm] Blut abgenommen, mit dem Barcode des Sets
   *[move] den angezeigten Termin verlegen
}
shown-altered = { $who }: Der angezeigte Termin wurde anderswo geändert; so ist er jetzt.
