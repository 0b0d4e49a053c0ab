# The labels of keys.
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
