# What `bookdesk doctor` finds. A name of a row has at most 14 columns, one of a clinic's rows at most 12.
doctor-row = { $row ->
    [configuration] Configuration
    [data] Data
    [records] Records
    [their-key] Their key
    [store] Shared store
    [kept-for] Kept for
    [log] Log
    [zone] Desk zone
    [zones] Time zones
    [date-order] Date order
    [terminal] Terminal
    [timeouts] Timeouts
    [trusts] Trusts
    [proxy] Proxy
    [notice] Least notice
    [locks] Locks
    [templates] Templates
    [holidays] Holidays
    [keys] Key bindings
    [opens-with] Opens with
    [desk] Desk
    [operator] Operator
    [note] Note
    [address] Address
    [key] Key
    [reachable] Reachable
    [accepted] Key accepted
    [may-read] May read
    [may-book] May book
    [not-offered] Not offered
    [numbers] Numbers
    [codes] Codes
    [not-set-up] Not set up
    [can-be-used] Can be used
   *[password] Password
}
doctor-clinic-zone = { $clinic } zone
doctor-no-file = none; it would be { $file }
doctor-no-home = none; there is no home directory to keep one in
doctor-no-date-order = not set, so 03/04/2027 is refused as ambiguous
doctor-no-log = off; BOOKDESK_LOG turns it on
doctor-timeouts = { $connect } s to connect, { $call } s for a call
doctor-records = drafts and bookings on their way are sealed; whoever can read ledger.key beside them can open them (no OS keyring is used)
doctor-kept-for-good = good; retention_days sets an end
doctor-kept-for = { $days } days
doctor-trusts = the authorities this machine trusts; extra_ca adds others
doctor-trusts-more = the authorities this machine trusts, and those in { $file } (certificates: { $count })
doctor-marks-pastes = Windows Terminal: it marks pastes, and has colours of 24 bits
doctor-old-console = the old console of Windows: it marks no pastes, and has 16 colours; Windows Terminal has both
doctor-no-proxy = none; that of the environment is not used
doctor-notice = { $minutes } min from now to the first time that is proposed
doctor-locks-by-key = with { $key } only
doctor-locks-after = after { $seconds } s without a key, or with { $key }
doctor-pin-opens = { $when }; the PIN opens it
doctor-any-key-opens = { $when }; any key opens it, for no PIN is set: see `bookdesk pin`
doctor-templates = those that ship
doctor-templates-place = those that ship; your own would be in { $file }
doctor-templates-own = those that ship, and { $file } (own: { $count })
doctor-templates-mistaken = those that ship, because your own have mistakes:
doctor-holidays-of = { $file } ({ $count ->
    [one] 1 holiday
   *[other] { $count } holidays
})
doctor-holidays-partly = { $file } ({ $count ->
    [one] 1 holiday
   *[other] { $count } holidays
}), but not all of it can be read; a booking on a day that may be meant is asked about:
doctor-holidays-unread = none is known and any booking is asked about, because the file cannot be used:
doctor-words-unknown = these words in it set nothing:
doctor-keys-usual = those of the key table
doctor-keys-changed = those of the key table, but for what { $count } of its lines do
doctor-keys-mistaken = { $keys }; these can't be used:

# Where a setting comes from.
doctor-from = { $what }, { $origin }
doctor-origin = { $from ->
    [file] from the configuration file
    [variable] from { $name }
    [machine] this machine's
   *[nothing] because this machine names no zone
}
doctor-zone-of-sandbox = the sandbox's own
doctor-no-zone = no timezone under { $table }, so this desk's clock counts there: write it, or run bookdesk setup
doctor-zones-bundled = { $version }, bundled
doctor-zones-in = { $version } in { $folder }
doctor-zones-two = { $used }; not used: { $other }
doctor-zone-differs = { $zone }: the two differ from { $day } on; { $version } counts

