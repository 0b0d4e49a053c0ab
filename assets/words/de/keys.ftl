# The labels of keys.
cap-ctrl = Strg
cap-alt = Alt
cap-shift = Umschalt
cap-enter = Enter
cap-tab = Tab
cap-backspace = Rücktaste
cap-delete = Entf
cap-escape = Esc
cap-home = Pos1
cap-end = Ende
cap-page-up = Bild↑
cap-page-down = Bild↓
cap-space = Leertaste
