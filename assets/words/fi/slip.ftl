# Ajanvarauslappu, jonka potilas saa mukaansa, hänen omalla kielellään.

slip-visit = Vastaanottokäynti
slip-draw = Verinäytteenotto
slip-when = Aika
slip-with = Ammattilainen
slip-where = Paikka
slip-name = Nimi
slip-number = Numero
slip-no-time = aikaa ei ole vielä sovittu
slip-for-practice = { $mode }: tehty harjoitusta varten. Tämä ei ole oikea ajanvaraus.
slip-tentative = Tätä aikaa ei ole vielä vahvistettu.
slip-cancelled = Tämä aika on peruttu.
slip-new-time = Uusi aika. Aiempi aika oli { $before }.
slip-moved = Tämä aika on siirretty.
slip-scan = Skannaa tämä, niin aika tulee kalenteriisi.

# Miten se tehdään vastaanotossa.
slip-none = Ei ole ajanvarausta, josta tehdä lappu.
slip-title = Ajanvarauslappu, { $who }: { $id }, { $written }
slip-as-text = tallenna tekstinä
slip-as-page = tallenna tulostettavana sivuna (HTML)
slip-as-calendar = tallenna kalenteria varten (.ics)
slip-as-code = näytä skannattavana koodina
slip-without-name = jätä potilaan nimi pois
slip-with-name = lisää potilaan nimi
slip-name-is-on = Lapussa on potilaan nimi.
slip-name-is-off = Lapussa ei ole potilaan nimeä.
slip-name-unknown = Potilaan nimeä ei tiedetä täällä.
slip-save-as = Tallenna nimellä
slip-nowhere = Anna ensin tiedostolle nimi.
slip-saving = Tallennetaan…
slip-saved = Tallennettu: { $path }
slip-not-saved = Ei tallennettu: { $why }. Ajanvaraus on ennallaan.
slip-no-code = Ilman aikaa ei voi tehdä koodia.
slip-no-code-cancelled = Perutusta ajasta ei voi tehdä koodia.
slip-code-too-large = Koodi tarvitsee { $cols } × { $rows } merkkiä. Suurempi ikkuna näyttää sen, ja se on myös tulostettavalla sivulla.
slip-code-how = Kohdista puhelimen kamera koodiin: puhelin lisää ajan kalenteriin. Koodissa ei ole potilaan nimeä.
slip-why-there = se on jo olemassa
slip-why-no-folder = sellaista kansiota ei ole
slip-why-not-allowed = sinne ei saa kirjoittaa
