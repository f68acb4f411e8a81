# What was found in the rows of a file. Beside what is wrong stands what would have been accepted.

## Dates of every kind

record-dates-reversed = The date in `{ $second }` ({ $to }) lies before the date in `{ $first }` ({ $from }).
    .expected = A date not before { $from } is expected. The two may be swapped.
record-in-the-future = { $date } lies in the future.
    .expected = { $step ->
        [training] A date up to { $today } is expected. `completed` stays blank while the training goes on.
        [license] A date up to { $today } is expected. A license counts from the day on which it was issued.
        [test] A date up to { $today } is expected. A test counts once it was taken.
        [practice] A date up to { $today } is expected. Practice counts once it has begun.
        [end-of-practice] A date up to { $today } is expected. `ended` stays blank while the employment lasts.
        [consent] A date up to { $today } is expected. A consent counts from the day on which it was given.
        [withdrawal] A date up to { $today } is expected. A withdrawal counts at once.
        [sanction] A date up to { $today } is expected. A sanction counts from its first day.
        [contact] A date up to { $today } is expected. A contact that has not been made is no placement yet.
        [cost] A date up to { $today } is expected. A cost that is still to be paid has no date.
       *[other] A date up to { $today } is expected.
     }
record-before-birth = { $date } lies before the birth date { $born }.
    .expected = { record-too-young.expected }
record-too-young = The worker, born on { $born }, was not yet { $years } on { $date }.
    .expected = { $step ->
        [availability] A worker is available from the age of { $years } on. One of the two dates is wrong.
        [begin-of-training] A health training begins from the age of { $years } on. One of the two dates is wrong.
        [training] A health training is completed from the age of { $years } on. One of the two dates is wrong.
        [license] A license is issued from the age of { $years } on. One of the two dates is wrong.
        [test] Such a test is taken from the age of { $years } on. One of the two dates is wrong.
        [practice] Work is allowed from the age of { $years } on. One of the two dates is wrong.
        [consent] A person consents alone from the age of { $years } on. One of the two dates is wrong.
       *[other] An age of { $years } is expected. One of the two dates is wrong.
     }
record-before-living-memory = { $date } is before the time of anybody who works.
    .expected = A year from 1930 on is expected. The century may be wrong.

## People

record-birth-date-implausible = Nobody who works was born on { $born }.
    .expected = A date from 1900 to { $today } is expected.
record-under-working-age = The worker, born on { $born }, is not yet 15.
    .expected = A person of 15 years or more is expected.
record-over-working-age = The worker, born on { $born }, is over 85.
    .expected = The year of birth with its right century is expected.
record-birth-date-is-an-epoch = Programs write { $born } where there is no date.
    .expected = The birth date is expected, or a blank cell while it is unknown.
record-name-holds-a-digit = `{ $name }` holds a digit or an `@`.
    .expected = A name is expected. The cells of the row may be shifted.
record-name-is-a-placeholder = `{ $name }` stands for a name that was not at hand.
    .expected = The name is expected, or a blank cell.
record-family-name-apart = `{ $family }` is no part of `{ $full }`.
    .expected = The family name is expected as it stands in the full name.
record-wanted-and-refused = { $country } is wanted and refused.
    .expected = A destination is expected in one of the two lists: ask the worker.
record-available-long-ahead = { $from } lies more than five years ahead.
    .expected = A date within five years is expected, or a blank cell.
record-title-contradicts-occupation = `{ $title }` is no title of { $occupation }.
    .expected = The unit group that the title belongs to is expected.
record-specialty-of-another-occupation = `{ $specialty }` belongs to { $belongs }, not to { $occupation }.
    .expected = A specialty of { $occupation } is expected, or the occupation { $belongs }.

## Training

record-training-too-long = From { $from } to { $to } are more than 15 years.
    .expected = The year in which this training began is expected.
record-years-contradict-dates = { $years } years do not fit between { $from } and { $to }.
    .expected = The length that the two dates leave is expected.
record-diploma-written-twice = { $completed } and { $twin } may be one diploma.
    .expected = One record is expected, with the day where it is known.
record-hours-exceed-total = { $theory } hours of theory and { $clinical } clinical hours are more than { $total } in all.
    .expected = At least { $sum } hours are expected, or fewer hours in the parts.
record-hours-exceed-the-calendar = { $hours } hours are more than { $years } years have.
    .expected = At most { $most } hours are expected.
record-hours-a-year-implausible = { $hours } hours in { $years } years are { $each } a year.
    .expected = At most 3000 hours a year are expected.
record-hours-a-year-too-few = { $hours } hours in { $years } years are less than four a week.
    .expected = The hours of the whole training are expected. These may be weeks, credits or hours of a week.
