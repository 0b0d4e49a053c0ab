# The slip that a patient takes home, in the patient's language.

slip-visit = Clinic visit
slip-draw = Blood draw
slip-when = When
slip-with = With
slip-where = Where
slip-name = Name
slip-number = Number
slip-no-time = no time has been set yet
slip-for-practice = { $mode }: made for practice. This is not a real appointment.
slip-tentative = This time is not confirmed yet.
slip-cancelled = This appointment is cancelled.
slip-new-time = New time, instead of { $before }.
slip-moved = This appointment has been moved.
slip-no-instruction = No instructions are noted for this appointment.
slip-scan = Scan this to put it into a calendar.

# Making a slip.
slip-none = There is no appointment to make a slip for.
slip-title = Slip for { $who }: { $id }, { $written }
slip-as-text = save as text
slip-as-page = save as a page to print (HTML)
slip-print-page = print it; the page stays as a file
slip-as-calendar = save for a calendar (.ics)
slip-as-code = show as a code to scan
slip-without-name = leave the patient's name out
slip-with-name = put the patient's name on it
slip-name-is-on = The patient's name is on it.
slip-name-is-off = The patient's name is not on it.
slip-name-unknown = The patient's name is not known here.
slip-save-as = Save as
slip-nowhere = Type a file name first.
slip-saving = Saving…
slip-saved = Saved: { $path }
slip-printed = Handed to the printer; the file is { $path }
slip-not-printed = Not printed: { $why }. The file is { $path }
slip-not-saved = Not saved: { $why }. The appointment is unchanged.
slip-no-code = Without a time there is no code.
slip-no-code-cancelled = A cancelled appointment has no code.
slip-code-too-large = The code needs { $cols } × { $rows } characters. A larger window shows it, and it is on the page to print.
slip-code-how = Point a phone's camera at it: it adds the appointment to the calendar. The code does not name the patient.
slip-why-there = it already exists
slip-why-no-folder = there is no such folder
slip-why-not-allowed = no permission to write there
