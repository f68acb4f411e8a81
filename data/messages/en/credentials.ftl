# Licenses, recognition and practice.

credentials-license = A license of { $by ->
    [unknown] an unnamed regulator
   *[other] { $by }
 } in { $place ->
    [unknown] an unknown country
   *[other] { $place }
 } is for occupation { $occupation }: state { $status }, evidence { $evidence }.
credentials-license-ended = A license of { $by ->
    [unknown] an unnamed regulator
   *[other] { $by }
 } in { $place ->
    [unknown] an unknown country
   *[other] { $place }
 } for occupation { $occupation } ended before { $until }: state { $status }, evidence { $evidence }.
credentials-ends-before-start = The registration ends before { $until }, and the work starts on { $start }: it must be renewed first.
credentials-no-license = No license is recorded.
credentials-no-registration = The job needs no registration.
credentials-not-registered = { $place ->
    [unknown] Registration in the destination is missing.
   *[other] Registration in { $place } is missing.
 }
credentials-not-in-good-standing = A license is suspended or revoked; { $place ->
    [unknown] the regulator of the destination asks about it.
   *[other] the regulator in { $place } asks about it.
 }
credentials-registered-with-restrictions = Registration without restrictions in { $place ->
    [unknown] the destination
   *[other] { $place }
 } is missing.
credentials-registration-unseen = { $place ->
    [unknown] Registration in the destination is the worker's own word; somebody has to see it.
   *[other] Registration in { $place } is the worker's own word; somebody has to see it.
 }
credentials-recognition = Go through recognition: { $steps }.
credentials-shorter-way = A shorter way may be open: { $route }, { $notes }.
credentials-practice = { $title ->
    [unknown] Work in occupation { $occupation }
   *[other] { $title }
 } from { $from } to before { $until }: hours a week { $hours }; evidence { $evidence }.
credentials-practice-now = { $title ->
    [unknown] Work in occupation { $occupation }
   *[other] { $title }
 } since { $from }, counted to { $until }: hours a week { $hours }; evidence { $evidence }.
credentials-practice-stated = { $months ->
    [0] No practice yet is stated, in the worker's own word of { $on }.
    [one] One month of practice in all is stated, in the worker's own word of { $on }. When it was is not known, so it counts as little as practice of long ago.
   *[other] { $months } months of practice in all are stated, in the worker's own word of { $on }. When they were is not known, so they count as little as practice of long ago.
 }
credentials-practice-short = { $months ->
    [one] One more month of practice is missing.
   *[other] { $months } more months of practice are missing.
 }
credentials-recent-practice-met = { $authority } asks { $hours ->
    [unknown] practice
   *[other] { $hours } hours of practice
 } within the last { $years } years, and at least { $found } hours are on record.
credentials-recent-practice-unknown = { $authority } asks { $hours ->
    [unknown] practice
   *[other] { $hours } hours of practice
 } within the last { $years } years; whether they are there, the records do not tell.
credentials-recent-practice-missing = { $authority } asks { $hours ->
    [unknown] practice
   *[other] { $hours } hours of practice
 } within the last { $years } years. { $until ->
    [unknown] None is on record.
   *[other] The last practice on record ended before { $until }.
 }
credentials-instead-of-recent-practice = What the register takes instead: { $instead }.
