# Call lists.

calls-list = Call list
calls-cancelled = cancelled
calls-not-cancelled = not cancelled yet
calls-not-moved = (not moved yet)
calls-away = { $who } is away
calls-holiday = { $who } · { $name }
calls-nobody-to-call = Nobody to call here.
calls-reminders = Reminders to call
calls-nobody = Nobody is booked for this day.
calls-reached = { $reached } of { $count } reached
calls-not-reached = { $count } not reached yet
calls-without-number = { $count } without a number
calls-numbers-to-read = { $count ->
    [one] 1 number still loading
   *[other] { $count } numbers still loading
}
calls-numbers-stopped = { $count ->
    [one] stopped, 1 number not read
   *[other] stopped, { $count } numbers not read
}
calls-nobody-before = nobody comes before that
calls-no-number = no number
calls-number-unread = …
calls-number-failed = number not read
call-result =
    .reached = reached
    .left-word = left a message
    .not-reached = not reached
calls-letters = r reached, n not reached, w left a message, Backspace takes the last call back.
calls-no-names = Names are not typed here: ↑ and ↓ choose; then r reached, n not reached, w left a message. Backspace takes the last call back.
calls-nothing-noted = Names are not typed here: nothing was noted. ↑ and ↓ choose; then r reached, n not reached, w left a message.
calls-noted = { $who }: { $result }. ↓ goes on, Backspace takes it back.
calls-noted-already = { $who }: { $result } is noted already. ↓ goes on, Backspace takes it back.
calls-taken-back = { $who }: { $result } is taken back.
calls-nothing-to-take-back = No call is noted here.
calls-noted-no-number = { $who }: { $result }; no number known. Backspace takes it back.
calls-no-number-noted = Noted, though the clinic has no number.
calls-not-noted = The call could not be noted: { $why }

# Keys, in a word or two.
calls-key-reached = reached
calls-key-not-reached = not reached
calls-key-left-word = left a message
calls-key-open = open
calls-key-next-day = next day
calls-key-take-back = take back
