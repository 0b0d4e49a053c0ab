### Setting the desk up.

setup-begins = This asks for what bookdesk needs, and writes it to { $file }. Enter leaves an answer as it is. You can break off at any time: nothing is written before the last answer.
setup-no-terminal = bookdesk setup asks questions, so it needs a terminal. Without one, write { $file } as the guide shows it, or set the variables; `bookdesk doctor` tries them.
setup-language = Language ({ $choices })
setup-zone = Time zone of this desk
setup-zone-meant = There is no such time zone. Did you mean { $meant }?
setup-zone-unknown = There is no such time zone; write one such as Europe/Berlin.
setup-holidays = Public holidays of which region (such as DE-BY, AT, CH-ZH, FI, GB-ENG, IE, US, or none)
setup-holidays-none = none
setup-one-of = Please answer with one of these: { $choices }.
setup-key = Key for { $clinic } (it is not shown)
setup-client = Name of this program at { $clinic } (client_id)
setup-token-url = Address that gives tokens (token_url)
setup-scope = Rights to ask for (scope)
setup-private-key = File with the private key, PEM or JWK, or - to sign in with a secret
setup-key-id = Name of that key (key_id)
setup-another-key = Another key for { $clinic }, or Enter to keep this one
setup-clinic-zone = Time zone of the clinic at { $clinic }
setup-opens-with = Form to open with ({ $choices })
setup-pin = PIN of the lock (it is not shown)
setup-once-more = The same once more
setup-different = These were not the same.
setup-pin-length = A PIN has 4 to 64 characters.
setup-store = Records shared with other desks, postgresql://USER@HOST/DATABASE
setup-store-or-none = Records shared with other desks, postgresql://USER@HOST/DATABASE, or - to share none
setup-store-out = From now on this desk shares no records.
setup-store-secret-left = { $file } still holds the password for them: delete it if nothing else needs it.
setup-store-holds-password = The address holds a password, which others could read there. Leave it out: it is asked for next.
setup-store-surplus = The address is followed by more than the folder of a socket (?host=/run/postgresql) or ?target_session_attrs=read-write. Leave that out.
setup-store-shape = This is no such address. Write postgresql://USER@HOST/DATABASE, or postgresql://USER@/DATABASE?host=/run/postgresql.
setup-store-password = Password for them (it is not shown)
setup-set = set
setup-not-set = not set
setup-none = none
setup-variable-counts = { $what }: { $name } is set, and counts before the file.
setup-one-of-several = { $clinic } is one of several [[{ $word }]] in { $file }. Its settings are not asked for here: change them in the file.
setup-asking = Asking { $whom } …
setup-works = { $clinic } accepts the key; it may read and book.
setup-works-untold = { $clinic } accepts the key; it may read. Whether it may book shows with the first booking.
setup-unreachable = { $clinic } can't be reached: { $why }.
setup-key-refused = { $clinic } does not accept the key: { $why }.
setup-may-not-read = With this key nothing can be read at { $clinic }: { $why }.
setup-may-not-book = With this key nothing can be booked at { $clinic }: { $why }.
setup-store-works = { $count ->
    [0] The shared records can be used; no desk is at work.
    [one] The shared records can be used; one desk is at work.
   *[other] The shared records can be used; { $count } desks are at work.
}
setup-store-fails = The shared records can't be used: { $why }
setup-nothing-changed = Nothing was changed.
setup-nowhere = There is no home directory to keep a configuration in: set BOOKDESK_CONFIG to a file, and begin again.
setup-unreadable = What the file holds can't be read: { $why }
setup-file-changed = { $file } has been changed meanwhile, and was left as it is. Begin again.
setup-would-be-wrong = Nothing was changed. What would be in the file could not be read back: { $flaws }
setup-unwritten = { $file } can't be written: { $why }
setup-written = Written to { $file }, readable by you alone. `bookdesk doctor` tries all of it at any time.

# Reasons why a key or a clinic can't be used. Each ends a sentence.
reason = { $why ->
    [not-asked] not asked
    [redirected] another address answered
    [no-key] no key is set
    [key-malformed] it does not look like a key
    [signing-key-unfit] the private key is not RSA or P-384 in PEM or as a JWK, or it has a password
    [key-unknown] the server does not know it
    [key-revoked] it was revoked
    [key-expired] it has expired
    [may-not-read] the key may not read
    [may-not-read-or-wrong] the key may not read them, or is wrong
    [breaks-off] lists break off: their next page is at another address
    [refused] the server refused the question
    [server-fault] the server has a fault
    [too-late] no answer in time
   *[unreadable] the answer can't be read
}
reason-answers-alike = { $clinic } answers alike for a wrong key and a missing right
reason-lacks-right = the key lacks the right { $right }
reason-sign-in-refused = the sign-in was refused: { $said }
