# Conflicts of a booking, by name and time, and what to do about each.
conflict-same-visit = { $who } ist { $time } schon gebucht ({ $clinic }).
conflict-same-visit-with = { $who } ist { $time } schon bei { $provider } gebucht ({ $clinic }).
conflict-stands-twice = Noch einmal gebucht stünde es doppelt da. Nehmen Sie eine andere Zeit, oder gehen Sie zurück.
conflict-on-record = Derselbe Termin steht schon in den Aufzeichnungen: gebucht { $since } ({ $id }).
conflict-on-record-waits = In den Aufzeichnungen steht die Person schon auf dieser Warteliste: seit { $since } ({ $id }).
conflict-on-record-by-hand = Derselbe Termin steht schon in den Aufzeichnungen: { $since } von Hand als gebucht eingetragen.
conflict-on-record-sending = Derselbe Termin wird gerade gebucht, in einem anderen Fenster oder von einem anderen Befehl (seit { $since }).
conflict-on-record-unknown = Derselbe Termin wurde schon abgeschickt ({ $since }), und noch ist nicht bekannt, ob er gebucht ist.
conflict-wait-for-it = Warten Sie, bis bekannt ist, was daraus geworden ist.
conflict-another-window = einem anderen Fenster
conflict-time = { $state ->
    [sending] Die Zeit wird gerade von { $place } gebucht: für { $who }, { $when }.
    [unknown] Eine Buchung von { $place } für { $who } { $when } belegt die Zeit; ob sie besteht, ist noch nicht bekannt.
    [queued] Eine Buchung von { $place } für { $who } { $when } belegt die Zeit; sie wartet dort im Postausgang.
   *[booked] Die Zeit ist vergeben: { $since } von { $place } gebucht, für { $who }, { $when }.
}
conflict-sent-before = Eine Buchung für dieselbe Person zur selben Zeit ist schon hinausgegangen.
conflict-sent-before-untimed = Ein Eintrag für dieselbe Person bei demselben Behandler ist schon hinausgegangen.
conflict-make-sure = Vergewissern Sie sich, dass { $clinic } sie noch nicht hat.
conflict-has-visit = { $who } hat { $when } schon einen Termin ({ $clinic }).
conflict-has-visit-with = { $who } hat { $time } schon einen Termin bei { $provider } ({ $clinic }).
conflict-has-draw = { $who } hat { $when } schon eine Blutentnahme ({ $clinic }).
conflict-has-draw-at = { $who } hat { $when } schon eine Blutentnahme bei { $provider } ({ $clinic }).
conflict-other-time-or-both = Nehmen Sie eine andere Zeit, oder klären Sie, ob beides geht.
# Initials end in a full stop.
conflict-has-patient = { $provider } hat { $when } schon { $initials }
conflict-has-someone = { $provider } hat { $when } schon jemanden.
conflict-booked-at = { $what } Gebucht von { $desk }.
conflict-other-time-or-ask-both = Nehmen Sie eine andere Zeit, oder fragen Sie, ob beide kommen können.
conflict-may-be-busy = Für { $who } wurde eine Buchung { $when } gesendet; ob sie besteht, ist noch nicht bekannt.
conflict-other-time-or-wait = Nehmen Sie eine andere Zeit, oder warten Sie, bis der Postausgang es zeigt.
conflict-held-at = Diese Zeit wird gerade an { $desk } vergeben.
conflict-held-elsewhere = Diese Zeit wird gerade an einem anderen Arbeitsplatz vergeben.
conflict-other-time-or-ask-there = Nehmen Sie eine andere Zeit, oder fragen Sie dort nach.
conflict-blocked = Die Sprechzeit { $when } bei { $provider } ist nicht frei.
conflict-blocked-because = Die Sprechzeit { $when } bei { $provider } ist nicht frei: { $why }.
conflict-noted-here = Das steht nur hier.
conflict-other-time-or-ask-why = Nehmen Sie eine andere Zeit, oder fragen Sie, wer sie gesperrt hat.
conflict-unpublished = { $provider } hat für den { $day } keine Sprechzeiten veröffentlicht.
conflict-other-day-or-ask = Nehmen Sie einen anderen Tag, oder fragen Sie, ob dann Sprechstunde ist.
conflict-away = { $provider } ist dann nicht da.
conflict-away-because = { $provider } ist dann nicht da: { $why }.
conflict-other-time-or-stand-in = Nehmen Sie eine andere Zeit, oder fragen Sie nach einer Vertretung.
conflict-no-hours = { $provider } hat am { $day } keine Sprechzeiten.
conflict-closed = { $provider } hat am { $day } geschlossen.
conflict-other-day = Nehmen Sie einen anderen Tag, oder klären Sie, dass jemand da ist.
conflict-works = { $provider } ist an diesem Tag { $hours } da; diese Zeit liegt außerhalb.
conflict-open = { $provider } hat an diesem Tag { $hours } geöffnet; diese Zeit liegt außerhalb.
conflict-published-at = { $provider } hat für diesen Tag Sprechzeiten von { $hours } veröffentlicht; diese Zeit liegt außerhalb.
conflict-usually-at = { $provider } hat am { $day } sonst { $hours } Sprechzeit; diese Zeit liegt außerhalb.
conflict-within-hours = Nehmen Sie eine Zeit innerhalb, oder klären Sie, dass jemand da ist.
conflict-weekend = Das ist ein { $day }.
conflict-weekday = Nehmen Sie einen Werktag, oder klären Sie, dass jemand da ist.
conflict-too-far = Das ist erst in { $days } Tagen; „{ $visit }“ wird höchstens { $most ->
    [one] { $most } Tag
   *[other] { $most } Tage
} im Voraus gebucht.
conflict-unchecked = Terminkonflikte bei { $clinic } ließen sich nicht prüfen.
conflict-more = { $count ->
    [one] 1 weiterer Konflikt.
   *[other] { $count } weitere Konflikte.
}
rule-notice = „{ $visit }“ braucht { $notice } Vorlauf.
rule-between = „{ $visit }“ beginnt nur von { $from } bis { $to }.
rule-weekday = „{ $visit }“ gibt es nur am { $days }.
rule-who = „{ $visit }“ machen nur: { $who }.
rule-age = „{ $visit }“ ist für { $ages } Jahre; die Patientin oder der Patient ist dann { $age }.
rule-age-from = ab { $least }
rule-age-to = bis { $most }
conflict-holiday = { $day } ist ein Feiertag: { $name }.
conflict-holiday-unread = { $day } ist vielleicht ein Feiertag: „{ $name }“ in der Feiertagsdatei ist nicht lesbar.
conflict-holidays-unread = { $day } ist vielleicht ein Feiertag: Die Feiertagsdatei ist nicht lesbar.
conflict-ask-or-mend-holidays = Fragen Sie, ob dann Sprechstunde ist; bookdesk doctor sagt, was an der Datei nicht stimmt.
conflict-grown-up = { $provider } ist für Kinder da ({ $specialty }); die Patientin oder der Patient ist { $age }.
rule-days = { $count ->
    [one] einen Tag
   *[other] { $count } Tage
}
rule-hours = { $count ->
    [one] eine Stunde
   *[other] { $count } Stunden
}
rule-minutes = { $count } Minuten
conflict-other-visit-or-ask = Geburtsdatum prüfen, eine andere Art von Termin nehmen oder nachfragen.
conflict-other-time-or-ask-rule = Eine passende Zeit nehmen oder nachfragen.
conflict-look-at-date = Prüfen Sie Jahr und Monat, oder nehmen Sie einen früheren Tag.

