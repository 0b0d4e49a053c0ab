# Call lists.
calls-list = Soittolista
calls-cancelled = peruttu
calls-not-cancelled = ei vielä peruttu
calls-not-moved = (ei vielä siirretty)
calls-away = { $who } on poissa
calls-holiday = { $who } · { $name }
calls-nobody-to-call = Tässä ei ole ketään soitettavaa.
calls-reminders = Muistutussoitot
calls-nobody = Tälle päivälle ei ole varauksia.
calls-reached = { $reached }/{ $count } tavoitettu
calls-not-reached = { $count } vielä tavoittamatta
calls-without-number = { $count } ilman numeroa
calls-numbers-to-read = { $count ->
    [one] 1 numeroa haetaan vielä
   *[other] { $count } numeroa haetaan vielä
}
calls-numbers-stopped = { $count ->
    [one] pysäytetty, 1 numero lukematta
   *[other] pysäytetty, { $count } numeroa lukematta
}
calls-nobody-before = sitä ennen ei ketään
calls-no-number = ei numeroa
calls-number-unread = …
calls-number-failed = numeroa ei saatu
call-result =
    .reached = tavoitettu
    .left-word = viesti jätetty
    .not-reached = ei tavoitettu
calls-letters = r tavoitettu, n ei tavoitettu, w viesti jätetty, askelpalautin peruu viimeisen soiton.
calls-no-names = Nimiä ei kirjoiteta tähän: valitse ↑ ja ↓; sitten r tavoitettu, n ei tavoitettu, w viesti jätetty. Askelpalautin peruu viimeisen soiton.
calls-nothing-noted = Nimiä ei kirjoiteta tähän: mitään ei merkitty. Valitse ↑ ja ↓; sitten r tavoitettu, n ei tavoitettu, w viesti jätetty.
calls-noted = { $who }: { $result }. ↓ siirtyy eteenpäin, askelpalautin peruu sen.
calls-noted-already = { $who }: { $result } on jo merkitty. ↓ siirtyy eteenpäin, askelpalautin peruu sen.
calls-taken-back = { $who }: { $result } on peruttu.
calls-nothing-to-take-back = Tähän ei ole merkitty soittoa.
calls-noted-no-number = { $who }: { $result }; ei numeroa. Askelpalautin peruu sen.
calls-no-number-noted = Merkitty, vaikka numeroa ei ole.
calls-not-noted = Soittoa ei voitu merkitä: { $why }

# Keys, in a word or two.
calls-key-reached = tavoitettu
calls-key-not-reached = ei tavoitettu
calls-key-left-word = viesti jätetty
calls-key-open = avaa
calls-key-next-day = seuraava päivä
calls-key-take-back = peru
