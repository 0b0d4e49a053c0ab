### Moving and cancelling an appointment.

change-none = No appointment is shown. Open one from the day, or book one.
change-not-live = Nobody comes to this appointment any more: there is nothing to change.
change-not-known = { $backend } does not say whose appointment this is, or when, so it can't be moved from here.
change-from = from
change-to = to
change-to-nothing = type a time, or choose one with ↓
change-times-asking = asking for free times…
change-times-none = no free times known; type one
change-enter = Nothing is sent with Enter: { $key } sends it.
change-altered-meanwhile = The appointment has been changed meanwhile
change-altered-meanwhile-do = Nothing was sent. This is how it stands now; look at it, and press the key again if the change is still right.
change-not-made = Nothing was changed at { $backend }.
change-from-to = { $from } → { $to }
change-cancel = cancel { $when }
change-status = status: { $from } → { $to }, { $when }
change-not-begun = It begins { $when }: that nobody came can be said from then on.
change-has-status = It stands so already.
ask-take-back = Take that back?
ask-take-back-means = It is { $status }, which is an end: it would be { $to } again.
answer-take-back = take it back
now-not-come-from = not come (from { $time })
cancel-patient-asks = patient request
cancel-patient-ill = patient is ill
cancel-provider-away = practitioner or location not available
cancel-booked-in-error = booked in error
ask-move-anyway = Move it anyway?
answer-move = move it
change-look-first = The desk reads the appointment at { $backend } by itself; don't change it again yet.
change-refused = { $backend } refused it: { $said }
change-refused-without-reason = { $backend } refused it without saying why.
change-conflict = { $backend } says it can't be changed any more: cancelled, drawn, or changed meanwhile.
change-not-found = { $backend } does not know this appointment any more.
change-no-such-call = { $backend } has no way to do that from here.
change-stands = The appointment stands as it was.
change-altered-by-others = { $backend } shows the appointment otherwise than before and than wanted: look at it, then say how it ended.
now-slip = slip
now-help = keys
change-is-so = The appointment is then and there already.
open-no-id = That is no id of an appointment at { $backend }.
palette-open = open an appointment by its id: type the id here
change-reason-unusable = Say why, in up to 500 characters.
done-title = Done today ({ $count })
done-nothing = Nothing was booked, moved or cancelled today.
done-before = { $count ->
    [one] One appointment was booked or changed just before the start: { $key } says which.
   *[other] { $count } appointments were booked or changed just before the start: { $key } says which.
}
slots-not-kept = The appointment stands. { $backend }'s published slot could not be marked; it is tried again.
slots-given-up = The appointment stands. { $backend }'s published slot could not be marked: mark it there yourself.
slots-forbidden = The appointment stands. This key may not mark slots at { $backend }: mark them there yourself.

# Of each kind of change.
change-title = { $kind ->
    [cancel] Cancel this appointment at { $backend } ({ $mode })
    [status] Status of this appointment at { $backend } ({ $mode })
   *[move] Move this appointment at { $backend } ({ $mode })
}
change-label = { $kind ->
    [cancel] Reason
    [status] New status
   *[move] New time
}
change-not-clear = { $kind ->
    [cancel] Say why: choose a reason with ↓, or type one of up to 500 characters.
    [status] Which status? Choose one with ↓, or type its first letters.
   *[move] It is not clear yet to when: type a time, or choose one with ↓.
}
now-change = { $kind ->
    [cancel] cancel the appointment
    [status] set the status
   *[move] move it
}
note-made = { $kind ->
    [move] Moved at { $backend }.
    [cancel] Cancelled at { $backend }.
    [status] { $backend } has the new status.
   *[book] Booked at { $backend }.
}
note-made-after-all = { $kind ->
    [move] { $backend } has answered after all: it is moved.
    [cancel] { $backend } has answered after all: it is cancelled.
    [status] { $backend } has answered after all: the status is set.
   *[book] { $backend } has answered after all: it is booked.
}
outbox-found = { $kind ->
    [move] { $backend } has it at the new time: it is moved.
    [cancel] { $backend } has it as cancelled.
    [status] { $backend } has the new status.
   *[book] { $backend } has it: it is booked.
}
intent-made = { $kind ->
    [move] moved
    [cancel] cancelled
    [status] status set
   *[book] booked
}
shown-sending = { $kind ->
    [move] moving… { $seconds } s at { $backend }, { $mode }
    [cancel] cancelling… { $seconds } s at { $backend }, { $mode }
    [status] setting the status… { $seconds } s at { $backend }, { $mode }
   *[book] booking… { $seconds } s at { $backend }, { $mode }
}
verdict-may-be-made = { $kind ->
    [move] It may be moved.
    [cancel] It may be cancelled.
    [status] The status may be set.
   *[book] It may be booked.
}
problem-not-made = { $kind ->
    [move] Not moved — { $what }
    [cancel] Not cancelled — { $what }
    [status] Status not set — { $what }
   *[book] Not booked — { $what }
}
problem-not-sent = { $kind ->
    [move] Not moved, not sent — { $what }
    [cancel] Not cancelled, not sent — { $what }
    [status] Status not set, not sent — { $what }
   *[book] Not booked, not sent — { $what }
}
outbox-not-there = { $kind ->
    [book] { $backend } does not have it, looked up twice.
   *[other] { $backend } shows the appointment as it was.
}
outbox-not-there-note = { $kind ->
    [book] A lost booking is not at { $backend }: the Outbox has its draft.
   *[other] A lost change was not made at { $backend }: the Outbox has it.
}
outbox-bring-back = { $kind ->
    [book] Enter brings it back to the form; nothing is sent by itself.
   *[other] Enter brings it back; nothing is sent by itself.
}
intent-not-there = { $kind ->
    [book] not there
   *[other] not made
}

# What can be done with an appointment.
now-verb = { $verb ->
    [cancel] cancel
    [next-status] next status
    [not-come] not come
   *[move] move
}
palette-change = { $verb ->
    [cancel] cancel the appointment that is shown
    [next-status] say how far the appointment that is shown has come (arrived, …)
    [not-come] say that nobody came to the appointment that is shown
   *[move] move the appointment that is shown
}
