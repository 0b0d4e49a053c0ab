# A clinic that can't be reached, and bookings that wait for it.
# Marks in the first line, as short as possible.
key-mark-revoked = avain peruttu
key-mark-expired = avain vanhentunut
key-mark-refused = avainta ei hyväksytty
zone-mark = aikavyöhykettä ei ole asetettu: bookdesk setup
zone-mark-short = ei aikavyöhykettä

link-mark = ei yhteyttä klo { $at } alkaen, { $next }
link-mark-since = ei yhteyttä klo { $at } alkaen
link-mark-short = katko { $at }
link-mark-waiting = { $count ->
    [one] { $mark }, 1 odottaa
   *[other] { $mark }, { $count } odottaa
}
link-mark-queued = { $count ->
    [one] 1 odottaa lähettämistä, { $key }
   *[other] { $count } odottaa lähettämistä, { $key }
}
link-mark-queued-short = { $count ->
    [one] 1 odottaa
   *[other] { $count } odottaa
}
link-mark-other = { $clinic }: ei yhteyttä klo { $at } alkaen
link-mark-other-short = { $clinic }: katko
link-next-in = uusi yritys { $seconds } s kuluttua
link-next-now = yritetään nyt
link-remark = { $clinic }: ei yhteyttä klo { $at } alkaen, { $next }.
link-means = { $clinic }: valmiin varauksen voi jättää odottamaan Lähteviin tai sitä voi silti yrittää: { $key } kysyy.
link-others = { $count ->
    [one] Toinen klinikka toimii tavalliseen tapaan.
   *[other] Muut klinikat toimivat tavalliseen tapaan.
}
link-back = { $clinic } vastaa taas: { $key } varaa.
link-back-with-queued = { $count ->
    [one] { $clinic } vastaa taas: 1 odottaa Lähtevissä. { $key } vie sinne, Enter tuo sen takaisin, { $book } lähettää.
   *[other] { $clinic } vastaa taas: { $count } odottaa Lähtevissä. { $key } vie sinne, Enter tuo yhden takaisin, { $book } lähettää.
}

queue-done = Jonossa, ei varattu. Kun { $clinic } vastaa: { $key } vie Lähteviin, ja Enter avaa varauksen siellä.
queue-not-written = Sitä ei voitu kirjata: { $why }. Se odottaa vain, kunnes ohjelmasta poistutaan.
queue-taken-up = Takaisin lomakkeella, ei varattu: { $key } varaa sen.
queue-change-done-key = Jonossa, ei lähetetty. Kun { $clinic } vastaa: { $key } vie Lähteviin, ja Enter avaa muutoksen siellä.
queue-change-done = Jonossa, ei lähetetty: tuo se Lähtevistä, kun { $clinic } vastaa.
queue-change-taken-up = Takaisin lomakkeella, ei lähetetty: { $key } lähettää sen.
