# The form of a patient's data: a label has at most 18 columns, a hint at most 55.

patient-first-name = First name
patient-last-name = Last name
patient-birth-date = Birth date
patient-sex = Sex
patient-phone = Phone
patient-email = E-mail
patient-died = Died on
patient-language = Language
patient-group = Patient group
patient-number = Number
patient-hint-first-names = all first names
patient-hint-surname = surname
patient-begins = begins with { $initial }
patient-hint-passport = Latin letters, as in the passport
patient-hint-born = 22.3.1985 · 220385 · 1985-03-22
patient-hint-died = 22.3.2026 · 2026-03-22
patient-hint-phone = as it is dialled
patient-hint-phone-with-country = with the country: +49 30 2312 5001
patient-hint-email = name@example.com
patient-hint-number = as it is on the card or in the chart
patient-hint-group = short name at Aniva; profile_group in [aniva] keeps it

# Choices. Staff type the first letters.
patient-male = male
patient-female = female
patient-other-sex = other
patient-unknown-sex = unknown
patient-english = English
patient-german = German
patient-finnish = Finnish

# Problems of a field: "Phone must be …".
patient-must-be = { $field } must be { $what }.
patient-must-be-name = 1 to { $most } characters, letters among them
patient-shape =
    .born = a day that is not in the future
    .born-before-today = a day before today
    .sex = male, female, other or unknown
    .male-or-female = male or female: no other is taken
    .email = an address such as name@example.com
    .e164 = international, such as +49 30 2312 5001
    .language = English, German or Finnish
patient-must-be-short-phone = at most { $most } characters long
patient-must-be-latin = 1 to { $most } Latin letters, as in the passport
patient-which-birth-date = Is it { $one } or { $other }? Choose with ↓ and Enter.

# A birth date as it is read back.
patient-months-old = { $date }, { $count ->
    [one] { $count } month
   *[other] { $count } months
} old
patient-years-old = { $date }, { $count ->
    [one] { $count } year
   *[other] { $count } years
} old

# Reasons why a patient was not added.
patient-answer-lost = { $clinic }'s answer was lost: { $call ->
    [correct] the data may be corrected already.
   *[add] the patient may have been added. Check before adding again.
}
patient-refused-this = { $clinic } refused this: { $said }
patient-refused-silently = without saying why
patient-no-such-group = { $clinic } does not know this patient group, or this desk may not use it.
patient-there-already = { $clinic } says this patient already exists: search for them first.
patient-too-many-calls = { $clinic } has had too many requests. Try again in { $seconds } s.
patient-key-may-not-add = The key for ClinikAPI may not add patients: ask for one with the right `write`.
patient-aniva-forbidden = Aniva refused: the key is wrong, lacks the right CREATE_USER, or the patient group is out of its reach.

new-patient-title = New patient at { $clinic }, { $mode }
new-patient-must = * must be filled in
new-patient-comparing = Checking whether { $clinic } already knows them…
new-patient-adding = { $call ->
    [correct] sending…
   *[add] adding…
} { $seconds } s at { $clinic }, { $mode }
new-patient-looking = { $call ->
    [correct] Checking what { $clinic } has now.
   *[add] Looking for them at { $clinic }.
} Nothing is sent again meanwhile.
new-patient-resting = { $call ->
    [correct] Not changed yet;
   *[add] Not there yet;
} { $clinic } is asked once more in a few seconds. Nothing is sent again.
new-patient-refused = { $call ->
    [correct] Not corrected
   *[add] Not added
} — { $what }
new-patient-not-sent = { $call ->
    [correct] Not corrected
   *[add] Not added
}, not sent — { $what }
new-patient-unknown = Unknown — { $what }

# Questions about a new patient.
new-patient-why =
    .same-person = Someone like this is already known. Is it the same person?
    .lost-before = An answer was lost: { $clinic } may already know them. Add them again?
    .not-searched = { $clinic } could not be searched: they may already be known. Add them anyway?
    .not-all-at-hand = Not everyone at { $clinic } is loaded here: they may already be known. Add them?
    .was-it-them = The answer was lost. Is this the person you were adding?
    .lists-nobody = The answer was lost, and { $clinic } lists nobody like this: add them again?
    .look-there = The answer was lost, and they can't be searched for. Check in { $clinic } before adding again.

new-patient-to-mend = Not added: { $count ->
    [one] { $count } field
   *[other] { $count } fields
} to fix.
new-patient-being-looked-for = Unknown: they may have been added. They are being looked up…
new-patient-kept = Not added; everything typed is kept. { $key } shows why.
new-patient-known-now = { $name }, { $born }, is now known at { $clinic }: pick them from the list.
new-patient-read-back = Read back: { $name }, { $born }. Then continue.
new-patient-go-on = Read back: { $name }, { $born }. Then type with whom, what and when.
new-patient-one-moment = One moment: the answer is on its way. Esc goes back to booking.
new-patient-typed-stays = Esc goes back to booking; what is typed here stays.
new-patient-may-be-there = They may have been added: { $key } shows more.
new-patient-brought-back = Not added; { $key } brings back what was typed.

# Keys, in a word or two.
new-patient-key-next = next
new-patient-key-add = add
new-patient-key-close = close, text stays
new-patient-key-clear-field = clear field
new-patient-key-clear-all = clear all
new-patient-key-back-to-booking = back to booking

# Corrections of a patient's data.
correct-title = Correct at { $clinic }, { $mode }: { $who }
correct-only-changed = only what you change is sent
correct-reading = Reading what { $clinic } has…
correct-was = was { $text }
correct-was-empty = was empty
correct-not-emptied = { $field } can't be emptied at { $clinic }. Type a new one, or leave it as it was.
correct-whom = Whose data? Put the patient into the form first, or open one of their appointments.
correct-no-such-call = Patients' data can't be corrected at { $clinic }.
correct-nothing = Nothing was changed, so nothing was sent.
correct-to-mend = Not sent: { $count ->
    [one] { $count } field
   *[other] { $count } fields
} to fix.
correct-made = Corrected: { $who }.
correct-kept = Not corrected; what you typed is kept. { $key } shows why.
correct-being-looked-at = Unknown: the data may be corrected. Checking at the clinic…
correct-not-made = { $clinic } still has the old data. Check, then { $key } sends yours again.
correct-not-looked = { $clinic } could not be read: the data may be corrected. { $key } looks again and sends nothing.
correct-typed-stays = Esc goes back; what is typed here stays.
correct-brought-back = Not sent; { $key } brings back what was typed.
correct-may-be-made = The data may be corrected: { $key } shows more.
correct-no-such-patient = { $clinic } does not know this patient any more.
correct-forbidden = The key for { $clinic } may not change patients: ask for one with the right `write`.
correct-conflict = This patient's data have been changed at { $clinic } meanwhile. Close this form and open it again.
correct-key-send = correct
correct-key-as-it-was = as it was
