# The screen around the form.

pane =
    .line = Entry line
    .form = Form
    .appointment = Appointment
    .problems = Problems
    .request = Request
    .outbox = Outbox
screen-too-small = Too small for bookdesk.
screen-needs = It needs { $cols } × { $rows },
screen-this-is = this is { $cols } × { $rows }.
screen-nothing-lost = Nothing is lost.

page-more = ▼ { $lines } more  PgDn
page-back = ▲ PgUp
form-more = ▼ { $lines } more
form-further = More ({ $count })

line-hint = birth date and initial, code, template: 220385s ki f
line-hint-draw = birth date and initial, place, template: 220385s be b
line-enter-then-book = Enter fills the form, { $key } then books; Tab goes to the form

form-free-times = Space lists free times · { $key } by day · fr 14:15
form-finds-time = { $hint } · { $key } finds a free time
form-no-key = no key is set for { $clinic }: bookdesk doctor says how
form-no-list = the list of { $entries } is not available now; type the id
form-fetching = loading { $entries }…
form-looking-up = looking it up…
form-no-such-id = { $clinic } does not know this id

shown-nothing = no appointment is open
shown-checking = checking that the time is still free…
shown-nothing-sent-yet = Nothing is sent yet. Esc stops it.
shown-may-stop-waiting = Esc asks whether to stop waiting.
shown-waiting = waiting… { $clinic } asked to wait; the booking goes by itself in { $seconds } s
shown-may-stop = Nothing is booked yet. Esc stops it, nothing is sent.
shown-refused-looks = { $clinic } said no. In { $seconds } s it is looked up, in case it was booked anyway
shown-refused-looking = looking whether { $clinic } has booked it anyway…
shown-may-stop-looking = Esc: don't wait for that.
shown-none-coming = { $name } has no upcoming appointments.
shown-coming = Upcoming for { $name }
known-usual = usually { $who } ({ $count } of { $all })
known-last = last { $visits }
known-missed = { $count ->
    [one] did not come once, { $date }
   *[other] did not come { $count } times, last { $date }
}
shown-more-coming = and { $count } more: { $key } lists them
coming-none = No upcoming appointments.
coming-not-read = Could not be read: they may have more.
shown-last-booking = Last booking: { $who }
shown-opened = Opened: { $who }
shown-opened-before = Previously opened: { $who }
shown-is-anothers = The appointment shown is { $who }'s: { $done } or { $day } opens it.
shown-put-away = The appointment of { $who } is put away: { $done } or { $day } opens it again.
shown-at = { $id } at { $clinic }
shown-here = here { $span }
shown-not-sent = not sent to { $clinic }
shown-as-line = as line
shown-request = request
outcome-booked = booked
outcome-booked-as = booked ({ $status })
outcome-recorded = { $known ->
    [cancelled] entered as cancelled, nobody is booked
    [noshow] entered as a no-show, nobody is booked
    [waitlist] on the waiting list, not booked
    [proposed] entered as requested, not booked
    [pending] entered as pending, not confirmed yet
   *[other] entered as { $status }
}

warnings-ask = { $count ->
    [one] 1 warning: { $key } asks first
   *[other] { $count } warnings: { $key } asks first
}
problems-none = none
problem-unknown = Unknown — { $what }
problem-whose = For { $who }, { $when }; sent { $sent }.
problem-no-start = no start
problem-go-round = { $key } goes to the next pane until here; Enter here brings it back
problem-bring-back = Enter brings it back to the form, Delete takes it off the list
problem-go-there = Enter goes there
problem-go-back = Enter goes back to the form

request-none = The form can't be booked as it is, so there is no request to show. { $key } goes to what is missing.
request-one-moment = one moment…
request-as-command = as a command

shown-panels-asked = asked for: { $panels }
shown-panels-looking = checking whether they are added: { $panels }
shown-panels-added = added: { $panels }
shown-panels-failed = NOT added ({ $panels }): { $why }
shown-panels-unknown = perhaps not added ({ $panels }): { $why }
shown-panels-again = p tries again
shown-no-panels = none
problem-for = For { $who }, { $when }.
problem-panels-go-round = { $key } goes to the next pane until here; p here tries again
problem-panels-again = p tries again, Delete takes it off the list
request-then = then, with the id from its answer

# Labels for parts of a clinic's answer, at most 19 columns.
member-name = { $member ->
    [id] id
    [status] status
    [created] created
    [created_at] created
    [updated_at] changed
    [declined] declined by
    [locationId] place
    [healthcareService] service
    [also-patients] further patients
    [also-practitioners] also with
    [test_method] place of draw
    [profile-id] patient number
    [profile-handle] handle
    [profile-first_name] first name
    [profile-last_name] last name
    [profile-email] e-mail
    [profile-phone] phone
    [profile-sex] sex
    [profile-date_of_birth] birth date
    [profile-height] height, cm
    [profile-weight] weight, kg
    [profile-language] language
    [profile-created_at] patient since
    [profile-updated_at] patient changed
   *[other] { $name }
}
member-value = { $of ->
    [test_method-practitioner] at the location
    [test_method-home] at home, with a kit
    [profile-sex-0] unknown
    [profile-sex-1] male
    [profile-sex-2] female
    [profile-sex-9] other
    [profile-language-en] English
    [profile-language-de] German
    [profile-language-fi] Finnish
   *[other] { $value }
}
