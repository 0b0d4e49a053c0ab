# The Outbox: bookings and changes without an answer.


intent-refused = refused
intent-unknown = unknown
intent-queued = queued
intent-seconds = { $count } s
intent-minutes = { $count } min
intent-hours = { $count } h
intent-sent = Sent { $at }, { $age } ago.
intent-there-as = It is there as { $id }.
intent-by-hand = Marked by hand.
intent-seen = Something like it is there as { $id }.
intent-may-be = It may be one of these: { $ids }. Look there, then say so.
intent-unread = What { $clinic } shows may not be everything. Look there, then say so.
intent-no-link = { $clinic } can't be asked just now.
intent-missed = { $clinic } doesn't show it so far; its search is some seconds behind.
intent-looks-in = Looks again in { $seconds } s.
intent-looking = Looking it up…
intent-reading = Reading it…
intent-nothing-to-do = Nothing left to do.
intent-keys = b it is booked · n it is not booked

outbox-found-as = { $clinic } has it: { $what }.
outbox-not-yet = Not yet: it may be booked. It is being looked up; b or n marks it by hand.
outbox-known = Its outcome is already known.
outbox-answer-may-come = Its answer may still come: wait for it before saying that it is not booked.
outbox-settle-first = It may be booked: b it is, n it is not.
outbox-by-hand-booked = Marked by hand: it is booked.
outbox-by-hand-not-booked = Marked by hand.
outbox-by-hand-not-booked-note = Marked by hand: it is not booked. Enter brings its draft back.
outbox-unrecorded = That could not be recorded: { $why }.

problem-settle = If you know by yourself: b it is booked, n it is not

now-it-is-booked = it is booked
now-it-is-not-booked = it is not booked
now-bring-back = bring back
now-drop = drop
now-next-pane = next pane

intent-queued-at = Queued { $at }.
intent-complete = Complete; not sent.
intent-until-end = It could not be recorded: it is lost when this desk is closed.
intent-not-sent = Not sent.
intent-waits-for-link = Waits for { $clinic }; nothing is sent by itself.
intent-ready = Ready to book: Enter brings it back to the form.
intent-held = Not ready: give it another time in the list, or leave it out there.
now-all-queued = all that wait
