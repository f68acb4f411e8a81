# What becomes of pension, medical and life cover, and why.

## Instruments between states

portability-not-in-force = { $status ->
    [terminated] { $agreement } was terminated.
    [signed-not-in-force] { $agreement } is signed and not yet in force.
   *[other] { $agreement } is not in force on the day asked about.
 }
portability-contributions-only = { $agreement } settles only where contributions are paid.
portability-nationals-only = { $agreement } covers nationals of its parties only.
portability-check-personal-scope = { $agreement } does not cover everybody: check its personal scope.
portability-nationals-unknown = { $agreement } covers nationals of its parties, and the worker's nationality is not known.
portability-medical-coordinated = Medical cover is coordinated while the person is insured or draws a pension.
portability-medical-for-some = Medical cover is coordinated for some: posted workers, dependants, pensioners as the agreement lists.

## Months

portability-months-reached = { $months } months in { $country } reach the { $needed } that the pension needs.
portability-months-together = With the months in { $origin }, the { $needed } months that the pension needs are reached.
portability-months-at-home-count = Months in { $origin } count towards the { $needed } that the pension needs.
portability-months-at-home-assumed = The worker has at least { $months } insured months in { $origin }.
portability-months-not-linked = No instrument that adds periods links { $origin } with { $country }, so months in { $origin } do not count.
portability-own-months-short = { $months } of the { $needed } months that the pension needs are reached in { $country }.
portability-months-short = { $months } of { $needed } months are reached; { $short } more are needed, and months at home after the return count.
portability-months-after-return-assumed = { $months } more months are insured in { $origin } after the return.
portability-taken-over = Periods under twelve months are taken over by the other state.
portability-too-few-months = Periods are added from { $least } months on, and { $months ->
    [one] 1 month is insured.
   *[other] { $months } months are insured.
 }

## Payment

portability-payment-not-assured = The agreement does not assure payment in { $country }.
portability-paid-reduced = The pension is paid there, but frozen or reduced.
portability-paid-abroad = The pension is paid abroad.

## Rules of the destination

portability-supplement-stays = A supplement stays behind ({ $rule }): { $conditions }.
portability-rule-fits = Rule { $rule } fits ({ $effect }): { $conditions }.
portability-no-row = No row of the tables says what becomes of { $branch } in { $country }.
portability-nationality-decides = The rules turn on nationality, which is not known.
portability-nationality-decides-others = Other rules turn on nationality, which is not known.
portability-not-proven = That no agreement changes this is not proven: no complete and recent list was read.
portability-low-confidence = The deciding row is of low confidence and must be verified first.

## Warnings

portability-refund-ends-record = A refund by { $rule } ends the insurance record, and with the record any later totalization.
portability-past-day = The table `{ $table }` was to be looked up again by { $recheck_by }, so a later change may be missing.
portability-other-ending = If the contract ends as `{ $ending }`, another rule applies.

## Assumptions

portability-lives-in = The worker lives in { $country } afterwards.
portability-nationality-unknown = The worker's nationality is not known: rules that turn on nationality are left open.
portability-ends-as = The contract ends as `{ $ending }`.
portability-contract-lasts = The contract lasts { $months } months.

## The verdicts as they are told

portability-stands = { $label }
portability-stands-if-insured-before = { $label } if { $months ->
    [one] at least 1 month is insured in { $country }
   *[other] at least { $months } months are insured in { $country }
 }
portability-stands-if-insured-after = { $label } if { $months ->
    [one] 1 more month is insured in { $country } afterwards
   *[other] { $months } more months are insured in { $country } afterwards
 }
portability-stands-if-lasts = { $label } if the contract lasts { $contract } months
portability-stands-if-lasts-and-before = { $label } if the contract lasts { $contract } months and { $months ->
    [one] at least 1 month is insured in { $country }
   *[other] at least { $months } months are insured in { $country }
 }
portability-stands-if-lasts-and-after = { $label } if the contract lasts { $contract } months and { $months ->
    [one] 1 more month is insured in { $country } afterwards
   *[other] { $months } more months are insured in { $country } afterwards
 }

## What must hold for a verdict

portability-if-insured-before = The verdict needs { $months } or more insured months in { $country }.
portability-if-insured-after = The verdict needs { $months } more insured months in { $country } after the contract.
portability-if-lasts = The verdict needs a contract of { $contract } months.
portability-if-lasts-and-before = The verdict needs a contract of { $contract } months, and { $months } or more insured months in { $country }.
portability-if-lasts-and-after = The verdict needs a contract of { $contract } months, and { $months } more insured months in { $country } after it.

## What the rows say

portability-cited-rule = { $effect ->
    [exportable] Paid abroad: { $conditions }.
    [exportable-frozen] Paid abroad and never raised there: { $conditions }.
    [reduced] Paid abroad in part: { $conditions }.
    [refund-on-departure] Contributions are paid back on departure: { $conditions }.
    [not-exportable] Not paid abroad: { $conditions }.
   *[lost] Nothing remains: { $conditions }.
 }
portability-cited-agreement = { $since ->
    [unknown] { $agreement } ({ $kind }, { $status }).
   *[other] { $agreement } ({ $kind }, { $status }, in force from { $since }).
 }
portability-cited-membership = { $member } is a member: { $instrument }.
portability-cited-list = The list of agreements of { $country } was read in full.
