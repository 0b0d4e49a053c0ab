# The command palette: its prompt, and rows without a key.
palette-hint = Was möchten Sie tun? Ein Teil davon, oder die Taste
palette-none = kein passender Befehl
palette-nothing-done = Kein passender Befehl.
palette-key-books = { $key } bucht; Enter bucht nie.
palette-template = Vorlage: { $name }, { $minutes } Min.
palette-field = zum Feld { $field }
palette-draft = Entwurf { $letter } aufnehmen: { $says }
palette-other-backend = zu { $clinic }, der anderen Praxis; Entwürfe bleiben
palette-language = Sprache: { $own } ({ $name })
palette-theme = Farben { $word }: { $about }
palette-group-open = angefangen
palette-group-often = am häufigsten
palette-group-appointment = der angezeigte Termin
palette-group-keys = alle übrigen Tasten
palette-group-form = Vorlagen und Felder
palette-group-look = Sprache und Farben
palette-change-also = { $verb ->
    [move] umbuchen, andere Zeit, falsche Zeit, falscher Arzt
    [cancel] rückgängig, stornieren, falscher Patient, falsche Patientin
    [next-status] rückgängig, Absage zurücknehmen, einchecken, Status
    [not-come] nicht erschienen
    [panels] Laborwerte
    [confirm] abgenommen, Barcode
   *[remove] rückgängig, falscher Patient, falsche Patientin, löschen, Fehler
}

# Languages.
language-en = Englisch
language-de = Deutsch
language-fi = Finnisch
written-en = auf Englisch
written-de = auf Deutsch
written-fi = auf Finnisch
