# What commands in a shell answer: a line each.

shell-done = { $kind ->
    [book] Booked
    [move] Moved
    [cancel] Cancelled
    [remove] Removed
   *[status] Changed
} at { $backend }: { $id }
shell-recorded = At { $backend }, { $recorded }: { $id }
shell-incomplete = Booked anew, and the old appointment is not known to be cancelled, at { $backend }: { $id }
shell-not-done = { $kind ->
    [book] Not booked
    [move] Not moved
    [cancel] Not cancelled
    [remove] Not removed
   *[status] Not changed
}: { $why }
shell-not-sent = { $kind ->
    [book] Not booked
    [move] Not moved
    [cancel] Not cancelled
    [remove] Not removed
   *[status] Not changed
}, and nothing was sent: { $why }
shell-may-be = Unknown: { $why } Don't send it again; the next start of bookdesk looks it up.
shell-all-the-same = { $kind ->
    [book] --yes books it all the same.
    [move] --yes moves it all the same.
    [cancel] --yes cancels it all the same.
    [remove] --yes and --permanently remove it.
   *[status] --yes changes it all the same.
}
shell-can-go-again = It was lost on the way and is not there; it can be sent again.
shell-nothing-against = Nothing stands against it; nothing was sent.
shell-something-against = Something stands against it; nothing was sent.
shell-no-reason = no reason is known.
shell-was-sandbox = This was the sandbox: nothing is real.

shell-no-such-id = { $backend } does not know the appointment { $id }.
shell-part-of-id = “{ $typed }” is only a part of an id. The whole one: { $ids }
shell-no-id = “{ $typed }” is no id of an appointment.
shell-id-of-several = “{ $typed }” does not say at which clinic: add --backend with { $words }.
shell-panels-there = Nothing to add: all of these panels are there.
shell-panels-gone = Nothing to take off: these panels are already gone.
shell-already-gone = { $backend } does not know it any more: it is already gone.

shell-nobody = “{ $typed }” names nobody.
shell-nobody-for-certain = “{ $typed }” names nobody for certain.
shell-several = “{ $typed }” may mean several.
shell-say-which = Say which: { $choices }.
shell-field-of-other-status = { $field } goes with another status.
shell-field-only-for = It is for { $statuses } only.
shell-line-means-other = The line means { $backend }, not { $other }.
shell-line-mend = Leave --backend out, or mend the line.

shell-no-answer = { $backend } has not answered.
shell-no-free-times = No free times.
shell-no-such-day = It can't be told whose day is meant.
shell-day-unread = The day could not be read.
shell-part-of-day = { $backend } does not list the whole day.
shell-numbers-unread = { $count ->
    [one] One telephone number could not be read.
   *[other] { $count } telephone numbers could not be read.
}
shell-nothing-found = nothing found
shell-more = { $count } more: --limit shows them
