# Plain mode: questions and answers for screen readers and braille displays. Short, in words, without symbols.

plain-greeting = bookdesk asks, one line at a time. An empty line skips a question or keeps what is in square brackets. ? explains a question and says which words work at any of them; quit leaves.
plain-whole-line = A whole line is welcome at any time: 220385s ki f books a visit, 220385s alone says that patient's appointments.
plain-mode = { $mode }: { $names }.
plain-mode-sandbox = SANDBOX: { $names }. The people are invented; nothing is real.
plain-commands = At any question: ? or help explains, back goes back, fields says what is filled in, times lists free times, more reads on in a list, ids says the ids of the rows read last, outbox lists what has no answer yet, - empties the field, drop drops what is in the form, quit leaves.
plain-more-commands = And: new adds a patient, correct corrects the patient's data, template fills in from a visit template, open shows an appointment to move or cancel it, undo takes the last change back, died cancels all visits of a patient who has died, day lists who comes on a day, calls lists whom to remind by phone and notes how it went, waiting lists who waits and puts the patient on the waiting list, park parks the draft, drafts takes one up again, lock locks the desk.

# Commands that can be typed instead of an answer.
plain-word-help = help
plain-word =
    .back = back
    .fields = fields
    .times = times
    .outbox = outbox
    .day = day
    .calls = calls
    .waiting = waiting
    .open = open
    .undo = undo
    .died = died
    .new = new
    .correct = correct
    .template = template
    .park = park
    .drop = drop
    .drafts = drafts
    .more = more
    .ids = ids
    .lock = lock
    .quit = quit
plain-word-yes = yes
plain-word-no = no
plain-whether = { $question } (y or n)
plain-yes-or-no = Answer y or n.
plain-no-such-choice = That is none of the choices.
plain-one-moment = One moment.

plain-backend = Clinic ({ $last ->
    [2] 1 or 2
   *[other] 1 to { $last }
}) [{ $stands }]
plain-go-on = Go on with what is in the form
plain-line = Entry line (a whole booking such as 220385s ki f; empty for one question after another)
plain-required = required
plain-number = 1 to { $last }
plain-limit = at most { $limit } characters
plain-times = times lists free ones
plain-empty = empty
plain-field = { $number } { $label }: { $value }
plain-no-times = Free times are listed where a time is asked for, once it is known with whom or where.
plain-nobody = Nobody like that is known. The word new adds a patient.
plain-add = { $call ->
    [correct] Send the correction to { $clinic }, { $mode }
   *[add] Add the patient at { $clinic }, { $mode }
}
plain-alike = 1 to { $last } takes that one; y adds a new one all the same; n goes back
plain-template = Visit template (its number or name; empty for none)
plain-nothing-to-park = There is nothing to park: the form is empty.
plain-no-drafts = No draft is parked.
plain-drafts = Draft to open (its number; empty for none)
plain-adding = { $call ->
    [correct] Sending the correction to { $clinic }, { $mode }.
   *[add] Adding the patient at { $clinic }, { $mode }.
}
plain-panels-again = Try again to add the panels
plain-pin-first = A PIN is set. Type it to begin.
plain-locked = Locked. What was said before stays on this terminal: clear it if others can read it.
plain-unlocked = Unlocked.
plain-no-pin = No PIN is set, so it does not lock. `bookdesk pin` sets one.
plain-problem = Problem: { $what } { $advice }
plain-warning = Warning: { $what } { $advice }

plain-goes-out = To { $clinic }, { $mode }: { $what }.
plain-book = Book { $how }
plain-choose = { $question } (1 to { $last }; y is 1, n goes back)
plain-change = Field to change (its number or name; empty for none)
plain-checking = Checking that the time is still free. Nothing is sent yet.
plain-sending = Sending to { $clinic }, { $mode }.
plain-result = { $clinic }: { $outcome }, { $id }{ $when }.
plain-unknown = It may be booked: the answer was lost. It is being looked up, and you are told. Do not enter it again.
plain-another = Another booking

plain-outbox = Number to mark as booked or not (empty to go on)
plain-outbox-empty = The Outbox is empty: nothing waits there.
plain-nothing-to-settle = There is nothing to mark there.
plain-settle = What is true (1 to { $last }; empty to go on)
plain-how-known = { $question } (1 to { $last }; empty to go back)
plain-is-booked = it is booked
plain-is-not-booked = it is not booked
plain-bring-back = bring its draft back to the form
plain-take-off = take it off the list

