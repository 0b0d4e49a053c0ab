# A clinic that can't be reached, and bookings that wait for it.

# Marks in the first line, as short as possible.
key-mark-revoked = key revoked
key-mark-expired = key expired
key-mark-refused = key not accepted
zone-mark = no time zone set: bookdesk setup
zone-mark-short = no time zone

link-mark = unreachable since { $at }, { $next }
link-mark-since = unreachable since { $at }
link-mark-short = down since { $at }
link-mark-waiting = { $count ->
    [one] { $mark }, 1 waits
   *[other] { $mark }, { $count } wait
}
link-mark-queued = { $count ->
    [one] 1 waits to be sent, { $key }
   *[other] { $count } wait to be sent, { $key }
}
link-mark-queued-short = { $count ->
    [one] 1 waits
   *[other] { $count } wait
}
link-mark-other = { $clinic } unreachable since { $at }
link-mark-other-short = { $clinic } down
link-next-in = retry in { $seconds } s
link-next-now = trying now
link-remark = { $clinic } has been unreachable since { $at }: { $next }.
link-means = What you complete for { $clinic } can wait in the Outbox, or be tried anyway: { $key } asks.
link-others = { $count ->
    [one] The other clinic works as usual.
   *[other] The other clinics work as usual.
}
link-back = { $clinic } answers again: { $key } books.
link-back-with-queued = { $count ->
    [one] { $clinic } answers again: 1 waits in the Outbox. { $key } goes there, Enter brings it back, { $book } sends it.
   *[other] { $clinic } answers again: { $count } wait in the Outbox. { $key } goes there, Enter brings one back, { $book } sends it.
}

queue-done = Queued, not booked. Once { $clinic } answers: { $key } to the Outbox, and Enter opens it there.
queue-not-written = It could not be recorded: { $why }. It waits only until this desk is closed.
queue-taken-up = Back in the form, not booked: { $key } books it.
queue-change-done-key = Queued, not sent. Once { $clinic } answers: { $key } to the Outbox, and Enter opens it there.
queue-change-done = Queued, not sent: open it in the Outbox once { $clinic } answers.
queue-change-taken-up = Back in its form, not sent: { $key } sends it.
