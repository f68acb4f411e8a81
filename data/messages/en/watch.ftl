# Why a record entered or left the answer to a saved question.

name-changed-by = { $how ->
    [batch] batch { $by }
    [undo] the undoing of batch { $by }
    [merge] a merge into `{ $by }`
   *[other] another change
}
watch-came-in = The record came in with { name-changed-by }.
watch-changed = Changed in `{ $kind }`: { $columns }, by { name-changed-by }.
watch-part-came-in = A `{ $kind }` came in with { name-changed-by }.
watch-part-gone = A `{ $kind }` is gone, by { name-changed-by }.
watch-consent-withdrawn = The worker withdrew the consent to be matched, by { name-changed-by }.
watch-opening-closed = The opening is open no more, by { name-changed-by }.
watch-gone = The record is gone, by { name-changed-by }.
watch-merged = The worker is part of `{ $kept }` now.
watch-erased = The record is gone, and nothing of it is kept.
watch-opening-changed = Changed in the opening: { $columns }, by { name-changed-by }.
watch-rejected = A reviewer rejected the worker for the opening.
watch-day-moved = The record is as it was. The day moved from { $from } to { $to }, and dates count by it.
watch-others-moved = The record is as it was. Only the best { $top } are listed, and others moved.
watch-elsewhere = The record and the day are as they were. The tables, the policy packs or the program changed.
