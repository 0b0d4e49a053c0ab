# A clinic that can't be reached, and bookings that wait for it.
# Marks in the first line, as short as possible.
key-mark-revoked = avain peruttu
key-mark-expired = avain vanhentunut
key-mark-refused = avainta ei hyväksytty

link-mark = ei yhteyttä klo { $at } alkaen, { $next }
link-mark-since = ei yhteyttä klo { $at } alkaen
link-mark-short = katko { $at }
link-mark-other = { $backend }: ei yhteyttä klo { $at } alkaen
link-mark-other-short = { $backend }: katko
link-next-in = uusi yritys { $seconds } s kuluttua
link-next-now = yritetään nyt
link-remark = { $backend }: ei yhteyttä klo { $at } alkaen, { $next }. Valmiin varauksen voi jättää odottamaan Lähteviin tai sitä voi silti yrittää: { $key } kysyy. Toinen klinikka toimii tavalliseen tapaan.
link-back = { $backend } vastaa taas: { $key } varaa.
link-back-with-queued = { $count ->
    [one] { $backend } vastaa taas: Lähtevissä odottanut voidaan lähettää.
   *[other] { $backend } vastaa taas: { $count } Lähtevissä odottanutta voidaan lähettää.
}

queue-done = Jonossa, ei varattu: tuo se Lähtevistä, kun { $backend } vastaa.
queue-not-written = Sitä ei voitu kirjata: { $why }. Se odottaa vain, kunnes ohjelmasta poistutaan.
queue-taken-up = Takaisin lomakkeella, ei varattu: { $key } varaa sen.
queue-change-done = Jonossa, ei lähetetty: tuo se Lähtevistä, kun { $backend } vastaa.
queue-change-taken-up = Takaisin lomakkeella, ei lähetetty: { $key } lähettää sen.
