# Themes and their preview.

look-themes = Themes
look-no-colours = NO_COLOR is set, so the desk shows no colours.
look-keeps = theme = "{ $word }" in the configuration file keeps it for good.

theme-about =
    .colour = colours on the terminal's own ground
    .dark = light letters on a dark ground
    .light = dark letters on a light ground
    .contrast = black, white and a few strong colours
    .mono = no colours
    .own = colours of your own

# The purpose of each colour, at most 13 columns, and sample texts.
role-name = { $role ->
    [dim] dim
    [strong] strong
    [focus] focus
    [field] field in use
    [visit] visit
    [away] away
    [late] late
    [error] error
    [warning] warning
    [good] good
    [booked] just booked
    [badge] badge
    [live] live
    [chosen] chosen
    [staff] staff
    [code] code
   *[text] text
}
role-kinds = kinds
sample-away = ill
sample-time = Wed 10 Feb 2027 10:00 CET (in 82 days)
sample-warning = It is a Sunday.
sample-staff = check address and telephone on arrival
