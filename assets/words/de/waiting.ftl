# Die Warteliste.

waiting-title = Warteliste ({ $count })
waiting-as-of = { $backend }: Stand { $time }
waiting-reading = { $backend }: Liste wird gelesen…
waiting-not-whole = { $backend } nennt nicht alle: Es können mehr sein.
waiting-nobody = Niemand wartet.
waiting-anybody = egal bei wem
waiting-key-off = streichen
waiting-fill-in = Für wen, bei wem und wann es passt; { $key } setzt auf die Warteliste.
palette-wait = jemanden auf die Warteliste setzen
waiting-by = eingetragen von { $who }
waiting-here-only = { $backend } führt keine Warteliste: Nur diese Praxis weiß, wer wartet.
waiting-form-title = Auf die Warteliste setzen
waiting-key-puts = { $key } setzt auf die Liste.
waiting-key-put = auf die Liste setzen
waiting-whom = Bitte zuerst den Patienten wählen.
waiting-not-read = Nicht auf der Liste: { $what }.
waiting-kept-here = Auf der Warteliste dieser Praxis; { $backend } weiß davon nichts.
waiting-not-kept = Nicht auf der Liste, denn es ließ sich nicht speichern: { $why }
waiting-offer = { $when } bei { $whom } ist frei: { $who } wartet auf so einen Termin. { $key } bietet ihn an.
waiting-free = { $when } ({ $minutes } Min.) bei { $whom } ist frei.
waiting-key-book = buchen
waiting-key-declines = lehnt ab
waiting-filled = Zeit prüfen; { $key } bucht, danach geht es von der Liste.
