# Records shared by several desks.

# Marks in the first line.
sharing-desks = { $count ->
    [one] 1 desk
   *[other] { $count } desks
}
sharing-alone = alone since { $at }
sharing-alone-short = alone { $at }

ask-alone-means = The shared records can't be reached since { $at }: other desks can't see this yet, and may take the same time.
sharing-back = The shared records are back: { $key } sends it.

# A time that another desk is about to book.
sharing-held-at = held at { $desk }
sharing-held-elsewhere = held elsewhere

# Two desks that booked the same time while disconnected.
collision-see-problems = Another desk has taken the same time: see Problems.
collision-time = Two desks took the same time while they could not reach each other. Here: { $own }. At { $desk }: { $other }.
collision-visit = Two desks booked the same visit while they could not reach each other. Here: { $own }. At { $desk }: { $other }.
collision-some-booking = a booking sent while alone
collision-somebody = someone
collision-another-desk = another desk
collision-decide = Agree with the other desk which one stays, and move or cancel the other.
collision-decide-once-known = It is not known yet whether the other one was booked. Agree with that desk which one stays, and move or cancel the other.
collision-how = Move or cancel one of the two; Delete takes this off the list.
collision-drop-means = Both bookings stay as they are. Has one of them been seen to?

# Changes without an answer that another desk took over.
sharing-taken-over = { $desk } takes care of this now: { $visit }. It is in the Outbox there.
sharing-taken-over-elsewhere = Another desk takes care of this now: { $visit }. It is in the Outbox there.
sharing-settled = { $desk } has seen to this meanwhile: { $visit }.
sharing-settled-elsewhere = Another desk has seen to this meanwhile: { $visit }.

# Reasons why the shared records can't be used, and what to do. Each ends a sentence.
unshared = { $why ->
    [name-not-found] the network knows no server of that name; see `store` in the configuration, and the network
    [refused] nobody takes connections there; PostgreSQL has to run there, listen on the network and be let through the firewall
    [silent] the server does not answer
    [no-tls] the server does not encrypt, and nothing is sent over a network in the clear; set `ssl = on` there
    [expired] the server's certificate has expired; have it renewed, or this machine's date put right
    [not-yet-valid] the server's certificate is not valid yet; see this machine's date
    [other-name] the server's certificate is for another name; write that name into `store`, or have one made for this name
    [unknown-issuer] nobody this desk trusts has signed the server's certificate; name the clinic's authority in `store_ca`, unless another poses as the server
    [old-signature] the server's certificate is signed by a method that is no longer safe, such as SHA-1; have it made anew
    [other-purpose] the server's certificate is not made for servers; have one made with serverAuth as its purpose
    [revoked] the server's certificate has been revoked; have it made anew
    [unsound] the server's certificate is not sound; it has to be of version 3, with the server's name as a subjectAltName
    [foreign] what answers there is no PostgreSQL; see `store` in the configuration, and whether the network asks you to sign in
    [password] the server does not take the user name or the password; see `store`, and store_password_file, store_password_command or BOOKDESK_STORE_PASSWORD
    [not-admitted] the server does not let this desk in ({ $said }); its pg_hba.conf needs a line that does
    [no-database] the server has no database of that name; see `store` in the configuration
    [not-permitted] the role may not do this ({ $said }); `bookdesk store init --role` lets it work there, and is run as the owner of the database
    [read-only] the database can only be read; if it is a standby, name the primary in `store`, else set default_transaction_read_only = off there
    [pooled] a pooler there gives each transaction another connection, so that desks would mix up their settings and hear nothing of each other; have it keep a connection for each session (pool_mode = session), or name the server itself in `store`
    [left-behind] another server has taken the place of this one, which takes writes all the same, and the other desks see nothing of them; stop it there, and name the new one in `store`. If this one is the right one, confirm that here with `bookdesk audit accept`
    [unfit] an id in it is longer than the shared records can hold, so no other desk can know of it; see whether something else was pasted there
    [full] the server has no connection left; raise max_connections there
    [not-set-up] nothing is set up there, or by an earlier version; run `bookdesk store init`
    [later] a later version of bookdesk has set them up (format { $there }; this one, { $version }, knows format { $here }); use that version here, too
    [no-key] they are sealed with the key { $needed }, which this desk does not have; bring it with `bookdesk key import`
    [other-key] they are sealed with the key { $needed }, and this desk has { $holds }; bring theirs with `bookdesk key import`
    [unknown-key] they are sealed with another key than this desk's, { $holds }; bring theirs with `bookdesk key import`
   *[lost] the connection was lost
}

# What `bookdesk audit accept` says of the server.
store-accepted = Shared records: this desk had seen another server take the place of this one; from now on it takes this one for the right one and shares its records here again.
store-not-accepted = Shared records: nothing was accepted there, because the server could not be asked: { $why }.
