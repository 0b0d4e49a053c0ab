# Visit templates.
templates-title = Vorlagen für { $clinic }
templates-none = Für { $clinic } gibt es keine Vorlage.
template-row = { $name }, { $minutes } Min.
template-for-staff = Für das Team
template-for-patient = Für den Patienten, { $written }
template-no-letter = Keine Vorlage hat den Buchstaben { $letter }.
template-filled = { $name }, { $minutes } Min. Getipptes ist geblieben.
template-nothing-to-fill = { $name }: Jedes ihrer Felder ist schon ausgefüllt.

instruction-none = Es gibt noch keinen Hinweis; { $key } nimmt einen aus einer Vorlage.
instruction-changed = Der Hinweis wurde von Hand geändert und bleibt, wie er ist.
instruction-only = Die Vorlage sagt dies nur { $written }.
instruction-now = Der Patientenhinweis ist jetzt { $written }.

# The reader of a field, behind its label.
reader-staff = (nur für das Team)
reader-patient = (Patient)
reader-patient-in = (Patient, { $language }) { $key }: andere Sprache
