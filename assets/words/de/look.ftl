# Themes and their preview.
look-themes = Farben
look-no-colours = NO_COLOR ist gesetzt, daher zeigt bookdesk keine Farben.
look-keeps = theme = "{ $word }" in der Konfigurationsdatei behält es für immer.

theme-colour = die Farben des Terminals
theme-dark = helle Schrift auf dunklem Grund
theme-light = dunkle Schrift auf hellem Grund
theme-contrast = Schwarz, Weiß und wenige kräftige Töne
theme-mono = keine Farben
theme-own = eigene Farben der Praxis

# The purpose of each colour, at most 13 columns, and sample texts.
role-text = Text
role-dim = gedämpft
role-strong = kräftig
role-focus = Cursor hier
role-field = Eingabefeld
role-error = Fehler
role-warning = Warnung
role-good = gelungen
role-badge = Marke
role-live = Echtbetrieb
role-chosen = ausgewählt
role-staff = nur Team
role-code = Code
sample-time = Mi 10. Feb. 2027 10:00 MEZ (in 82 Tagen)
sample-warning = Das ist ein Sonntag.
sample-staff = bei Ankunft Adresse und Telefon prüfen
