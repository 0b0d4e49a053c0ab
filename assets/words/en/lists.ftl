# The rows offered under a field, and what is said about them: at most 55 columns.

list-new-patient = ＋ new patient…
list-searching = searching { $backend }…
list-looking = looking…
list-still-looking = One moment: still looking for who fits.
list-nobody = nobody fits; type less, or the id
list-nearly = nobody fits; did you mean one of these?
list-more = { $more } more fit; type on
list-reading = { $read } people read so far; Esc stops reading
list-more-while-reading = { $more } more fit of { $read } people read so far; Esc stops reading
list-broke-off = reading broke off after { $read } people; come back to try again
list-stopped = { $read } people read; come back to read on
list-stale = the list could not be read anew; this is the one from before
list-not-picked = { $field }: nothing has been picked yet.
list-pick = Pick from the list: ↓ leads into it, Enter picks.
