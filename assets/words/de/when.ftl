# Free times, the grid of days, and time zones.
# The source of free times, and their age.
free-from-slots = aus veröffentlichten Zeiten, { $age }
free-from-availability = laut Standort, { $age }
free-from-hours = aus Sprechzeiten und Terminen, { $age }
free-from-nothing = nichts veröffentlicht, Stand { $age }
free-just-now = gerade eben
free-seconds-ago = vor { $count } s

# Under an empty start, with the free times or instead of them.
free-rows-asking = freie Zeiten werden abgefragt…
free-rows-failed = freie Zeiten sind nicht abrufbar; tippen Sie eine Zeit
free-rows-unpublished = keine Zeiten veröffentlicht; tippen Sie eine Zeit
free-rows-none = nichts frei in zwei Wochen, { $asked }; { $key } sucht weiter
free-rows-hours = frei nach Sprechzeiten und Terminen, Stand { $asked }
free-rows-slots = frei nach veröffentlichten Zeiten, Stand { $asked }
free-rows-availability = frei laut Auskunft des Standorts, Stand { $asked }

# Reasons why there are no free times: in the grid at most two lines of 76 columns.
free-forbidden = Der Schlüssel darf hier keine freien Zeiten lesen: Esc, und tippen Sie eine Zeit.
free-bad-key = Der Schlüssel gilt hier nicht: bookdesk doctor sagt, warum. Esc, und tippen Sie eine Zeit.
free-of-nobody = Wen oder was das Formular nennt, ist dort nicht bekannt: Esc, und wählen Sie neu.
free-too-many-calls = Die Praxis ist gerade ausgelastet. In einer halben Minute wird neu gefragt.
free-failed = Freie Zeiten sind nicht abrufbar. In einer halben Minute wird neu gefragt; oder tippen Sie eine Zeit.

# The search for the first free time, in the footer.
hold-books = Name und Geburtsdatum vorlesen, dann { $key }.
hold-books-with-nobody = { $whom } Ein Kürzel tippen, oder { $key } bucht ohne.
hold-names-nobody = { $whom } Ein Kürzel tippen.
hold-whom = Bei wem?
hold-where = Wo?
hold-or-time = { $whom } Oder tippen Sie eine Zeit.
hold-too-far = Freie Zeiten gibt es nur bis { $last }: Tippen Sie eine Zeit.
hold-looking = Die erste freie Zeit wird gesucht…
hold-looking-further = Nichts frei vor { $day }: Die Suche geht weiter. Esc hält an.
hold-unpublished = Es sind keine Zeiten veröffentlicht: Tippen Sie eine Zeit.
hold-failed = Freie Zeiten sind gerade nicht abrufbar: Tippen Sie eine Zeit.
hold-none = { $who } hat { $when } nichts frei.
hold-none-next = Als Nächstes: { $times }
hold-none-do = Geben Sie eine Zeit ein, oder fragen Sie nach einer anderen.
hold-first = Erste freie Zeit eingetragen (nicht reserviert).
hold-first-for-both = Erste Zeit, zu der auch { $who } frei ist (nicht reserviert).
hold-looking-among = Gesucht wird, wer zuerst frei ist: { $read } von { $all } Kalendern gelesen. Esc hält an.
hold-whoever = { $who } ist zuerst frei (nicht reserviert).
hold-whoever-for-both = { $who } ist zuerst frei, wenn auch { $patient } Zeit hat (nicht reserviert).
hold-soonest = Gerade ist niemand frei. Am frühesten { $who }, { $distance } (nicht reserviert).
hold-first-later = Gerade nicht frei: erste freie Zeit eingetragen, { $distance } (nicht reserviert).
hold-overdue = Es warten auf ihren Patienten: { $visits }.
hold-overdue-visit = { $who } seit { $at } ({ $minutes } min)
hold-nobody = Niemand von { $count } hat { $when } etwas frei.
hold-nobody-until = Gesucht bis { $last }.
hold-not-asked = Nicht abgefragt: { $who }.
hold-given-back = Das war keine Wahl einer Zeit: Im Formular steht wieder die Zeit von vorher.
hold-other = Stattdessen diese Zeit eingetragen (nicht reserviert).
hold-stopped = Suche angehalten: Tippen Sie eine Zeit oder einen anderen Wunsch.