plain-end-nothing-booked = The input has ended. Nothing was booked.
plain-end-last-not-booked = The input has ended. The last one was not booked.
plain-end-unknown = The input has ended. It is not known whether the last one is booked: it is looked up again when the desk opens.
plain-day = Narrow it by a name, a status or hours such as 14-16 (empty to go on)
plain-waiting = When would they come, to put the patient on the waiting list (empty to go on)
plain-calls = Number and r, n or w: reached, not reached, left a message (empty to go on)
plain-calls-how = A number of the list, a blank, and r, n or w.
plain-calls-and = and also { $visit }
plain-which-appointment = Appointment (its id)
plain-which-appointment-or = Appointment (its id) [{ $stands }]
plain-what-becomes = What to do (a number; empty leaves it as it is)
plain-new-time = New time (times lists free times; @ and a name: somebody else)
plain-reason = Reason (1 to { $last }, or in your own words) [{ $first }]
plain-detail-or = { $label } [{ $stands }]
plain-panel = Panel to take on or off (a number; empty when done)
plain-status = Which status (a number, or its first letters) [{ $first }]
plain-alter = { $kind ->
    [remove] Remove the entry for good { $how }
    [cancel] Cancel { $how }
    [status] Set the status { $how }
    [details] Change the details { $how }
    [panels] Change the panels { $how }
    [confirm] Mark the draw as done { $how }
   *[move] Move { $how }
}
plain-all-later = { $kind ->
    [move] Move all later ones of the series by as much, too
   *[cancel] Cancel all later ones of the series too
}
plain-send-list = Send these { $count } { $how }
plain-absences = Number of the one to take back (empty to go on)
plain-enter-absence = Enter the absence { $how }
plain-take-absence-back = Take it back { $how }
plain-write-here = Write it here
plain-died-take-off = Take off the waiting list
plain-remove-note = Remove the note

plain-not-here = That word does nothing at this question. ? explains it; back leaves it.
plain-is-line = That is a whole line: the question before is left, and nothing was sent.
plain-left-as-it-was = Nothing was changed.
plain-no-more = That was all.
plain-left = { $count } more: the word more reads on.
plain-no-ids = These rows have no ids.
plain-other-fields = The other fields stay as they are: fields says them, and n at the next question changes one.
plain-nothing-to-drop = There is nothing to drop: the form is empty.
plain-dropped = Dropped, and nothing was sent: { $who }, { $why }.
plain-wish-in-form = Nobody is on the list yet: that is an entry of the form, and y at the question whether to put them on it sends it.
plain-put-on-waiting-list = Put on the waiting list { $how }

# What a question asks for, said after ?.
plain-explain =
    .clinic = The clinic to book at: its number, or how its name begins. A whole line works here, too, and names the clinic itself.
    .line = Birth date and initial or a name, two letters or a name for whom or where, a letter for the visit, and a time if you like.
    .field = This field of the booking.
    .free-field = This field of the booking, in your own words.
    .go-on = y goes on with what is in the form; n puts it aside as a draft and begins anew.
    .change = The number or the name of the field that is to be different. An empty line leaves all as it is.
    .send = y sends what was just read out; n sends nothing.
    .despite = y or the number of a reason goes ahead with what was just read out; n sends nothing.
    .note = y writes down what was just read out, for every desk; n writes nothing.
    .another = y asks for another booking; n leaves. A whole line is another booking, too.
    .sheet = This field of the patient's data.
    .alike = The number of somebody takes that patient; y adds a new one; n goes back to what was typed.
    .appointment = The id of an appointment, as ids says it after a list. An empty line takes the one in square brackets.
    .what-becomes = The number of what is to become of this appointment. An empty line leaves it as it is.
    .new-time = The day and the time to move it to; times lists free ones, to be taken by number; @ and a name gives it to somebody else.
    .reason = Why it is cancelled: a number, or your own words. An empty line takes the reason in square brackets.
    .detail = The new text. An empty line keeps what is in square brackets; back goes to the detail before.
    .patient = Whose appointment it is to be: name, birth date, phone or id. An empty line keeps the one in square brackets.
    .status = The new status: its number or its first letters. An empty line takes the one in square brackets.
    .panel = The number or the name of a panel; the same once more takes that back. An empty line ends the choice.
    .barcode = The digits of the barcode, typed or scanned twice. Nothing is sent before a y.
    .all-later = y means this one and every later one of its series; n this one alone.
    .absences = The number of the absence to be taken back. An empty line goes on.
    .calls = The number of a patient, a blank, and r for reached, n for not reached, or w for a message left. An empty line goes on.
    .day = A name, a status or hours such as 14-16 narrows the day. An empty line goes on.
    .waiting = Days, hours or from when, such as mo morning. An empty line puts nobody on the list.
    .drafts = The number of the draft to go on with. An empty line opens none.
    .template = The number or the name of a kind of visit. An empty line fills in nothing.
    .outbox = The number of what you know the outcome of, or want back. An empty line goes on.
    .settle = The number of what is true. An empty line leaves it as it is.
    .panels = y adds the panels once more; n leaves the appointment without them.
    .quit = y leaves; n stays.
    .pin = Your PIN.
