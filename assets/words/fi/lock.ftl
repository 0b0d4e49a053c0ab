# The lock, names in lists, the clipboard. A line of the lock screen has 58 columns.
lock-locked = Lukittu
lock-how-pin = Kirjoita PIN-koodi ja paina Enter.
lock-how-any = Mikä tahansa näppäin avaa ohjelman taas.
lock-privacy-only = Tämä on näkösuoja, ei lukko: PIN-koodia ei ole.
lock-set-a-pin = `bookdesk pin` asettaa sellaisen.
lock-pin = PIN
lock-checking = Hetkinen…
lock-wrong = PIN-koodi on väärä. Uusi yritys { $seconds } s kuluttua.
lock-too-soon = Odota väärän PIN-koodin jälkeen vielä { $seconds } s.
lock-unchecked = PIN-koodia ei voi tarkistaa: { $why }.
lock-was-wrong = PIN-koodi oli väärä.
lock-type-again = Anna PIN-koodi uudelleen.
lock-leave-loses = Lopettaessa jotain katoaisi. Uusi painallus lopettaa.
pin-needed = PIN-koodi on asetettu. Suorita komento päätteessä, jossa koodia kysytään, tai tallenna se tiedostoon, jonka vain sinä voit lukea, ja nimeä tiedosto muuttujassa BOOKDESK_PIN_FILE.
pin-file-unreadable = PIN-tiedostoa { $path } ei voi lukea: { $why }.
pin-file-open = Muutkin voivat lukea PIN-tiedoston { $path } (oikeudet { $mode }). Kirjoita: { $command }
pin-file-open-to = Muutkin voivat lukea PIN-tiedoston { $path } ({ $names }). Kirjoita: { $command }
pin-file-empty = PIN-tiedoston { $path } ensimmäinen rivi on tyhjä.

initials-on = Henkilöt näkyvät luetteloissa nimikirjaimin ja syntymävuosin.
initials-off = Henkilöt näkyvät luetteloissa koko nimellä.

clipboard-nothing = Ei ole ajanvarausta, jonka tunnuksen voisi kopioida.
clipboard-copied = Kopioitu: { $id }. Leikepöytä tyhjennetään { $seconds } s kuluttua.
