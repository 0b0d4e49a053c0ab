# The lock, names in lists, the clipboard. On the lock's screen each line has 58 columns.

lock-locked = Locked
lock-how-pin = Type your PIN, then Enter.
lock-how-any = Any key opens the desk again.
lock-privacy-only = This is a privacy screen, not a lock: no PIN is set.
lock-set-a-pin = `bookdesk pin` sets one.
lock-pin = PIN
lock-checking = One moment…
lock-wrong = That is not the PIN. The next try in { $seconds } s.
lock-was-wrong = That was not the PIN.
lock-leave-loses = Something would be lost by leaving. Once more leaves.

initials-on = People in lists are named by initials and birth year.
initials-off = People in lists are named in full.

clipboard-nothing = There is no appointment to copy the id of.
clipboard-copied = Copied: { $id }, taken off the clipboard in { $seconds } s.
