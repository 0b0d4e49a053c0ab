# Yhteiset tallenteet: ketkä ovat työssä, mikä heillä on kesken, ja mitä tehdä, kun niihin ei saada yhteyttä.

# Ensimmäisellä rivillä.
sharing-desks = { $count ->
    [one] 1 työpiste
   *[other] { $count } työpistettä
}
sharing-alone = yksin klo { $at } alkaen
sharing-alone-short = yksin { $at }

ask-alone = Jatketaanko yksin?
ask-alone-means = Yhteisiin tallenteisiin ei ole saatu yhteyttä klo { $at } alkaen: muut työpisteet eivät näe tätä vielä ja voivat varata saman ajan.
answer-alone = lähetä silti
sharing-back = Yhteiset tallenteet ovat taas käytössä: { $key } lähettää.

# Aika, jota toinen työpiste on varaamassa, kellonajan vieressä.
sharing-held-at = varattavana: { $desk }
sharing-held-elsewhere = varattavana toisaalla
