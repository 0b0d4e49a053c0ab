### Several changes at once, and a series.

bulk-title = { $kind ->
    [cancel] { $count ->
        [one] 1 Termin bei { $clinic } absagen ({ $mode })
       *[other] { $count } Termine bei { $clinic } absagen ({ $mode })
    }
    [move] { $count ->
        [one] 1 Termin bei { $clinic } verlegen ({ $mode })
       *[other] { $count } Termine bei { $clinic } verlegen ({ $mode })
    }
    [status] { $count ->
        [one] Status von 1 Termin bei { $clinic } ändern ({ $mode })
       *[other] Status von { $count } Terminen bei { $clinic } ändern ({ $mode })
    }
   *[book] { $count ->
        [one] 1 Termin bei { $clinic } buchen ({ $mode })
       *[other] { $count } Termine bei { $clinic } buchen ({ $mode })
    }
}
bulk-state =
    .left-out = ausgelassen
    .reading = wird gelesen …
    .ready = bereit
    .conflict = nicht frei
    .no-time = ohne Zeit
    .waiting = wartet
    .checking = wird geprüft …
    .sending = wird gesendet …
    .asked-to-wait = die Praxis bittet zu warten
bulk-no-time =
    .none-free = { $with } hat in den nächsten 4 Wochen keine bekannte freie Zeit. Tippen Sie eine Zeit ein oder jemand anderen.
    .unpublished = { $with } veröffentlicht weder freie Zeiten noch Sprechzeiten. Tippen Sie eine Zeit oder jemand anderen.
    .unread = Die freien Zeiten von { $with } ließen sich nicht lesen. Tippen Sie den Namen noch einmal ein oder eine Zeit.
