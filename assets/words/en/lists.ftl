# Lists under a field: rows and remarks, at most 55 columns each.

list-new-patient = ＋ new patient…
list-searching = searching { $clinic }…
list-looking = searching…
list-still-looking = One moment: still searching.
list-nobody = no match; type less, or the id
list-nearly = no exact match; did you mean one of these?
list-more = { $more } more match; keep typing
list-reading = { $read } people loaded so far; Esc stops loading
list-more-while-reading = { $more } more match of { $read } loaded so far; Esc stops
list-broke-off = loading broke off after { $read } people; come back to retry
list-stopped = { $read } people loaded; come back to load the rest
list-stale = the list could not be refreshed; this is the earlier one
list-not-picked = { $field }: nothing picked yet.
list-pick = Pick from the list: ↓ goes into it, Enter picks.
list-called-nobody = Nobody is called that.
list-line-goes-above = A whole line goes above: { $key }.