record-training-years-in-months = No training takes { $years } years.
    .expected = Years are expected. This may be a number of months.
record-isced-level-too-low = ISCED level { $level } is general school.
    .expected = Level 3 or more is expected: 3 is upper secondary, 5 short-cycle, 6 bachelor, 7 master.
record-confidence-without-source = The confidence is { $confidence }, and no source is named.
    .expected = The document is expected in `source`, or the confidence `low`.
record-credits-contradict-hours = { $hours } hours for { $credits } credits are { $each } a credit.
    .expected = From 5 to 90 hours a credit are expected.
record-subject-hours-implausible = One subject has { $hours } hours.
    .expected = The hours of this subject alone are expected.

## Language certificates

record-score-off-scale = { $score } is not on the scale of { $test }, which goes from { $low } to { $high }.
    .expected = A score from { $low } to { $high } is expected.
record-part-score-off-scale = { $score } is not on the scale of `{ $part }` in { $test }, which goes from { $low } to { $high }.
    .expected = A score from { $low } to { $high } is expected.
record-certificate-before-its-test = The test was taken on { $taken }, but { $test } exists since { $first }.
    .expected = A date from { $first } on is expected, or the test that was taken.
record-certificate-after-its-test = The test was taken on { $taken }, but { $test } was last taken on { $last }.
    .expected = The test that took its place is expected, on its own scale.
record-grade-before-its-time = The test was taken on { $taken }, but OET has the grade C+ since September 2018.
    .expected = A, B, C, D or E is expected for that time.
record-certificate-outlives-its-test = A certificate of this test ends { $months } months after { $taken }, not on { $expires }.
    .expected = A date at most { $months } months after { $taken } is expected.
record-level-of-another-exam = { $test } is an exam of { $only } and shows no { $level }.
    .expected = { $only } is expected, or the exam of { $level }.
record-level-above-its-test = { $test } shows { $highest } at most, not { $level }.
    .expected = A level up to { $highest } is expected.
record-level-contradicts-score = { $test } { $score } shows { $shown }, not { $level }.
    .expected = The level that the score stands for is expected.
record-level-above-score = { $test } { $score } shows less than { $level }.
    .expected = The level that the score stands for is expected.
record-overall-not-the-mean = The mean of the four parts is { $mean }.
    .expected = The mean of the parts to the nearest half band is expected. A part may be wrong.
record-overall-not-the-sum = The parts add up to { $sum }.
    .expected = The sum of the parts is expected. A part may be wrong.
record-score-between-steps = { $test } has no score { $score }.
    .expected = A score in steps of { $step } is expected.
record-grade-not-of-its-test = { $test } has no grade `{ $grade }`.
    .expected = The grade { $grades } is expected.
record-part-not-of-its-test = { $test } has no part `{ $part }`.
    .expected = The parts of this test are { $parts }. Another test may be meant.
record-language-not-of-its-test = { $test } is no test of { $language }.
    .expected = The language of the test is expected.
record-retake-not-offered = { $test } has no retake of one skill.
    .expected = `test-centre` or `home` is expected.
record-certificate-shows-nothing = { $test } without level or score proves nothing.
    .expected = The level is expected, or the scores of the certificate.
record-certificate-number-repeated = { $test ->
        [unknown] `{ $number }` is already the number of a certificate of another test.
       *[other] `{ $number }` is already the number of a certificate of { $test }.
     }
    .expected = The number of this certificate is expected.
record-overall-is-a-level = `{ $level }` is a level, not a score of { $test }.
    .expected = A score is expected here, and the level in `level`.
record-certificate-written-twice = { $taken } and { $twin } may be one day of one test.
    .expected = One certificate is expected, with the day where it is known.

## Licenses

record-license-before-qualification = The license was issued on { $issued }, before the training was completed on { $completed }.
    .expected = A date from { $completed } on is expected, or the qualification that this license rests on.
record-license-active-but-expired = The license is active, but expired on { $expires }.
    .expected = The date of the renewal is expected in `expires_on`, or the status `lapsed`.
record-license-lapsed-but-running = The license is lapsed, but valid until { $expires }.
    .expected = The day on which it ended is expected in `expires_on`, or the status `active`.
record-license-number-malformed = `{ $number }` has not the form of a number of { $regulator }.
    .expected = The form { $forms } is expected (9 is a digit, A a letter), such as `{ $example }`.
record-regulator-of-another-country = { $regulator } is a regulator of { $belongs }, not of { $country }.
    .expected = The country of the regulator is expected.
record-license-number-repeated = { $regulator ->
        [unknown] `{ $number }` is already the number of a license without a regulator.
       *[other] `{ $number }` is already the number of a license of { $regulator }.
     }
    .expected = The number that this regulator gave is expected.
