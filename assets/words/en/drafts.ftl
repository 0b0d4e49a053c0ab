# Drafts put aside under a letter.

draft-says = { $who }, { $why }, { $age }
draft-no-name = no name yet
draft-letters = parked { $letters }
draft-parked = Parked as { $letter }; { $key } opens it again.
draft-taken-up = Draft { $letter }: { $says }.
draft-none = Nothing is parked as { $letter }. { $key } parks the draft in the form.
draft-no-letter = All six letters are taken: book or drop the draft in the form first.
draft-form-under-way = A booking is being sent; its form stays until the answer arrives.
draft-waits = The { $backend } form is being booked; draft { $letter } waits until it is free.
