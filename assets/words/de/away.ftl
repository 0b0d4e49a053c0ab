# Absences of practitioners.

change-away = { $who } abwesend { $when }
change-back = { $who } wieder da { $when }
away-already = Bei { $clinic } steht diese Abwesenheit schon.
away-already-do = Nichts wurde gesendet: jemand anderes hat sie eingetragen.
away-no-schedule = { $clinic } führt für diese Person keinen Plan, in den eine Abwesenheit einzutragen wäre.
away-no-schedule-do = Nur hier am Empfang vermerken, oder dort einen Plan anlegen lassen.
away-past = Diese Zeit ist vorbei
away-too-long = Mehr als { $days } Tage bitte in Teilen eintragen
away-reason-too-long = Der Grund ist zu lang
away-is-made = { $what }: steht nun doch bei { $clinic }.
away-is-unknown = { $what }: ob es bei { $clinic } steht, ist noch unklar. Es wird nachgesehen; siehe Probleme.
away-is-not-there = { $what }: steht nicht bei { $clinic }. Es kann noch einmal eingetragen werden.
