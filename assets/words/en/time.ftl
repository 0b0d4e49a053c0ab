# Days, times of day, and problems of a typed time.

weekday-monday = Mon
    .long = Monday
    .every = Mondays
weekday-tuesday = Tue
    .long = Tuesday
    .every = Tuesdays
weekday-wednesday = Wed
    .long = Wednesday
    .every = Wednesdays
weekday-thursday = Thu
    .long = Thursday
    .every = Thursdays
weekday-friday = Fri
    .long = Friday
    .every = Fridays
weekday-saturday = Sat
    .long = Saturday
    .every = Saturdays
weekday-sunday = Sun
    .long = Sunday
    .every = Sundays

month-january = Jan
    .long = January
month-february = Feb
    .long = February
month-march = Mar
    .long = March
month-april = Apr
    .long = April
month-may = May
    .long = May
month-june = Jun
    .long = June
month-july = Jul
    .long = July
month-august = Aug
    .long = August
month-september = Sep
    .long = September
month-october = Oct
    .long = October
month-november = Nov
    .long = November
month-december = Dec
    .long = December

# The separator of hours and minutes.
time-colon = :
time-date = { $day } { $month } { $year }
time-date-this-year = { $day } { $month }
time-day = { $weekday } { $day } { $month } { $year }
time-day-this-year = { $weekday } { $day } { $month }
time-day-in-full = { $weekday } { $day } { $month }
time-day-and-year-in-full = { $weekday } { $day } { $month } { $year }
time-moment = { $weekday } { $day } { $month } { $year } { $time }
time-moment-this-year = { $weekday } { $day } { $month } { $time }
time-echo = { $weekday } { $day } { $month } { $year } { $time } { $zone }

# A time as a field holds it; what is written so is also read.
time-typed-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
time-typed-date = { $day } { $month } { $year }
time-typed-date-this-year = { $day } { $month }
time-typed = { $weekday } { $date } { $time }

# Abbreviations of European time zones, at most four letters.
clock-cet = CET
clock-cest = CEST
clock-eet = EET
clock-eest = EEST
clock-wet = WET
clock-west = WEST

time-now = now
time-in-minutes = in { $count } min
time-in-hours = in { $count } h
time-in-days = in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
time-just-now = just now
time-minutes-ago = { $count } min ago
time-hours-ago = { $count } h ago
time-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
time-last-day-instead = { $month } { $year } has no day { $day }, so it is the last

wish-on-day = first free on { $from }
wish-from-day = first free from { $from }
wish-between-days = first free from { $from } to { $to }
wish-weekday-from-day = first free on a { $weekday } from { $from }
wish-weekday-between-days = first free on a { $weekday } from { $from } to { $to }
wish-at = at { $time }
wish-after = after { $time }
wish-before = before { $time }
wish-morning = in the morning
wish-afternoon = in the afternoon
wished-mornings = mornings
wished-afternoons = afternoons
wish-habit = on { $every }
wish-habit-part = on { $weekday } { $part }
wish-mornings = mornings
wish-afternoons = afternoons
wish-none-on = on { $from }
wish-none-from = from { $from } on
wish-none-between = from { $from } to { $to }
wished-any-time = any time
wished-from = from { $day }
wished-until = until { $day }

