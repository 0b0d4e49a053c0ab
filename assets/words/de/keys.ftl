# Was auf den Tasten steht: die mit einer anderen gedrückt werden, und die einen Namen haben.
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
