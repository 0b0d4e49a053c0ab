# Panels are added after the draw is booked. The booking stays even if that fails.
panels-not-added = Aika on varattu. Sen paneeleja ei ole lisätty ({ $panels }): { $why }.
panels-unknown = Aika on varattu. Ei tiedetä, onko sen paneelit lisätty ({ $panels }): { $why }.
panels-try-again = Älä varaa uudelleen: näppäin p ruudussa Ajanvaraus yrittää lisäystä uudelleen.
panels-look = Älä varaa uudelleen: näppäin p ruudussa Ajanvaraus katsoo ja lisää puuttuvat.
panels-forbidden = avaimella ei ole siihen oikeutta, tai aika ei ole käytettävissä
panels-not-there = { $clinic } ei tunne paneelia tai kaikkia niistä
panels-too-late = aikaa ei voi enää muuttaa, koska verinäyte on otettu tai aika on peruttu
panels-too-many-calls = { $clinic } on juuri saanut liikaa pyyntöjä
panels-unreachable = palveluun { $clinic } ei saada yhteyttä: { $why }
panels-key = { $clinic } ei hyväksy avainta
panels-fault = palvelussa { $clinic } tapahtui virhe
panels-late = vastaus ei tullut ajoissa
panels-unreadable = vastausta ei voi lukea
panels-lost = vastaus katosi
panels-refused = { $clinic } sanoo ”{ $said }”
panels-no-reason = ei

# Panels asked for after a draw is booked.
panels-are-added = Paneelit on lisätty.
panels-see-problems = Varattu palveluun { $clinic }, mutta paneelit on tarkistettava: katso Ongelmat.
panels-nothing-to-do = Juuri nyt ei ole mitään lisättävää uudelleen.
panels-how = p katsoo, mitkä paneelit puuttuvat, ja lisää ne; Delete poistaa tämän luettelosta.
panels-unlisted = Ilman: { $panels }. Palvelun { $clinic } luettelossa ei ole tällaista paneelia.
panels-no-list = Ilman: { $panels }. Palvelun { $clinic } paneeliluetteloa ei saada nyt.
tubes = Putket: { $tubes }
tube-cap = { $known ->
    [lavender] korkki laventeli
    [purple] korkki violetti
    [red] korkki punainen
    [gold] korkki keltainen
    [yellow] korkki keltainen
    [blue] korkki sininen
    [green] korkki vihreä
    [grey] korkki harmaa
   *[other] korkki { $color }
}
