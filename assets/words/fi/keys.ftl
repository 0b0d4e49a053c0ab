# The labels of keys.
cap-ctrl = Ctrl
cap-alt = Alt
cap-shift = Vaihto
cap-enter = Enter
cap-tab = Tab
cap-backspace = askelpalautin
cap-delete = Delete
cap-escape = Esc
cap-home = Home
cap-end = End
cap-page-up = PgUp
cap-page-down = PgDn
cap-space = välilyönti
