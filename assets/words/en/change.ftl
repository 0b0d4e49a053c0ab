### Moving and cancelling an appointment.

change-none = No appointment is shown. Open one from the day, or book one.
change-not-live = This appointment is cancelled or over: there is nothing to change.
change-not-known = { $clinic } does not say whose appointment this is, or when, so it can't be moved from here.
change-from = from
change-to = to
change-to-nothing = type a time, or choose one with ↓
change-times-asking = asking for free times…
change-times-none = no free times known; type one
change-enter = Nothing is sent with Enter: { $key } sends it.
change-altered-meanwhile = The appointment has been changed meanwhile
change-altered-meanwhile-to = The appointment has been changed meanwhile: { $facts }
change-altered-fact = { $what }: { $changes }
change-altered-nothing = none
change-altered-meanwhile-do = Nothing was sent. This is how it is now; look at it, and press the key again if the change is still right.
change-not-made = Nothing was changed at { $clinic }.
change-from-to = { $from } → { $to }
# The same in words, for those who listen.
spoken-from-to = from { $from } to { $to }
spoken-instead = instead { $time }
written-nobody = nobody named
written-no-length = length not named
written-for-desks = For every desk: { $what }.
written-late = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} late today
written-not-late = not late any more
written-waits = on the waiting list, { $wished }
change-then = then
change-then-cancels = the old appointment is cancelled
change-with-now = now
change-replace = { $changes } with { $with }; then the old appointment is cancelled
change-first = first
change-first-books = the visit is booked for { $who }
change-then-cancels-of = the appointment of { $who } is cancelled: { $reason }
change-replace-patient = { $changes }, { $when }; then the appointment of { $from } is cancelled
change-cancel = cancel { $when }
change-status = status: { $changes }, { $when }
change-not-begun = It begins { $when }: a no-show can be marked from then on.
change-over = It is { $status }: there is nothing left to move or to cancel.
why-not-known = without a patient or a time
why-no-such-call = not at { $clinic }
why-not-begun = not begun yet
untimely-another-day = This appointment is not today: it is { $when }.
untimely-draw = This draw is not today: it is { $when }. “Draw done” can't be taken back.
untimely-not-begun = It begins { $when }, and { $to } does not come after { $from }.
untimely-for-another = It began { $when }: the right patient's visit would be in the past.
untimely-over = { $when } is over. If another day is meant, type that, too.
change-has-status = It has that status already.
ask-take-back-means = It is { $status }. It would be { $to }.
side-effect-cancelled = { $count } patients take part in this visit: it is cancelled for all of them.
side-effect-moved = { $count } patients take part in this visit: it is moved for all of them.
side-effect-longer = { $count } patients take part in this visit: it is longer or shorter for all of them.
side-effect-not-come = { $count } patients take part in this visit: all of them are marked as no-show.
side-effect-not-copied = The new appointment does not take over: { $what }.
now-not-come-from = no-show (from { $time })
cancel-reason =
    .patient-request = patient request
    .patient-ill = patient is ill
    .not-needed = treatment no longer needed
    .provider-ill = practitioner is ill
    .provider-away = practitioner or location not available
    .booked-in-error = booked in error
