# The waiting list.

waiting-title = Waiting list ({ $count })
waiting-as-of = { $clinic }: as of { $time }
waiting-reading = { $clinic }: reading the list…
waiting-not-whole = { $clinic } does not list everybody: there may be more.
waiting-nobody = Nobody is waiting.
waiting-anybody = anybody
waiting-key-off = take off
waiting-fill-in = Now an entry for the waiting list: for whom, with whom and when they would come. { $key } puts them on it; { $palette } “waiting” makes it a booking again.
waiting-not-any-more = The form books again. Nobody was put on the waiting list.
palette-wait = put somebody on the waiting list
palette-wait-back = a booking again, no entry for the waiting list
waiting-by = entered by { $who }
waiting-here-only = { $clinic } keeps no waiting list; only these desks do.
waiting-form-title = Put on the waiting list
waiting-key-puts = { $key } puts them on the list.
waiting-key-put = put on the list
waiting-whom = Choose the patient first.
waiting-not-read = Not on the list: { $what }.
waiting-kept-here = On the waiting list of this clinic's desks; { $clinic } does not know of it.
waiting-not-kept = Not on the list, for it could not be written down: { $why }
waiting-offer = { $when } with { $whom } is free: { $who } waits for such a time. { $key } offers it.
waiting-free = { $when } ({ $minutes } min) with { $whom } is free.
waiting-key-book = book
waiting-key-declines = declines
waiting-no-names = Names are not typed here: nothing was noted. ↑ and ↓ choose; then b books, n declines the free time.
waiting-filled = Check the time; { $key } books, and then they come off the list.
