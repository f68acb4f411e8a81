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
matching-related-specialties = The worker has { $related }, which is related to { $asked } and not the same.
matching-specialty-in-no-table = A specialty is asked for that the table does not have, so nobody can be compared with it.
matching-specialty-missing = Training and practice in { $asked } are missing.
matching-train-in-specialty = Train in { $asked } and hold its title, where the destination has one.
matching-other-specialties = The worker has { $own }; asked for is { $asked }.

## Credentials

matching-no-qualification = No qualification is recorded.
matching-no-employment = No employment is recorded.

matching-no-registration-asked = No registration is asked for, so it has no weight.
matching-register-settles = The worker is on the register of the destination, which has judged it already.
matching-language-once-met = A result that has run out met what is asked: it has to be repeated.
matching-language-of-training = The worker was trained in the language, which counts for something and shows no level.
matching-practice-credited = Of { $months } months of practice { $credited } are credited, by how long ago and how near they are.
matching-practice-barred = Training and practice have no points while a license is suspended or revoked.

## Return

matching-not-for-returnees = The post is not for returnees.
matching-comes-home = The worker trained or was licensed in { $country }, lives abroad and wants to return.
matching-stays-away = The worker trained or was licensed in { $country }, lives abroad and does not want to return.
matching-could-come-home = The worker trained or was licensed in { $country } and lives abroad; no wish to return is recorded.
matching-lives-there = The worker lives in { $country } already.
matching-no-tie = The worker neither trained nor was licensed in { $country }.
matching-tie-unknown = Where the worker trained or lives is not recorded.

## Wishes

matching-wishes-contract = The worker wishes for a { $contract } contract, and names no destination.
matching-wishes-unknown = The worker's wishes are not recorded.
matching-no-destination = The opening names no destination.
matching-wishes-destination = The worker wishes to work in { $country }.
matching-wishes-elsewhere = The worker wishes to work in { $wished } and does not name { $country }.
matching-wishes-nowhere = The worker names no country in particular, so not { $country }.

## Concepts

matching-no-concepts = The opening names no concept of the vocabulary.
matching-shares-no-concept = The worker's words name none of { $concepts }.
matching-shares-concepts = The worker's words name { $shared } of { $asked } concepts of the opening: { $concepts }.

## The opening itself

matching-opening-closed = The opening is closed.
matching-opening-without-positions = The opening has no position left.
matching-opening-over = The opening is over: one could apply until { $day }.
matching-opening-began = The opening is past: the work began on { $day }.
matching-recruiter-taken-out = The opening names the recruiter { $recruiter } and says that it has no third parties. A direct application is judged by that.
matching-opening-draft = The opening is a draft, so workers are not told of it.
matching-opening-without-occupation = The opening names no occupation, so nobody can be matched with it.
matching-opening-without-destination = The opening names no destination, so language, training and registration cannot be judged.

## What opens a gate

matching-opens-opening = An opening that can still be filled, and that names its occupation, opens the gate.

matching-opens-occupation = A qualification, license or practice in the opening's occupation opens the gate. An opening without an occupation needs one first.
matching-opens-withdrawn = The worker's word to be looking again opens the gate.
matching-opens-consent = The worker's consent to be matched opens the gate.
matching-opens-barred = The regulator's word that the worker may practice again opens the gate; settle it with the regulator that suspended or revoked the license.
matching-opens-words = A search without these words opens the gate.
matching-opens-available = An earlier day of availability, or a later start of the work, opens the gate.
matching-opens-refused = The worker's word that the destination is no longer refused opens the gate.
matching-opens-admission = A post, a day or a way of coming for which a route of entry is open opens the gate.
matching-opens-exit = A day, a destination or a channel for which the origin lets people go opens the gate.
matching-opens-rejected = A reviewer's word that the worker is considered for the opening again opens the gate.
matching-opens-ethics = What the rule's remedy says, or another channel, opens the gate.
