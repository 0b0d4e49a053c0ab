# Drafts parked under a letter.

draft-says = { $who }, { $why }, { $age }
draft-no-name = no name yet
draft-made-room = Draft { $says }, into which nothing was typed, has made room.
draft-none-parked = Nothing is parked.
draft-all-dropped = { $count ->
    [one] The parked draft is gone.
   *[other] The { $count } parked drafts are gone.
}
draft-letters = parked { $letters }
draft-parked = Parked as { $letter }; { $key } opens it again.
draft-taken-up = Draft { $letter }: { $says }.
draft-look-up-gone = Nothing was typed for “{ $line }”: it was only looked up.
draft-none = Nothing is parked as { $letter }. { $key } parks the draft in the form.
draft-nothing-here = There is no draft here.
draft-no-letter = All six letters are taken: book or drop the draft in the form first.
draft-form-under-way = A booking is being sent; its form stays until the answer arrives.
draft-waits = The { $clinic } form is being booked; draft { $letter } waits until it is free.

# Drafts that go from desk to desk.
hand-nameless = a desk without a name
hand-drafts = Parked drafts
hand-left-row = { $desk } (gone): { $says }
hand-nothing = Nothing is parked, here or at a desk that is gone.
hand-under-way = Another draft is just being taken over.
hand-taking = Taking over the draft of { $desk } …
hand-away = The shared records can't be reached. The draft stays where it is.
hand-received = { $desk } has handed you a draft: { $says }. { $key } opens it.
hand-received-waits = { $desk } has handed you a draft: { $says }. It waits until one of the six letters is free.
hand-taken-over = Taken over from { $desk }: { $says }. { $key } opens it.
hand-take-gone = Somebody else has taken that draft over, or its desk is back.
hand-taken = { $desk } has taken over this draft of yours: { $says }.
hand-left = { $desk } is gone and has left drafts. { $key } lists them.
