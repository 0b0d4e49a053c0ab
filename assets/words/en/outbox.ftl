# The Outbox: bookings and changes without an answer.


change-was-refused = refused
change-unknown = unknown
change-queued = queued
change-seconds = { $count } s
change-minutes = { $count } min
change-hours = { $count } h
change-sent = Sent { $at }, { $age } ago.
change-there-as = It is there as { $id }.
change-by-hand = Marked by hand.
change-seen = Something like it is there as { $id }.
change-may-be = It may be one of these: { $ids }. Look there, then say so.
change-unread = What { $clinic } shows may not be everything. Look there, then say so.
change-no-link = { $clinic } can't be asked just now.
change-missed = { $clinic } doesn't show it so far; its search is some seconds behind.
change-looks-in = Looks again in { $seconds } s.
change-looking = Looking it up…
change-reading = Reading it…
change-nothing-to-do = Nothing left to do.

outbox-found-as = { $clinic } has it: { $what }.
outbox-not-yet = Not yet: it may be booked. It is being looked up; b or n marks it by hand.
outbox-empty = Nothing waits in the Outbox, and nothing is unknown.
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

change-queued-at = Queued { $at }.
change-complete = Complete; not sent.
change-until-end = It could not be recorded: it is lost when this desk is closed.
change-not-sent = Not sent.
change-waits-for-link = Waits for { $clinic }; nothing is sent by itself.
change-ready = Ready to book: Enter brings it back to the form.
change-held = Not ready: give it another time in the list, or leave it out there.
now-all-queued = all that wait
