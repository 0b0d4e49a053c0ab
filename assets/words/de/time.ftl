# Days, times of day, and problems of a typed time.
weekday-monday = Mo
    .long = Montag
    .every = montags
weekday-tuesday = Di
    .long = Dienstag
    .every = dienstags
weekday-wednesday = Mi
    .long = Mittwoch
    .every = mittwochs
weekday-thursday = Do
    .long = Donnerstag
    .every = donnerstags
weekday-friday = Fr
    .long = Freitag
    .every = freitags
weekday-saturday = Sa
    .long = Samstag
    .every = samstags
weekday-sunday = So
    .long = Sonntag
    .every = sonntags

month-january = Jan.
    .long = Januar
month-february = Feb.
    .long = Februar
month-march = März
    .long = März
month-april = Apr.
    .long = April
month-may = Mai
    .long = Mai
month-june = Juni
    .long = Juni
month-july = Juli
    .long = Juli
month-august = Aug.
    .long = August
month-september = Sept.
    .long = September
month-october = Okt.
    .long = Oktober
month-november = Nov.
    .long = November
month-december = Dez.
    .long = Dezember

# The separator of hours and minutes.
time-colon = :
time-date = { $day }. { $month } { $year }
time-date-this-year = { $day }. { $month }
time-day = { $weekday } { $day }. { $month } { $year }
time-day-this-year = { $weekday } { $day }. { $month }
time-day-in-full = { $weekday }, { $day }. { $month }
time-day-and-year-in-full = { $weekday }, { $day }. { $month } { $year }
time-moment = { $weekday } { $day }. { $month } { $year } { $time }
time-moment-this-year = { $weekday } { $day }. { $month } { $time }
time-echo = { $weekday } { $day }. { $month } { $year } { $time } { $zone }

# A time as a field holds it; what is written so is also read.
time-typed-month = { $month }.
time-typed-date = { $day }.{ $month }{ $year }
time-typed-date-this-year = { $day }.{ $month }
time-typed = { $weekday } { $date } { $time }

# Abbreviations of European time zones, at most four letters.
clock-cet = MEZ
clock-cest = MESZ
clock-eet = OEZ
clock-eest = OESZ
clock-wet = WEZ
clock-west = WESZ

time-now = jetzt
time-in-minutes = in { $count } Min.
time-in-hours = in { $count } Std.
time-in-days = in { $count ->
    [one] { $count } Tag
   *[other] { $count } Tagen
}
time-just-now = eben
time-minutes-ago = vor { $count } Min.
time-hours-ago = vor { $count } Std.
time-days-ago = vor { $count ->
    [one] { $count } Tag
   *[other] { $count } Tagen
}
time-last-day-instead = { $month } { $year } hat keinen { $day }. Tag, daher der letzte

wish-on-day = erste freie Zeit am { $from }
wish-from-day = erste freie Zeit ab { $from }
wish-between-days = erste freie Zeit von { $from } bis { $to }
wish-weekday-from-day = erste freie Zeit an einem { $weekday } ab { $from }
wish-weekday-between-days = erste freie Zeit an einem { $weekday } von { $from } bis { $to }
wish-at = um { $time }
wish-after = ab { $time }
wish-before = vor { $time }
wish-morning = vormittags
wish-afternoon = nachmittags
wished-mornings = vormittags
wished-afternoons = nachmittags
wish-habit = { $every }
wish-habit-part = am { $weekday }{ $part }
wish-mornings = vormittag
wish-afternoons = nachmittag
wish-none-on = am { $from }
wish-none-from = ab { $from }
wish-none-between = von { $from } bis { $to }
wished-any-time = jederzeit
wished-from = ab { $day }
wished-until = bis { $day }

time-empty = Es ist keine Zeit angegeben
time-odd-letter = „{ $letter }“ ({ $code }) gehört in keine Zeitangabe
time-odd-character = Das Zeichen { $code } gehört in keine Zeitangabe
time-unreadable = „{ $text }“ ist nicht als Zeit zu lesen
time-missing = „{ $date }“ hat keine Uhrzeit
time-dotted = „{ $time }“ kann ein Datum oder eine Uhrzeit sein
time-split = „{ $time }“ ist keine Uhrzeit
time-or-year = „{ $time }“ kann ein Jahr oder eine Uhrzeit sein
time-twelve-hours = Mit am oder pm zählen die Stunden von 1 bis 12
time-twelve-oclock = 12 am und 12 pm heißt für manche mittags, für andere Mitternacht
time-unsure-hour = „{ $hour }“ kann { $night } oder { $day } sein
time-midnight = Ein Tag hat Mitternacht am Anfang und am Ende
time-missing-day = Der { $month } hat viele Tage
time-missing-weekday = Woche { $week } hat sieben Tage
time-no-such-week = Es gibt keine Woche { $week }: Ein Jahr hat 52 oder 53
time-many-moments = „{ $text }“ ist mehr als ein Zeitpunkt
time-unknown-zone = Die Zeitzone dieses Orts ist nicht bekannt
time-backward-range = „{ $text }“ endet, bevor es beginnt
time-offset-without-date = „{ $text }“ hat einen Zeitversatz; der zählt nur hinter einem ganzen Datum mit T
time-nothing-between = Keine Uhrzeit liegt in all diesen Grenzen
time-no-such-month = Es gibt keinen Monat { $month }: Monate gehen von 1 bis 12
time-no-such-day = Es gibt keinen { $day }. { $month }: { $month } { $year } hat { $days } Tage
time-no-such-time = Keine Uhr zeigt { $time }: Stunden enden bei 23, Minuten und Sekunden bei 59
time-skipped = { $moment } gibt es in { $town } nicht: Die Uhr wird von { $from } auf { $to } vorgestellt
time-doubled = { $moment } gibt es in { $town } zweimal: Die Uhr wird von { $from } auf { $to } zurückgestellt
time-other-zone = Die Uhren in { $zone } zeigen dann nicht „{ $text }“
time-beyond-calendar = So weit reicht der Kalender nicht
time-short-year = „{ $text }“ hat nur zwei Ziffern für das Jahr
time-other-weekday = Der { $date } ist ein { $is }, kein { $said }
time-some-other-weekday = „{ $text }“ ist ein anderer Wochentag
time-two-dates = „{ $text }“ kann { $one } oder { $other } sein
time-no-order = „{ $text }“ lässt offen, was Tag und was Monat ist

