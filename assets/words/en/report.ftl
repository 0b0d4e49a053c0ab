### The report of a week.

report-title = Week { $from } – { $to }
report-deed =
    .booked = booked
    .moved = moved
    .cancelled = cancelled
    .not_come = no-show
    .waiting_list = waiting list
report-all = In all
report-waiting = Put on the waiting list: { $count }
report-by-day = By day
report-by-hour = By hour at the desk
report-by-provider = By practitioner or location
report-by-language = By the patient's language
report-language =
    .en = English
    .de = German
    .fi = Finnish
    .other = another
    .unknown = not known
report-not-measured = not measured
report-away = Clinics that could not be reached
report-never = never
report-times = { $count ->
    [one] once, for { $time }
   *[other] { $count } times, for { $time } in all
}
report-nobody = nobody on record
report-unknown-day = { $day } can't be read as a day. { $advice }
report-beyond = There is no such week.
