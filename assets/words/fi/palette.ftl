# The command palette: its prompt, and rows without a key.
palette-hint = mitä haluat tehdä? osa nimestä tai sen näppäin
palette-none = ei sopivaa toimintoa
palette-nothing-done = Ei sopivaa toimintoa.
palette-key-books = { $key } varaa; Enter ei koskaan.
palette-template = käyntimalli: { $name }, { $minutes } min
palette-field = kenttään { $field }
palette-on-line = pikariville: { $typed } ({ $about })
line-as-in = Kirjoita tähän, esimerkiksi: { $example }
palette-draft = ota esiin luonnos { $letter }: { $says }
palette-other-backend = toiseen klinikkaan ({ $clinic }); luonnokset säilyvät
palette-drop-all = hylkää kaikki tallessa olevat luonnokset; kysyy ensin
palette-drop-all-also = hylkää kaikki, poista kaikki
palette-discard = hylkää tämä luonnos; kysyy ensin
palette-discard-also = hylkää, poista, tyhjennä lomake, aloita alusta
palette-late = joku myöhässä: päivänäkymä, { $key } soittaa
palette-late-also = myöhässä, viive, viivästys, jäljessä
palette-who-waits = kuka odottaa nyt täällä, päivänäkymässä
palette-who-waits-also = kuinka kauan, odottaa, odotusaika, odotushuone, kuka on täällä
palette-print-day = tulosta päivän lista: päivänäkymä, { $key }
palette-print-day-also = tulosta, päivälista, tulostin, paperille
palette-outbox = Lähtevät: mikä odottaa lähettämistä ja mikä on epäselvää
palette-outbox-also = odottaa, jonossa, lähettämättä, epäselvä
palette-language = kieli: { $own } ({ $name })
palette-theme = värit { $word }: { $about }
palette-theme-also = teema, ulkoasu, theme
palette-group =
    .open = kesken jääneet
    .often = useimmin käytetyt
    .appointment = näkyvä aika
    .keys = kaikki muut näppäimet
    .form = mallit ja kentät
    .look = kieli ja värit
palette-change-also = { $verb ->
    [move] toinen aika, väärä aika
    [cancel] kumoa, peru, väärä potilas
    [next-status] ilmoittautuminen, tila
    [not-come] ei saapunut
    [details] väärä syy, väärä käynti, kommentti, muokkaa, muuta aikaa, väärä potilas, pidempi, lyhyempi, minuutit
    [panels] tutkimukset
    [confirm] otettu, viivakoodi
   *[remove] kumoa, peru, väärä potilas, poista, virhe
}

# Languages.
own-name =
    .en = English
    .de = Deutsch
    .fi = suomi
language-name =
    .en = englanti
    .de = saksa
    .fi = suomi
written-in =
    .en = englanniksi
    .de = saksaksi
    .fi = suomeksi
