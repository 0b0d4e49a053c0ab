# Records that many desks share: who is at work, what they have in hand, and what to do while they can't be reached.

# In the first line.
sharing-desks = { $count ->
    [one] 1 desk
   *[other] { $count } desks
}
sharing-alone = alone since { $at }
sharing-alone-short = alone { $at }

ask-alone = Go on alone?
ask-alone-means = The shared records can't be reached since { $at }: other desks can't see this yet, and may take the same time.
answer-alone = send it all the same
sharing-back = The shared records are back: { $key } sends it.

# A time that another desk is filling in, beside the time.
sharing-held-at = held at { $desk }
sharing-held-elsewhere = held elsewhere

# Two desks that took the same time while neither knew of the other.
collision-see-problems = Another desk has taken the same time: see Problems.
collision-time = Two desks took the same time while they were apart. Here: { $own }. At { $desk }: { $other }.
collision-visit = Two desks booked the same visit while they were apart. Here: { $own }. At { $desk }: { $other }.
collision-some-booking = a booking sent while alone
collision-somebody = someone
collision-another-desk = another desk
collision-decide = Agree with the other desk which one stays, and move or cancel the other.
collision-decide-once-known = It is not known yet whether the other one was booked. Agree with that desk which one stays, and move or cancel the other.
collision-how = Move or cancel one of the two; Delete takes this off the list.
collision-drop-means = Both bookings stay as they are. Has one of them been seen to?

# What this desk had lost sight of, and another one took over.
sharing-taken-over = { $desk } looks after this by now: { $visit }. It stands in the Outbox there.
sharing-taken-over-elsewhere = Another desk looks after this by now: { $visit }. It stands in the Outbox there.
sharing-settled = { $desk } has seen to this meanwhile: { $visit }.
sharing-settled-elsewhere = Another desk has seen to this meanwhile: { $visit }.
