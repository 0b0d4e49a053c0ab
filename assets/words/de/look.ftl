# Themes and their preview.
look-themes = Farben
look-no-colours = NO_COLOR ist gesetzt, daher zeigt bookdesk keine Farben.
look-keeps = theme = "{ $word }" in der Konfigurationsdatei behält es für immer.

theme-about =
    .colour = Farben auf dem Grund des Terminals
    .dark = helle Schrift auf dunklem Grund
    .light = dunkle Schrift auf hellem Grund
    .contrast = Schwarz, Weiß und wenige kräftige Töne
    .mono = keine Farben
    .own = eigene Farben der Praxis

# The purpose of each colour, at most 13 columns, and sample texts.
role-name = { $role ->
    [dim] gedämpft
    [strong] kräftig
    [focus] Cursor hier
    [field] Eingabefeld
    [visit] Termin
    [away] abwesend
    [late] zu spät
    [error] Fehler
    [warning] Warnung
    [good] gelungen
    [booked] eben gebucht
    [badge] Marke
    [live] Echtbetrieb
    [chosen] ausgewählt
    [staff] nur Team
    [code] Code
   *[text] Text
}
role-kinds = Arten
sample-away = krank
sample-time = Mi 10. Feb. 2027 10:00 MEZ (in 82 Tagen)
sample-warning = Das ist ein Sonntag.
sample-staff = bei Ankunft Adresse und Telefon prüfen
