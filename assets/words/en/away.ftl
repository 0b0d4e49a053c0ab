# Absences of practitioners.

change-away = { $who } away { $when }
change-back = { $who } there again { $when }
away-already = { $clinic } has this absence already.
away-already-do = Nothing was sent: somebody else has entered it.
away-no-schedule = { $clinic } has no schedule of this practitioner, in which an absence could be entered.
away-no-schedule-do = Keep it at these desks instead, or ask for a schedule there.
away-past = That time is past
away-too-long = An absence of more than { $days } days is entered in parts
away-reason-too-long = The reason is too long
away-line-in-reason = The reason is a line, so nothing is entered: it belongs in the entry line
away-time-in-reason = “{ $time }” is a time, so it is no part of the reason: type the time first (11 until fr), then the reason
away-is-made = { $what }: { $clinic } has it after all.
away-is-unknown = { $what }: nobody knows yet whether { $clinic } has it. It is looked up; see Problems.
away-is-not-there = { $what }: not at { $clinic }. It may be entered again.
away-sending = is being sent
away-entered = entered
away-taken-back = taken back
away-unknown = unknown: it is looked up
away-left-out = not sent
away-known = is entered already
away-sent-elsewhere = being sent: { $desk }, not known yet
away-within = { $who } has { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
} within this time: { $rows }.
away-within-do = --yes enters the absence all the same; move them, give them to another, or call.
away-beyond = { $who } is away beyond that time, too: { $rows }. { $count ->
    [one] It is one entry and can
   *[other] They are { $count } entries, each of which can
} only be taken back as a whole.
away-beyond-do = --yes takes back all of it. Or name the whole time.
away-nothing-then = { $who }: nothing is entered for that time.
away-outcome = { $outcome ->
    [known] { $who } is away then already; nothing was sent.
    [entered] { $who }: { $count ->
        [one] the absence is entered.
       *[other] { $count } days entered.
    }
    [removed] { $who }: { $count ->
        [one] 1 absence taken back.
       *[other] { $count } absences taken back.
    }
    [clean] { $who }: nothing is in the way; nothing was sent.
    [conflict] Nothing was sent: { $why }
    [not-sent] Nothing was sent: { $why }
    [invalid] Nothing was sent: { $why }
    [unknown] { $who }: it is not known yet whether all of it is entered; look it up before you enter it again.
   *[other] Not done: { $why }
}
away-claimed = An absence was entered for this time just now: { $desk }.
away-under-way = An absence on this day is being sent, and its outcome is not known yet: { $desk }.
away-not-there = { $clinic } does not have this absence.
away-line = away { $when }
away-line-rest-of-day = away for the rest of today: { $when }
away-line-list = who will be away: Enter lists it
away-days = { $first } to { $last } ({ $count ->
    [one] 1 day
   *[other] { $count } days
})
away-title = { $who } is away
away-title-back = Absence of { $who } to be taken back
away-card-booked = { $count ->
    [one] 1 appointment is
   *[other] { $count } appointments are
} within this time. { $key } enters the absence. Then they can be moved, given to another or called.
away-card-nobody = Nobody is booked within this time. { $key } enters the absence.
away-card-back = { $key } takes this absence back.
away-day-booked = { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
}
away-reading = The calendar is being read …
away-working = { $made } of { $count } sent …
away-partly = { $who }: { $count } of { $all } days done, the rest not. { $why }
away-all-known = All of it is entered.
away-all-free = All of it is entered; nobody is affected any more.
away-all-under-way = Nothing of it is left to send: what is not entered is being sent, and not known yet.
away-what-with = { $count ->
    [one] 1 appointment is
   *[other] { $count } appointments are
} within it: m moves or gives to another, x cancels.
away-letters-enter = Nothing is typed here: { $book } enters the absence; { $close } closes the card.
away-letters-back = Nothing is typed here: { $book } takes the absence back; { $close } closes the card.
away-letters-working = Nothing is typed here: the absence is being sent; { $key } stops that.
away-stopped = Stopped. The rest was not sent.
away-one-at-a-time = An absence is just being sent; one moment.
away-sent-already = That was sent already.
away-unreachable = { $clinic } can't be reached. Nothing was sent.
away-key-enter = enter the absence
away-key-back = take it back
away-key-booked = who is booked
away-list-title = Who will be away ({ $count }), up to { $until }
away-hours-unread = Of { $count ->
    [one] 1 practitioner
   *[other] { $count } practitioners
} of { $clinic } the hours could not be read: absences that stand with them are missing here.
away-in-hours = { $clinic } keeps this with the hours of the practitioner: it is changed there, not here.
away-none-coming = Nobody will be away, as far as the clinics know.
away-kept-here = { $clinic } keeps no absences; only these desks do.
away-note = only at these desks
away-noted = Noted at these desks; nothing was sent to a clinic.
away-note-removed = The note was removed; nothing was sent to a clinic.
away-not-noted = That was not written: { $why }
away-whose = Choose an appointment or a column of the practitioner first.
away-hint = days, hours, reason
away-key-shows = show who is booked in it
away-enter-shows = Enter shows who is booked in it; only there it can be sent.
away-unsaved = { $close } once more drops what was typed; { $enter } goes on with it.
key-absences = which practitioners will be away
    .short = away
    .also = absent, absence, holiday, ill, leave, off
help-at-absence = absence of a practitioner
    .first = Day by day what will be entered, and who is booked in it; Enter opens an appointment.
    .then = { $book } sends it, one day after the other; { $close } leaves without sending.
    .last = Once entered, m moves those who are booked, x cancels, { $calls } lists calls.
help-at-absence-form = when somebody is away
    .first = Days and hours, and behind them the reason, as in: 24.12.-2.1. holiday
    .then = Enter shows day by day who is booked in it. Nothing is sent yet.
    .last = { $close } leaves without entering anything.
help-at-absences = who will be away
    .first = The absences that are coming, as the clinics have them.
    .then = Enter shows the chosen one; there { $book } takes it back. b: who is booked.
    .last = A new one is typed on the entry line, as in: ki away 24.12.-2.1. holiday