time-write-so = Schreiben Sie 2027-02-10 10:00, 10.02.2027 10:00 oder nur 10:00.
time-write-plainly = Nur Ziffern, Punkte, Doppelpunkte und Bindestriche: 2027-02-10 10:00, 10.02.2027 10:00 oder nur 10:00.
time-add-time = Ergänzen Sie eine Uhrzeit: { $date } 10:00.
time-write-this = Schreiben Sie { $text }.
time-write-either = Schreiben Sie { $one } oder { $other }.
time-write-whole-year = Schreiben Sie das Jahr mit vier Ziffern: 10.02.2027.
time-either-or-order = Schreiben Sie { $one } oder { $other }; date_order dmy oder mdy legt es fest.
time-this-or-order = Schreiben Sie { $date }; date_order in der Konfiguration legt es fest.
time-write-twelve-hours = Schreiben Sie 9:30 für morgens, 21:30 für abends.
time-write-twelve-oclock = Schreiben Sie 12:00 oder mittags, oder 00:00.
time-add-day = Ergänzen Sie den Tag: 24. Dez.
time-add-weekday = Ergänzen Sie einen Wochentag: w{ $week } mo.
time-write-week = Schreiben Sie eine Woche von w1 bis w53.
time-name-moment = Nennen Sie Tag und Uhrzeit: mo 9:30.
time-write-offset = Schreiben Sie die Zeit mit ihrem Abstand zu UTC: 2027-02-10T10:00+01:00.
time-write-range = Schreiben Sie erst den Beginn, dann das Ende: 9:00-9:30.
time-offset-means = Hier ist das { $moment }: Schreiben Sie { $text }.
time-leave-offset-out = Lassen Sie den Zeitversatz weg.
time-leave-one-out = Lassen Sie eine davon weg.
time-write-month = Schreiben Sie den Tag zuerst, 10.02.2027, oder das Jahr zuerst, 2027-02-10.
time-write-day = Schreiben Sie einen Tag von 1 bis { $last }.
time-write-midnight = Für Mitternacht schreiben Sie 00:00 und das Datum des Tages, der beginnt.
time-write-time = Schreiben Sie eine Uhrzeit von 00:00 bis 23:59.
time-nearest = Am nächsten liegen { $one } und { $other }.
time-around-change = Nehmen Sie eine Zeit vor oder nach der Umstellung.
time-which-of-two = Welche? { $one } oder { $other }.
time-which-midnight = Welche? Der Tag beginnt { $one } und endet { $other }.
time-write-day-after = Schreiben Sie 00:00 und das Datum des Tages, der beginnt.
time-shown-there = Dort ist es { $moment }. Lassen Sie die Zone weg oder schreiben Sie es so.
time-first-or-then = Welche? Zuerst { $one }, dann { $other }.
time-add-offset = Ergänzen Sie den Abstand zu UTC, etwa +02:00.

span-end-not-after-start = Das Ende liegt nicht nach dem Beginn
span-longer-than-a-day = Von Beginn bis Ende ist es mehr als ein Tag (1440 Minuten)
span-not-whole-minutes = Von Beginn bis Ende sind es etwas über { $count } Min., keine ganze Zahl
span-contradiction = Von Beginn bis Ende sind es { $count } Min., unter Minuten steht aber { $said }
span-advice =
    .end-not-after-start = Setzen Sie ein späteres Ende, oder leeren Sie es und geben Sie die Minuten an.
    .longer-than-a-day = Prüfen Sie die Daten von Beginn und Ende; ein Termin dauert höchstens einen Tag.
    .not-whole-minutes = Lassen Sie bei Beginn und Ende die Sekunden weg.
    .contradiction = Leeren Sie Beginn, Ende oder Minuten; es folgt aus den beiden anderen.
    .out-of-range = Prüfen Sie das Jahr.
