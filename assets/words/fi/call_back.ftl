# Potilaat, joille soitetaan takaisin.

call-back-line = soita takaisin: { $says }
call-back-for = { $words } · { $name } soittaa
call-back-what = Mistä asiasta? Kirjoita se ?-merkin perään: 220385s ? maanantain tulokset
call-back-is-line = Tämä on rivi eikä puhelun aihe: mitään ei merkitä.
call-back-too-long = Liian pitkä: enintään { $most } merkkiä.
call-back-kept = { $who } on soittolistalla.
call-back-overtaken = { $who } on jo soittolistalla: { $says }. Se jätettiin ennalleen; sama uudelleen lisää molemmat.
call-back-gone = Poistettu soittolistalta.
call-back-not-kept = Soittolistaa ei kirjoitettu: { $why }
call-back-since = { $at } alkaen
call-back-others = Ajanvaraukset
call-back-no-appointment = Tähän ei liity ajanvarausta. Delete poistaa sen listalta.
now-call-back = soittolistalle
