# Drafts put aside under a letter.

draft-says = { $who }, { $why }, { $age }
draft-no-name = no name yet
draft-letters = parked { $letters }
draft-parked = Parked as { $letter }; { $key } takes it up again.
draft-taken-up = Draft { $letter }: { $says }.
draft-none = Nothing is parked as { $letter }. { $key } parks what is in front.
draft-no-letter = All six letters are taken: book or drop the draft in front first.
draft-form-under-way = A booking is under way; its form stays until the answer is there.
draft-waits = The { $backend } form is being booked; draft { $letter } waits until it is free.
