# The command palette: its prompt, and rows without a key.

palette-hint = what do you want to do? any part of it, or its key
palette-none = no matching command
palette-nothing-done = No matching command.
palette-key-books = { $key } books; Enter never does.
palette-template = visit template: { $name }, { $minutes } min
palette-field = to the field { $field }
palette-draft = open draft { $letter }: { $says }
palette-other-backend = to { $clinic }, the other clinic; each keeps its draft
palette-language = language: { $own } ({ $name })
palette-theme = theme { $word }: the desk looks like { $about }
palette-group-open = unfinished
palette-group-often = most used
palette-group-appointment = the appointment that is shown
palette-group-keys = all other keys
palette-group-form = templates and fields
palette-group-look = language and theme
palette-change-also = { $verb ->
    [move] reschedule, another time, wrong time, wrong practitioner
    [cancel] undo, call off, wrong patient, booked in error
    [next-status] undo, undo the cancellation, check in, status
    [not-come] no-show
    [panels] biomarkers
    [confirm] drawn, barcode
   *[remove] undo, wrong patient, delete, mistake
}

# Languages.
language-en = English
language-de = German
language-fi = Finnish
written-en = in English
written-de = in German
written-fi = in Finnish
