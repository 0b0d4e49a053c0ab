# Aufzeichnungen, die mehrere Arbeitsplätze teilen: wer arbeitet, was in Arbeit ist, und was gilt, solange sie nicht zu erreichen sind.

# In der ersten Zeile.
sharing-desks = { $count ->
    [one] 1 Arbeitsplatz
   *[other] { $count } Arbeitsplätze
}
sharing-alone = allein seit { $at }
sharing-alone-short = allein { $at }

ask-alone = Allein weitermachen?
ask-alone-means = Die gemeinsamen Aufzeichnungen sind seit { $at } nicht zu erreichen: Andere Arbeitsplätze sehen das noch nicht und können dieselbe Zeit vergeben.
answer-alone = trotzdem senden
sharing-back = Die gemeinsamen Aufzeichnungen sind wieder da: { $key } sendet.

# Eine Zeit, die ein anderer Arbeitsplatz gerade vergibt, neben der Uhrzeit.
sharing-held-at = in Arbeit: { $desk }
sharing-held-elsewhere = anderswo in Arbeit

# Zwei Arbeitsplätze, die dieselbe Zeit vergeben haben, ohne voneinander zu wissen.
collision-see-problems = Ein anderer Arbeitsplatz hat dieselbe Zeit vergeben: siehe Probleme.
collision-time = Zwei Arbeitsplätze haben dieselbe Zeit vergeben, als sie getrennt waren. Hier: { $own }. { $desk }: { $other }.
collision-visit = Zwei Arbeitsplätze haben denselben Termin gebucht, als sie getrennt waren. Hier: { $own }. { $desk }: { $other }.
collision-some-booking = eine Buchung ohne Verbindung
collision-somebody = jemand
collision-another-desk = Anderer Arbeitsplatz
collision-decide = Klären Sie mit dem anderen Arbeitsplatz, welcher Termin bleibt, und verlegen Sie den anderen oder sagen Sie ihn ab.
collision-decide-once-known = Ob der andere gebucht ist, ist noch nicht bekannt. Klären Sie mit dem anderen Arbeitsplatz, welcher Termin bleibt, und verlegen Sie den anderen oder sagen Sie ihn ab.
collision-how = Verlegen Sie einen der beiden oder sagen Sie ihn ab; Entf nimmt dies von der Liste.
collision-drop-means = Beide Buchungen bleiben, wie sie sind. Ist das geklärt?

# Was dieser Arbeitsplatz aus den Augen verloren und ein anderer übernommen hat.
sharing-taken-over = { $desk } kümmert sich jetzt darum: { $visit }. Es steht dort im Postausgang.
sharing-taken-over-elsewhere = Ein anderer Arbeitsplatz kümmert sich jetzt darum: { $visit }. Es steht dort im Postausgang.
sharing-settled = { $desk } hat das inzwischen erledigt: { $visit }.
sharing-settled-elsewhere = Ein anderer Arbeitsplatz hat das inzwischen erledigt: { $visit }.
