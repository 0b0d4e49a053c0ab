# The command palette: its prompt, and rows without a key.

palette-hint = what do you want to do? any part of it, or its key
palette-none = no matching command
palette-nothing-done = No matching command.
palette-key-books = { $key } books; Enter never does.
palette-template = visit template: { $name }, { $minutes } min
palette-field = to the field { $field }
palette-on-line = type on the entry line: { $typed } ({ $about })
line-as-in = Type it here, as in: { $example }
palette-draft = open draft { $letter }: { $says }
palette-other-backend = to { $clinic }, the other clinic; each keeps its draft
palette-drop-all = throw all parked drafts away; asks first
palette-drop-all-also = drop all, discard all, clear all letters
palette-discard = throw this draft away; asks first
palette-discard-also = discard, drop, delete, clear the form, start over
palette-late = somebody is late: the board, { $key } calls the next three
palette-late-also = late, running late, delay, delayed, behind
palette-who-waits = who is waiting here now, on the board of today
palette-who-waits-also = how long, waiting, waiting room, who is here, who waits
palette-print-day = print the list of a day: the board, then { $key }
palette-print-day-also = print, list of the day, day list, schedule on paper, printer
palette-outbox = Outbox: what waits to be sent, and what is unknown
palette-outbox-also = waits, waiting to be sent, queued, unsent, lost answer, unknown, pending
palette-language = language: { $own } ({ $name })
palette-theme = theme { $word }: the desk looks like { $about }
palette-theme-also = theme, colours, colors, design, look
palette-group =
    .open = unfinished
    .often = most used
    .appointment = the appointment that is shown
    .keys = all other keys
    .form = templates and fields
    .look = language and theme
palette-change-also = { $verb ->
    [move] reschedule, another time, wrong time, wrong practitioner
    [cancel] undo, take back, call off, wrong patient, booked in error
    [next-status] check in, status
    [not-come] no-show
    [details] wrong reason, wrong kind, comment, edit, change what is booked, wrong patient, longer, shorter, minutes
    [panels] biomarkers
    [confirm] drawn, barcode
   *[remove] undo, take back, wrong patient, delete, mistake
}

# Languages.
own-name =
    .en = English
    .de = Deutsch
    .fi = suomi
language-name =
    .en = English
    .de = German
    .fi = Finnish
written-in =
    .en = in English
    .de = in German
    .fi = in Finnish