record-license-end-is-a-placeholder = { $expires } stands for a license without an end.
    .expected = A blank cell is expected: then no end is known.
record-license-end-far-ahead = { $expires } lies more than 30 years ahead, and may be a day of another calendar.
    .expected = The day in our calendar is expected, or a word for the other one beside it: `2084/09/15 B.S.`.

## Openings

record-opening-open-after-closing = The opening is open, but closed on { $closes }.
    .expected = The new closing day is expected, or the status `closed`.
record-opening-open-before-published = The opening is open, but is to be published on { $published }.
    .expected = The day of publication is expected, or the status `draft`.
record-opening-without-positions = The opening is open and has no position.
    .expected = The number of positions is expected, or a blank cell while it is unknown.
record-experience-implausible = { $months } months are more than 20 years.
    .expected = The months that are asked for are expected. These may be days.
record-permanent-with-an-end = The contract is permanent and lasts { $months } months.
    .expected = A blank cell is expected, or `fixed-term` in `contract_kind`.
record-level-without-language = { $level } is asked for, but of which language?
    .expected = The language is expected in `language`.
record-language-foreign-to-destination = { $language } is no language of { $country }.
    .expected = { $spoken } is expected, or another destination.
record-contract-too-long = { $months } months are more than ten years.
    .expected = Months are expected. These may be days, or the contract is permanent.
record-recruiter-is-the-employer = `{ $id }` is the employer as well.
    .expected = The agency that recruits is expected, or a blank cell.

## Organizations

record-organization-named-by-its-id = `{ $name }` is the identifier.
    .expected = The name under which the organization is known is expected.
record-sanction-without-source = The sanction names neither a body nor a source.
    .expected = The body that imposed it is expected in `body`, or the document in `source`.

## Pay

record-pay-of-zero = Nobody works for no pay.
    .expected = The pay of a month is expected, or a blank cell while it is unknown.
record-pay-looks-yearly = { $pay } { $currency } is no pay of a month.
    .expected = The pay of a month is expected, below { $high } { $currency }. This may be the pay of a year.
record-pay-looks-hourly = { $pay } { $currency } is no pay of a month.
    .expected = The pay of a month is expected, above { $low } { $currency }. This may be the pay of an hour, or another currency.
record-currency-not-of-destination = { $currency } is not the money of { $country }.
    .expected = The currency of { $country } is expected, if the pay is stated in it.
record-comparable-pay-of-another-period = { $comparable } stands beside a pay of { $pay }.
    .expected = The pay of a month in the same currency is expected. One of the two may be that of a year.
record-amount-without-currency = { $amount } is stated, but in which currency?
    .expected = An ISO 4217 code is expected in `{ $column }`.
record-deductions-exceed-pay = { $kept } is taken from a pay of { $pay }.
    .expected = What is taken each month is expected, in the currency of the pay.
record-leave-days-implausible = { $days } days of leave a year are more than any contract has.
    .expected = Days of one year are expected. These may be hours.

## Placements and costs

record-outcome-contradicts-dates = The outcome is { $outcome }, but `{ $column }` is { $date }.
    .expected = An outcome that the dates allow is expected.
record-destination-is-residence = { $country } is the country of residence as well.
    .expected = The country of residence before the placement is expected, and that of the post.
record-share-is-a-percentage = { $share } is more than the whole pay.
    .expected = A share from 0 to 1 is expected.
record-repayment-without-clause = There is no clause, but { $amount } is to be repaid.
    .expected = `yes` is expected, or no amount.
record-signed-but-not-written = The contract was signed on { $signed }, but is not in writing.
    .expected = `yes` is expected, or no date of signature.
record-cost-of-an-unknown-kind = The cost has no known head and no label.
    .expected = What was paid for is expected, in a few words.
record-cost-paid-to-oneself = The { $payer } pays the { $payer }.
    .expected = Who received the money is expected.

## Practice

record-longer-than-a-working-life = From { $from } to { $to } are more than 55 years.
    .expected = The year in which this employment began is expected.
record-employments-overfill-the-week = With the employments before it, this makes { $hours } hours in one week.
    .expected = At most 168 hours in all are expected: check the dates.
record-employments-overlap = With the employments before it, this makes { $hours } hours in one week.
    .expected = Less than 96 hours in all are expected: check the dates.
record-practice-before-qualification = { $occupation } is practised since { $from }, but the qualification was completed on { $completed }.
    .expected = Practice after the qualification is expected, or the occupation that was practised before it.
record-employment-written-twice = { $started } and { $twin } may be one post.
    .expected = One record is expected, with the day where it is known.
record-hours-a-week-impossible = Nobody works { $hours } hours a week.
    .expected = Hours of one week are expected. These may be hours of a month.
