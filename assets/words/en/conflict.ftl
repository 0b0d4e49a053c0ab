# Conflicts of a booking, by name and time, and what to do about each.

conflict-same-visit = { $who } is already booked for { $time } ({ $clinic }).
conflict-same-visit-with = { $who } is already booked for { $time } with { $provider } ({ $clinic }).
conflict-stands-twice = Booking it again would make it a duplicate. Take another time, or go back.
conflict-on-record = The desk's records already have the same visit: booked { $since } ({ $id }).
conflict-on-record-waits = The desk's records have the patient on this waiting list already: since { $since } ({ $id }).
conflict-on-record-by-hand = The desk's records already have the same visit: marked as booked by hand { $since }.
conflict-on-record-sending = The same visit is being booked right now, in another window or by another command (since { $since }).
conflict-on-record-unknown = The same visit was sent { $since }, and it is not known yet whether it is booked.
conflict-wait-for-it = Wait until its outcome is known.
conflict-another-window = another window
conflict-time = { $state ->
    [sending] The time is being booked at { $place } right now: for { $who }, { $when }.
    [unknown] A booking of { $place } for { $who } { $when } has the time; it is not known yet whether it was made.
    [queued] A booking of { $place } for { $who } { $when } has the time; it waits in the Outbox there.
   *[booked] The time is taken: { $place } booked it { $since }, for { $who }, { $when }.
}
conflict-sent-before = A booking for the same person at the same time was already sent.
conflict-sent-before-untimed = An entry for the same person and the same practitioner was already sent.
conflict-make-sure = Make sure { $clinic } does not already have it.
conflict-has-visit = { $who } already has a visit { $when } ({ $clinic }).
conflict-has-visit-with = { $who } already has { $time } with { $provider } ({ $clinic }).
conflict-has-draw = { $who } already has a blood draw { $when } ({ $clinic }).
conflict-has-draw-at = { $who } already has a blood draw { $when } at { $provider } ({ $clinic }).
conflict-other-time-or-both = Take another time, or make sure both can be kept.
conflict-has-patient = { $provider } already has { $initials } { $when }.
conflict-has-someone = { $provider } already has someone { $when }.
conflict-booked-at = { $what } It was booked at { $desk }.
conflict-other-time-or-ask-both = Take another time, or ask whether both can be seen.
conflict-may-be-busy = A booking { $when } for { $who } was sent; it is not known yet whether it was made.
conflict-other-time-or-wait = Take another time, or wait until the Outbox says.
conflict-held-at = This time is held at { $desk }: somebody is booking it there.
conflict-held-elsewhere = This time is held at another desk: somebody is booking it there.
conflict-other-time-or-ask-there = Take another time, or ask there.
conflict-blocked = { $provider } has a published time { $when } that is not free.
conflict-blocked-because = { $provider } has a published time { $when } that is not free: { $why }.
conflict-noted-here = Only these desks know of it.
conflict-other-time-or-ask-why = Take another time, or ask who has taken it out.
conflict-unpublished = { $provider } has published no times on { $day }.
conflict-other-day-or-ask = Take another day, or ask whether it is a working day.
conflict-away = { $provider } is away then.
conflict-away-because = { $provider } is away then: { $why }.
conflict-other-time-or-stand-in = Take another time, or ask whether someone is standing in.
conflict-no-hours = { $provider } has no hours on a { $day }.
conflict-closed = { $provider } is closed on a { $day }.
conflict-other-day = Take another day, or make sure someone is there.
conflict-works = { $provider } works { $hours } that day; this is outside those hours.
conflict-open = { $provider } is open { $hours } that day; this is outside those hours.
conflict-published-at = { $provider } has published times { $hours } that day; this is outside them.
conflict-usually-at = { $provider } publishes times { $hours } on a { $day }; this is outside them.
conflict-within-hours = Take a time within them, or make sure someone is there.
conflict-weekend = That is a { $day }.
conflict-weekday = Take a weekday, or make sure someone is there.
conflict-too-far = That is { $days } days ahead; “{ $visit }” is booked at most { $most ->
    [one] { $most } day
   *[other] { $most } days
} ahead.
conflict-unchecked = Conflicts at { $clinic } could not be checked.
conflict-more = { $count ->
    [one] 1 more conflict.
   *[other] { $count } more conflicts.
}
rule-notice = “{ $visit }” needs { $notice } notice.
rule-between = “{ $visit }” begins from { $from } to { $to } only.
rule-weekday = “{ $visit }” is done on { $days } only.
rule-who = “{ $visit }” is done by { $who } only.
rule-age = “{ $visit }” is for ages { $ages }, and the patient will be { $age }.
rule-age-from = from { $least }
rule-age-to = up to { $most }
conflict-holiday = { $day } is a holiday: { $name }.
conflict-holiday-unread = { $day } may be a holiday: “{ $name }” in the file of holidays can't be read.
conflict-holidays-unread = { $day } may be a holiday: the file of holidays can't be read.
conflict-ask-or-mend-holidays = Ask whether it is a working day; bookdesk doctor says what is wrong with the file.
conflict-grown-up = { $provider } is for children ({ $specialty }), and the patient is { $age }.
rule-days = { $count ->
    [one] a day's
   *[other] { $count } days'
}
rule-hours = { $count ->
    [one] an hour's
   *[other] { $count } hours'
}
rule-minutes = { $count } minutes'
conflict-other-visit-or-ask = Check the birth date, take another kind of visit, or ask.
conflict-other-time-or-ask-rule = Take a time that keeps to it, or ask.
conflict-look-at-date = Check the year and month, or take an earlier day.

