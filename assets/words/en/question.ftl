# Questions: a title of at most 40 columns, an explanation, the answers, and the two keys.

ask =
    .move-anyway = Move it anyway?
    .change-anyway = Change it anyway?
    .take-back = Take that back?
    .side-effects = Go ahead?
    .untimely-draw = Mark the draw as done anyway?
    .untimely = Set it anyway?
    .remove = Remove this entry?
    .remove-really = Really remove it for good?
    .list-noted = Book them anyway?
    .alone = Go on alone?
    .queue = Queue this booking?
    .queue-change = Queue this change?
    .stop-waiting = Stop waiting?
    .new-draft = Drop this draft?
    .drop-drafts = Drop all parked drafts?
    .take-off = Take it off the list?
    .not-waiting = Take off the waiting list?
    .try-panels = Add the panels again?
    .by-hand-booked = Mark it as booked?
    .by-hand-not-booked = Mark it as not booked?
    .add-patient = Add a new patient?
    .replace = Replace the file?
    .quit = Quit?
answer =
    .warnings = book anyway
    .move-anyway = move it
    .change-anyway = change it
    .take-back = take it back
    .noted = go ahead
    .side-effects = go ahead
    .untimely = do it anyway
    .remove = remove
    .list-noted = book anyway
    .alone = send it anyway
    .send-now = try it now
    .queue = queue it
    .stop-waiting = stop waiting
    .new-draft = drop it
    .drop-drafts = drop them
    .take-off = take it off
    .try-panels = add them
    .by-hand = mark it
    .take-person = take this one
    .add-patient = add
    .replace = replace it
    .save-beside = save it under that name
    .quit = quit
ask-warnings = Book { $how } anyway?
ask-queue-means = { $clinic } can't be reached. What is queued waits in the Outbox until you book it from there.
ask-queue-change-means = { $clinic } can't be reached. What is queued waits in the Outbox until you send it from there.
ask-stop-waiting-means = Whether it is booked will then be unknown. It is looked up.
ask-new-draft-means = All six letters hold a draft. What is in this form would be lost.
ask-drop-drafts-means = { $count ->
    [one] The parked draft would be lost. What is in the forms stays.
   *[other] All { $count } parked drafts would be lost. What is in the forms stays.
}
ask-drop-draft-means = What is in this form would be lost.
ask-take-off-panels-means = The appointment stays as it is.
ask-try-panels-means = The appointment is read first; only the panels it lacks are added.
ask-not-waiting-means = { $who } waits no longer. Nothing goes to the clinic.
ask-replace-means = { $path } is there already.

ask-leave-means = What is typed here would be lost.
ask-leave-unsent = { $count ->
    [one] 1 change waits in the Outbox and was not sent.
   *[other] { $count } changes wait in the Outbox and were not sent.
}
ask-leave-kept-means = What is open here is kept, and back when the desk opens again.
ask-leave-newcomer-means = Drafts are kept; the new patient that is not added yet would be lost.
ask-leave-sending-means = You would not see whether it is booked.
ask-leave-waiting-means = The booking that waits would not be sent.
ask-leave-parked-means = What is parked ({ $count }) would be lost.
ask-leave-typed-and-parked-means = What is typed here would be lost, and what is parked ({ $count }) with it.
ask-leave-unknown-and-parked-means = Unknown bookings ({ $unknown }) and parked drafts ({ $parked }) would be lost.
ask-leave-unknown-means = { $count ->
    [one] An unknown booking would go off the list.
   *[other] { $count } unknown bookings would go off the list.
}
ask-leave-queued-means = { $count ->
    [one] The queued booking would be lost.
   *[other] { $count } queued bookings would be lost.
}
ask-leave-panels-means = Panels that are not added would go off the list.

# Answers.
choose-why = Why?
choose-how-known = How do you know?
override-reason =
    .patient-asks = patient asks
    .provider-agrees = practitioner agrees
    .urgent = urgent
    .entered-later = entered afterwards
    .came-at-another-time = patient came at another time
    .wrong-time = the calendar has the wrong time
    .in-advance = confirmed in advance
    .batch = confirmed with the file
    .seen-there = seen in the clinic's system
    .clinic-says = the clinic says so
    .patient-says = the patient says so
choose-queue = queue it
choose-send-now = try it now anyway
choose-replace-file = replace it
choose-save-beside = save it as { $name }
choose-add-new = none of these: add a new patient
choose-replacing = take { $who }, { $id }, instead
choose-replacing-id = take { $id } instead

# Labels of the booking key and of Esc.
answer-go-back = go back
answer-keep-waiting = keep waiting
answer-keep = keep it
answer-stay = stay

# Keys that do nothing here: preferably 52 columns.
question-remark =
    .nothing-typed = Only the keys above count here.
    .nothing-pasted = Nothing was pasted. Only the keys above count here.
    .interrupted = Text was typed here: { $clear } clears it, then { $key }.
    .released = { $key } counts again.
    .no-reason = Choose why: a digit or ↓, then { $key }.
    .too-soon = Too soon. Read this, then press { $key } once more.
    .unread = Not all of it was on screen: PgDn, then { $key }.
    .clicked = A click does not confirm. Press { $key }.

# Questions that no longer apply.
question-nothing-against = There is no conflict any more: { $key } books.
question-has-changed = What this was about has changed: see Problems.
question-not-asked = Nothing was sent: see Problems. { $key } asks again.
