# The day of a practitioner or location.

day-today = today
day-seconds-ago = { $seconds } s ago
day-reading = reading… { $seconds } s
day-reading-anew = reading anew…
day-opening = Opening the appointment…
day-not-whole = { $backend } does not list this day whole: there may be more.
day-nothing = Nothing is booked on this day.
day-none = Nothing is booked
day-count = { $count ->
    [one] { $count } appointment
   *[other] { $count } appointments
}
day-count-and-overlap = { $count } appointments, { $overlap } overlap
day-free-unknown = what is free is not known
day-clock = times of { $zone }
day-clock-elsewhere = times of { $zone }, not the desk's own
day-more = ▼ { $count } more
day-free = free
day-being-sent = being sent
day-overlaps = overlaps
day-nobody-named = nobody is named
day-not-known-yet = It is not known yet whether that is booked; the Outbox says more.
day-nothing-there = Nothing is booked there; ↑ and ↓ lead to an appointment.
day-back-to-booking = Esc goes back to booking.

# The list of all who have a day.
day-whose = Whose day? A practitioner's or a location's
day-type-name = type a part of the name
day-lists-coming = The lists are on their way…
day-nobody-fits = Nothing fits.

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