# A person or place whose name is unknown. The first three begin a sentence.
conflict-this-patient = This patient
conflict-the-practitioner = The practitioner
conflict-the-location = The location
conflict-somebody = someone
conflict-the-same-patient = this patient

# Times, as part of a sentence.
conflict-from-to = { $from }–{ $to }
conflict-at = at { $time }

# A new appointment whose status reads as if another one were cancelled.
anew-cancelled = This enters a new appointment as cancelled; it does not cancel one.
anew-noshow = This enters a new appointment as a no-show; it does not change one.
anew-use-the-line = To change one: in the entry line, the patient, then - (cancel) or ! (no-show).
anew-stands = { $who } has { $which }. To cancel it: in the entry line, the patient, then -.
anew-stands-noshow = { $who } has { $which }. For a no-show: in the entry line, the patient, then !.
record-deceased = deceased
record-replaced = replaced by { $id }
record-inactive = not active
conflict-patient-deceased = { $who } is marked as deceased.
conflict-patient-replaced = { $who ->
    [nobody] This record was replaced by { $id }.
   *[other] This record of { $who } was replaced by { $id }.
}
conflict-patient-inactive = { $who ->
    [nobody] This record is not active.
   *[other] This record of { $who } is not active.
}
conflict-patient-unknown = { $clinic } has no patient under this id.
conflict-right-patient = Make sure that this is the right patient.
conflict-take-record = Take { $id } as the patient.
conflict-retired = { $provider } is marked as not active.
conflict-other-practitioner = Take another practitioner, or ask.

# A file of holidays that cannot be used.
holidays-too-long = It is longer than { $most } bytes.
holidays-no-calendar = This is no iCalendar file.
holidays-no-event = No event is in it.
holidays-no-day = “{ $name }” has no day.
holidays-part-of-day = “{ $name }” is a part of a day; holidays are whole days.
holidays-too-many-days = “{ $name }” takes more than { $most } days.
holidays-repeat = “{ $name }” repeats by a rule that can't be read; write each day as an event of its own.
holidays-too-often = “{ $name }” repeats too often for a holiday.
holidays-more = There may be more that can't be read.
holidays-too-deep = More than { $most } of its parts lie in one another: this is no calendar.
holidays-unread = It can't be read.
holidays-no-region = No holidays come with bookdesk for “{ $code }”; they do for { $known }.
