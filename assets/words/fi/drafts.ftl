# Kirjaimen alle talteen pannut luonnokset.

draft-says = { $who }, { $why }, { $age }
draft-no-name = ei vielä nimeä
draft-letters = tallessa { $letters }
draft-parked = Tallessa kirjaimella { $letter }; { $key } ottaa sen taas esiin.
draft-taken-up = Luonnos { $letter }: { $says }.
draft-none = Kirjaimella { $letter } ei ole mitään. { $key } panee talteen tämän luonnoksen.
draft-no-letter = Kaikki kuusi kirjainta on käytössä: varaa tai hylkää ensin tämä luonnos.
draft-form-under-way = Varaus on käynnissä; sen lomake pysyy, kunnes vastaus on saatu.
draft-waits = Lomaketta ({ $backend }) varataan; luonnos { $letter } odottaa, että se vapautuu.
