# The form and its fields.

section =
    .patient = Patient
    .where-who = Where & who
    .when = When
    .instructions = Instructions

# Fields: a label has at most 20 columns, a hint at most 55.
field-patient = Patient
    .hint = name, birth date, phone or id, ↓ picks
field-practitioner = Practitioner
    .hint = type a name or an id, ↓ picks
field-place = Place
    .hint = type a name or an id, ↓ picks
field-healthcare-service = Service
    .hint = type a name or an id, ↓ picks
field-service-type = Service type
    .hint = such as Cardiology
field-service-category = Service category
    .hint = such as Outpatient
field-specialty = Specialty
    .hint = the specialty the visit needs
field-appointment-type = Appointment type
    .hint = routine, follow-up, walk-in, urgent or your own
field-start = Start
    .hint = 10:00 · fr 14:15
field-end = End
    .hint = or Minutes: two of the three give the third
field-minutes = Minutes
    .hint = 1 to 1440
field-status = Status
    .hint = type its first letters, or Space for the list
field-requested-period = Wished times
    .hint = next week, mo-fr mornings, until 4 dec, 14-16
field-priority = Priority
    .hint = 0 lowest … 9 highest
field-reason = Reason
    .hint = why the patient comes
field-description = Description
    .hint = what the visit is about
field-comment = Comment
    .hint = staff only, the patient does not see it
field-patient-instruction = Patient instruction
    .hint = for the patient to read
field-cancelation-reason = Cancellation reason
    .hint = why it was cancelled
field-profile = Patient
    .hint = name, birth date, phone, number, ↓ picks
field-location = Location
    .hint = type a town or a number, ↓ picks
field-scheduled-at = Time
    .hint = 10:00 · fr 14:15
field-desk-note = Desk note
    .hint = for the desk's record and the slip, not for Aniva
field-panels = Panels
    .hint = type a name, ↓ picks; Space lists them all
field-counter = { $used } of { $limit }
field-counter-with-emoji = { $used } of { $limit } (an emoji counts as 2)
# The separator of thousands.
number-thousands = ,

directory-patients = patients
directory-practitioners = practitioners
directory-locations = locations
directory-panels = panels
directory-codes = codes
directory-services = services

backend-visit = clinic visit
backend-draw = blood draw

# Problems of a form, and what to do about each.
review-missing = { $field } is missing.
review-no-end-here = { $clinic } takes no end: its appointments have a start only.
review-start-alone = Write the start alone.
review-two-ends = { $start } names another end.
review-clear-end = Clear this one, or write the start alone there.
review-fill-in = Fill it in: { $hint }.
review-no-whole-number = { $field } is not a whole number from { $least } to { $most }.
review-digits-only = Type digits only, or leave it empty.
review-too-long = { $field } is too long: { $length } of { $limit }.
review-shorten = Shorten it by { $over }.
review-here = { $said } · here { $here }
review-follows = follows: { $what }
review-ends = follows: { $what }
review-no-uuid = { $field }: that is not a number from Aniva.
review-pick-or-paste = Pick it from the list, or paste the whole number.
review-no-panel = “{ $said }” is not a panel on the list.
review-pick-panels = Pick panels from the list, paste their numbers with commas between, or leave the field empty.
review-no-id = { $field } is not an id: letters, digits, - _ . only.
review-pick-or-type = Pick it from the list, or type the id as { $clinic } shows it.
review-past-refused = { $field } is in the past; { $clinic } only takes future times.
review-no-choice = { $field } can be { $words }.
review-pick-a-word = Pick one of them, or type its first letters.
review-give-later-time = Give a later time.
review-status-none = That is none of the nine statuses.
review-status-some = Status can be { $words }.
review-or = or
review-status-letters = Type enough letters to tell them apart: { $words }.
review-no-start = It has no time yet.
review-give-it-time = Type one, or let the desk take the first free.
review-text-is-line = That is a line, not a text of this appointment.
review-line-belongs = It belongs in the entry line.
review-no-length = It has no length yet.
review-give-it-length = Type how many minutes it takes, or book it without.
review-visit-in-past = Start is in the past.
review-mend-date = Fix the date, or book it as a past visit.
review-other-status = { $field } belongs to another status; it is not sent.
review-book-without = Book without it, or change Status back.

