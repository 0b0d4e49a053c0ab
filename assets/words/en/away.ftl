# Absences of practitioners.

change-away = { $who } away { $when }
change-back = { $who } there again { $when }
away-already = { $clinic } has this absence already.
away-already-do = Nothing was sent: somebody else has entered it.
away-no-schedule = { $clinic } has no schedule of this practitioner, in which an absence could be entered.
away-no-schedule-do = Keep it at these desks instead, or ask for a schedule there.
