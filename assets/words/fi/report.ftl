### The report of a week.

report-title = Viikko { $from } – { $to }
report-deed =
    .booked = varattu
    .moved = siirretty
    .cancelled = peruttu
    .not_come = ei saapunut
    .waiting_list = jonotuslista
report-all = Yhteensä
report-waiting = Jonotuslistalle: { $count }
report-by-day = Päivittäin
report-by-hour = Kellonajan mukaan
report-by-provider = Ammattilainen tai paikka
report-by-language = Potilaan kielen mukaan
report-language =
    .en = englanti
    .de = saksa
    .fi = suomi
    .other = muu kieli
    .unknown = ei tiedossa
report-not-measured = ei mitattu
report-away = Klinikat, joihin ei saatu yhteyttä
report-never = ei kertaakaan
report-times = { $count ->
    [one] kerran, kesto { $time }
   *[other] { $count } kertaa, yhteensä { $time }
}
report-nobody = ei merkintää
report-unknown-day = { $day } ei ole yksiselitteinen päivä. { $advice }
report-beyond = Sellaista viikkoa ei ole.