change-own-reason = other: { $words }
change-interrupted = Something else was typed here: { $clear } clears it, then { $key }.
change-reason-is-line = That is a line, not a reason: nothing is cancelled.
change-reason-is-line-do = { $clear } clears it here. { $close } closes this; it belongs in the entry line.
change-one-of = { $place } of { $count }
cancel-given-to-another = moved to another practitioner
cancel-wrong-patient = wrong patient
change-look-first = bookdesk checks this at { $clinic } by itself; don't change it again yet.
change-refused = { $clinic } refused it: { $said }
change-refused-without-reason = { $clinic } refused it without saying why.
change-conflict = { $clinic } says it can't be changed any more: cancelled, drawn, or changed meanwhile.
change-not-found = { $clinic } has no such appointment any more.
change-not-found-do = Nothing was changed: it was removed there, or its id belongs to other data (test or live).
change-panel-not-found = { $clinic } does not know one of these panels, or the appointment.
change-no-such-call = { $clinic } has no way to do that from here.
capability-missing = { $what ->
    [book] Nothing can be booked at { $clinic } from here: its server does not offer that.
    [alter] Appointments can't be changed at { $clinic } from here: its server does not offer that.
    [add-patient] New patients can't be added at { $clinic } from here: its server does not offer that.
    [correct-patient] Patients' data can't be corrected at { $clinic } from here: its server does not offer that.
   *[mark-slots] { $clinic } keeps its free times itself.
}
capability-elsewhere = Do it in the clinic's own program.
change-stands = The appointment is unchanged.
change-altered-by-others = At { $clinic } the appointment is neither as it was nor as it should be: look at it, then say how it ended.
now-undo-cancelling = undo the cancellation
now-book-again = the same visit again
shown-book-again = The same visit is in the form; only the time is missing.
now-slip = slip
now-history = history
history-title = History of { $id } ({ $count } on record here)
history-nothing = Nothing is recorded here about this appointment.
now-help = keys
change-is-so = The appointment is then and there already.
open-unknown = { $clinic } has no appointment with this id (404): check its letters and digits.
open-no-id = That is no id of an appointment at { $clinic }.
palette-open = open an appointment by its id: type the id here
change-reason-unusable = Say why, in up to 500 characters.
done-title = Done today ({ $count })
done-title-newest = Done today, the newest { $count }; `bookdesk audit export` lists all
done-nothing = Nothing was booked, moved or cancelled today.
done-key-undo = take it back
undo-nothing = Nothing was changed at this desk today.
undo-open = Nobody knows yet whether that was made. Take it back once it is known.
undo-last-open = Nobody knows yet whether the last change was made: { $who }, { $visit }. Take it back once it is known.
undo-takes-back = This takes back what was done at { $at }: { $what }.
undo-as-before = It is as it was before already. Nothing is to be taken back.
undo-final = { $kind ->
    [cancel] { $clinic } brings no cancelled appointment back. Book it again.
    [remove] { $clinic } keeps nothing of a removed entry. Book it again.
   *[other] Nothing takes that back at { $clinic }.
}
undo-not-on-record = What it was before is not on record here. Open the appointment, and change it by hand.
undo-text-stays = A text that was not there before can't be taken away at { $clinic }. Write what is right over it.
undo-of-absence = The list of absences takes that back.
undo-altered-since = Somebody has altered it since: { $facts }.
undo-list-reading = Reading the appointments that are taken back…
undo-list-takes-back = This takes back what was done in one list at { $at }: { $count } changes.
undo-list-nothing = None of the { $count } is taken back. { $why }
undo-list-left = { $count } stay as they are: { $why }
undo-unread = { $clinic } could not be read. Take it back once it can.
undo-asks = `--yes` takes it back.
undo-noted-as-dead = The note about { $who } still says “{ $note }”. { $how }
undo-noted-as-dead-key = Look the patient up; { $key } then takes the note away.
undo-noted-as-dead-shell = `bookdesk note` with an empty text takes it away.
done-waiting = on the waiting list
done-just-before = Made just before this start:
done-before = { $count ->
    [one] One appointment was booked or changed just before the start: { $key } says which.
   *[other] { $count } appointments were booked or changed just before the start: { $key } says which.
}
slots-not-kept = Done, but { $clinic }'s published slot could not be marked; it is tried again.
slots-given-up = Done, but { $clinic }'s published slot could not be marked: mark it there yourself.
slots-forbidden = Done, but this key may not mark slots at { $clinic }: mark them there yourself.

change-details = { $what }: { $changes }
change-details-of = { $facts }, { $when }
details-nothing = none
details-emptied = “{ $field }” can't be emptied from here.
details-emptied-do = Type what it is instead.
now-next-detail = next line
details-is-line = That is a line, not a detail: nothing is changed.
details-in-part = Not everything was changed at { $clinic }. Not as asked: { $fields }.
details-of-another = At { $clinic } this appointment has another patient, practitioner or time by now, or is off: look at it first.
details-unchanged = These details are there already: nothing would change.
details-length = { $changes } (until { $until })
details-which-patient = Which patient? Choose one with ↓ and Enter.
details-of-group = { $count } patients take part in this visit: it can't be given to another patient from here.
details-not-given = It can't be given to another patient: it is over or off, or its time is not known.

