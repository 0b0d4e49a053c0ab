# Das Formular und seine Felder.

section-patient = Patient/in
section-where-who = Wo & bei wem
section-when = Wann
section-instructions = Hinweise
