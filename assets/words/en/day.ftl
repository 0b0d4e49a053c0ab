# The day board.

day-today = today
day-seconds-ago = { $seconds } s ago
day-reading = loading… { $seconds } s
day-reading-anew = reloading…
day-opening = Opening the appointment…
day-not-whole = { $clinic } may have more appointments this day.
day-nothing = Nothing is booked on this day.
day-none = Nothing is booked
day-none-fits = Nothing here fits “{ $filter }”
day-free-unknown = free times unknown
day-free = free
day-being-sent = being sent
day-overlaps = overlaps
day-away = away
day-away-because = away: { $why }
day-on-holiday = holiday: { $name }
day-in-absence = { $count } in an absence
day-nobody-named = no patient named
day-not-known-yet = It is not known yet whether this is booked; see the Outbox.
day-nothing-there = Nothing is booked there; ↑ and ↓ go to an appointment.
day-back-to-booking = Esc goes back to booking.
day-everyone = everyone
day-now = now { $time }
day-late = { $minutes } min late
day-here = { $minutes } min { $status }
day-waiting = waiting
late-line = { $minutes ->
    [one] 1 minute late today
   *[other] { $minutes } minutes late today
}: Enter notes it
late-line-over = on time again: Enter notes it
late-how-much = How many minutes late? For example { $who } late 20. 1 to 240; 0 takes it back.
late-only-today = Only today can be noted. For another day, an absence does: { $who } away mo 8:00-8:20.
now-late = note for every desk
late-noted = { $who } runs { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} late today. Every desk sees it; 0 in place of the minutes takes it back.
late-to-tell = { $who } runs { $minutes } min late today. { $count ->
    [one] 1 is waiting or coming
   *[other] { $count } are waiting or coming
}: { $next } { $day } marks them, { $calls } lists whom to call.
late-nobody = { $who } runs { $minutes } min late today. Nobody is booked with { $who } today any more.
day-legend = ░ free  · over, or not offered  ╱ closed or away  ○ booked  ● here  ✓ done  ╹ ends before the next line
day-nobody-waits = Nobody is waiting.
day-nobody-waiting = nobody waits
late-over = { $who } is not noted as late any more.
day-behind = { $who } { $minutes } min behind
day-behind-by = { $minutes } min behind
day-minutes-ago = { $minutes } min ago
day-to-come = { $count } to come
day-none-to-come = nobody else
day-booked = { $count } booked
day-unknown = { $count } unknown
day-arrived = { $count } arrived
day-missed = { $count } no-show
day-overlapping = { $count } overlap
day-free-before = { $count } free before { $time }
day-narrow = type to narrow: name, with whom, status, waiting, free, 14-16
day-hyphen = - is part of the name; once more: cancel
day-asked-again-in = Asked again in { $seconds } s.
day-marked = { $count } marked
day-what-with = { $count ->
    [one] This one
   *[other] All { $count }
}:
day-what-with-marked = Choose by its letter what is to be done, or Esc.
day-none-of-them = None of them can be changed like that.
day-not-marked = Not marked: { $what }.
day-left-out = Left out: { $what }.
day-is-past = That time is past.
day-minutes-free = { $minutes } min free
day-hours-free = { $hours } h free
day-time-free = { $hours } h { $minutes } free
day-whose = Choose an appointment first, or type a name.
day-nobody-fits = No matches. { $key } removes what is typed and lists the whole day.

# Keys, in a word or two.
day-key-on = day on
day-key-back = back
day-key-week = week
day-key-week-of-one = week view
day-key-day-of-all = day view
day-key-today = today
day-key-open = open
day-key-close = close
day-key-twice = twice: { $does }
day-key-one = one calendar
day-key-everyone = everyone
day-key-columns = columns
day-key-column = column
day-key-begin = book here
day-key-list = list
day-key-mark = mark
day-key-next-three = tell the next three
day-key-all = mark all
day-key-what-with = { $count ->
    [one] do what with it?
   *[other] do what with all { $count }?
}
day-key-all-or-none = all or none
day-key-print = print

# The printed day.
sheet-time = Time
sheet-patient = Patient
sheet-born = Born
sheet-with = With
sheet-what = What for
sheet-status = Status
sheet-as-of = as of { $time }
sheet-phone = Telephone
sheet-call = Call

# The day beside the form.
rail-day = Day
rail-whose = With whom, or where? Their day is shown here.
rail-this-one = ← this one
rail-moved-from = old time
rail-closed = closed
rail-closed-until = closed until { $time }
rail-closed-all-day = Closed on this day.
rail-not-in = not in
rail-not-in-until = not in until { $time }
rail-not-in-all-day = Not in on this day.

# Below the panes of a large screen.
start-next-free = next free
more-free = next free · { $whose }
more-hours = hours · { $whose }
more-waiting = waiting for { $whose }
day-nothing-listed = Nothing is listed, so there is nothing to print.
