# Free times, the grid of days, and time zones.

# The source of free times, and their age.
free-from-slots = from the published slots, { $age }
free-from-availability = from the location's own answer, { $age }
free-from-hours = from hours and appointments, { $age }
free-from-nothing = nothing is published, as of { $age }
free-just-now = just now
free-seconds-ago = { $count } s ago

# Under an empty start, with the free times or instead of them.
free-rows-asking = asking for free times…
free-rows-failed = free times are not available now; type a time
free-rows-unpublished = neither schedule nor hours are published; type a time
free-rows-none = nothing free in the next two weeks, as of { $asked }; { $key } looks further
free-rows-hours = free by their hours and appointments, as of { $asked }
free-rows-slots = free by the published slots, as of { $asked }
free-rows-availability = free by the location's own answer, as of { $asked }

# Reasons why there are no free times: in the grid at most two lines of 76 columns.
free-forbidden = The key for this clinic may not read free times: Esc, and type a time.
free-bad-key = The key for this clinic doesn't work: bookdesk doctor says why. Esc, and type a time.
free-of-nobody = The clinic does not know whom or where the form names: Esc, and pick again.
free-too-many-calls = The clinic is busy. Free times are asked for again in half a minute.
free-failed = Free times are not available now. They are asked for again in half a minute; or type a time.

# The search for the first free time, in the footer.
hold-books = Read back name and birth date, then { $key }.
hold-books-with-nobody = { $whom } Type a code, or { $key } books it without.
hold-names-nobody = { $whom } Type a code.
hold-whom = With whom?
hold-where = Where?
hold-or-time = { $whom } Or type a time.
hold-too-far = Free times are only known up to { $last }: type a time.
hold-looking = Looking for the first free time…
hold-looking-further = Nothing free before { $day }: looking further. Esc stops.
hold-unpublished = Neither schedule nor hours are published: type a time.
hold-failed = Free times are not available now: type a time.
hold-none = { $who } has nothing free { $when }.
hold-none-next = Next: { $times }
hold-none-do = Type a time, or ask for another.
hold-first = First free time filled in (not reserved).
hold-first-for-both = First time at which { $who } is free, too (not reserved).
hold-looking-among = Looking for whoever is free first: { $read } of { $all } calendars read. Esc stops.
hold-whoever = { $who } is free first (not reserved).
hold-whoever-for-both = { $who } is free first when { $patient } is free, too (not reserved).
hold-soonest = Nobody is free right now. { $who } is free soonest, { $distance } (not reserved).
hold-first-later = Not free right now: first free time filled in, { $distance } (not reserved).
hold-overdue = Waiting for a patient: { $visits }.
hold-overdue-visit = { $who } since { $at } ({ $minutes } min)
hold-nobody = Nobody of { $count } has anything free { $when }.
hold-nobody-until = Looked up to { $last }.
hold-not-asked = Not asked: { $who }.
hold-given-back = That was no choice of a time: the time in the form is again what it was.
hold-other = That time is filled in instead (not reserved).
hold-stopped = Search stopped: type a time, or ask for another.

# A time that somebody else has booked meanwhile.
gone-taken = { $time } has just been taken. Nothing was sent.
gone-take-another = Take one of the next times by its digit, or type another.
gone-time-elsewhere = { $clinic }: nothing was sent, the time is taken. { $key } shows more.
gone-quicker-elsewhere = { $clinic }: nothing was sent, someone was quicker. { $key } shows more.
gone-none-soon = nothing free soon after; { $key } looks further, or type a time

# The grid of days. A day has at most 18 columns, with "today".
grid-title = Free times
grid-title-of = Free times of { $whose }
grid-clock = clock of { $town }
grid-hint-whom = type part of the name; ↓ and Enter pick
grid-hint = type to narrow: th afternoon · >16:00 · 24.12. · +2w
grid-everything = all free times
grid-wished = they would come: { $wished }
grid-week = week { $number }
grid-day = { $weekday } { $day } { $month }
grid-today = today
grid-free = { $count } free
grid-asking = asking…
grid-unknown = unknown
grid-away = away
grid-whom-failed = The list of { $entries } is not available now: Tab goes to the field, type the id there.
grid-whom-coming = One moment: the list of { $entries } is loading.
grid-whom = Whose free times? Type part of the name.
grid-where = Free times where? Type part of the name or the town.
grid-unpublished = Neither schedule nor hours are published: Esc, and type a time.
grid-looking-further = Nothing before { $day }: looking further. Esc stops.
grid-asking-esc = Asking for free times… Esc stops.
grid-none-fits = Nothing that fits is free on this day.
grid-none = Nothing is free on this day.
grid-away-day = Away on this day.
grid-away-because = Away on this day: { $why }.
grid-taken = { $time } is in the form. { $key } books.
grid-under-way = This form is being booked; it can't be changed now.
grid-enter-takes = Enter takes a time; { $key } then books it.
grid-key-field = to the field
grid-key-next = next
week-read = { $read } of { $all } read
week-unread = could not be read
week-unpublished = Neither schedule nor hours are published.
week-key-take = take the first
week-key-who = with whom
week-key-more = further times
grid-key-take = take this time
grid-key-digit = take by digit
grid-key-next-time = next time
grid-key-days = back to the days
grid-key-times = times
grid-key-day = day
grid-key-hour = hour
grid-key-week = week
grid-key-month = month
grid-key-close = close

# The time zone of a time, and a desk's clock that is wrong.
clock-picked-stays = The picked time stays: { $time } there.
clock-read-on = { $text } is now read on the clock of { $town }.
# Marks in the first line: a few words, at most 18 columns, and in full where there is room.
clock-mark =
    .behind = clock { $by } slow
    .ahead = clock { $by } fast
clock-says =
    .behind = this computer's clock is { $by } slow
    .ahead = this computer's clock is { $by } fast
clock =
    .behind = This desk's clock is { $by } behind { $clinic }'s.
    .ahead = This desk's clock is { $by } ahead of { $clinic }'s.
clock-means = A time you type is booked as you type it. What is today, and what has passed, goes by this desk's clock: have it set.
# Lengths of time.
clock-days = { $count } days
clock-hours = { $count } h
clock-minutes = { $count } min

# Towns that time zones are named after.
town-athens = Athens
town-belgrade = Belgrade
town-berlin = Berlin
town-brussels = Brussels
town-bucharest = Bucharest
town-copenhagen = Copenhagen
town-kyiv = Kyiv
town-lisbon = Lisbon
town-london = London
town-luxembourg = Luxembourg
town-moscow = Moscow
town-paris = Paris
town-prague = Prague
town-riga = Riga
town-rome = Rome
town-stockholm = Stockholm
town-tallinn = Tallinn
town-vienna = Vienna
town-vilnius = Vilnius
town-warsaw = Warsaw
town-zurich = Zurich
town-tokyo = Tokyo
