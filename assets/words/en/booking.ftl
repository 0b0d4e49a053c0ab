# The form and its fields.

section-patient = Patient
section-where-who = Where & who
section-when = When
section-instructions = Instructions

# A field: its label, at most 20 columns wide, and what to type, at most 55.
field-patient = Patient
    .hint = type a name or an id, ↓ picks
field-practitioner = Practitioner
    .hint = type a name or an id, ↓ picks
field-service-type = Service type
    .hint = such as Cardiology
field-service-category = Service category
    .hint = such as Outpatient
field-specialty = Specialty
    .hint = the specialty the visit needs
field-appointment-type = Appointment type
    .hint = ROUTINE, FOLLOWUP, WALKIN, URGENT or your own
field-start = Start
    .hint = 10:00 · fr 14:15 · Ctrl-F finds a free time
field-end = End
    .hint = or Minutes: two of the three give the third
field-minutes = Minutes
    .hint = 1 to 1440
field-status = Status
    .hint = type its first letters, or Space for the list
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
field-cancelation-reason = Cancelation reason
    .hint = why it was called off
field-profile = Profile
    .hint = type a name or a UUID, ↓ picks
field-location = Location
    .hint = type a town or a UUID, ↓ picks
field-scheduled-at = Scheduled at
    .hint = 10:00 · fr 14:15 · Ctrl-F finds a free time
field-desk-note = Desk note
    .hint = not sent to Aniva; stays on the desk's record and slip
field-panels = Panels
    .hint = type a name, ↓ picks; Space lists them all
field-counter = { $used } of { $limit }
field-counter-with-emoji = { $used } of { $limit } (an emoji counts as 2)
# What stands between the thousands of a number.
number-thousands = ,

directory-patients = patients
directory-practitioners = practitioners
directory-profiles = profiles
directory-locations = locations
directory-panels = panels

backend-visit = clinic visit
backend-draw = blood draw

# What the desk finds on reading a form.
review-missing = { $field } is missing.
review-fill-in = Fill it in: { $hint }.
review-no-whole-number = { $field } is not a whole number from { $least } to { $most }.
review-digits-only = Type digits only, or leave it empty.
review-too-long = { $field } is too long: { $length } of { $limit }.
review-shorten = Shorten it by { $over }.
review-here = { $said } · here { $here }
review-follows = follows: { $what }
review-no-uuid = { $field } is not a UUID.
review-pick-or-paste = Pick it from the list, or paste the whole UUID.
review-no-panel = “{ $said }” is no panel of the list.
review-pick-panels = Pick panels from the list, paste their UUIDs with commas between, or leave the field empty.
review-no-id = { $field } is not an id: letters, digits, - _ . only.
review-pick-or-type = Pick it from the list, or type the id as ClinikAPI shows it.
review-draw-in-past = Scheduled at lies in the past; Aniva takes future times only.
review-give-later-time = Give a later time.
review-status-none = Status is none of the nine.
review-status-some = Status can be { $words }.
review-or = or
review-status-letters = Type as many letters as tell it from the others: { $words }.
review-no-start = A visit that is { $status } without a start stands on nobody's day.
review-give-it-time = Give it a time, or book it without one.
review-visit-in-past = Start lies in the past.
review-mend-date = Mend the date, or book it as a visit that has been.
review-other-status = { $field } goes with another status; it stays behind.
review-book-without = Book without it, or change Status back.

# What a new patient's form asks for: "The phone number must be …".
patient-must-be-name = 1 to { $most } characters long
patient-must-be-born = a day that is not in the future
patient-must-be-sex = male, female, other or unknown
patient-must-be-short-phone = at most { $most } characters long
patient-must-be-email = an address such as name@example.com
patient-must-be-latin = 1 to { $most } Latin letters, as in the passport
patient-must-be-male-or-female = male or female: Aniva takes no other
patient-must-be-born-before = a day before today
patient-must-be-phone = international, such as +49 30 2312 5001
patient-must-be-language = English, German or Finnish

# How the entry line is understood.
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
line-no-patient = No patient at { $backend } answers to { $said }.
line-ask-again = Ask again for birth date and name, or add the patient.
line-no-template = No template has the letter { $said }.
line-no-templates = There are no templates: check the file they are kept in.
line-templates-known = There are: { $templates }.
line-several = { $count } answer to { $said }.
line-pick-one = Pick one.
line-pick-or-say-more = Pick one, or say more of the name.
line-two = { $one } and { $other } are two { $of }.
line-take-one-out = Take one of them out.
line-elsewhere = { $said } is { $who }, at { $elsewhere }; the line books at { $backend }.
line-name-someone-here = Name someone at { $backend }, or take a template of { $elsewhere }.
line-either = { $said } may be the patient or who sees them.
line-unclear = { $said } can't be read.
line-what-it-holds = A line holds a patient (220385s), a code (ki), a template (f) and a time (mo 9:00).
line-nobody = Nobody at { $backend } has the code or name { $said }.
line-comma-for-patient = For a patient of that name write a comma behind it.
line-quoted = “{ $text }”