# How the entry line is read.
line-born-in = born { $year }
line-born-initial = { $dates } · { $initial }…
line-or = or
line-first-name = first name { $name }…
line-name = name { $name }…
line-both-names = { $surname }…, { $given }…
line-phone = phone …{ $tail }
line-born-unknown = birth date unknown
line-patient-id = patient { $id }
line-template = { $name } { $minutes } min
line-patient-called = patient, { $name }
line-a-patient = a patient
line-a-practitioner = a practitioner
line-templates = templates
line-no-patient = No patient at { $clinic } matches { $said }.
line-known-elsewhere = { $said } is known at { $elsewhere }, not at { $clinic }.
line-add-or-name-another = Add the patient here too, or name a practitioner there.
line-ask-again = Ask for birth date and name again, or add the patient.
line-born-then = Born on that day:
line-no-template = No template has the letter { $said }.
line-no-templates = There are no templates: check the templates file.
line-templates-known = There are: { $templates }.
line-several-templates = { $said } can be several kinds of visit.
line-several-patients = { $count } patients match.
line-several-practitioners = { $count } practitioners match.
line-several-locations = { $count } locations match.
line-same-name = { $count ->
    [2] Two { $who }.
    [3] Three { $who }.
   *[other] { $count } { $who }.
}
line-say-more = If it is none of these, type more of the name.
line-two = { $one } and { $other } are two { $of }.
line-take-one-out = Remove one of them.
line-beside-verb = { $said } does not go with { $verb }.
line-what-verbs-take = Before the sign: the patient, and whom with, a day or the clinic. Behind >: whom with and the new time. Behind =: a length, patient or reason.
line-what-details-are = Behind = stands: 45 min, reason knee, or patient weber.
line-elsewhere = { $said } is { $who } at { $elsewhere }; this line books at { $clinic }.
line-name-someone-here = Name someone at { $clinic }, or use a template for { $elsewhere }.
line-either = { $said } could be the patient or the practitioner.
line-code-or-time = { $said } can be a code or a time.
line-unclear = { $said } can't be read.
line-holds = A line holds a patient (220385s), a code (ki), a template (f) and a time (mo 9:00).
line-holds-draw = A line holds a patient (220385s), a place (be), a template (b) and a time (mo 9:00).
line-no-time = { $said } is no time.
line-no-new-time = { $said } is neither a new time nor a practitioner.
line-what-times-are = Times are written like mo 9:00, >14:00, afternoon or in 2 weeks.
line-anyone = anyone ({ $count })
line-anyone-of = anyone: { $of } ({ $count })
line-nobody-speaks = Nobody at { $clinic } speaks { $spoken }.
line-languages-there = These languages are spoken there.
line-no-languages = No languages are on record there.
line-nobody-of-both = At { $clinic } nobody is both { $one } and { $other }.
line-nobody-does = Nobody of these at { $clinic } does “{ $visit }”.
line-nobody = Nobody at { $clinic } has the code or name { $said }.
line-comma-for-patient = For a patient of that name, put a comma after it.
line-quoted = “{ $text }”

# The status of an appointment, at most 12 columns. English uses the clinics' own words.
status-proposed = requested
status-pending = pending
status-booked = booked
status-arrived = arrived
status-fulfilled = done
status-cancelled = cancelled
status-noshow = no-show
status-checked-in = checked-in
status-waitlist = waitlist
status-scheduled = scheduled
status-confirmed = confirmed
status-completed = completed
status-entered-in-error = in error

# The type of an appointment. ClinikAPI is sent its own word.
type-routine = routine
type-followup = follow-up
type-walkin = walk-in
type-urgent = urgent
