# Drafts parked under a letter.
draft-says = { $who }, { $why }, { $age }
draft-no-name = ei vielä nimeä
draft-made-room = Luonnos { $says }, johon ei ollut kirjoitettu mitään, antoi tilaa.
draft-none-parked = Mitään ei ole tallessa.
draft-all-dropped = { $count ->
    [one] Tallessa ollut luonnos on poistettu.
   *[other] Tallessa olleet { $count } luonnosta on poistettu.
}
draft-letters = tallessa { $letters }
draft-parked = Tallessa kirjaimella { $letter }; { $key } ottaa sen taas esiin.
draft-taken-up = Luonnos { $letter }: { $says }.
draft-look-up-gone = Kohteelle ”{ $line }” ei ollut kirjoitettu mitään: se oli vain haku.
draft-none = Kirjaimella { $letter } ei ole mitään. { $key } panee talteen tämän luonnoksen.
draft-nothing-here = Tässä ei ole luonnosta.
draft-no-letter = Kaikki kuusi kirjainta on käytössä: varaa tai hylkää ensin tämä luonnos.
draft-form-under-way = Varaus on käynnissä; sen lomake pysyy, kunnes vastaus on saatu.
draft-waits = Lomaketta ({ $clinic }) varataan; luonnos { $letter } odottaa, että se vapautuu.

# Drafts that go from desk to desk.
hand-nameless = nimetön työpiste
hand-drafts = Talletetut luonnokset
hand-left-row = { $desk } (poissa): { $says }
hand-nothing = Mitään ei ole tallessa, ei täällä eikä poissa olevalla työpisteellä.
hand-under-way = Toista luonnosta otetaan juuri hoidettavaksi.
hand-taking = Luonnosta otetaan hoidettavaksi: { $desk } …
hand-away = Yhteisiin tallenteisiin ei saada yhteyttä. Luonnos pysyy paikallaan.
hand-received = { $desk } antoi sinulle luonnoksen: { $says }. { $key } avaa sen.
hand-received-waits = { $desk } antoi sinulle luonnoksen: { $says }. Se odottaa, että jokin kuudesta kirjaimesta vapautuu.
hand-taken-over = Otettu hoidettavaksi, { $desk }: { $says }. { $key } avaa sen.
hand-take-gone = Joku muu on jo ottanut luonnoksen, tai sen työpiste on taas käytössä.
hand-taken = { $desk } on ottanut hoitaakseen tämän luonnoksesi: { $says }.
hand-left = { $desk } on poissa ja jätti luonnoksia. { $key } luettelee ne.
