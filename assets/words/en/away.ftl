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
