# The day of a practitioner or location.

day-today = today
day-seconds-ago = { $seconds } s ago
day-reading = loading… { $seconds } s
day-reading-anew = reloading…
day-opening = Opening the appointment…
day-not-whole = { $backend } does not list the whole day: there may be more.
day-nothing = Nothing is booked on this day.
day-none = Nothing is booked
day-count = { $count ->
    [one] { $count } appointment
   *[other] { $count } appointments
}
day-count-and-overlap = { $count } appointments, { $overlap } overlap
day-free-unknown = free times unknown
day-clock = times in { $zone }
day-clock-elsewhere = times in { $zone }, not the desk's zone
day-more = ▼ { $count } more
day-free = free
day-being-sent = being sent
day-overlaps = overlaps
day-nobody-named = no patient named
day-not-known-yet = It is not known yet whether this is booked; see the Outbox.
day-nothing-there = Nothing is booked there; ↑ and ↓ go to an appointment.
day-back-to-booking = Esc goes back to booking.

# The list of all who have a day.
day-whose = Whose day? A practitioner's or a location's
day-type-name = type part of the name
day-lists-coming = Loading the lists…
day-nobody-fits = No matches.

# What the keys do, in a word or two.
day-key-on = day on
day-key-back = back
day-key-week = week
day-key-today = today
day-key-next = next
day-key-open = open
day-key-close = close
day-key-whose = whose
day-key-down = down
