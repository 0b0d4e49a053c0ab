# Questions: a title of at most 40 columns, an explanation, the answers, and the two keys.

ask-warnings = Book { $how } anyway?
ask-queue = Queue this booking?
ask-queue-means = { $clinic } can't be reached. What is queued waits in the Outbox until you book it from there.
ask-queue-change = Queue this change?
ask-queue-change-means = { $clinic } can't be reached. What is queued waits in the Outbox until you send it from there.
ask-stop-waiting = Stop waiting?
ask-stop-waiting-means = Whether it is booked will then be unknown. It is looked up.
ask-new-draft = Drop this draft?
ask-new-draft-means = All six letters hold a draft. What is in this form would be lost.
ask-take-off = Take it off the list?
ask-take-off-panels-means = The appointment stays as it is.
ask-try-panels = Add the panels again?
ask-try-panels-means = The appointment is read first; only the panels it lacks are added.
ask-not-waiting = Take off the waiting list?
ask-not-waiting-means = { $who } waits no longer. Nothing goes to the clinic.
ask-by-hand-booked = Mark it as booked?
ask-by-hand-not-booked = Mark it as not booked?
ask-replace = Replace the file?
ask-replace-means = { $path } is there already.
ask-add = Add a new patient?

ask-leave = Quit?
ask-leave-means = What is typed here would be lost.
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
    .in-advance = confirmed in advance
    .seen-there = seen in the clinic's system
    .clinic-says = the clinic says so
    .patient-says = the patient says so
choose-queue = queue it
choose-send-now = try it now anyway
choose-add-new = none of these: add a new patient

# Labels of the booking key and of Esc.
answer-book = book anyway
answer-queue = queue it
answer-send-now = try it now
answer-stop-waiting = stop waiting
answer-drop = drop it
answer-take-off = take it off
answer-try-panels = add them
answer-by-hand = mark it
answer-replace = replace it
answer-take-person = take this one
answer-add = add
answer-leave = quit
answer-go-back = go back
answer-keep-waiting = keep waiting
answer-keep = keep it
answer-stay = stay

# Keys that do nothing here: preferably 52 columns.
question-nothing-typed = Nothing was typed. Only the keys above count here.
question-nothing-pasted = Nothing was pasted. Only the keys above count here.
question-too-soon = Too soon. Read this, then press { $key } once more.
question-click = A click does not confirm. Press { $key }.

# Questions that no longer apply.
question-nothing-against = There is no conflict any more: { $key } books.
question-has-changed = What this was about has changed: see Problems.
question-not-asked = Nothing was sent: see Problems. { $key } asks again.
