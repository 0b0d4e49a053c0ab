# What the desk says of the entry line, and of the people it looks through for it.

line-type-something = Type birth date and initial, a code and a letter; or Tab into the form.
line-for-whom = Whom is it for? Birth date and initial, or a name.
line-nobody-fits = Nobody in the list fits.
line-one-moment = One moment: looking for who is meant.
line-no-lists = The lists can't be had now. Tab goes to the form; ids can be typed there.
line-no-lists-at = { $backend }'s lists can't be had now; ids can be typed in the form.
line-namesakes = ClinikAPI could not be searched: there may be namesakes it lists.
line-under-way = That form is being booked; wait for the answer.
line-no-letter-left = All six letters hold a draft: book or drop the { $backend } form's first.
line-parked = What the form held is parked as { $letter }.

people-not-searched = The server could not be searched; type on, or type the id.
people-so-far = { $count } people read so far
people-stopped = Reading stopped: { $count } people are here. It goes on when you come back to this field.
line-first-free = first free
line-did-you-mean = Did you mean one of these? ↓ leads to them.
line-in-the-past = in the past
