# Patienten, die zurückgerufen werden.

call-back-line = zurückrufen: { $says }
call-back-for = { $words } · für { $name }
call-back-what = Worum geht es? Hinter dem ? tippen, etwa: 220385s ? Befund von Montag
call-back-is-line = Das ist eine Zeile und nicht, worum es geht: nichts wird notiert.
call-back-too-long = Das ist zu lang: höchstens { $most } Zeichen.
call-back-kept = { $who } steht auf der Anrufliste.
call-back-overtaken = { $who } steht schon auf der Anrufliste: { $says }. Das blieb stehen; noch einmal dasselbe setzt beides darauf.
call-back-gone = Von der Anrufliste genommen.
call-back-not-kept = Die Anrufliste wurde nicht geschrieben: { $why }
call-back-since = seit { $at }
call-back-others = Termine
call-back-no-appointment = Dazu gehört kein Termin. Entf nimmt den Eintrag von der Liste.
now-call-back = auf die Anrufliste
