# Komentopaletti: mitä se kysyy, ja rivit, joilla ei ole omaa näppäintä.

palette-hint = mitä haluat tehdä? osa nimestä tai sen näppäin
palette-none = ei sopivaa toimintoa
palette-nothing-done = Ei sopivaa toimintoa.
palette-key-books = { $key } varaa; Enter ei koskaan.
palette-template = käyntimalli: { $name }, { $minutes } min
palette-field = kenttään { $field }
palette-draft = ota esiin luonnos { $letter }: { $says }
palette-other-backend = toiseen palveluun ({ $backend }); luonnokset säilyvät
palette-language = kieli: { $own } ({ $name })
palette-theme = värit { $word }: { $about }

# Kielet, ja mitä millä on kirjoitettu.
language-en = englanti
language-de = saksa
language-fi = suomi
written-en = englanniksi
written-de = saksaksi
written-fi = suomeksi
