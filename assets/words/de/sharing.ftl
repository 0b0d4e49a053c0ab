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
