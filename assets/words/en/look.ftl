# Themes and their preview.

look-themes = Themes
look-no-colours = NO_COLOR is set, so the desk shows no colours.
look-keeps = theme = "{ $word }" in the configuration file keeps it for good.

theme-colour = the terminal's own colours
theme-dark = light letters on a dark ground
theme-light = dark letters on a light ground
theme-contrast = black, white and a few strong colours
theme-mono = no colours
theme-own = colours of your own

# The purpose of each colour, at most 13 columns, and sample texts.
role-text = text
role-dim = dim
role-strong = strong
role-focus = focus
role-field = field in use
role-error = error
role-warning = warning
role-good = good
role-badge = badge
role-live = live
role-chosen = chosen
role-staff = staff
role-code = code
sample-time = Wed 10 Feb 2027 10:00 CET (in 82 days)
sample-warning = It is a Sunday.
sample-staff = check address and telephone on arrival
