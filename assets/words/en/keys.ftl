# What stands on the keys: those that are held down with another, and those that have a name.
cap-ctrl = Ctrl
cap-alt = Alt
cap-shift = Shift
cap-enter = Enter
cap-tab = Tab
cap-backspace = Backspace
cap-delete = Delete
cap-escape = Esc
cap-home = Home
cap-end = End
cap-page-up = PgUp
cap-page-down = PgDn
cap-space = Space
