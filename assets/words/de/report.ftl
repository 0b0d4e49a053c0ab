### The report of a week.

report-title = Woche { $from } – { $to }
report-deed =
    .booked = gebucht
    .moved = verlegt
    .cancelled = abgesagt
    .not_come = nicht erschienen
    .waiting_list = Warteliste
report-all = Insgesamt
report-waiting = Auf die Warteliste gesetzt: { $count }
report-by-day = Nach Tagen
report-by-hour = Nach Uhrzeit am Empfang
report-by-provider = Nach Behandler oder Standort
report-by-language = Nach Sprache der Patienten
report-language =
    .en = Englisch
    .de = Deutsch
    .fi = Finnisch
    .other = eine andere
    .unknown = nicht bekannt
report-not-measured = nicht gemessen
report-away = Praxen, die nicht erreichbar waren
report-never = nie
report-times = { $count ->
    [one] einmal, { $time } lang
   *[other] { $count }-mal, zusammen { $time } lang
}
report-nobody = niemand eingetragen
report-unknown-day = { $day } ist kein eindeutiger Tag. { $advice }
report-beyond = Diese Woche gibt es nicht.
