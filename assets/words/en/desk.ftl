# The keys: what each does in a sentence, and in a word or two for the last line.

key-next-field = next field, whatever is wrong with this one
    .short = next
key-previous-field = previous field
    .short = previous
key-down = next field; in a list or a long text: one line down
    .short = down
key-up = previous field; in a list or a long text: one line up
    .short = up
key-patient = to section 1, Patient
    .short = patient
key-where-who = to section 2, Where & who
    .short = where
key-when = to section 3, When
    .short = when
key-instructions = to section 4, Instructions
    .short = instructions
key-enter = next field; in a list: pick; in a field of many lines: a new line. Never books
    .short = next
key-book = book; with warnings: once more, or y, to go ahead
    .short = book
key-other-backend = to the other backend; each keeps its draft
    .short = other backend
key-next-problem = to the field of the next problem
    .short = next problem
key-entry-line = a whole booking in one line, such as 220385s ki f
    .short = entry line
key-palette = everything the desk can do, found by name
    .short = more
key-free-times = free times of whom or where the form names, day by day
    .short = free times
key-day = the day of a practitioner or location, at both backends
    .short = day
key-new-patient = add someone the backend doesn't know yet
    .short = new patient
key-template = fill the form from a visit template
    .short = visit template
key-instruction-language = the patient's instruction in the next language
    .short = language
key-request = show or hide the request as it would be sent
    .short = request
key-new-draft = start a new draft; this one is parked under the next free letter
    .short = new
key-draft-a = take up draft A, parking this one
    .short = draft A
key-draft-b = take up draft B, parking this one
    .short = draft B
key-draft-c = take up draft C, parking this one
    .short = draft C
key-draft-d = take up draft D, parking this one
    .short = draft D
key-draft-e = take up draft E, parking this one
    .short = draft E
key-draft-f = take up draft F, parking this one
    .short = draft F
key-panes = give the keys to the next pane
    .short = panes
key-scroll-up = scroll the pane back
    .short = scroll
key-scroll-down = scroll the pane on
    .short = scroll
key-clear-field = empty the field
    .short = clear field
key-help = all keys, and what this field wants
    .short = keys
key-close = close what is open, else to the entry line; text is never lost
    .short = back
key-lock = lock the screen; drafts are kept, bookings go on
    .short = lock
key-initials = people in lists by initials and birth year, or in full
    .short = initials
key-copy = copy the id of the appointment that is shown, for 30 s
    .short = copy id
key-slip = slip to take home: on paper, for a calendar, as a code
    .short = slip
key-mouse = take the mouse from the terminal, or give it back
    .short = mouse
key-suspend = to the shell for a while; fg comes back
    .short = suspend
key-quit = leave (asks if something would be lost)
    .short = quit

# What a key does just now, where that is not the same everywhere.
now-book = book { $how }
now-stop-waiting = stop waiting
now-stop-sending = stop, don't send
now-pick = pick
now-preview = preview
now-form = form
now-do-it = do it
now-fill-in = fill in, as does its letter
now-keep = keep
now-put-back = put back
now-close = close
now-back-to-form = back to the form
now-go-there = go there

# How real a booking is, behind "book".
mode-live = LIVE
mode-test = as a TEST
mode-sandbox = in the SANDBOX

# Why a conflict is overridden: all of it on one line of 76 columns.
why-asked = Why? { $reasons }
why-patient-asks = patient asks
why-provider-agrees = practitioner agrees
why-urgent = urgent
why-unsaid = no reason given

ask-warnings = { $count ->
    [one] Book { $how } all the same?
   *[other] Book { $how } in spite of { $count } warnings?
}
ask-stop-waiting = Stop waiting? Whether it is booked is then unknown.
ask-new-draft = All six letters hold a draft. Drop what this form holds?
ask-settle = Take { $whose } off the list?
ask-leave-sending = Leave? You would not see whether it is booked.
ask-leave-waiting = Leave? The booking that waits would not be sent.
ask-leave = Leave? What is typed here would be lost.
ask-leave-parked = Leave? What is parked ({ $count }) would be lost.
ask-leave-typed-and-parked = Leave? What is typed here would be lost, and what is parked ({ $count }) with it.
ask-leave-unknown-and-parked = Leave? Unknown bookings ({ $unknown }) and parked drafts ({ $parked }) would be lost.
ask-leave-unknown = { $count ->
    [one] Leave? An unknown booking would go off the list.
   *[other] Leave? { $count } unknown bookings would go off the list.
}
answer-book = book
answer-go-back = go back
answer-stop-waiting = stop waiting
answer-keep-waiting = keep waiting
answer-drop = drop it
answer-keep = keep it
answer-take-off = take it off
answer-leave = leave
answer-stay = stay
ask-drop-panels = Take this off the list? The appointment stays as it is.
ask-leave-panels = Leave? Panels that are not added would go off the list.
