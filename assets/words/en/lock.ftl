# The lock, names in lists, the clipboard. A line of the lock screen has 58 columns.

lock-locked = Locked
lock-how-pin = Type your PIN, then Enter.
lock-how-any = Any key opens the desk again.
lock-privacy-only = This is a privacy screen, not a lock: no PIN is set.
lock-set-a-pin = `bookdesk pin` sets one.
lock-pin = PIN
lock-checking = One moment…
lock-wrong = That is not the PIN. The next try in { $seconds } s.
lock-too-soon = Too soon after a wrong PIN. The next try in { $seconds } s.
lock-unchecked = The PIN can't be checked: { $why }.
lock-was-wrong = That was not the PIN.
lock-type-again = Type your PIN again.
lock-leave-loses = Something would be lost by leaving. Press again to leave.
pin-needed = A PIN is set. Run this at a terminal, where you are asked for it, or put the PIN into a file that only you can read and name the file in BOOKDESK_PIN_FILE.
pin-file-unreadable = The PIN file { $path } can't be read: { $why }.
pin-file-open = The PIN file { $path } can be read by others (mode { $mode }). Type: { $command }
pin-file-open-to = The PIN file { $path } can be read by others ({ $names }). Type: { $command }
pin-file-empty = The first line of the PIN file { $path } is empty.

initials-on = People in lists are named by initials and birth year.
initials-off = People in lists are named in full.

clipboard-nothing = There is no appointment to copy the id of.
clipboard-copied = Copied: { $id }, taken off the clipboard in { $seconds } s.
