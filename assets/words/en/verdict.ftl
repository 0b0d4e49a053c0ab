# Failed bookings, and what to do about each: at most 110 characters.

verdict-refused = { $clinic } refused the booking: { $said }
verdict-refused-member = { $clinic } refused `{ $member }`: { $said }
verdict-refused-field = { $clinic } refused { $field }: { $said }
verdict-refused-with-status = { $clinic } refused the booking (status { $status }) without saying why.
verdict-refused-without-reason = { $clinic } refused the booking without saying why.
verdict-check-form = Check the form against this, then book again.
verdict-no-such-field = The form has no such field; tell whoever looks after bookdesk.
verdict-fill-in = Fill it in and book again.
verdict-change-it = Change it and book again.
verdict-change-field = Change { $field } and book again.
verdict-quota = This month's requests to { $clinic } are used up.
verdict-larger-plan = Waiting a minute will not help: ask for a larger { $clinic } plan.
verdict-conflict = { $clinic } says this time is taken, or the entry was changed meanwhile.
verdict-time-held = Another window or desk has just taken that time.
verdict-other-time = Choose another time, or look at what is booked there first.
verdict-stopped = You stopped this booking before it was sent.
verdict-when-ready = Book again when you are ready.
verdict-no-answer = { $clinic } gave no answer that can be read.
verdict-wait-a-moment = Wait a moment, then book again.
verdict-not-there = { $clinic } does not know this { $kind ->
    [patient] patient
    [practitioner] practitioner
    [profile] patient
    [location] location
   *[record] entry
}.
verdict-pick-again = Pick the { $kind ->
    [patient] patient
    [practitioner] practitioner
    [profile] patient
    [location] location
   *[record] entry
} from the list, or check the id; test and live data are kept apart.
verdict-aniva-pick-again = Pick the { $kind ->
    [profile] patient
    [location] location
   *[record] entry
} from the list, or check the id.
verdict-one-not-there = { $clinic } does not know one of these: { $which }.
verdict-one-not-there-said = { $clinic } does not know one of these: { $which }. It said: { $said }
verdict-pick-both-again = Pick both from their lists again, or check the ids.
verdict-key-may-not-book = The key for { $clinic } may not book.
verdict-key-with-right = Ask for a key with the right `write` and set it as { $variable }.
verdict-aniva-forbidden = Aniva refused: wrong key, no right TEST_SESSIONS_SCHEDULE, or patient or location out of reach.
verdict-aniva-ask-right = Check { $variable } and ask Aniva for that right; then check who and where.
verdict-too-many = { $clinic } has had too many requests just now.
verdict-again-in-seconds = Book again in { $seconds } s; everything typed is kept.
verdict-again-in-a-minute = Book again in a minute; everything typed is kept.
verdict-no-key = There is no key for { $clinic }.
verdict-set-key = Set { $variable } and start bookdesk again.
verdict-odd-key = The key for { $clinic } does not look like one.
verdict-clinik-key-shape = It begins with clk_live_ or clk_test_: check { $variable }.
verdict-aniva-key-shape = It is one word of plain letters and digits: check { $variable }.
verdict-key-revoked = The key for { $clinic } was revoked.
verdict-key-expired = The key for { $clinic } has expired.
verdict-new-key = Ask for a new key and set it as { $variable }.
verdict-unknown-key = { $clinic } does not know this key.
verdict-check-key = Check { $variable }; test and live keys are different ones.
verdict-sign-in-refused = { $clinic } does not accept this sign-in.
verdict-sign-in-refused-saying = { $clinic } does not accept this sign-in: { $said }
verdict-check-sign-in = Check { $variable }, or client_id, its secret or private key, and token_url in the configuration.
verdict-sign-in-ended = The sign-in at { $clinic } had ended; the next try signs in anew.
verdict-signs-in-anew = Try again; everything typed is kept.
verdict-signing-key-unfit = The private key for { $clinic } can't be used to sign in.
verdict-signing-key-kinds = It is to be RSA or P-384, as PEM or JWK, without a password: check private_key_file or its command.
verdict-odd-address = The address of { $clinic } can't be used: { $why }.
verdict-mend-address = Correct { $variable } and start bookdesk again.
verdict-unreachable = { $clinic } can't be reached: { $why }.
verdict-check-network = Check the network, then book again; everything typed is kept.
verdict-changed-between = Something between this desk and { $clinic } changed the request.
verdict-ask-administrator = Ask your network's administrator which proxy adds headers.

verdict-lost-to-fault = { $clinic } had an error.
verdict-lost-refused = { $clinic } said no, and could not be asked whether it was made.
verdict-lost-unreadable = The answer can't be read: { $why }.
verdict-lost-contradicted = { $clinic } said yes, but its answer shows { $why }.
verdict-lost-elsewhere = { $clinic } sent the desk to another address.
verdict-lost-too-large = The answer was too large to be one.
verdict-lost-late = No answer came in time.
verdict-lost-unawaited = You stopped waiting for the answer.
verdict-lost = The answer was lost after sending.
verdict-look-first = The desk looks it up at { $clinic } by itself; don't book it again yet.
verdict-look-first-and-address = The desk looks it up at { $clinic } by itself, if it can; have { $variable } checked.

