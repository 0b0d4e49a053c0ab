# The command palette: its prompt, and rows without a key.
palette-hint = Was möchten Sie tun? Ein Teil davon oder die Taste
palette-none = kein passender Befehl
palette-nothing-done = Kein passender Befehl.
palette-key-books = { $key } bucht; Enter bucht nie.
palette-template = Vorlage: { $name }, { $minutes } Min.
palette-field = zum Feld { $field }
palette-on-line = Eingabezeile: { $typed } ({ $about })
line-as-in = Hier eintippen, wie in: { $example }
palette-draft = Entwurf { $letter } aufnehmen: { $says }
palette-other-backend = zu { $clinic }, der anderen Praxis; Entwürfe bleiben
palette-drop-all = alle geparkten Entwürfe verwerfen; fragt vorher
palette-drop-all-also = alle verwerfen, alle löschen, alles wegwerfen
palette-discard = diesen Entwurf verwerfen; fragt vorher
palette-discard-also = verwerfen, löschen, wegwerfen, Formular leeren, neu anfangen
palette-late = jemand im Verzug: Tagesübersicht, { $key } ruft an
palette-late-also = spät, verspätet, Verspätung, Verzug, Verzögerung, hinterher
palette-who-waits = wer jetzt hier wartet, in der Tagesübersicht
palette-who-waits-also = wie lange, wartend, wartet, Wartezeit, Wartezimmer, wer ist da
palette-print-day = Tagesliste drucken: Tagesübersicht, { $key }
palette-print-day-also = drucken, Ausdruck, Tagesliste, Terminliste, Drucker
palette-outbox = Postausgang: was aufs Senden wartet, und was unklar ist
palette-outbox-also = wartet, vorgemerkt, nicht gesendet, unklar, verlorene Antwort
palette-language = Sprache: { $own } ({ $name })
palette-theme = Farben { $word }: { $about }
palette-theme-also = Thema, Theme, Design, Aussehen
palette-group =
    .open = angefangen
    .often = am häufigsten
    .appointment = der angezeigte Termin
    .keys = alle übrigen Tasten
    .form = Vorlagen und Felder
    .look = Sprache und Farben
palette-change-also = { $verb ->
    [move] umbuchen, andere Zeit, falsche Zeit, falscher Arzt
    [cancel] rückgängig, zurücknehmen, stornieren, falscher Patient, falsche Patientin
    [next-status] einchecken, Status
    [not-come] nicht erschienen
    [details] falscher Grund, falsche Terminart, Bemerkung, bearbeiten, Termin ändern, falscher Patient, länger, kürzer, Minuten
    [panels] Laborwerte
    [confirm] abgenommen, Barcode
   *[remove] rückgängig, zurücknehmen, falscher Patient, falsche Patientin, löschen, Fehler
}

# Languages.
own-name =
    .en = English
    .de = Deutsch
    .fi = suomi
language-name =
    .en = Englisch
    .de = Deutsch
    .fi = Finnisch
written-in =
    .en = auf Englisch
    .de = auf Deutsch
    .fi = auf Finnisch
