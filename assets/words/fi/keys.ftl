# The labels of keys.
cap =
    .enter = Enter
    .tab = Tab
    .backspace = askelpalautin
    .delete = Delete
    .escape = Esc
    .home = Home
    .end = End
    .page-up = PgUp
    .page-down = PgDn
    .space = välilyönti
cap-ctrl = Ctrl
cap-alt = Alt
cap-shift = Vaihto
