# The form and its fields.

section-patient = Patient
section-where-who = Where & who
section-when = When
section-instructions = Instructions
