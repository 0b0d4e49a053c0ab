# The past visits of a patient.

past-visits-title = Past visits of { $who } ({ $count })
past-visits-not-read = The past visits are not read yet, or there is no patient in hand.
past-visits-none = No visit in the past year.
now-past-visits = past visits
help-past-visits = the past visits of the patient; Enter opens one
help-at-past-visits = past visits
    .first = The visits of the past year that this clinic has, the last first.
    .then = Enter or the row's digit opens one; it can be booked again from there (b).
    .last = { $close } goes back.
