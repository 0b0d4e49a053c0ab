# Entwürfe, unter einem Buchstaben geparkt.

draft-says = { $who }, { $why }, { $age }
draft-no-name = noch kein Name
draft-letters = geparkt { $letters }
draft-parked = Geparkt als { $letter }; { $key } nimmt den Entwurf wieder auf.
draft-taken-up = Entwurf { $letter }: { $says }.
draft-none = Als { $letter } ist nichts geparkt. { $key } parkt, was im Formular steht.
draft-no-letter = Alle sechs Buchstaben sind belegt: erst buchen oder verwerfen, was hier steht.
draft-form-under-way = Eine Buchung ist unterwegs; ihr Formular bleibt, bis die Antwort da ist.
draft-waits = Das { $backend }-Formular wird gebucht; Entwurf { $letter } wartet, bis es frei ist.
