# The tutor: a step in a sentence or two.
tutor-step = Opastus · vaihe { $step }/{ $of }
tutor-over = Opastus · valmis
tutor-hint = { $palette }: ohita osa · { $quit }: lopeta, jatka myöhemmin
tutor-skip = opastus (tutor): siirry seuraavaan osaan
tutor-again = opastus (tutor): aloita alusta

tutor-line = Tervetuloa! Maria Schmidt, s. 22.3.1985, soittaa. Kirjoita { $types } (syntymäaika ja S, Karin Ivers, kontrolli) ja paina { $enter }.
    .types = 220385s ki f
tutor-book = Ensimmäinen vapaa aika on lomakkeella, mitään ei ole vielä varattu. Lue nimi ja syntymäaika ääneen; vain { $book } varaa.
tutor-move = Varattu: ensimmäinen aikasi, { $visits }. Maria tulisi mieluummin myöhemmin: kirjoita { $types } ja paina { $enter }. Merkki > siirtää.
    .types = 220385s >
tutor-moved = Vanha ja uusi aika ovat näkyvissä; ehdolla on seuraava vapaa. Voit valita tai kirjoittaa toisenkin. { $book } siirtää ajan.
tutor-mine = Siirretty. Maria kysyy: milloin aikani on? Pelkkä potilas rivillä luettelee ajat: kirjoita { $types }, sitten { $enter }.
    .types = 220385s
tutor-arrive = Siinä se on. Päivän tullen Maria on tiskillä: { $clear } tyhjentää rivin, kirjoita { $types }, { $enter }. Merkki + on ”saapunut”.
    .types = 220385s +
tutor-arrived = { $book } merkitsee sen. Jos aika on toisena päivänä, sitä kysytään ensin.
tutor-wrong = Merkitty. Nyt jokin menee vikaan: Greta Lindner, s. 19.7.1984, haluaa maanantaiksi klo 12.30. { $line }, kirjoita { $types }, { $enter }.
    .types = 190784l ki f ma 12:30
tutor-asked = Karin Ivers ei ole silloin paikalla: se lukee ajan alla, ja Ongelmat laskee sen. Paina silti { $book }, niin näet, mitä tapahtuu.
tutor-back = Mitään ei lähetetty: ensin kysytään, ja varaaminen vaatisi syyn. { $close } palaa takaisin, ja kirjoittamasi säilyy.
tutor-mend = Nyt korjataan. { $free } näyttää, milloin Karin Ivers on vapaa: { $enter } avaa päivän, toinen { $enter } ottaa ajan.
tutor-mended = Varoitus poistui. Lue nimi, syntymäaika ja uusi aika ääneen; { $book } varaa.
tutor-cancel = Varattu. Greta ei pääsekään tulemaan: { $line }, kirjoita { $types }, { $enter }. Merkki - peruu.
    .types = 190784l -
tutor-cancelled = Syy kuuluu mukaan; tavallisin on jo valittuna, ↓ näyttää muut. { $book } peruu ajan.
tutor-board = Peruttu. Kuka tulee tänään ja kenen luo? { $day } avaa päivänäkymän, missä tahansa oletkin.
tutor-board-back = Kirjaimet ja kellonajat rajaavat, nuolet vaihtavat päivää, Enter avaa rivin. { $close } palaa takaisin.
tutor-other = Verinäytteet varataan palvelusta { $draws }: { $other } vaihtaa lomaketta.
tutor-draw = Jörg Weißmüller, s. 30.11.1962, tarvitsee verinäytteen Berliinissä. { $line }, kirjoita { $types }, { $enter }.
    .types = 301162w be
tutor-drawn = Samoin kuin äsken: lue nimi, syntymäaika ja paikka ääneen; { $book } varaa.
tutor-return = Varattu: ensimmäinen verinäyteaikasi. Joskus käy niinkin, että vastaus katoaa. { $other } vaihtaa takaisin: { $visits }.
tutor-lose = Anja Brenner, s. 25.8.1998, tulee Karin Iversin luo. Kirjoita { $types } ja paina { $enter }, kuten Marian kohdalla.
    .types = 250898b ki f
tutor-lost = Nyt { $book }. Tällä kertaa vastaus katoaa matkalla ({ $visits }): täällä tahallaan, huonona päivänä itsestään.
tutor-found = Ei vastausta: aika on ehkä varattu, ehkä ei. Älä varaa toista kertaa. Asia selvitetään itsestään muutamassa sekunnissa; odota.
tutor-done = Löytyi, varattu kerran. Olet varannut molemmissa, siirtänyt, korjannut ja löytänyt vastauksen. { $quit } lopettaa; sitten bookdesk.

# Hints when something else has to be done first.
tutor-question = Sinulta kysytään ensin jotakin. Lue se; { $close } palaa takaisin, eikä mitään lähetetä.
tutor-why = Aika ei ole tänään, siksi kysytään. { $down } valitsee syyn, sitten { $book } jatkaa.
tutor-overlay = { $close } sulkee sen, mikä tässä on auki. Sitten jatketaan.
tutor-clinic = Tämä vaihe koskee lomaketta { $here }: { $other } vaihtaa sille.
tutor-to-line = Kirjoitetaan alla olevalle pikariville: { $line } vie kohdistimen sinne.
tutor-clear = Rivillä on jotakin muuta. { $clear } tyhjentää sen; kirjoita sitten { $types } ja paina { $enter }.