time-empty = No time is given
time-odd-letter = “{ $letter }” ({ $code }) has no place in a time
time-odd-character = The character { $code } has no place in a time
time-unreadable = “{ $text }” can't be read as a time
time-missing = “{ $date }” has no time of day
time-dotted = “{ $time }” can be a date or a time
time-split = “{ $time }” is no time
time-or-year = “{ $time }” can be a year or a time
time-twelve-hours = With am or pm, hours count from 1 to 12
time-twelve-oclock = 12 am and 12 pm are noon to some and midnight to others
time-unsure-hour = “{ $hour }” can be { $night } or { $day }
time-midnight = A day has a midnight at either end
time-missing-day = { $month } has many days
time-missing-weekday = Week { $week } has seven days
time-no-such-week = There is no week { $week }: a year has 52 or 53
time-many-moments = “{ $text }” is more than one moment
time-unknown-zone = The time zone of this place is not known
time-backward-range = “{ $text }” ends before it begins
time-offset-without-date = “{ $text }” has an offset, which counts only behind a full date with T
time-nothing-between = No time of day fits all these limits
time-no-such-month = There is no month { $month }: months are 1 to 12
time-no-such-day = There is no day { $day } in { $month }: { $month } { $year } has { $days } days
time-no-such-time = No clock shows { $time }: hours end at 23, minutes and seconds at 59
time-skipped = { $moment } doesn't exist in { $town }: the clocks go forward from { $from } to { $to }
time-doubled = { $moment } happens twice in { $town }: the clocks go back from { $from } to { $to }
time-other-zone = The clocks in { $zone } don't show “{ $text }” then
time-beyond-calendar = That is further away than the calendar goes
time-short-year = “{ $text }” has only two digits of a year
time-other-weekday = { $date } is a { $is }, not a { $said }
time-some-other-weekday = “{ $text }” is another day of the week
time-two-dates = “{ $text }” can be { $one } or { $other }
time-no-order = “{ $text }” leaves the order of day and month open

time-write-so = Write it like 2027-02-10 10:00, 10.02.2027 10:00 or just 10:00.
time-write-plainly = Use plain digits, dots, colons and hyphens. Write it like 2027-02-10 10:00, 10.02.2027 10:00 or just 10:00.
time-add-time = Add a time: { $date } 10:00.
time-write-this = Write { $text }.
time-write-either = Write { $one } or { $other }.
time-write-whole-year = Write all four digits of the year: 10.02.2027.
time-either-or-order = Write { $one } or { $other }; a date_order of dmy or mdy would settle it.
time-this-or-order = Write { $date }; a date_order in the configuration would settle it.
time-write-twelve-hours = Write 9:30 for the morning, 21:30 for the evening.
time-write-twelve-oclock = Write 12:00 or noon, or 00:00.
time-add-day = Add the day: 24 dec.
time-add-weekday = Add a weekday: w{ $week } mo.
time-write-week = Write a week from w1 to w53.
time-name-moment = Name a day and a time: mo 9:30.
time-write-offset = Write the time with its offset: 2027-02-10T10:00+01:00.
time-write-range = Write the start first, then the end: 9:00-9:30.
time-offset-means = It is { $moment } here: write { $text }.
time-leave-offset-out = Leave the offset out.
time-leave-one-out = Leave one of them out.
time-write-month = Write the day first with dots, 10.02.2027, or the year first, 2027-02-10.
time-write-day = Write a day from 1 to { $last }.
time-write-midnight = For midnight, write 00:00 and the date of the day that begins.
time-write-time = Write a time from 00:00 to 23:59.
time-nearest = The nearest are { $one } and { $other }.
time-around-change = Take a time before or after the change.
time-which-of-two = Which one? { $one } or { $other }.
time-which-midnight = Which one? It begins { $one } and ends { $other }.
time-write-day-after = Write 00:00 and the date of the day that begins.
time-shown-there = It is { $moment } there. Leave the zone out, or write it so.
time-first-or-then = Which one? First { $one }, then { $other }.
time-add-offset = Add the offset from UTC, like +02:00.

span-end-not-after-start = The end is not after the start
span-longer-than-a-day = From start to end is more than a day (1440 minutes)
span-not-whole-minutes = From start to end is a little over { $count } min, not a whole number of minutes
span-contradiction = From start to end is { $count } min, but Minutes says { $said }
span-advice =
    .end-not-after-start = Set a later end, or clear it and give the minutes.
    .longer-than-a-day = Check the dates of start and end; an appointment lasts a day at most.
    .not-whole-minutes = Leave the seconds out of start and end.
    .contradiction = Clear one of Start, End and Minutes; it follows from the other two.
    .out-of-range = Check the year.