# Reasons why something could not be read.
unread-clinik-forbidden = The key for { $clinic } may not read this.
unread-aniva-forbidden = { $clinic } refused: the key is wrong, or lacks the right TEST_SESSIONS_VIEW.
unread-not-there = { $clinic } has no such list (404). Check its address.
unread-too-many = { $clinic } has had too many requests just now; wait a moment.
unread-refused = { $clinic } refused the request: { $said }
unread-refused-with-status = { $clinic } refused the request (status { $status }) without saying why.

# Failures of the desk's own records.
verdict-not-recorded = The booking could not be written down first: { $why }.
verdict-mend-disk = Nothing was sent. Problems says what is the matter with the desk's records and what to do; then book again.
verdict-not-claimed = The other desks could not be asked: { $why }.
verdict-asks-alone = Nothing was sent. Book again: if they are still out of reach, the desk asks you before it goes on alone.
verdict-lost-desk-stopped = The desk stopped before the answer came.

# Reasons why there is no connection, each ending a sentence, and what to do. Nothing was sent, not even the key.
connect-error = { $why ->
    [name-not-found] its name was not found
    [refused] the connection was refused
    [too-slow] no connection within { $seconds } s
    [proxy] the proxy does not lead there
    [no-tls] what answers there is not encrypted as it should be
    [expired] its certificate has expired
    [not-yet-valid] its certificate is not valid yet
    [other-name] its certificate is for another address
    [unknown-issuer] nobody this desk trusts has signed its certificate
    [old-signature] its certificate is signed by a method that is no longer safe (such as SHA-1)
    [other-purpose] its certificate is not made for servers
    [revoked] its certificate has been revoked
    [unsound] its certificate is not sound
    [no-authorities] this machine has no certificates to tell servers by
   *[no-connection] no connection
}
connect-check-proxy = Have `proxy` in the configuration checked, then book again; everything typed is kept.
connect-check-date = Check this machine's date; if it is right, tell your network's administrator. The key was not sent.
connect-check-issuer = Another may pose as the server, or `extra_ca` is missing: ask your administrator. The key was not sent.
connect-check-server = Another may pose as the server: tell your network's administrator. The key was not sent.
connect-install-authorities = Have this machine's certificates installed (`ca-certificates`), then start bookdesk again.

# What differs between a change and its answer, or between how an appointment was seen and how it is now: alone, and as
# the end of a sentence.
difference =
    .patient = Patient
    .provider = Practitioner or location
    .time = Time
    .status = Status
    .details = Details
    .panels = Panels
    .data = Data
difference-other =
    .patient = another patient
    .provider = another practitioner or location
    .time = another time
    .status = another status
    .details = other details
    .panels = other panels
    .data = other data

# Reasons why an answer or an address is unusable. Each ends a sentence.
decode-error =
    .empty = it is empty
    .no-json = it is not JSON
    .no-appointment = it holds no appointment
    .no-appointment-id = it holds no appointment id
    .other-appointment = it is about another appointment
    .no-record = it holds no entry with an id
    .other-record = it is about another entry
    .no-list = it holds no list
    .no-times = it holds no availability
    .not-done = it does not say that it is done
address-error =
    .no-address = it is not a web address
    .other-scheme = it does not begin with https:
    .unencrypted = it is not encrypted; http: is only for this machine
    .credentials = it holds a user name or password; the key is set apart from it
    .beyond-path = it holds a ? or #; it goes up to the path only
    .no-sandbox = the sandbox did not start

# Another change of the same appointment, by whom, and what to do.
under-way-here = another window or command here
under-way-elsewhere = another desk
under-way-sending = This appointment is being changed just now: { $desk }.
under-way-sending-do = Nothing was sent. Look at it again in a moment.
under-way-unknown = An earlier change of it was sent, and has no answer yet: { $desk }.
under-way-unknown-do = Nothing was sent. It is being looked up; see the Outbox there.
under-way-unfinished = Only half moved: { $new } is booked, and this one is not cancelled yet: { $desk }.
under-way-unfinished-do = Nothing was sent. Finish it in the Outbox there.

# Questions that --yes does not answer.
asks-alone = Nothing was sent. --alone sends it anyway.
asks-again = This visit is booked already: the same patient, the same practitioner or place, the same start.
asks-again-waits = The patient is on this waiting list already, for the same practitioner.
asks-again-do = Look at it first; --again books it a second time.
asks-unsettled = It was sent before, and nobody knows yet whether it is booked.
asks-unsettled-do = Nothing was sent. It is looked up; --yes does not answer that.
finished-earlier = An earlier move was not finished, and is now: { $new } is in its place. Nothing else was sent.
looked-after-elsewhere = Another desk takes care of this change now.
looked-after-elsewhere-do = Whether it was made is seen there, and at the clinic. Do not send it again.
verdict-lapsed = This desk was asleep or cut off, and somebody else may have the time by now. Nothing was sent.
