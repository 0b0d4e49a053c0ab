# The notes of the desks about patients.

key-patient-note = a note about this patient, for every desk
    .short = note
    .also = remark, memo, interpreter, wheelchair, warning, patient note
patient-note-title = Note about { $who }
patient-note-hint = interpreter, wheelchair, mother books
patient-note-shared = Every desk sees it; nothing is sent. With a ! in front it is a warning.
patient-note-warns = A warning: before a booking of this patient is sent, it is asked about.
patient-note-too-long = That is too long: a note has 120 characters at most.
patient-note-writing = Being written …
patient-note-enter-keeps = Enter keeps the note. It goes to the desks' records, not to a clinic.
patient-note-not-sent = { $enter } saves the note. { $book } sends to a clinic, and a note goes to none.
patient-note-unsaved = { $close } once more drops what was typed; { $enter } saves it.
patient-note-key-keep = keep the note
patient-note-key-remove = take the note away
patient-note-whom = First choose a patient: on the line, in the form or by an appointment.
patient-note-kept = Noted; every desk sees it.
patient-note-removed = The note is taken away.
patient-note-not-written = The note was not written: { $why }
patient-note-none = There is no note about { $who }.
patient-note-line = Note: { $says }
conflict-patient-note = Note about this patient: { $says }
conflict-heed-note = Heed it, or go back.
help-at-patient-note = note about a patient
    .first = A line that every desk on the same records sees with this patient.
    .then = Enter keeps it, and takes it away if the field is blank. With a ! in front, bookings ask.
    .last = { $close } leaves the note as it was.
