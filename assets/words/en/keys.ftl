# The labels of keys.
cap =
    .enter = Enter
    .tab = Tab
    .backspace = Backspace
    .delete = Delete
    .escape = Esc
    .home = Home
    .end = End
    .page-up = PgUp
    .page-down = PgDn
    .space = Space
cap-ctrl = Ctrl
cap-alt = Alt
cap-shift = Shift
