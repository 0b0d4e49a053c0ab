# A backend that can't be reached, and bookings that wait for it.

link-mark = unreachable since { $at }, { $next }
link-mark-since = unreachable since { $at }
link-mark-short = down since { $at }
link-mark-other = { $backend } unreachable since { $at }
link-mark-other-short = { $backend } down
link-next-in = retry in { $seconds } s
link-next-now = trying now
link-remark = { $backend } has been unreachable since { $at }: { $next }. What you complete for it can wait in the Outbox: { $key } asks, and { $key } once more tries it all the same. The other clinic works as usual.
link-back = { $backend } answers again: { $key } books.
link-back-with-queued = { $count ->
    [one] { $backend } answers again: a booking in the Outbox is ready.
   *[other] { $backend } answers again: { $count } bookings in the Outbox are ready.
}

ask-queue = { $backend } is unreachable. Queue it to be booked later?
answer-queue = queue
ask-leave-queued = { $count ->
    [one] Leave? The queued booking would be lost.
   *[other] Leave? { $count } queued bookings would be lost.
}

queue-done = Queued, not booked: release it in the Outbox once { $backend } answers.
queue-not-written = It could not be written down: { $why }. It waits only until this desk is left.
queue-not-yet = { $backend } can't be reached yet; the booking stays in the Outbox.