record-hours-a-week-excessive = { $hours } hours a week are more than eleven on each day.
    .expected = Hours of one week are expected. These may be hours of two.
record-hours-a-week-zero = { $hours } hours a week are no work. This may be a share of full time.
    .expected = The hours are expected, or a blank cell while they are unknown.
record-hours-a-week-look-daily = { $hours } hours look like those of a day.
    .expected = Hours of one week are expected.

## Regions, addresses, proofs

record-region-of-another-country = `{ $region }` is a region of { $belongs }, not of { $country }.
    .expected = A region of { $country } is expected, or { $belongs } in `{ $column }`.
record-web-address-malformed = `{ $address }` is no address of a page.
    .expected = An address such as `https://example.org` is expected.
record-verified-without-number = The issuer confirmed it, but under which number?
    .expected = The number is expected in `number`, or the evidence `document-seen`.

## Consents

record-withdrawal-of-nothing = The consent was withdrawn on { $withdrawn }, but never given.
    .expected = `yes` is expected in `given` for the time before, or no date here.

## Rows and cells

row-ragged = { $found ->
        [one] The row has 1 cell, and the header has { $wanted }.
       *[other] The row has { $found } cells, and the header has { $wanted }.
     }
    .expected = Expected are { $wanted } cells. A cell that holds the separator or a line break stands in double quotes.
row-put-right = { $slips } The row was put right.
row-put-right-by-guess = { $slips } The row was put right by a guess.
    .expected = The cells are expected under their headers.
row-footer = This looks like a line of totals or a remark, not like a record.
    .expected = A record is expected, or no such row.
row-undecodable = Some bytes are no characters of the encoding: they stand as `�`.
    .expected = Text in the encoding of the file is expected, or another encoding for the whole file.
row-blank = `{ $column }` is blank, and every record of kind `{ $kind }` needs it.
    .expected = The column holds: { $description }. An example is `{ $example }`.
row-nameless = The row does not say who the person is, and the list has no identifiers.
    .expected = A name is expected, with a birth date, the number of a license, an e-mail address, a telephone number or the residence.
row-untitled = The row does not say what post it is, and the list has no identifiers.
    .expected = A title is expected.
row-part-twice = Part { $slot } of kind `{ $kind }` has the same { $key } as a part before it in this row.
    .expected = A part with another { $key } is expected, or blank cells.
row-part-left-out = Part { $slot } of kind `{ $kind }` stays out until that is mended. Its cells are kept with the row.
row-of-which-part = The cell beside it holds several records of kind `{ $kind }`, and this one does not say of which it speaks. It is kept with the row.
    .expected = The date or score is expected beside its own certificate, such as `telc B2 (05/2025)`.

row-taken = `{ $value }` was taken as `{ $taken }` ({ $nearness }).
row-contradicts = `{ $value }` says { $says } of `{ $column }`, where the row has `{ $known }`.
    .expected = The same is expected in both places, or a blank cell.
row-duplicate = A record of kind `{ $kind }` with the key `{ $value }` stands in this batch already: { $file }:{ $row }.
    .expected = One row is expected for each record, or another identifier.
row-consent-refused = The row gives the consent `{ $purpose }`, which { $file }:{ $row } refuses for the same person. The refusal holds.
    .expected = One answer is expected: ask the person.
row-dangling = There is no record of kind `{ $kind }` with the identifier `{ $value }`, neither in the store nor among the rows taken so far.
    .expected = The identifier of a record in the store is expected, or one that comes with this import.
row-employer-of-name = `{ $value }` is the name of `{ $id }`, which the post is taken for.
row-newcomer = No organization goes by the name `{ $value }`: it goes in by it, with nothing else known of it.
row-somebody-else = `{ $value }` is another person in the store. The store has { $stored }; the row says { $says }.
    .expected = Another identifier is expected for somebody else: `--source NAME` for a list that counts by itself, or `--update-people` after a look at both.

## Rows that were put right

row-slip-quote-not-doubled = A quote inside a quoted cell is not doubled.
row-slip-quote-open = A quote is never closed.
row-slip-quote-inside = A quote stands inside a cell.
row-slip-quote-alone = A `{ $quote }` without its other half was taken as a sign of its cell.
row-slip-separator-missing = A separator is missing at sign { $at }.
row-slip-other-separator = The cells are separated by `{ $separator }`.
row-slip-left-out = An empty cell before column { $column } was left out.
row-slip-left-blank = Column { $column } was left blank.
row-slip-end-missing = The separators at the end of the row are missing.
row-slip-joined = In column { $column }, { $cells } cells were joined.
row-slip-parted = `{ $cell }` was parted into `{ $left }` and `{ $right }`.
