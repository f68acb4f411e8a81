# How certificates stand to what an opening and a regulator ask, and what to do next.

## What is asked

language-opening-asks = The opening asks { $language } at { $level }.
language-regulator-asks = Asked by { $regulator }: { $asked }.
language-no-registration = The job needs no registration, so no regulator is asked.
language-no-rule = No language rule of the regulator was retrieved that may decide.

## What was found

language-nothing-recorded = No certificate is recorded.
language-other-languages = No certificate in a language asked is recorded.
language-no-certificate-of = No certificate of { $test } is recorded.
language-no-certificate-taken = No certificate that this row takes is recorded.
language-none-stated = It is stated that there is no certificate.
language-not-passed = { $certificate } was not passed.
language-ended = { $certificate } ended before { $day }.
language-not-yet-taken = { $certificate } was not yet taken.
language-minimum-unknown = { $certificate ->
    [unknown] The minimum asked was not retrieved.
   *[other] { $certificate } cannot be judged: the minimum asked was not retrieved.
 }
language-fields-missing = { $certificate ->
    [unknown] Nothing can be said without { $fields }.
   *[other] { $certificate } cannot be judged without { $fields }.
 }
language-trained = The training was in { $language }, and no certificate of the level asked is recorded.
language-exempt = No test is needed: { $words }.
language-may-be-exempt = { $wanted ->
    [unknown] An exemption may apply ({ $words }), and the regulator wants to see the document.
   *[other] An exemption may apply ({ $words }), and the regulator wants { $wanted }.
 }
language-level-shown = { $level ->
    [unknown] { $certificate } lies below the levels of its table, and { $asked } is asked.
   *[other] { $certificate } shows { $level }, and { $asked } is asked.
 }
language-result-short = { $held ->
    [unknown] { $certificate }: { $result } is below the { $asked } asked.
   *[other] { $certificate }: { $result } { $held } is below the { $asked } asked.
 }
language-sittings-open = { $earlier } and { $later } would do together. { $obstacle ->
    [months] Whether the regulator combines two sittings was not retrieved.
    [floor] The lowest result allowed in a combined sitting was not retrieved.
   *[other] How the overall result of two sittings is worked out is in no row.
 }
language-sittings-meet = { $earlier } and { $later } together meet { $asked }.
language-meets = { $certificate } meets { $asked }.
language-no-test = No formal test is asked.
language-registered = { $country } has registered the worker for this occupation, so no proof of entry is asked.
language-trained-where-spoken = The training was in { $language } in { $country }, where it is the language of the land, so no certificate is needed for the level asked.
language-trained-here = The training was in { $country } itself, so no proof of entry is asked.
language-earlier-training = A diploma of { $country } from before { $before } may be judged by the rules for the EEA, which ask no test.
language-exempt-if-lasted = No test is needed if the training lasted { $months } months: { $words }.
language-other-way = { $words }: this asks { $wanted }.
language-remarked = { $remark ->
    [unseen] The document has not been seen.
    [part] It is a part of the rule: its other test is needed too.
    [training-unknown] The rule depends on the country of training, which is not known.
    [earlier-rules] The rules for the EEA may apply to a diploma from before the exit of its country.
    [at-center] It was taken in a test center: this is assumed, the certificate does not say.
    [own-version] It was the version for the profession: this is assumed, the certificate does not say.
    [other-version] The regulator takes the version of another profession only.
    [earlier-sitting] The regulator counts the latest sitting only, and this is an earlier one.
    [refused-mode] The regulator refuses the way in which the test was taken.
    [too-old] The test is older than the regulator accepts.
    [undated] The day of the test is not known.
    [higher-exam] It is a higher exam than the one named: no row says whether the regulator takes it.
    [not-among-examples] The tests named are examples: whether this one is taken was not retrieved.
    [low-row] Only a row of low confidence takes the test, and such a row decides nothing.
    [presumed] Its name does not say which test it is: the usual one was read.
   *[other] It counts by its level only: the regulator names another test.
 }
language-not-seen = { $asked } is shown by the worker's own word; somebody has to see the document.
language-not-shown = { $asked } is not shown.

## What would settle it

language-settled-by-field = The field { $field }.
language-settled-by-minimum = The regulator's minimum, which was not retrieved.
language-settled-by-obstacle = { $obstacle ->
    [months] Whether the regulator combines two sittings, which was not retrieved.
    [floor] The lowest result allowed in a combined sitting, which was not retrieved.
   *[other] How the overall result of two sittings is worked out, which is in no row.
 }
language-settled-by-proof = For the regulator: { $wanted }.
language-settled-by-test = Which test it is: { $tests }.
language-settled-by-acceptance = Whether the regulator takes this test, which was not retrieved.
language-settled-by-look = A look at the document.
language-settled-by-older-rules = Whether the regulator judges this diploma by the rules for the EEA.
language-settled-by-training = The country of training.
language-settled-by-other-way = Proof of another way that the rule names.

## What to do

language-show-one-of = Show one of these as well: { $tests }.
language-have-it-seen = Have the certificate seen or verified.
language-show = { $refused ->
    [unknown] Show { $asked }.
   *[other] Show { $asked }, not taken as { $refused }.
 }
language-show-as-well = { $refused ->
    [unknown] Show { $asked } as well.
   *[other] Show { $asked } as well, not taken as { $refused }.
 }
language-show-both = { $refused ->
    [unknown] Show { $first } and { $second }.
   *[other] Show { $first } and { $second }, not taken as { $refused }.
 }
language-have-seen = Have { $certificates } seen or verified.
language-have-diploma-seen = Have the diploma of the training seen or verified.
language-state = State of { $certificate }: { $facts }.
language-take-again = Take { $test } again by { $by } with { $results }, and no result in it below { $floors }: it is combined with the sitting of { $sitting }.

## Warnings and assumptions

language-no-regulator = No rule of { $regulator } was retrieved, nor of any other regulator there.
language-other-regulators = No rule of a regulator { $regulator } is known for this occupation and day; there are { $known }.
language-no-rule-here = No language rule was retrieved for this destination, occupation and day.
language-decide-nothing = Rows of low confidence or of a scheme decide nothing.
language-regional-rules = These regions have rules of their own: { $regions }.
language-past-day = The table `{ $table }` was to be looked up again by { $recheck_by }, so a later change may be missing.
language-no-regional-rule = No rule of { $region } itself was retrieved: the general rows were taken.
language-assumed-application = The day asked is the day of the application: validity is counted to it.
language-assumed-test = A name that may mean each of { $tests } means the first of them.
language-assumed-center = A certificate that does not say how it was taken was taken at a test center.
language-assumed-evidence = What was typed counts as { $evidence }: no document was looked at here.
language-if-seen = This holds if the documents are seen: no record says how well each certificate is proven.
language-training-open = The country of training is not known: rules for some trainings only stay open.
certificate-name =
    { $test ->
        [unknown] A certificate without a named test
       *[other] { $test }
    }{ $taken ->
        [unknown] {""}
       *[other] , { $taken }
    }{ $evidence ->
        [unknown] {""}
       *[other] { " " }({ $evidence })
    }
