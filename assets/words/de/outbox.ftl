# The Outbox: bookings and changes without an answer.

change-was-refused = abgelehnt
change-unknown = unbekannt
change-queued = vorgemerkt
change-seconds = { $count } s
change-minutes = { $count } min
change-hours = { $count } h
change-sent = Gesendet { $at }, vor { $age }.
change-there-as = Dort steht sie als { $id }.
change-by-hand = Von Hand vermerkt.
change-seen = Dort steht etwas wie sie als { $id }.
change-may-be = Vielleicht ist es eine von diesen: { $ids }. Sehen Sie dort nach, dann sagen Sie es.
change-unread = Was { $clinic } zeigt, ist vielleicht nicht alles. Sehen Sie dort nach, dann sagen Sie es.
change-no-link = { $clinic } ist gerade nicht zu erreichen.
change-missed = { $clinic } zeigt sie bisher nicht; die Suche dort hinkt einige Sekunden hinterher.
change-looks-in = Prüft in { $seconds } s wieder.
change-looking = Wird geprüft…
change-reading = Wird gelesen…
change-nothing-to-do = Nichts mehr zu tun.

outbox-found-as = Bei { $clinic } gefunden: { $what }.
outbox-not-yet = Noch nicht: Der Termin ist vielleicht gebucht. bookdesk prüft das selbst; b oder n vermerkt es von Hand.
outbox-empty = Im Postausgang wartet nichts, und nichts ist unklar.
outbox-known = Was daraus wurde, ist schon bekannt.
outbox-answer-may-come = Die Antwort kann noch kommen: Warten Sie, bevor Sie „nicht gebucht“ sagen.
outbox-settle-first = Vielleicht ist gebucht: b ist gebucht, n ist nicht gebucht.
outbox-by-hand-booked = Von Hand vermerkt: Es ist gebucht.
outbox-by-hand-not-booked = Von Hand vermerkt.
outbox-by-hand-not-booked-note = Von Hand vermerkt: Es ist nicht gebucht. Enter holt den Entwurf zurück.
outbox-unrecorded = Das ließ sich nicht aufzeichnen: { $why }.

problem-settle = Falls Sie es selbst wissen: b ist gebucht, n ist nicht gebucht

now-it-is-booked = ist gebucht
now-it-is-not-booked = ist nicht gebucht
now-bring-back = zurückholen
now-drop = verwerfen
now-next-pane = nächster Bereich

change-queued-at = Vorgemerkt { $at }.
change-complete = Vollständig; nicht gesendet.
change-until-end = Sie ließ sich nicht aufzeichnen: Beim Beenden geht sie verloren.
change-not-sent = Nicht gesendet.
change-waits-for-link = Wartet auf { $clinic }; von selbst wird nichts gesendet.
change-ready = Bereit: Enter holt sie ins Formular zurück.
change-held = Noch nicht bereit: in der Liste eine andere Zeit eingeben oder auslassen.
now-all-queued = alle wartenden
