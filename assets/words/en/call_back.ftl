# Patients who are to be called back.

call-back-line = call back: { $says }
call-back-for = { $words } · for { $name }
call-back-what = What about? Type it behind the ?, as in: 220385s ? results of Monday
call-back-is-line = That is a line, not what the call is about: nothing is noted.
call-back-too-long = That is too long: { $most } characters at most.
call-back-kept = { $who } is on the call list.
call-back-overtaken = { $who } is on the call list already: { $says }. It was left as it is; the same once more puts both there.
call-back-gone = Taken off the call list.
call-back-not-kept = The call list was not written: { $why }
call-back-since = since { $at }
call-back-others = Appointments
call-back-no-appointment = This is about no appointment. Delete takes it off the list.
now-call-back = put on the call list
