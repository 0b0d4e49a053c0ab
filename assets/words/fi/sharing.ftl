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

# Kaksi työpistettä, jotka varasivat saman ajan toisistaan tietämättä.
collision-see-problems = Toinen työpiste on varannut saman ajan: katso Ongelmat.
collision-time = Kaksi työpistettä varasi saman ajan, kun niillä ei ollut yhteyttä. Täällä: { $own }. { $desk }: { $other }.
collision-visit = Kaksi työpistettä varasi saman käynnin, kun niillä ei ollut yhteyttä. Täällä: { $own }. { $desk }: { $other }.
collision-some-booking = varaus ilman yhteyttä
collision-somebody = joku
collision-another-desk = Toinen työpiste
collision-decide = Sovi toisen työpisteen kanssa, kumpi aika jää, ja siirrä tai peru toinen.
collision-decide-once-known = Vielä ei tiedetä, onko toinen varattu. Sovi toisen työpisteen kanssa, kumpi aika jää, ja siirrä tai peru toinen.
collision-how = Siirrä tai peru toinen niistä; Delete poistaa tämän luettelosta.
collision-drop-means = Molemmat varaukset jäävät ennalleen. Onko asia hoidettu?

# Mitä tämä työpiste ei enää seurannut ja toinen otti hoitaakseen.
sharing-taken-over = { $desk } huolehtii nyt tästä: { $visit }. Se on siellä Lähtevissä.
sharing-taken-over-elsewhere = Toinen työpiste huolehtii nyt tästä: { $visit }. Se on siellä Lähtevissä.
sharing-settled = { $desk } on jo hoitanut tämän: { $visit }.
sharing-settled-elsewhere = Toinen työpiste on jo hoitanut tämän: { $visit }.
