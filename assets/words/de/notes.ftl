# Notes in the footer about the last key: one line, preferably 78 columns.
note-words-unknown = In der Konfiguration stehen Wörter, die nichts bewirken: siehe bookdesk doctor.
note-keys-unusable = Einige eingestellte Tasten lassen sich nicht verwenden: siehe bookdesk doctor.
note-templates-mistaken = Ihre Vorlagen enthalten Fehler, daher gelten die mitgelieferten: siehe bookdesk doctor.
note-holidays-unread = Ihre Datei mit Feiertagen ist unbrauchbar, jeder Tag kann einer sein: siehe bookdesk doctor.
note-holidays-partly = Ein Teil Ihrer Feiertagsdatei ist nicht lesbar, der Rest gilt: siehe bookdesk doctor.
note-no-zone = { $clinics }: Keine Zeitzone eingestellt, daher gilt die dieses Rechners ({ $zone }); bookdesk setup stellt sie ein.
note-look-up = Das war nur eine Auskunft: Damit ist nichts gebucht. Zum Buchen: ein Leerzeichen, dann bei wem und wann.
note-form-left = Im Formular steht noch der Termin von { $who }: Noch einmal { $key } bucht ihn.
note-line-not-in-form = Enter zeigt, was die Zeile bedeutet; dann bucht { $key }.
note-line-emptied = Die Zeile ist leer. { $key } holt sie zurück.
note-line-before = Die Zeile davor ist wieder da. { $key } leert sie.
note-window-too-small = Nichts wurde gesendet: Das Fenster war zu klein, um es zu lesen.
note-read-first = Das wurde eben erst eingetragen: vorlesen, dann bucht { $key }.
note-card-unread = Das ging eben erst auf: bitte lesen, dann noch einmal { $key }.
note-booked-already = Der Termin ist gebucht. Das Formular ist leer für den nächsten Anruf.
note-time-not-there = Die erste freie Zeit ist noch nicht da: Es wurde nichts gebucht.
note-length-not-there = Die Dauer des Termins ist noch nicht da: Es wurde nichts gebucht.
note-list-coming = Einen Moment: Die Liste zum Auswählen ist unterwegs.
note-back-to-form = Esc führt zurück ins Formular.
list-no-letters = Hier wird nichts getippt. { $key } schließt es.
note-nothing-pasted = Nichts wurde eingefügt: Der Cursor steht in keinem Feld.
note-key-in-paste = { $key } kam zusammen mit anderen Tasten, wie in eingefügtem Text: Es wurde nichts gesendet. Bitte einzeln drücken.
note-no-problems = Keine Probleme: Das Formular kann gebucht werden.
note-under-way = Eine Buchung wird schon gesendet.
note-to-mend = { $count ->
    [one] Nicht gesendet: 1 Feld ist noch zu korrigieren.
   *[other] Nicht gesendet: { $count } Felder sind noch zu korrigieren.
}
note-recorded = { $clinic }: { $what }.
note-not-booked-there = { $clinic }: nicht gebucht. { $key } zeigt, warum.
note-not-booked-here = Bei { $clinic } nicht gebucht: siehe Probleme. Alles bleibt stehen; { $key } sendet noch einmal.
note-not-booked-mend = Bei { $clinic } nicht gebucht: siehe Probleme. Alles bleibt stehen.
note-looked-up-further = { $clinic } hat abgelehnt. Es wird noch nachgesehen, ob es doch ausgeführt wurde: Senden Sie es vorher nicht noch einmal.
note-recorded-after-all = { $clinic } hat doch noch geantwortet: { $what }.
note-not-booked-after-all = Die Praxis hat doch noch geantwortet: Es ist nicht gebucht.
note-given-back = Es wurde nichts abgeschickt und nichts gebucht. Was Sie eingegeben hatten, ist wieder da.
note-stopped = Angehalten. Es wurde nichts gesendet.
note-may-still-come = Die Antwort kann noch kommen: Warten Sie, bevor Sie dies erneut buchen.
note-form-not-empty = Das { $clinic }-Formular ist nicht leer: erst buchen oder leeren ({ $key }).
note-brought-back = Zurückgeholt. Es ist nicht gebucht.
note-waits-to-be-sent = Dieses Formular wartet darauf, gesendet zu werden; Esc hält es an.
note-being-sent = Dieses Formular wird gesendet; ändern lässt es sich wieder nach der Antwort.
note-being-sent-no-paste = Dieses Formular wird gesendet; es wurde nichts eingefügt.
note-being-booked = Dieses Formular wird gebucht; warten Sie auf die Antwort.

# Changes made to a pasted text.
paste-said = Einfügen: { $what }.
paste-first = Einfügen: die ersten { $count } Zeichen.
paste-cut = die ersten { $kept } von { $length } Zeichen eingefügt
paste-joined = { $count } Zeilen zu einer verbunden
paste-unseen = { $count ->
    [one] 1 unsichtbares Zeichen weggelassen
   *[other] { $count } unsichtbare Zeichen weggelassen
}
paste-marked = { $count ->
    [one] 1 unsichtbares Zeichen sichtbar gemacht, denn keine ID hat eins
   *[other] { $count } unsichtbare Zeichen sichtbar gemacht, denn keine ID hat welche
}

# Differences between an answer and its request.
differs-patient = Die Antwort nennt { $other }, gebucht wurde für { $who }.
differs-provider = Die Antwort nennt { $other }, gebucht wurde bei { $who }.
differs-time = Die Antwort nennt eine andere Zeit als die Buchung.

# The mouse.
mouse-on = Die Maus zeigt, wählt und blättert. { $key } gibt sie dem Terminal zurück.
mouse-off = Die Maus gehört wieder dem Terminal: Sie markiert Text.
mouse-sends-nothing = Ein Klick allein sendet nichts: Drücken Sie { $key }.
