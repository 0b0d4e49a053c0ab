# Visit templates.

templates-title = Visit templates for { $clinic }
templates-none = There is no visit template for { $clinic }.
template-row = { $name }, { $minutes } min
template-for-staff = For staff
template-for-patient = For the patient, { $written }
template-no-letter = No visit template has the letter { $letter }.
template-filled = { $name }, { $minutes } min. What you typed was kept.
template-nothing-to-fill = { $name }: every field it fills already has text.

instruction-none = There is no instruction yet; { $key } takes one from a visit template.
instruction-changed = The instruction was changed by hand, so it stays as it is.
instruction-only = The template has this { $written } only.
instruction-now = The patient's instruction is now { $written }.

# The reader of a field, behind its label.
reader-staff = (staff only)
reader-patient = (patient)
reader-patient-in = (patient, { $language }) { $key }: another language
