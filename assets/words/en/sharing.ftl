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
