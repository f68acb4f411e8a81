# Why a criterion of a match has its points, and what opens a gate.

## Occupation

matching-same-occupation = The occupation is the one asked for: { $occupation } { $title }.
matching-related-occupation = The worker's occupation is { $own } { $own_title }; asked for is { $asked } { $asked_title } ({ $relation }).
matching-other-profession = The worker's occupation is { $own } { $own_title }; asked for is { $asked } { $asked_title }, another profession.
matching-own-occupation-unknown = The worker's occupation is not recorded.
matching-asked-occupation-unknown = The opening's occupation is not recorded.

## Specialty

matching-no-specialty-asked = No specialty is asked for.
matching-specialties-unknown = Asked for is { $asked }; the worker's specialties are not recorded.
matching-has-specialties = The worker has { $shared } of what is asked for.
matching-other-specialties = The worker has { $own }; asked for is { $asked }.

## Credentials

matching-no-qualification = No qualification is recorded.
matching-no-employment = No employment is recorded.

## Wishes

matching-wishes-unknown = The worker's wishes are not recorded.
matching-no-destination = The opening names no destination.
matching-wishes-destination = The worker wishes to work in { $country }.
matching-wishes-elsewhere = The worker wishes to work in { $wished } and does not name { $country }.
matching-wishes-nowhere = The worker names no country in particular, so not { $country }.

## Concepts

matching-no-concepts = The opening names no concept of the vocabulary.
matching-shares-no-concept = The worker's words name none of { $concepts }.
matching-shares-concepts = The worker's words name { $shared } of { $asked } concepts of the opening: { $concepts }.

## What opens a gate

matching-opens-occupation = A qualification, license or practice in the opening's occupation opens the gate.
matching-opens-withdrawn = The worker's word to be looking again opens the gate.
matching-opens-consent = The worker's consent to be matched opens the gate.
matching-opens-words = A search without these words opens the gate.
matching-opens-available = An earlier day of availability, or a later start of the work, opens the gate.
matching-opens-refused = The worker's word that the destination is no longer refused opens the gate.
matching-opens-admission = A post, a day or a way of coming for which a route of entry is open opens the gate.
matching-opens-exit = A day, a destination or a channel for which the origin lets people go opens the gate.
matching-opens-ethics = What the rule's remedy says, or another channel, opens the gate.
