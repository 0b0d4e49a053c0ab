# Answers of shell commands, one line each.

shell-done = { $kind ->
    [book] Booked
    [move] Moved
    [cancel] Cancelled
    [remove] Removed
   *[status] Changed
} at { $clinic }: { $id }
shell-recorded = At { $clinic }, { $recorded }: { $id }
shell-incomplete = Booked anew, and the old appointment is not known to be cancelled, at { $clinic }: { $id }
shell-in-part = Not everything was changed at { $clinic }: { $id }
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
    [book] --yes books it anyway.
    [move] --yes moves it anyway.
    [cancel] --yes cancels it anyway.
    [remove] --yes and --permanently remove it.
   *[status] --yes changes it anyway.
}
shell-can-go-again = It is not there; it can be sent again.
shell-nothing-against = There is no conflict; nothing was sent.
shell-something-against = Something is in the way; nothing was sent.
shell-no-reason = no reason is known.
shell-unwritten = The answer could not be written: { $why }.
shell-was-sandbox = This was the sandbox: nothing is real.

shell-no-such-id = { $clinic } does not know the appointment { $id }.
shell-part-of-id = “{ $typed }” is only a part of an id. The whole one: { $ids }
shell-no-id = “{ $typed }” is no id of an appointment.
shell-id-of-several = “{ $typed }” does not say at which clinic: add --backend with { $words }.
shell-panels-there = Nothing to add: all of these panels are there.
shell-panels-gone = Nothing to take off: these panels are already gone.
shell-already-gone = { $clinic } does not know it any more: it is already gone.

shell-nobody = Nobody matches “{ $typed }”.
shell-nobody-for-certain = “{ $typed }” does not say clearly who is meant.
shell-look-again = The same command once more looks first, as does any desk that is open; until then, change nothing.
shell-several = “{ $typed }” matches several.
shell-say-which = Say which: { $choices }.
shell-field-of-other-status = { $field } goes with another status.
shell-field-only-for = It is for { $statuses } only.
shell-line-means-other = The line means { $clinic }, not { $other }.
shell-line-mend = Leave --backend out, or change the line.

shell-no-answer = { $clinic } has not answered.
shell-no-specialty = Nobody at { $clinic } has the specialty “{ $typed }”.
shell-no-template = { $clinic } has no visit template “{ $typed }”.
shell-there-are = There are: { $known }.
shell-no-free-times = No free times.
shell-no-such-day = It is not clear whose day is meant.
shell-day-unread = The day could not be read.
shell-part-of-day = { $clinic } does not list the whole day.
shell-numbers-unread = { $count ->
    [one] One phone number could not be read.
   *[other] { $count } phone numbers could not be read.
}
shell-not-looked-up = “{ $who }” could not be looked up. { $why }
shell-nothing-found = nothing found
shell-more = { $count } more: --limit shows them

# Lists on a terminal: the heads of the columns, and cells in words.
shell-head = { $key ->
    [start] start
    [end] end
    [patient] patient
    [born] born
    [with] with
    [status] status
    [what] what
    [backend] clinic
    [phone] phone
    [result] result
    [attempts] calls
    [noted_at] noted at
    [noted_by] noted by
    [since] since
    [wished] wished
    [by] by
    [code] code
    [name] name
    [detail] detail
    [day] day
    [time] time
    [about] about
    [for] for
    [away] away
   *[id] id
}
shell-status = { $word ->
    [sending] being sent
    [unknown] unknown
   *[free] free
}
shell-result = { $word ->
    [reached] reached
    [not-reached] not reached
   *[left-word] left a message
}
shell-no-panel-id = “{ $panel }” is not the id of a panel of { $clinic }: `bookdesk find panels` lists them with their ids. Nothing was sent.
