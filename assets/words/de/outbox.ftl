# The Outbox: bookings and changes without an answer.

intent-refused = abgelehnt
intent-unknown = unbekannt
intent-queued = vorgemerkt
intent-seconds = { $count } s
intent-minutes = { $count } min
intent-hours = { $count } h
intent-sent = Gesendet { $at }, vor { $age }.
intent-there-as = Dort steht sie als { $id }.
intent-by-hand = Von Hand vermerkt.
intent-seen = Dort steht etwas wie sie als { $id }.
intent-may-be = Vielleicht ist es eine von diesen: { $ids }. Sehen Sie dort nach, dann sagen Sie es.
intent-unread = Was { $clinic } zeigt, ist vielleicht nicht alles. Sehen Sie dort nach, dann sagen Sie es.
intent-no-link = { $clinic } ist gerade nicht zu erreichen.
intent-missed = { $clinic } zeigt sie bisher nicht; die Suche dort ist einige Sekunden zurück.
intent-looks-in = Prüft in { $seconds } s wieder.
intent-looking = Wird geprüft…
intent-reading = Wird gelesen…
intent-nothing-to-do = Nichts mehr zu tun.
intent-keys = b ist gebucht · n ist nicht gebucht

outbox-found-as = { $clinic } hat sie: { $what }.
outbox-not-yet = Noch nicht: Der Termin ist vielleicht gebucht. bookdesk prüft das selbst; b oder n vermerkt es von Hand.
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

intent-queued-at = Vorgemerkt { $at }.
intent-complete = Vollständig; nicht gesendet.
intent-until-end = Sie ließ sich nicht aufzeichnen: Beim Beenden geht sie verloren.
intent-not-sent = Nicht gesendet.
intent-waits-for-link = Wartet auf { $clinic }; von selbst wird nichts gesendet.
intent-ready = Bereit: Enter holt sie ins Formular zurück.
intent-held = Noch nicht bereit: in der Liste eine andere Zeit eingeben oder auslassen.
now-all-queued = alle wartenden
