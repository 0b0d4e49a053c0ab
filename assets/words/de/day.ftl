# Der Tag bei Behandler oder Standort.

day-today = heute
day-seconds-ago = vor { $seconds } s
day-reading = wird gelesen… { $seconds } s
day-reading-anew = wird neu gelesen…
day-opening = Der Termin wird geöffnet…
day-not-whole = { $backend } nennt diesen Tag nicht ganz: Es kann noch mehr geben.
day-nothing = An diesem Tag ist nichts gebucht.
day-none = Nichts gebucht
day-count = { $count ->
    [one] { $count } Termin
   *[other] { $count } Termine
}
day-count-and-overlap = { $count } Termine, { $overlap } überschneiden sich
day-free-unknown = was frei ist, ist nicht bekannt
day-clock = Zeiten in { $zone }
day-clock-elsewhere = Zeiten in { $zone }, nicht die von hier
day-more = ▼ noch { $count }
day-free = frei
day-being-sent = wird gesendet
day-overlaps = doppelt
day-nobody-named = niemand genannt
day-not-known-yet = Ob das gebucht ist, ist noch nicht bekannt; mehr steht im Postausgang.
day-nothing-there = Dort ist nichts gebucht; ↑ und ↓ führen zu einem Termin.
day-back-to-booking = Esc führt zurück zur Buchung.

# Die Liste aller, die einen Tag haben.
day-whose = Wessen Tag? Behandler oder Standort
day-type-name = einen Teil des Namens tippen
day-lists-coming = Die Listen sind unterwegs…
day-nobody-fits = Nichts passt.

# Was die Tasten tun, in ein, zwei Wörtern.
day-key-on = vor
day-key-back = zurück
day-key-week = Woche
day-key-today = heute
day-key-next = weiter
day-key-open = öffnen
day-key-close = zu
day-key-whose = wessen
day-key-down = abwärts
