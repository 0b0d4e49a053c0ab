# Messages about the entry line and the lists that it searches.

line-type-something = Type birth date and initial, a code and a letter; or Tab to the form.
line-for-whom = Whom is it for? Birth date and initial, or a name.
line-for-whom-or-free = Whom is it for? Birth date and initial, or a name. { $key } shows the free times.
line-key-adds = { $key } adds a new one.
line-nobody-fits = Nobody in the list matches.
line-one-moment = One moment: looking for who is meant.
line-mend = Correct the word, or { $key } empties the line.
line-pick-or-mend = Choose first: { $digits }. Or correct the word; { $key } empties the line.
line-add-or-mend = { $adds } adds the patient. Or correct the word; { $key } empties the line.
line-no-lists = The lists are not available now. Tab goes to the form; ids can be typed there.
line-maybe-elsewhere = { $said } may be somebody at { $clinic }, whose list could not be read.
line-no-lists-at = { $clinic }'s lists are not available now; ids can be typed in the form.
line-namesakes = { $clinic } could not be searched: it may have others of this name.
line-under-way = That form is being booked; wait for the answer.
line-no-letter-left = All six letters hold a draft: book or drop the { $clinic } form's first.
line-parked = What the form held is parked as { $letter }.

people-not-searched = The clinic could not be searched; keep typing, or type the id.
people-so-far = { $count } people loaded so far
people-stopped = Loading stopped at { $count } people. It goes on when you come back to this field.
line-what-is-coming = their appointments
line-also-there = also there at { $times }
line-first-free = first free
line-form-has = in the form: { $when }
line-form-no-time = no time
line-next-times = free instead
line-did-you-mean = Did you mean one of these?
line-down-then = ↓, then { $digits }
line-digits-two = 1 or 2
line-digits-three = 1, 2 or 3
line-digits-more = 1 to { $last }
line-did-you-mean-word = Did you mean this?
line-which-birth = Which birth date is it?
line-born-on = born { $date }
line-lengths = lengths
line-length = { $count } min
line-right-after = right after
line-minutes-later = { $minutes ->
    [one] not right after: 1 minute later
   *[other] not right after: { $minutes } minutes later
}
line-in-the-past = in the past
line-moves = move → { $to } (now { $from })
line-verb = { $verb ->
    [next-status] next status: { $from }
    [not-come] no-show: { $from }
    [details] change { $from }
   *[cancel] cancel { $from }
}
line-reason = reason: { $reason }
line-verb-of-all = { $verb ->
    [move] move { $count } appointments
    [next-status] next status of { $count } appointments
    [not-come] no-show: { $count } appointments
   *[cancel] cancel { $count } appointments
}
line-changes-details = { $details }: { $from }
line-new-length = length → { $to }
line-detail = { $label } → { $text }
line-several-fit = { $are ->
    [all] { $who } has { $count } appointments.
   *[some] { $who } has { $count } such appointments.
}
line-none-then = { $who } has nothing coming up then.
line-none-of-kind = { $who } has no such visit coming up.
line-next-free = the next free time
line-fewer-to-change = { $who } has only { $count } coming up.
line-asking-for-appointments = looking for appointments
line-clinic-away = { $clinic } can't be reached now: the appointments can be seen once it answers.
line-appointments-not-read = The appointments could not be read; see Problems.
line-not-on-record-yet = No clinic has confirmed that appointment yet; it can be changed once one has.
line-left-out-unconfirmed = Not confirmed by a clinic yet, and left out: { $count }.
line-verbs-in-desk-only = A line with > or - changes what exists, and this books: move, cancel and status do that here, by the id.
line-of-another-command = This books, and the line asks for something else. { $command ->
    [none] Only the entry line of the desk does that.
   *[other] bookdesk { $command } does that.
}
series = { $step ->
    [day] { $count } days in a row
    [month] { $count } times, monthly
   *[week] { $count } times, weekly
}
line-series-twice = series
line-series-bounds = { $said } can't be booked as a series.
line-series-bounds-do = A series has { $fewest } to { $most } visits: x6w weekly, x4d daily, x3m monthly.
line-series-in-desk-only = A series is booked in the full-screen desk only; for a file of bookings there is batch.
line-times = times
line-nothing-before = No visit has been booked here just now.
line-say-when = Say when.
line-nobody-usual = No practitioner stands out in the past visits.
line-no-last-visit = No visit in the past year.
line-say-what = Say with whom and what.
line-at-counter = at the counter: free from this minute on
line-past-unread = The past visits can't be read.
line-with-whom = Say with whom.
line-who-waits = who waits now: Enter opens the board
line-waiting-list = the waiting list: Enter opens it
line-digits-given-back = That begins a birth date: nothing was picked. { $key } brings back the line before.