# Shared records.
doctor-store-title = Shared records
doctor-no-store = none; store names the one that this clinic's desks share
doctor-password-from = password from { $source }
doctor-no-password = no password
doctor-store-here = on this machine
doctor-store-verified = verified; store_ca adds authorities
doctor-store-verified-too = verified, also by the authorities in { $file }
doctor-store-state = { $lines } lines; { $desks }
doctor-nobody-at-work = no desk is at work
doctor-nameless-desk = a desk without a name
doctor-store-unusable = the shared records can't be used: { $why }

# A clinic.
doctor-yes = yes
doctor-no = no: { $why }
doctor-sandbox-inside = the sandbox inside bookdesk; nothing leaves this machine
doctor-sandbox-key = the sandbox's own
doctor-no-key = none
doctor-codes-listed = { $field }: { $count } of the configuration
doctor-codes-of-set = { $field }: those of { $set }, else { $count } of the configuration
doctor-key-missing = none: { $why }
doctor-key-from = { $key }, from { $source }
doctor-key-advice = This key is from { $source }; a valid one has to be there.
doctor-key-goes = Set { $variable }, or key_file or key_command under { $table } in the configuration file.
doctor-key-goes-in-file = Write key_file or key_command under { $table } in the configuration file.
doctor-start-sandbox = Is it running? `bookdesk sandbox` starts one at 127.0.0.1:4010.
doctor-check-address = Check the address and the network.
doctor-links-elsewhere = Have the server name its own address in the links of its lists.
doctor-ask-for-reading = Ask { $clinic } for a key that may read.
doctor-ask-for-booking = Ask { $clinic } for a key that may book.
doctor-clinic-not-configured = { $clinic } is not configured. It is not put on the sandbox, because { $other } is configured.
doctor-variable-unknown = { $name } is set, and bookdesk reads no such variable.
doctor-variable-meant = { $name } is set, and bookdesk reads no such variable. Did you mean { $meant }?

# The records of this desk.
doctor-records-readable = { $mode } can be read
doctor-records-older = { $mode } is older than it was: line { $line } was written once and is not there, the last one is { $last }. Check recent bookings at the clinic; `bookdesk audit accept` then takes the records as they are
doctor-records-unproved = { $mode } is not proved to be all that was written: its .head file is missing, empty or altered. Check recent bookings at the clinic; `bookdesk audit accept` then takes the records as they are
doctor-records-aside = { $file } was set aside; bookings that were on their way are in it. Move it away once that is settled
doctor-file = { $trouble ->
    [no-folder] { $file } can't be used: not a directory
    [no-permission] { $file } can't be used: permission denied
    [no-key] { $file } holds no key
    [gone] { $file } is gone, and the records can't be read without it
    [broken] { $file } is broken
    [later] { $file } is from a later version of bookdesk
    [no-locks] { $file } is on a disk or network drive without locks, so that two windows could write there at once: keep the records on another one (data_dir in the configuration)
    [locked] { $file } is locked: another program works with it, or the drive has no locks, and the records belong on another one (data_dir in the configuration)
    [altered] { $file } was altered: it holds a trigger or a view, and bookdesk makes none. Check recent bookings at the clinic; bookdesk audit accept then removes it
   *[emptied] { $file } holds nothing, though there were records
}
doctor-file-refused = { $file } can't be used: { $why }
doctor-key-file-other = { $file } is not the key file that the records were sealed with: it holds the key { $holds }, and they need { $needed ->
    [none] another
   *[other] { $needed }
}

# Commands that print a key or a password.
command-named = the command `{ $program }`
command-not-run = the command `{ $program }` can't be run: { $why }
command-failed = the command `{ $program }` failed ({ $status }){ $said }
command-too-slow = the command `{ $program }` took more than { $seconds } s and was stopped
command-silent = the command `{ $program }` printed nothing
doctor-lacks = { $what ->
    [book] booking
    [alter] moving, cancelling and statuses
    [add-patient] new patients
    [correct-patient] correcting patients
   *[mark-slots] marking free times
}