# Messages with a variant for each kind of change.
change-title = { $kind ->
    [remove] Remove this entry from { $clinic } ({ $mode })
    [book] Book from the waiting list at { $clinic } ({ $mode })
    [cancel] Cancel this appointment at { $clinic } ({ $mode })
    [status] Status of this appointment at { $clinic } ({ $mode })
    [details] Details of this appointment at { $clinic } ({ $mode })
    [panels] Panels of this draw at { $clinic } ({ $mode })
    [confirm] Draw done, at { $clinic } ({ $mode })
   *[move] Move this appointment at { $clinic } ({ $mode })
}
change-label = { $kind ->
    [remove] Remove
    [cancel] Reason
    [status] New status
    [details] Now
    [panels] Panel
    [confirm] Barcode
   *[move] New time
}
change-not-clear = { $kind ->
    [remove] This entry can not be removed.
    [cancel] Say why: choose a reason with ↓; typing narrows them, and the last one is your own words.
    [status] Which status? Choose one with ↓, or type its first letters.
    [details] Nothing is to change yet: choose a line with ↓ and type what it is instead.
    [panels] Nothing is to change yet: choose a panel with ↓, Enter takes it on or off.
    [confirm] The barcode is needed twice, digits only, and the same both times.
   *[move] It is not clear yet to when: type a time, or choose one with ↓.
}
now-toggle-panel = add or take off
now-take-barcode = barcode again
now-change = { $kind ->
    [book] book it
    [remove] remove the entry
    [cancel] cancel the appointment
    [status] set the status
    [details] change the details
    [panels] change the panels
    [confirm] draw done
   *[move] move it
}
note-replaced = Booked with { $with } at { $clinic }. The old appointment is cancelled next.
note-replaced-patient = Booked for { $who } at { $clinic }. The appointment of the wrong patient is cancelled next.
note-patient-changed = The patient is changed at { $clinic }.
second-step-failed = Not everything was done at { $clinic }: see Problems.
second-step-withheld = The old appointment is not as it was: it was not cancelled. See the Outbox.
second-step-lost = { $loss ->
    [gone] The new appointment { $new } is no longer there. So the old one { $old } was not cancelled.
    [cancelled] The new appointment { $new } has been cancelled. So the old one { $old } was not cancelled.
    [other-patient] The new appointment { $new } has another patient by now. So the old one { $old } was not cancelled.
    [other-provider] The new appointment { $new } is with another practitioner by now. So the old one { $old } was not cancelled.
   *[unread] The new appointment { $new } and the old one { $old } could not both be read. So the old one was not cancelled.
}
second-step-lost-do = Look at both appointments. Take this step out of the Outbox; cancel { $old } by itself only if it is not to take place.
second-step-twice = { $unknown ->
    [true] The new appointment { $new } was booked. Whether the old one { $old } is cancelled is not known: the patient may have two appointments.
   *[other] The new appointment { $new } was booked, and the old one { $old } is not cancelled: the patient may have two appointments.
}
second-step-twice-patient = { $unknown ->
    [true] The new appointment { $new } was booked for the right patient. Whether { $old }, the wrong patient's, is cancelled is not known: the visit may be booked for both.
   *[other] { $new } was booked for the right patient, and { $old } is not cancelled for the wrong one: the visit may be booked for both.
}
note-status = { $status ->
    [arrived] { $who } is here ({ $time }).
    [checked-in] { $who } is checked in ({ $time }).
    [fulfilled] { $who } is done ({ $time }).
    [noshow] { $who } is marked as a no-show.
    [booked] { $who }: the appointment is booked.
   *[other] { $who }: the appointment is { $said }.
}
note-made = { $kind ->
    [remove] The entry is gone: { $clinic } keeps nothing of it.
    [move] Moved at { $clinic }.
    [cancel] Cancelled at { $clinic }.
    [status] The new status is set at { $clinic }.
    [details] The details are changed at { $clinic }.
    [panels] The panels are changed at { $clinic }.
    [confirm] The draw is marked as done at { $clinic }.
   *[book] Booked at { $clinic }.
}
note-made-after-all = { $kind ->
    [remove] { $clinic } has answered after all: the entry is removed.
    [move] { $clinic } has answered after all: it is moved.
    [cancel] { $clinic } has answered after all: it is cancelled.
    [status] { $clinic } has answered after all: the status is set.
    [details] { $clinic } has answered after all: the details are changed.
    [panels] { $clinic } has answered after all: the panels are changed.
    [confirm] { $clinic } has answered after all: the draw is marked as done.
    [away] { $clinic } has answered after all: the absence is entered.
    [back] { $clinic } has answered after all: the absence is taken back.
   *[book] { $clinic } has answered after all: it is booked.
}
outbox-found = { $kind ->
    [remove] { $clinic } does not have the entry any more.
    [move] { $clinic } has it at the new time: it is moved.
    [cancel] { $clinic } has it as cancelled.
    [status] The new status is set at { $clinic }.
    [details] The details are changed at { $clinic }.
    [panels] The panels are changed at { $clinic }.
    [confirm] The draw is marked as done at { $clinic }.
    [away] { $clinic } has the absence.
    [back] { $clinic } does not have the absence any more.
   *[book] { $clinic } has it: it is booked.
}
change-made = { $kind ->
    [remove] removed
    [move] moved
    [cancel] cancelled
    [status] status set
    [details] details changed
    [panels] panels changed
    [confirm] draw done
    [away] absence entered
    [back] absence taken back
   *[book] booked
}
change-patient-changed = patient changed
shown-sending = { $kind ->
    [remove] removing… { $seconds } s at { $clinic }, { $mode }
    [move] moving… { $seconds } s at { $clinic }, { $mode }
    [cancel] cancelling… { $seconds } s at { $clinic }, { $mode }
    [status] setting the status… { $seconds } s at { $clinic }, { $mode }
    [details] changing the details… { $seconds } s at { $clinic }, { $mode }
    [panels] changing panels… { $seconds } s at { $clinic }, { $mode }
    [confirm] marking the draw as done… { $seconds } s at { $clinic }, { $mode }
   *[book] booking… { $seconds } s at { $clinic }, { $mode }
}
verdict-may-be-made = { $kind ->
    [remove] The entry may be removed.
    [move] It may be moved.
    [cancel] It may be cancelled.
    [status] The status may be set.
    [details] The details may be changed.
    [panels] The panels may be changed.
    [confirm] The draw may be confirmed.
    [away] The absence may be entered.
    [back] The absence may be taken back.
   *[book] It may be booked.
}
problem-not-made = { $kind ->
    [remove] Not removed — { $what }
    [move] Not moved — { $what }
    [cancel] Not cancelled — { $what }
    [status] Status not set — { $what }
    [details] Details not changed — { $what }
    [panels] Panels not changed — { $what }
    [confirm] Draw not confirmed — { $what }
    [away] Absence not entered — { $what }
    [back] Absence not taken back — { $what }
   *[book] Not booked — { $what }
}
problem-time-taken = Not booked: somebody has this time already.
problem-not-sent = { $kind ->
    [remove] Not removed, not sent — { $what }
    [move] Not moved, not sent — { $what }
    [cancel] Not cancelled, not sent — { $what }
    [status] Status not set, not sent — { $what }
    [details] Details not changed, not sent — { $what }
    [panels] Panels not changed, not sent — { $what }
    [confirm] Draw not confirmed, not sent — { $what }
    [away] Absence not entered, not sent — { $what }
    [back] Absence not taken back, not sent — { $what }
   *[book] Not booked, not sent — { $what }
}
outbox-not-there = { $kind ->
    [book] { $clinic } does not have it.
    [move] { $clinic } does not have the appointment at the new time.
    [cancel] { $clinic } has not cancelled the appointment.
    [away] { $clinic } does not have the absence.
    [back] { $clinic } still has the absence.
   *[other] { $clinic } shows the appointment as it was.
}
outbox-not-there-note = { $kind ->
    [book] A booking was not made at { $clinic }: its draft is in the Outbox.
   *[other] A change was not made at { $clinic }: it is in the Outbox.
}
outbox-bring-back = { $kind ->
    [book] Enter brings it back to the form; nothing is sent by itself.
   *[other] Enter brings it back; nothing is sent by itself.
}
change-in-part = partly made
change-not-there = { $kind ->
    [book] not there
   *[other] not made
}

