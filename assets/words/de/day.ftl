# The day board.
day-today = heute
day-seconds-ago = vor { $seconds } s
day-reading = wird gelesen… { $seconds } s
day-reading-anew = wird neu gelesen…
day-opening = Der Termin wird geöffnet…
day-not-whole = { $clinic } hat vielleicht noch mehr Termine.
day-nothing = An diesem Tag ist nichts gebucht.
day-none = Nichts gebucht
day-none-fits = Nichts passt zu „{ $filter }“
day-free-unknown = was frei ist, ist nicht bekannt
day-free = frei
day-being-sent = wird gesendet
day-overlaps = doppelt
day-away = abwesend
day-away-because = abwesend: { $why }
day-on-holiday = Feiertag: { $name }
day-in-absence = { $count } während einer Abwesenheit
day-nobody-named = niemand genannt
day-not-known-yet = Ob das gebucht ist, ist noch nicht bekannt; mehr steht im Postausgang.
day-nothing-there = Dort ist nichts gebucht; ↑ und ↓ führen zu einem Termin.
day-back-to-booking = Esc führt zurück zur Buchung.
day-everyone = alle
day-now = jetzt { $time }
day-late = seit { $minutes } min
day-here = { $minutes } Min. { $status }
day-waiting = wartend
late-line = { $minutes ->
    [one] heute 1 Minute im Verzug
   *[other] heute { $minutes } Minuten im Verzug
}: Enter vermerkt es
late-line-over = wieder pünktlich: Enter vermerkt es
late-how-much = Wie viele Minuten Verspätung? Zum Beispiel { $who } verspätet 20. 1 bis 240; 0 nimmt es zurück.
late-only-today = Nur heute kann vermerkt werden. Für einen anderen Tag tut es eine Abwesenheit: { $who } weg mo 8:00-8:20.
now-late = vermerken
late-noted = { $who }: heute { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
} im Verzug. Jeder Arbeitsplatz sieht es; 0 statt der Minuten nimmt es zurück.
late-to-tell = { $who } ist heute { $minutes } Min. verspätet. { $count ->
    [one] 1 Termin steht
   *[other] { $count } Termine stehen
} noch aus: { $next } { $day } markiert sie, { $calls } öffnet die Anrufliste.
late-nobody = { $who } ist heute { $minutes } Min. verspätet. Heute ist dort niemand mehr gebucht.
day-legend = ░ frei  · vorbei oder nicht angeboten  ╱ geschlossen oder abwesend  ○ gebucht  ● da  ✓ erledigt  ╹ endet vor der nächsten Zeile
day-nobody-waits = Niemand wartet.
day-nobody-waiting = niemand wartet
late-over = { $who } ist nicht mehr als verspätet vermerkt.
day-behind = { $who } { $minutes } Min. im Verzug
day-behind-by = { $minutes } Min. im Verzug
day-minutes-ago = vor { $minutes } min
day-to-come = noch { $count }
day-none-to-come = niemand mehr
day-booked = { $count } gebucht
day-unknown = { $count } unbekannt
day-arrived = { $count } da
day-missed = { $count } nicht erschienen
day-overlapping = { $count } doppelt
day-free-before = { $count } frei bis { $time }
day-narrow = eingrenzen: Name, bei wem, Status, wartend, frei, 14-16
day-hyphen = - gehört zum Namen; noch einmal: absagen
day-asked-again-in = Neue Anfrage in { $seconds } s.
day-marked = { $count } markiert
day-what-with = { $count ->
    [one] Diesen
   *[other] Alle { $count }
}:
day-what-with-marked = Bitte den Buchstaben wählen oder Esc.
day-none-of-them = Keiner davon lässt sich so ändern.
day-not-marked = Nicht markiert: { $what }.
day-left-out = Ausgelassen: { $what }.
day-is-past = Diese Zeit ist vorbei.
day-minutes-free = { $minutes } min frei
day-hours-free = { $hours } h frei
day-time-free = { $hours } h { $minutes } frei
day-whose = Erst einen Termin wählen oder einen Namen tippen.
day-nobody-fits = Nichts passt. { $key } löscht das Getippte und zeigt den ganzen Tag.

# Keys, in a word or two.
day-key-on = vor
day-key-back = zurück
day-key-week = Woche
day-key-week-of-one = Wochenansicht
day-key-day-of-all = Tagesansicht
day-key-today = heute
day-key-open = öffnen
day-key-close = zu
day-key-twice = zweimal: { $does }
day-key-one = nur ein Kalender
day-key-everyone = alle
day-key-columns = Spalten
day-key-column = Spalte
day-key-begin = hier buchen
day-key-list = Liste
day-key-mark = markieren
day-key-next-three = nächste drei anrufen
day-key-all = alle markieren
day-key-what-with = { $count ->
    [one] was tun damit?
   *[other] was tun mit allen { $count }?
}
day-key-all-or-none = alle oder keinen
day-key-print = drucken

# The printed day.
sheet-time = Zeit
sheet-patient = Patient
sheet-born = Jahrgang
sheet-with = Bei
sheet-what = Grund
sheet-status = Status
sheet-as-of = Stand { $time }
sheet-phone = Telefon
sheet-call = Anruf

# The day beside the form.
rail-day = Tag
rail-whose = Bei wem oder wo? Der Tag erscheint hier.
rail-this-one = ← dieser
rail-moved-from = bisher
rail-closed = geschlossen
rail-closed-until = geschlossen bis { $time }
rail-closed-all-day = An diesem Tag geschlossen.
rail-not-in = nicht da
rail-not-in-until = nicht da bis { $time }
rail-not-in-all-day = An diesem Tag nicht da.

# Below the panes of a large screen.
start-next-free = nächste freie Zeit
more-free = nächste freie Zeiten · { $whose }
more-hours = Sprechzeiten · { $whose }
more-waiting = Warteliste · { $whose }
day-nothing-listed = Es ist nichts aufgelistet, also gibt es nichts zu drucken.
