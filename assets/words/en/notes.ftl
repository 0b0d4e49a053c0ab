# Notes in the footer about the last key: one line, preferably 78 columns.

note-words-unknown = The configuration has words that do nothing: see bookdesk doctor.
note-keys-unusable = Some configured keys can't be used: see bookdesk doctor.
note-templates-mistaken = Your visit templates have mistakes, so those that ship are used: see bookdesk doctor.
note-holidays-unread = Your file of holidays cannot be used, so any day may be one: see bookdesk doctor.
note-holidays-partly = Part of your file of holidays can't be read; the rest counts: see bookdesk doctor.
note-no-zone = { $clinics }: no time zone in the configuration, so this machine's counts ({ $zone }); bookdesk setup sets it.
note-look-up = That was a look-up: nothing is booked by it. To book: a blank, then with whom and when.
note-form-left = The form still holds the visit of { $who }: { $key } once more books it.
note-line-not-in-form = Enter shows what the line means; then { $key } books it.
note-line-emptied = The line is empty. { $key } brings it back.
note-line-before = The line before is back. { $key } empties it.
note-window-too-small = Nothing was sent: the window was too small to read it.
note-read-first = That was filled in just now: read it back, then { $key } books.
note-card-unread = This opened just now: read it, then press { $key } once more.
note-booked-already = It is booked. The form is empty, for the next caller.
note-time-not-there = The first free time has not arrived yet: nothing was booked.
note-length-not-there = The length of the visit has not arrived yet: nothing was booked.
note-list-coming = One moment: the list to pick from is loading.
note-back-to-form = Esc goes back to the form.
list-no-letters = Nothing is typed here. { $key } closes it.
note-nothing-pasted = Nothing was pasted: the cursor is not in a field.
note-key-in-paste = { $key } came together with other keys, as in a paste: nothing was sent. Press it by itself.
note-no-problems = No problems: the form can be booked.
note-under-way = A booking is already being sent.
note-to-mend = { $count ->
    [one] Not sent: 1 field to fix.
   *[other] Not sent: { $count } fields to fix.
}
note-recorded = { $clinic }: { $what }.
note-not-booked-there = { $clinic }: not booked. { $key } shows why.
note-not-booked-here = Not booked at { $clinic }: see Problems. All is kept; { $key } sends it again.
note-not-booked-mend = Not booked at { $clinic }: see Problems. All is kept.
note-looked-up-further = { $clinic } said no. It is still looked up, in case it was done anyway: wait before you send it again.
note-recorded-after-all = { $clinic } has answered after all: { $what }.
note-not-booked-after-all = The clinic has answered after all: it is not booked.
note-given-back = It was not sent, and is not booked. What you had typed is back.
note-stopped = Stopped. Nothing was sent.
note-may-still-come = Its answer may still come: wait for it before booking this again.
note-form-not-empty = The { $clinic } form is not empty: book or clear it first ({ $key }).
note-brought-back = Brought back. It is not booked.
note-waits-to-be-sent = This form waits to be sent; Esc stops that.
note-being-sent = This form is being sent; it can be changed again after the answer.
note-being-sent-no-paste = This form is being sent; nothing was pasted.
note-being-booked = This form is being booked; wait for the answer.

# Changes made to a pasted text.
paste-said = Paste: { $what }.
paste-first = Paste: the first { $count } characters.
paste-cut = pasted the first { $kept } of { $length } characters
paste-joined = { $count } lines joined into one
paste-unseen = { $count ->
    [one] 1 invisible character left out
   *[other] { $count } invisible characters left out
}
paste-marked = { $count ->
    [one] 1 invisible character shown as a mark, since no id has one
   *[other] { $count } invisible characters shown as marks, since no id has them
}

# Differences between an answer and its request.
differs-patient = The answer names { $other }, the booking was for { $who }.
differs-provider = The answer names { $other }, the booking was with { $who }.
differs-time = The answer has a different time from the booking.

# The mouse.
mouse-on = The mouse points, chooses and scrolls. { $key } gives it back to the terminal.
mouse-off = The mouse is the terminal's again: it selects text.
mouse-sends-nothing = A click alone sends nothing: press { $key }.
