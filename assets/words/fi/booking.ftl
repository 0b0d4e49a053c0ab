# Lomake ja sen kentät.

section-patient = Potilas
section-where-who = Missä ja kenelle
section-when = Milloin
section-instructions = Ohjeet
