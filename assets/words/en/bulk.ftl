### Several changes at once, and a series.

bulk-title = { $kind ->
    [cancel] { $count ->
        [one] Cancel 1 appointment at { $clinic } ({ $mode })
       *[other] Cancel { $count } appointments at { $clinic } ({ $mode })
    }
    [move] { $count ->
        [one] Move 1 appointment at { $clinic } ({ $mode })
       *[other] Move { $count } appointments at { $clinic } ({ $mode })
    }
    [status] { $count ->
        [one] Change the status of 1 appointment at { $clinic } ({ $mode })
       *[other] Change the status of { $count } appointments at { $clinic } ({ $mode })
    }
   *[book] { $count ->
        [one] Book 1 appointment at { $clinic } ({ $mode })
       *[other] Book { $count } appointments at { $clinic } ({ $mode })
    }
}
bulk-state =
    .left-out = left out
    .reading = reading…
    .ready = ready
    .conflict = not free
    .no-time = no time
    .waiting = waiting
    .checking = checking…
    .sending = sending…
    .asked-to-wait = the clinic asks to wait
bulk-no-time =
    .none-free = { $with } has no free time on record in the next 4 weeks. Type a time, or somebody else.
    .unpublished = { $with } publishes neither free times nor hours. Type a time, or somebody else.
    .unread = The free times of { $with } could not be read. Type the name again, or a time.
bulk-other-time = other time
bulk-other-times = { $count ->
    [one] 1 is not the time asked for: see the row with ~.
   *[other] { $count } are not the times asked for: see the rows with ~.
}
bulk-asked-otherwise = asked for: { $asked }
bulk-has-not-left = The visit of { $when } has that time, and was not moved.
bulk-may-have-left = The visit of { $when } has that time, and nobody knows yet whether it was moved.
bulk-does-not-leave = The visit of { $when } has that time, and stays there.
bulk-second-visit = { $who } then has two visits on { $day }: the other is at { $time }.
bulk-untimely = asks first
bulk-another-time = Another time, or with whom ›
bulk-another-time-hint = Tab: all rows
bulk-takes-no-text = Nothing is typed for this row: Delete leaves it out.
bulk-progress = { $number } of { $count }: { $row }
bulk-reading-days = Reading the calendar: { $count ->
    [one] 1 day left.
   *[other] { $count } days left.
}
bulk-all-free = { $count ->
    [one] The time is free. Nothing has been sent yet.
    [2] Both times are free. Nothing has been sent yet.
   *[other] All { $count } times are free. Nothing has been sent yet.
}
bulk-all-ready = { $count ->
    [one] It is ready. Nothing has been sent yet.
   *[other] All { $count } are ready. Nothing has been sent yet.
}
bulk-some-clear = { $count } can be sent; { $conflicts } can't as { $conflicts ->
    [one] it stands
   *[other] they stand
}: see the rows with !.
bulk-done = { $made } of { $count } done.
bulk-done-unknown = { $count ->
    [one] 1 may be done: bookdesk checks it.
   *[other] { $count } may be done: bookdesk checks them.
}
bulk-done-open = { $count ->
    [one] 1 is still open.
   *[other] { $count } are still open.
}
bulk-not-free = { $count ->
    [one] 1 is not free: type another time for it, or Esc closes the list without it.
   *[other] { $count } are not free: type another time for each, or Esc closes the list without them.
}
bulk-cancels-for-good = At { $clinic } a cancellation can't be taken back.
bulk-not-booked = { $count ->
    [one] Not booked, as it was not free: { $when }. It won't be tried again.
   *[other] Not booked, as they were not free: { $when }. They won't be tried again.
}
bulk-under-way = A list is being sent, { $done } of { $count } done: nothing else is sent meanwhile.
bulk-still-reading = The calendar is still being read. Nothing was sent.
bulk-nothing-to-send = There is nothing to send: every row is done, left out, not free or without a time.
bulk-unreachable = { $clinic } can't be reached. The rest waits in the Outbox.
bulk-stopped = Stopped. What was not sent waits.
bulk-stopped-as = Stopped: { $why }
bulk-time-stays = It can't be given that time.
bulk-reason-not-taken = Enter takes the reason that is typed; then { $key } sends.
bulk-reason-may-be-line = Is “{ $typed }” the reason? It may be the next caller's line. Enter again takes it; { $clear } clears it.
bulk-time-not-taken = Enter takes the time that is typed; then { $key } sends.
bulk-none-between = nothing is free between the other visits
bulk-none-between-in-row = nothing free between
bulk-no-alternative = No other free time is known for this row. Type one.
bulk-stop-first = Esc stops the list first.
bulk-is-over = This one has been sent already.
bulk-is-done = { $kind ->
    [book] The series is booked.
   *[other] All of these are done.
} { $key } for the next caller.
bulk-nothing-to-undo = Nothing of this list was made yet.
bulk-enter = Nothing is sent with Enter: { $key } sends. Type another time, or leave the row out.
bulk-series-incomplete = Complete the form first, then press Enter on the line again: the series starts with it.
bulk-key-send = { $kind ->
    [book] { $count ->
        [one] book this one
       *[other] book these { $count }
    }
    [move] { $count ->
        [one] move this one
       *[other] move these { $count }
    }
    [cancel] { $count ->
        [one] cancel this one
       *[other] cancel these { $count }
    }
    [status] { $count ->
        [one] set this status
       *[other] set these { $count }
    }
   *[other] { $count ->
        [one] send this one
       *[other] send these { $count }
    }
}
bulk-key-stop = stop after this one
bulk-key-meanwhile = go on with something else
bulk-key-alternative = take the other time
bulk-key-leave-out = leave out
bulk-key-mend = fix this one alone
series-reading = Reading the later appointments of the series…
series-to-when = Type or choose the new time first: all later ones then move by as much.
series-not-read = The later appointments could not be read at { $clinic }. Nothing was sent.
series-none = No later appointment of this series is known. Nothing was sent.
now-cancel-series = this and all later ones
bulk-reason = Reason for all ›
queue-left-several = { $count } changes wait in the Outbox, not sent: there a opens them as a list.
bulk-key-this-row = this row
bulk-key-all-rows = all rows
bulk-key-reason = another reason
bulk-nobody-so-called = No practitioner or location is called that.