# A time that somebody else has booked meanwhile.
gone-taken = { $time } wurde soeben vergeben. Es wurde nichts gesendet.
gone-take-another = Nehmen Sie eine der nächsten Zeiten mit ihrer Ziffer, oder tippen Sie eine andere.
gone-time-elsewhere = { $clinic }: nichts gesendet, die Zeit ist vergeben. { $key } zeigt mehr.
gone-quicker-elsewhere = { $clinic }: nichts gesendet, jemand war schneller. { $key } zeigt mehr.
gone-none-soon = kurz danach nichts frei; { $key } sucht weiter

# The grid of days. A day has at most 18 columns, with "today".
grid-title = Freie Zeiten
grid-title-of = Freie Zeiten: { $whose }
grid-clock = Ortszeit { $town }
grid-hint-whom = einen Teil des Namens tippen; ↓ und Enter wählen aus
grid-hint = zum Eingrenzen tippen: do nachmittag · >16:00 · 24.12. · +2w
grid-everything = alle freien Zeiten
grid-wished = gewünscht: { $wished }
grid-week = Woche { $number }
grid-day = { $weekday } { $day }. { $month }
grid-today = heute
grid-free = { $count } frei
grid-asking = fragt…
grid-unknown = unbekannt
grid-away = abwesend
grid-whom-failed = { $entries } sind gerade nicht abrufbar: Tab führt ins Feld, tippen Sie dort die ID.
grid-whom-coming = Einen Moment: { $entries } werden geladen.
grid-whom = Wessen freie Zeiten? Tippen Sie einen Teil des Namens.
grid-where = Freie Zeiten wo? Tippen Sie einen Teil des Namens oder den Ort.
grid-unpublished = Es sind weder Zeiten noch Sprechzeiten veröffentlicht: Esc, und tippen Sie eine Zeit.
grid-looking-further = Nichts vor { $day }: Die Suche geht weiter. Esc hält an.
grid-asking-esc = Freie Zeiten werden abgefragt… Esc hält an.
grid-none-fits = An diesem Tag ist nichts Passendes frei.
grid-none = An diesem Tag ist nichts frei.
grid-away-day = An diesem Tag abwesend.
grid-away-because = An diesem Tag abwesend: { $why }.
grid-taken = { $time } steht im Formular. { $key } bucht.
grid-under-way = Dieses Formular wird gerade gebucht und ist nicht zu ändern.
grid-enter-takes = Enter nimmt eine Zeit; { $key } bucht sie dann.
grid-key-field = zum Feld
grid-key-next = weiter
week-read = { $read } von { $all } gelesen
week-unread = nicht abrufbar
week-unpublished = Es sind keine Zeiten veröffentlicht.
week-key-take = die erste nehmen
week-key-who = bei wem
week-key-more = weitere Zeiten
grid-key-take = Zeit nehmen
grid-key-digit = mit Ziffer nehmen
grid-key-next-time = nächste
grid-key-days = zu den Tagen
grid-key-times = Zeiten
grid-key-day = Tag
grid-key-hour = Std.
grid-key-week = Woche
grid-key-month = Monat
grid-key-close = zurück

# The time zone of a time, and a desk's clock that is wrong.
clock-picked-stays = Es bleibt bei der gewählten Zeit: dort { $time }.
clock-read-on = { $text } gilt jetzt nach der Ortszeit von { $town }.

# Marks in the first line: a few words, at most 18 columns, and in full where there is room.
clock-mark =
    .behind = Uhr { $by } nach
    .ahead = Uhr { $by } vor
clock-says =
    .behind = die Uhr dieses Rechners geht { $by } nach
    .ahead = die Uhr dieses Rechners geht { $by } vor
clock =
    .behind = Die Uhr dieses Rechners geht gegenüber { $clinic } { $by } nach.
    .ahead = Die Uhr dieses Rechners geht gegenüber { $clinic } { $by } vor.
clock-means = Was Sie als Zeit tippen, wird so gebucht. Was heute ist und was vorbei, sagt die Uhr dieses Rechners: Lassen Sie sie stellen.

# Lengths of time.
clock-days = { $count } Tage
clock-hours = { $count } Std.
clock-minutes = { $count } Min.

# Towns that time zones are named after.
town-athens = Athen
town-belgrade = Belgrad
town-berlin = Berlin
town-brussels = Brüssel
town-bucharest = Bukarest
town-copenhagen = Kopenhagen
town-kyiv = Kiew
town-lisbon = Lissabon
town-london = London
town-luxembourg = Luxemburg
town-moscow = Moskau
town-paris = Paris
town-prague = Prag
town-riga = Riga
town-rome = Rom
town-stockholm = Stockholm
town-tallinn = Tallinn
town-vienna = Wien
town-vilnius = Vilnius
town-warsaw = Warschau
town-zurich = Zürich
town-tokyo = Tokio
