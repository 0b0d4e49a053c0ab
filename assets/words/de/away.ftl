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
away-sending = wird gesendet
away-entered = eingetragen
away-taken-back = zurückgenommen
away-unknown = unklar: es wird nachgesehen
away-left-out = nicht gesendet
away-known = steht schon da
away-within = { $who } hat in dieser Zeit { $count ->
    [one] 1 Termin
   *[other] { $count } Termine
}: { $rows }.
away-within-do = --yes trägt die Abwesenheit trotzdem ein; die Termine verlegen, abgeben oder anrufen.
away-nothing-then = { $who }: für diese Zeit ist nichts eingetragen.
away-outcome = { $outcome ->
    [known] { $who } ist dann schon abwesend; nichts wurde gesendet.
    [entered] { $who }: { $count ->
        [one] 1 Tag eingetragen.
       *[other] { $count } Tage eingetragen.
    }
    [removed] { $who }: { $count ->
        [one] 1 Abwesenheit zurückgenommen.
       *[other] { $count } Abwesenheiten zurückgenommen.
    }
    [clean] { $who }: nichts spricht dagegen; nichts wurde gesendet.
    [conflict] Nichts wurde gesendet: { $why }
    [not-sent] Nichts wurde gesendet: { $why }
    [invalid] Nichts wurde gesendet: { $why }
    [unknown] { $who }: noch unklar, ob alles eingetragen ist; bitte nachsehen, bevor es noch einmal eingetragen wird.
   *[other] Nicht erledigt: { $why }
}
away-claimed = Ein anderes Fenster oder ein anderer Empfang hat für diese Zeit gerade eine Abwesenheit eingetragen.
away-under-way = Ein anderes Fenster oder ein anderer Empfang ändert gerade die Abwesenheit an diesem Tag.
away-not-there = Bei { $clinic } steht diese Abwesenheit nicht.
