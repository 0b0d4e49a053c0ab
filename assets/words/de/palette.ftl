# Die Befehlspalette: was sie fragt, und die Zeilen ohne eigene Taste.

palette-hint = Was möchten Sie tun? Ein Teil davon, oder die Taste
palette-none = kein passender Befehl
palette-nothing-done = Kein passender Befehl.
palette-key-books = { $key } bucht; Enter bucht nie.
palette-template = Vorlage: { $name }, { $minutes } Min.
palette-field = zum Feld { $field }
palette-draft = Entwurf { $letter } aufnehmen: { $says }
palette-other-backend = zu { $backend }, dem anderen System; Entwürfe bleiben
palette-language = Sprache: { $own } ({ $name })
palette-theme = Farben { $word }: { $about }

# Die Sprachen, und was in einer geschrieben ist.
language-en = Englisch
language-de = Deutsch
language-fi = Finnisch
written-en = auf Englisch
written-de = auf Deutsch
written-fi = auf Finnisch
