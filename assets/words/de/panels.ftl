# Panels are added after the draw is booked. The booking stays even if that fails.
panels-not-added = Der Termin ist gebucht. Seine Panels sind nicht hinzugefügt ({ $panels }): { $why }.
panels-unknown = Der Termin ist gebucht. Ob seine Panels hinzugefügt sind ({ $panels }), ist unbekannt: { $why }.
panels-try-again = Buchen Sie nicht erneut: Die Taste p im Bereich Termin versucht es noch einmal.
panels-look = Buchen Sie nicht erneut: Die Taste p im Bereich Termin sieht nach und ergänzt, was fehlt.
panels-forbidden = der Schlüssel hat kein Recht dazu oder der Termin ist nicht zugänglich
panels-not-there = { $clinic } kennt das Panel nicht oder nicht alle davon
panels-too-late = er lässt sich nicht mehr ändern, weil Blut abgenommen oder der Termin abgesagt wurde
panels-too-many-calls = { $clinic } hatte gerade zu viele Anfragen
panels-unreachable = { $clinic } ist nicht erreichbar: { $why }
panels-key = { $clinic } nimmt den Schlüssel nicht an
panels-fault = { $clinic } hatte einen Fehler
panels-late = es kam rechtzeitig keine Antwort
panels-unreadable = die Antwort ist nicht lesbar
panels-lost = die Antwort ging verloren
panels-refused = { $clinic } sagt „{ $said }“
panels-no-reason = nein

# Panels asked for after a draw is booked.
panels-are-added = Die Panels sind hinzugefügt.
panels-see-problems = Bei { $clinic } gebucht, aber bitte die Panels prüfen: siehe Probleme.
panels-nothing-to-do = Gerade ist nichts noch einmal hinzuzufügen.
panels-how = p sieht nach, welche Panels fehlen, und ergänzt sie; Entf nimmt dies von der Liste.
panels-unlisted = Ohne { $panels }: { $clinic } führt kein solches Panel.
panels-no-list = Ohne { $panels }: Die Liste der Panels von { $clinic } ist gerade nicht abrufbar.
tubes = Röhrchen: { $tubes }
tube-cap = { $known ->
    [lavender] Kappe lavendel
    [purple] Kappe violett
    [red] Kappe rot
    [gold] Kappe gelb
    [yellow] Kappe gelb
    [blue] Kappe blau
    [green] Kappe grün
    [grey] Kappe grau
   *[other] Kappe { $color }
}
