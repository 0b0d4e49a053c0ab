# Drafts parked under a letter.
draft-says = { $who }, { $why }, { $age }
draft-no-name = noch kein Name
draft-made-room = Der Entwurf { $says }, in den nichts getippt war, hat Platz gemacht.
draft-none-parked = Es ist nichts geparkt.
draft-all-dropped = { $count ->
    [one] Der geparkte Entwurf ist weg.
   *[other] Die { $count } geparkten Entwürfe sind weg.
}
draft-letters = geparkt { $letters }
draft-parked = Geparkt als { $letter }; { $key } nimmt den Entwurf wieder auf.
draft-taken-up = Entwurf { $letter }: { $says }.
draft-look-up-gone = Für „{ $line }“ war nichts eingegeben: Es war nur nachgeschlagen.
draft-none = Als { $letter } ist nichts geparkt. { $key } parkt, was im Formular steht.
draft-nothing-here = Hier ist kein Entwurf.
draft-no-letter = Alle sechs Buchstaben sind belegt: erst buchen oder verwerfen, was hier steht.
draft-form-under-way = Eine Buchung wird gesendet; ihr Formular bleibt, bis die Antwort da ist.
draft-waits = Das { $clinic }-Formular wird gebucht; Entwurf { $letter } wartet, bis es frei ist.

# Drafts that go from desk to desk.
hand-nameless = ein Arbeitsplatz ohne Namen
hand-drafts = Geparkte Entwürfe
hand-left-row = { $desk } (nicht mehr da): { $says }
hand-nothing = Nichts ist geparkt, weder hier noch an einem Arbeitsplatz, der nicht mehr da ist.
hand-under-way = Ein anderer Entwurf wird gerade übernommen.
hand-taking = Der Entwurf von { $desk } wird übernommen …
hand-away = Die gemeinsamen Aufzeichnungen sind nicht erreichbar. Der Entwurf bleibt, wo er ist.
hand-received = { $desk } hat Ihnen einen Entwurf übergeben: { $says }. { $key } öffnet ihn.
hand-received-waits = { $desk } hat Ihnen einen Entwurf übergeben: { $says }. Er wartet, bis einer der sechs Buchstaben frei ist.
hand-taken-over = Von { $desk } übernommen: { $says }. { $key } öffnet ihn.
hand-take-gone = Diesen Entwurf hat schon jemand anderes übernommen, oder sein Arbeitsplatz ist wieder da.
hand-taken = { $desk } hat diesen Entwurf von Ihnen übernommen: { $says }.
hand-left = { $desk } ist nicht mehr da und hat Entwürfe hinterlassen. { $key } listet sie auf.
