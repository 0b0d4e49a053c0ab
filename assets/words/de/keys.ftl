# The labels of keys.
cap =
    .enter = Enter
    .tab = Tab
    .backspace = Rücktaste
    .delete = Entf
    .escape = Esc
    .home = Pos1
    .end = Ende
    .page-up = Bild↑
    .page-down = Bild↓
    .space = Leertaste
cap-ctrl = Strg
cap-alt = Alt
cap-shift = Umschalt
