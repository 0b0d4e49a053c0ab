# Absences of practitioners.

change-away = { $who } abwesend { $when }
change-back = { $who } wieder da { $when }
away-already = Bei { $clinic } steht diese Abwesenheit schon.
away-already-do = Nichts wurde gesendet: jemand anderes hat sie eingetragen.
away-no-schedule = { $clinic } führt für diese Person keinen Plan, in den eine Abwesenheit einzutragen wäre.
away-no-schedule-do = Nur hier am Empfang vermerken, oder dort einen Plan anlegen lassen.
