# The past visits of a patient.

past-visits-title = Past visits of { $who } ({ $count })
visits-title = Visits of { $who }: { $coming } to come, { $past } past
visits-to-come = to come
visits-past = past
past-visits-not-read = The visits of this patient are still being read. One moment.
past-visits-unread = { $clinic } did not say which visits this patient has had.
past-visits-of-nobody = No patient is chosen: name one on the entry line or in the form.
past-visits-none = No visit in the past year.
visits-not-markable = Only visits to come can be marked and changed here.
visits-would-be-cancelled = would be cancelled: { $visit }
visits-ask = `--yes` cancels them.
visits-none-then = Nothing to cancel: no visit is coming up then.
visits-of-nobody = { $clinic } has no patient with the id { $id }.
now-past-visits = all visits
help-past-visits = all visits of the patient; Enter opens one
help-at-past-visits = visits
    .first = The visits to come, then those of the past year here, the last first.
    .then = Space marks those to come: x, m, a or n is then for all of them, else for the chosen one. Enter or the digit opens one.
    .last = { $close } goes back.
palette-visits = all visits of the patient, to come and past
palette-visits-also = last visit, last time, previous visits, earlier, history, past visits, when was she here
palette-died = the patient has died: cancel all visits, note it
palette-died-also = died, death, dead, deceased, passed away
died-reason = patient has died
died-note = ! deceased
