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
away-is-made = { $what }: { $clinic } has it after all.
away-is-unknown = { $what }: nobody knows yet whether { $clinic } has it. It is looked up; see Problems.
away-is-not-there = { $what }: not at { $clinic }. It may be entered again.
away-sending = is being sent
away-entered = entered
away-taken-back = taken back
away-unknown = unknown: it is looked up
away-left-out = not sent
away-known = is entered already
away-within = { $who } has { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
} within this time: { $rows }.
away-within-do = --yes enters the absence all the same; move them, give them to another, or call.
away-nothing-then = { $who }: nothing is entered for that time.
away-outcome = { $outcome ->
    [known] { $who } is away then already; nothing was sent.
    [entered] { $who }: { $count ->
        [one] 1 day entered.
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
away-claimed = Another window or desk has just entered an absence for this time.
away-under-way = Another window or desk is just entering or taking back an absence on this day.
away-not-there = { $clinic } does not have this absence.
