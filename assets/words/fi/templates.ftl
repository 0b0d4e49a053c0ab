# Visit templates.
templates-title = Käyntimallit, { $clinic }
templates-none = Käyntimalleja ei ole, { $clinic }.
template-row = { $name }, { $minutes } min
template-for-staff = Henkilökunnalle
template-for-patient = Potilaalle { $written }
template-no-letter = Millään käyntimallilla ei ole kirjainta { $letter }.
template-filled = { $name }, { $minutes } min. Kirjoitettu on säilynyt.
template-nothing-to-fill = { $name }: kaikki sen kentät on jo täytetty.

instruction-none = Ohjetta ei vielä ole; { $key } ottaa sen käyntimallista.
instruction-changed = Ohjetta on muutettu käsin, joten se pysyy ennallaan.
instruction-only = Mallissa tämä on vain { $written }.
instruction-now = Potilaan ohje on nyt { $written }.

# The reader of a field, behind its label.
reader-staff = (vain henkilökunnalle)
reader-patient = (potilas)
reader-patient-in = (potilas, { $language }) { $key }: toinen kieli