# A person or place whose name is unknown. The first three begin a sentence.
conflict-this-patient = Diese Person
conflict-the-practitioner = Der Behandler
conflict-the-location = Der Standort
conflict-somebody = jemanden
conflict-the-same-patient = diese Person

# Times, as part of a sentence.
conflict-from-to = von { $from } bis { $to }
conflict-at = um { $time }

# A new appointment whose status reads as if another one were cancelled.
anew-cancelled = Das legt einen neuen Termin als abgesagt an; es sagt keinen ab.
anew-noshow = Das legt einen neuen Termin als nicht erschienen an; es ändert keinen.
anew-use-the-line = Einen Termin ändern: in der Eingabezeile Patient, dann - (absagen) oder ! (nicht erschienen).
anew-stands = { $who } hat diesen Termin: { $which }. Absagen: in der Eingabezeile Patient, dann -.
anew-stands-noshow = { $who } hat diesen Termin: { $which }. Nicht erschienen: in der Eingabezeile Patient, dann !.
record-deceased = verstorben
record-replaced = ersetzt durch { $id }
record-inactive = nicht aktiv
conflict-patient-deceased = { $who } ist als verstorben vermerkt.
conflict-patient-replaced = { $who ->
    [nobody] Dieser Eintrag wurde durch { $id } ersetzt.
   *[other] Dieser Eintrag von { $who } wurde durch { $id } ersetzt.
}
conflict-patient-inactive = { $who ->
    [nobody] Dieser Eintrag ist nicht aktiv.
   *[other] Dieser Eintrag von { $who } ist nicht aktiv.
}
conflict-patient-unknown = { $clinic } hat unter dieser ID keinen Patienten.
conflict-right-patient = Vergewissern Sie sich, dass es die richtige Person ist.
conflict-take-record = Nehmen Sie { $id } als Patient.
conflict-retired = { $provider } ist als nicht aktiv vermerkt.
conflict-other-practitioner = Nehmen Sie jemand anderen, oder fragen Sie nach.

# A file of holidays that cannot be used.
holidays-too-long = Sie ist länger als { $most } Bytes.
holidays-no-calendar = Das ist keine iCalendar-Datei.
holidays-no-event = Darin steht kein Termin.
holidays-no-day = „{ $name }“ hat keinen Tag.
holidays-part-of-day = „{ $name }“ ist nur ein Teil eines Tages; Feiertage sind ganze Tage.
holidays-too-many-days = „{ $name }“ dauert länger als { $most } Tage.
holidays-repeat = „{ $name }“ wiederholt sich nach einer Regel, die nicht lesbar ist; tragen Sie jeden Tag einzeln ein.
holidays-too-often = „{ $name }“ wiederholt sich zu oft für einen Feiertag.
holidays-more = Vielleicht ist noch mehr nicht lesbar.
holidays-too-deep = Mehr als { $most } ihrer Teile liegen ineinander: Das ist kein Kalender.
holidays-unread = Sie ist nicht lesbar.
holidays-no-region = Für „{ $code }“ bringt bookdesk keine Feiertage mit, nur für { $known }.
