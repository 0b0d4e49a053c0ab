# Panels are added after the draw is booked. The booking stays even if that fails.
panels-not-added = The appointment is booked. Its panels are not added ({ $panels }): { $why }.
panels-unknown = The appointment is booked. Whether its panels are added ({ $panels }) is unknown: { $why }.
panels-try-again = Don't book again: the key p in the Appointment pane tries again to add them.
panels-look = Don't book again: the key p in the Appointment pane looks, and adds what is missing.
panels-forbidden = the key has no right to, or the appointment is out of reach
panels-not-there = { $clinic } does not know the panel, or not all of them
panels-too-late = it can't be changed any more, because blood was drawn or it was cancelled
panels-too-many-calls = { $clinic } has had too many requests
panels-unreachable = { $clinic } can't be reached: { $why }
panels-key = { $clinic } does not accept the key
panels-fault = { $clinic } had an error
panels-late = no answer came in time
panels-unreadable = the answer can't be read
panels-lost = the answer was lost
panels-refused = { $clinic } says “{ $said }”
panels-no-reason = no

# Panels asked for after a draw is booked.
panels-are-added = The panels are added.
panels-see-problems = Booked at { $clinic }, but check its panels: see Problems.
panels-nothing-to-do = There is nothing to add again just now.
panels-how = p looks which panels are missing and adds them; Delete takes this off the list.
panels-unlisted = Without { $panels }: { $clinic } does not list it.
panels-no-list = Without { $panels }: { $clinic }'s list of panels is not available now.
tubes = Tubes: { $tubes }
tube-cap = { $known ->
    [lavender] lavender cap
    [purple] purple cap
    [red] red cap
    [gold] gold cap
    [yellow] yellow cap
    [blue] blue cap
    [green] green cap
    [grey] grey cap
   *[other] { $color } cap
}
