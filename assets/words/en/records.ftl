# The desk's records: drafts, and bookings being sent.

kept-is-back = { $count ->
    [one] What you had typed is back.
   *[other] What you had typed is back: { $count } drafts.
}
kept-newcomer-is-back = What you had typed for a new patient is back: { $key } shows it.
records-see-problems = Something is wrong with the desk's records: see Problems.
records-unusable = Nothing can be written down: { $why }. What you type is not kept if this desk stops, and no booking is sent until it can be written down first. Make room on the disk, or see that its folder can be written; bookdesk doctor names it.
records-held = Nothing can be written down, because another program has had { $file } open for some seconds. What you type is not kept if this desk stops, and no booking is sent until it can be written down first. A virus scanner or a backup does that: ask whoever looks after this machine to have it leave the folder out.
records-broken = The desk's records could not be read. They are kept as { $file }, and new ones have been begun. If a booking was on its way, look at the clinic before you book it again.
records-later = The desk's records are from a later version of bookdesk. They are kept as { $file }, and new ones have been begun. Bookings that were on their way are in that file: look at the clinic before you book them again.
records-gone = The desk's records are gone: their file was empty or missing. What was left of it is kept as { $file }, and new ones have been begun. If there is a copy of the records, put it back; if a booking was on its way, look at the clinic before you book it again.
records-outgrown = A later version of bookdesk works with the desk's records, so this one writes nothing to them: what you type is not kept, and no booking is sent. Go on in the later version, and close this one.
records-no-key = The key file { $file } holds no key, so nothing can be written down: what you type is not kept, and no booking is sent. Put the right file back. If there is none, rename this one: a new key is made, and drafts from before stay closed.
records-older = The desk's records are older than they were: bookings made from here are missing in them, and could be made twice. If there is a newer copy of the records, put it back. If not, check recent bookings at the clinic; bookdesk audit accept then takes the records as they are.
records-unproved = Nothing proves that the desk's records are all that was written: their .head file is missing, empty or altered, as after a copy was put back without it. Bookings made from here may be missing in them, and could be made twice. If there is a whole copy of the records, put it back. If not, check recent bookings at the clinic; bookdesk audit accept then takes the records as they are.
records-key-gone = The key file { $file } is missing, so the desk's records can't be read and no booking can be compared with them. No booking is sent. Put the key file back. If it is lost, run bookdesk audit accept: it puts the old records aside and begins new ones; check recent bookings at the clinic then.
records-other-key = The key file { $file } is not the one the desk's records were made with, so they can't be read and no booking can be compared with them. No booking is sent. Put the right key file back. If it is lost, run bookdesk audit accept: it puts the old records aside and begins new ones; check recent bookings at the clinic then.
records-not-shared = The records that the clinic's desks share can't be used: { $why }. Other desks don't see what is done here until that is fixed, and this one doesn't see theirs. Bookings are still sent; ask whoever looks after the desks.
records-set-aside = Something that was done at this desk is not with the other desks, because the database of the shared records did not take it: { $why }. It is on record here, and everything after it is shared. Look at the clinic before its time is given to somebody else, and tell whoever looks after the desks.
records-unread = { $count ->
    [one] A draft from before can't be opened: the key file ledger.key is another one. It stays in the records.
   *[other] { $count } drafts from before can't be opened: the key file ledger.key is another one. They stay in the records.
}
records-unread-bookings = { $count ->
    [one] A booking that may have been made can't be opened: the key file ledger.key is another one. `bookdesk audit export` says when and with whom it was to be: look for it in the clinic's own system.
   *[other] { $count } bookings that may have been made can't be opened: the key file ledger.key is another one. `bookdesk audit export` says when and with whom they were to be: look for them in the clinic's own system.
}
records-unread-notes = { $count ->
    [one] An entry in the notes of the desks can't be read: it was damaged, or altered, or sealed with another key. All others are shown; `bookdesk audit verify` names it.
   *[other] { $count } entries in the notes of the desks can't be read: they were damaged, or altered, or sealed with another key. All others are shown; `bookdesk audit verify` names the first.
}
desks-unknown = The other desks can't be reached: what they have noted or booked may be missing here.
records-elsewhere = What was sent from here to { $words } may have been made, and nobody looks it up: the configuration has no such clinic. If the clinic has another name now, give it the former one again. If it has gone, look at its own system; `bookdesk audit export` says when and with whom.

# Why a file is not opened, read or written. Ends a sentence.
file-refusal = { $why ->
    [missing] there is no such file
    [exists] there is one already
    [no-folder] a file is in the place of its folder
    [not-permitted] there is no permission for it
    [folder] it is a directory
    [not-regular] it is no ordinary file
    [link] it is a link
    [too-large] it is larger than { $limit }
    [no-text] it is not UTF-8 text
    [disk] the disk does not return it ({ $said })
    [held] another program has had it open for some seconds, as a virus scanner or a backup does: that one should leave this folder out
   *[system] { $said }
}

# What `bookdesk key rotate` says, behind the new key's fingerprint, and where records are shared.
key-rotated = is this desk's key now, in { $path }; texts sealed with it: { $count }. Copies of the records from before open with the key from before only, which is in copies of the key file
key-shared = nothing was changed, because this desk shares its records: what is sealed there needs one key at every desk at once. For a new key end all desks, and settle first what is in the Outbox. Make a key with `bookdesk key new` in an empty data directory, name an empty database in `store`, run `bookdesk store init`, hand the key over with `bookdesk key export` and `bookdesk key import`, and begin each desk with an empty data directory. Keep the old key, the old database and the old data directories for as long as anybody may have to read them
