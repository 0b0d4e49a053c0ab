### Several changes at once, and a series.

bulk-title = { $kind ->
    [cancel] Cancel { $count } appointments at { $backend } ({ $mode })
    [move] Move { $count } appointments at { $backend } ({ $mode })
    [status] Change the status of { $count } appointments at { $backend } ({ $mode })
   *[book] Book { $count } appointments at { $backend } ({ $mode })
}
bulk-left-out = left out
bulk-reading = reading…
bulk-ready = ready
bulk-conflict = not free
bulk-waiting = waiting
bulk-checking = checking…
bulk-sending = sending…
bulk-asked-to-wait = the server asks to wait
bulk-another-time = Another time, or with whom ›
bulk-progress = { $number } of { $count }: { $row }
bulk-reading-days = Reading the calendar: { $count ->
    [one] 1 day left.
   *[other] { $count } days left.
}
bulk-all-clear = { $count ->
    [one] Nothing stands against it. Nothing has been sent yet.
   *[other] Nothing stands against these { $count }. Nothing has been sent yet.
}
bulk-some-clear = { $count } can be sent; { $conflicts ->
    [one] 1 is not free and is not sent as it stands.
   *[other] { $conflicts } are not free and are not sent as they stand.
}
bulk-done = { $made } of { $count } done.
bulk-done-unknown = { $count ->
    [one] The outcome of 1 is unknown: it is looked up.
   *[other] The outcome of { $count } is unknown: they are looked up.
}
bulk-done-open = { $count ->
    [one] 1 is still open.
   *[other] { $count } are still open.
}
bulk-under-way = A list is being sent, { $done } of { $count } done: nothing else is sent meanwhile.
bulk-still-reading = The calendar is still being read. Nothing was sent.
bulk-nothing-to-send = There is nothing to send: every row is done, left out or not free.
bulk-unreachable = { $backend } can't be reached. The rest waits in the Outbox.
bulk-stopped = Stopped. What was not sent waits; the booking key goes on.
bulk-stopped-as = Stopped: { $why }
bulk-time-stays = It can't be given that time.
bulk-time-not-taken = Enter takes the time that is typed; then the booking key sends.
bulk-no-alternative = No other free time is known for this row. Type one.
bulk-stop-first = Esc stops the list first.
bulk-is-over = This one has been sent already.
bulk-enter = Nothing is sent with Enter: { $key } sends. Type another time, or leave the row out.
bulk-series-incomplete = Complete the form first, then press Enter on the line again: the series starts with it.
bulk-key-send = send all that is free
bulk-key-stop = stop after this one
bulk-key-meanwhile = go on with something else
bulk-key-alternative = take the other time
bulk-key-leave-out = leave out
bulk-key-mend = mend by itself
series-reading = Reading the later appointments of the series…
series-not-read = The later appointments could not be read at { $backend }. Nothing was sent.
series-none = No later appointment of this series is known: x cancels this one.
now-cancel-series = this and all later ones
bulk-reason = Reason for all ›
queue-left-several = { $count } changes wait in the Outbox, not sent: there a opens them as a list.
bulk-key-this-row = this row
bulk-key-all-rows = all rows
bulk-key-reason = another reason
bulk-nobody-so-called = No practitioner or location is called that.
