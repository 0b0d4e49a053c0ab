# The tutor: a step in a sentence or two.

tutor-step = Tutor · step { $step } of { $of }
tutor-over = Tutor · done
tutor-hint = { $palette }: skip a part · { $quit }: leave, go on later
tutor-skip = tutor: skip to the next part
tutor-again = tutor: begin again from the first step

tutor-line = Welcome! Maria Schmidt, born 22 March 1985, calls. Type { $types } (birth date and S, Karin Ivers, follow-up), then { $enter }.
    .types = 220385s ki f
tutor-book = The first free time is in the form; nothing is booked yet. Read back name and birth date, then { $book } books. No other key does.
tutor-move = Booked: your first visit at { $visits }. Maria would rather come later: type { $types } and press { $enter }. The > stands for “move”.
    .types = 220385s >
tutor-moved = From and to are read back, with the next free time. You can pick another one or type it. { $book } moves the visit.
tutor-mine = Moved. Maria calls again: when is mine? A patient alone on the line lists the appointments: type { $types }, then { $enter }.
    .types = 220385s
tutor-arrive = There it is. On the day Maria stands at the counter: { $clear }, then type { $types } and press { $enter }. The + stands for “arrived”.
    .types = 220385s +
tutor-arrived = { $book } notes it. Her visit may be another day: then the desk asks first.
tutor-wrong = Noted. Now one goes wrong: Greta Lindner, born 19 July 1984, wants Monday 12:30. Press { $line }, type { $types }, then { $enter }.
    .types = 190784l ki f mo 12:30
tutor-asked = Karin Ivers is not there then: the desk says so below the time, and Problems counts it. Press { $book } all the same, to see what happens.
tutor-back = Nothing was sent: the desk asks first, and going ahead would take a reason. { $close } goes back; what you typed stays.
tutor-mend = Now put it right. { $free } shows when Karin Ivers is free: { $enter } opens the day, { $enter } once more takes the time.
tutor-mended = The warning is gone. Read back name, birth date and the new time, then { $book } books.
tutor-cancel = Booked. Greta calls again: she can't come after all. Press { $line }, type { $types }, then { $enter }. The - stands for “cancel”.
    .types = 190784l -
tutor-cancelled = A reason goes with it; the usual one is chosen already, ↓ shows others. { $book } cancels the visit.
tutor-board = Cancelled. Who comes today, and to whom? { $day } opens the day board from anywhere.
tutor-board-back = Letters and hours narrow it, arrows turn the days, and Enter opens a row to move or cancel it. { $close } goes back.
tutor-other = Blood draws are booked at { $draws }: { $other } goes to that form, and back.
tutor-draw = Jörg Weißmüller, born 30 November 1962, needs a blood draw in Berlin. Press { $line }, type { $types }, then { $enter }.
    .types = 301162w be
tutor-drawn = The same as before: read back name, birth date and place, then { $book } books.
tutor-return = Booked: your first blood draw. One more thing happens now and then: an answer gets lost. { $other } goes back to { $visits }.
tutor-lose = Anja Brenner, born 25 August 1998, sees Karin Ivers. Type { $types } and press { $enter }, as you did for Maria.
    .types = 250898b ki f
tutor-lost = Now { $book }. This time the answer of { $visits } gets lost on its way. Here that is on purpose; on a bad day it just happens.
tutor-found = No answer: it may be booked, or not. Never book it twice. The desk looks it up by itself in a few seconds; just wait.
tutor-done = Found, and booked once. You have booked at both clinics, moved, put one right and got a lost answer back. { $quit } leaves; bookdesk opens the desk.

# Hints when something else has to be done first.
tutor-question = The desk asks you something first. Read it; { $close } goes back, and nothing is sent.
tutor-why = It is not today: the desk asks why. { $down } chooses a reason, then { $book } goes ahead.
tutor-overlay = { $close } closes what is open here. Then it goes on.
tutor-clinic = This step is at { $here }: { $other } goes to its form.
tutor-to-line = You type in the entry line below: { $line } puts the cursor there.
tutor-clear = The line says something else. { $clear } clears it; then type { $types } and press { $enter }.