# Blood draws.
change-panels = { $adds ->
    [true] add { $panels }, { $when }
   *[other] take off { $panels }, { $when }
}
change-confirm = draw done, { $when }
change-drawn = Blood was drawn, or { $clinic } does not say that it is still to be: this can't be changed any more.
draw-again = The same once more
draw-once-more = Now the same barcode once more.
draw-differs = That is not the barcode from before. { $key } begins anew.
draw-no-barcode = A barcode has digits only.
change-remove = remove the entry of { $when }
ask-remove-whom = { $who }, { $when }.
ask-remove-means = Only for an entry made in error. Removing is permanent: { $clinic } keeps nothing of it. If a visit is off, cancel it instead: that keeps its history.
ask-remove-really-means = { $who }, { $when }. Nothing brings it back.
remove-not-read = The entry could not be read from { $clinic }: nothing was removed
remove-not-read-do = Nothing takes this back, so it is read first. Try again in a moment.
draw-not-read = The draw's status could not be read from { $clinic }: nothing was sent
draw-not-read-do = Nothing takes this back, so it is read first. Send it again in a moment; the barcode is kept.
draw-is-final = Type or scan the barcode of the kit twice, each with Enter. Nothing takes this back: the laboratory begins.

# The verbs that change an appointment.
now-verb = { $verb ->
    [remove] remove
    [cancel] cancel
    [next-status] next status
    [not-come] no-show
    [details] details
    [panels] panels
    [confirm] draw done
   *[move] move
}
palette-change = { $verb ->
    [remove] remove an entry made in error, for good (asks twice)
    [cancel] cancel the appointment that is shown
    [next-status] set the status of the appointment (arrived, seen)
    [not-come] mark the appointment that is shown as a no-show
    [details] change kind, length, reason, texts, or the patient
    [panels] panels of the draw that is shown: add, take off
    [confirm] mark the draw as done, with the barcode of the kit
   *[move] move the appointment that is shown
}
shown-altered = { $who }: the appointment shown was changed elsewhere; this is how it is now.