bulk-other-time = andere Zeit
bulk-other-times = { $count ->
    [one] 1 ist nicht die gewünschte Zeit: siehe die Zeile mit ~.
   *[other] { $count } sind nicht die gewünschten Zeiten: siehe die Zeilen mit ~.
}
bulk-asked-otherwise = gewünscht: { $asked }
bulk-has-not-left = Diese Zeit hat der Termin von { $when }, und er wurde nicht verlegt.
bulk-may-have-left = Diese Zeit hat der Termin von { $when }, und noch weiß niemand, ob er verlegt wurde.
bulk-does-not-leave = Diese Zeit hat der Termin von { $when }, und er bleibt dort.
bulk-second-visit = { $who } hat dann zwei Termine am { $day }: Der andere ist um { $time }.
bulk-untimely = fragt nach
bulk-another-time = Andere Zeit oder jemand anderes ›
bulk-another-time-hint = Tab: alle Zeilen
bulk-takes-no-text = In dieser Zeile gibt es nichts einzutippen: Entf lässt sie aus.
bulk-progress = { $number } von { $count }: { $row }
bulk-reading-days = Der Kalender wird gelesen: { $count ->
    [one] noch 1 Tag.
   *[other] noch { $count } Tage.
}
bulk-all-free = { $count ->
    [one] Die Zeit ist frei. Noch wurde nichts gesendet.
    [2] Beide Zeiten sind frei. Noch wurde nichts gesendet.
   *[other] Alle { $count } Zeiten sind frei. Noch wurde nichts gesendet.
}
bulk-all-ready = { $count ->
    [one] Der Termin ist bereit. Noch wurde nichts gesendet.
   *[other] Alle { $count } sind bereit. Noch wurde nichts gesendet.
}
bulk-some-clear = { $count } können gesendet werden, { $conflicts } so nicht: siehe die Zeilen mit !.
bulk-done = { $made } von { $count } erledigt.
bulk-done-unknown = { $count ->
    [one] 1 ist vielleicht erledigt: bookdesk prüft das.
   *[other] { $count } sind vielleicht erledigt: bookdesk prüft das.
}
bulk-done-open = { $count ->
    [one] 1 ist noch offen.
   *[other] { $count } sind noch offen.
}
bulk-not-free = { $count ->
    [one] 1 ist nicht frei: andere Zeit dafür tippen, oder Esc schließt die Liste ohne ihn.
   *[other] { $count } sind nicht frei: andere Zeiten dafür tippen, oder Esc schließt die Liste ohne sie.
}
bulk-cancels-for-good = Bei { $clinic } lässt sich eine Absage nicht zurücknehmen.
bulk-not-booked = { $count ->
    [one] Nicht gebucht, da nicht frei: { $when }. Es wird nicht noch einmal versucht.
   *[other] Nicht gebucht, da nicht frei: { $when }. Es wird nicht noch einmal versucht.
}
bulk-under-way = Eine Liste wird gerade gesendet, { $done } von { $count } erledigt: Solange wird nichts anderes gesendet.
bulk-still-reading = Der Kalender wird noch gelesen. Es wurde nichts gesendet.
bulk-nothing-to-send = Es gibt nichts zu senden: Alles ist erledigt, ausgelassen, nicht frei oder ohne Zeit.
bulk-unreachable = { $clinic } ist nicht erreichbar. Der Rest wartet im Postausgang.
bulk-stopped = Angehalten. Was nicht gesendet wurde, wartet.
bulk-stopped-as = Angehalten: { $why }
bulk-time-stays = Auf diese Zeit lässt er sich nicht legen.
bulk-reason-not-taken = Enter übernimmt den eingetippten Grund; danach sendet { $key }.
bulk-reason-may-be-line = Ist „{ $typed }“ der Grund? Es kann die Zeile des nächsten Anrufers sein. Enter übernimmt es, { $clear } löscht es.
bulk-time-not-taken = Enter übernimmt die eingetippte Zeit; danach sendet { $key }.
bulk-none-between = zwischen den anderen Terminen ist nichts frei
bulk-none-between-in-row = dazwischen nichts frei
bulk-no-alternative = Für diese Zeile ist keine andere freie Zeit bekannt. Tippen Sie eine ein.
bulk-stop-first = Erst hält Esc die Liste an.
bulk-is-over = Dieser ist schon gesendet.
bulk-is-done = { $kind ->
    [book] Die Serie ist gebucht.
   *[other] Alle sind erledigt.
} { $key } für den nächsten Anruf.
bulk-nothing-to-undo = Von dieser Liste wurde noch nichts gemacht.
bulk-enter = Mit Enter wird nichts gesendet: { $key } sendet. Tippen Sie eine andere Zeit ein, oder lassen Sie die Zeile aus.
bulk-series-incomplete = Füllen Sie zuerst das Formular aus, dann drücken Sie auf der Zeile noch einmal Enter: Die Serie beginnt damit.
bulk-key-send = { $kind ->
    [book] { $count ->
        [one] diesen buchen
       *[other] diese { $count } buchen
    }
    [move] { $count ->
        [one] diesen verlegen
       *[other] diese { $count } verlegen
    }
    [cancel] { $count ->
        [one] diesen absagen
       *[other] diese { $count } absagen
    }
    [status] { $count ->
        [one] diesen Status setzen
       *[other] diese { $count } setzen
    }
   *[other] { $count ->
        [one] diesen senden
       *[other] diese { $count } senden
    }
}
bulk-key-stop = nach diesem anhalten
bulk-key-meanwhile = inzwischen anderes tun
bulk-key-alternative = die andere Zeit nehmen
bulk-key-leave-out = auslassen
bulk-key-mend = einzeln korrigieren
series-reading = Die späteren Termine der Serie werden gelesen …
series-to-when = Erst die neue Zeit tippen oder wählen: alle späteren verschieben sich dann um ebenso viel.
series-not-read = Die späteren Termine ließen sich bei { $clinic } nicht lesen. Es wurde nichts gesendet.
series-none = Es ist kein späterer Termin dieser Serie bekannt. Nichts wurde gesendet.
now-cancel-series = diesen und alle späteren
bulk-reason = Grund für alle ›
queue-left-several = { $count } Änderungen warten im Postausgang, nicht gesendet: Dort öffnet a sie als Liste.
bulk-key-this-row = diese Zeile
bulk-key-all-rows = alle Zeilen
bulk-key-reason = anderer Grund
bulk-nobody-so-called = So heißt weder ein Behandler noch ein Standort.
