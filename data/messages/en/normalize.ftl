# Why a cell is refused, what is expected instead, and how a cell was read.
# The place of a finding names the value; these sentences do not.

## Any value

normalize-blank = The value is blank.
    .expected = A value is expected.
normalize-control-character = The value holds a control character.
    .expected = Text without control characters is expected.
normalize-says-nothing = The value says nothing.
    .expected = Items separated by `;` are expected.
normalize-wrong-letters = The name has letters that went through the wrong encoding.
    .expected = The name as its bearer writes it is expected.
normalize-lost-letter = The code has lost a letter to the wrong encoding.
    .expected = The code as its issuer writes it is expected.
normalize-no-identifier = The value is not an identifier.
    .expected = From 1 to 200 bytes without control characters are expected.

## What spreadsheets make of values

normalize-too-narrow = The value is lost: a spreadsheet prints these signs where the column is too narrow.
    .expected = The value itself is expected: widen the column in the spreadsheet and save again.
normalize-lost-digits = A spreadsheet shortened the number: only its first digits, { $digits }, are left.
    .expected = All digits are expected: in the spreadsheet format the column as text, enter the number again and save.
normalize-date-of-number = A spreadsheet made this date of a number.
    .expected = The number as its issuer writes it is expected: in the spreadsheet format the column as text and enter it again.
normalize-date-of-score = A spreadsheet made this date of a score.
    .expected = The score as the certificate shows it is expected: in the spreadsheet format the column as text and enter it again.

## Places, languages and currencies

normalize-no-country = The value is not a country.
    .expected = An ISO 3166 code or the name of a country is expected.
normalize-several-countries = The value may mean several countries.
    .expected = A name or code of one country is expected.
normalize-town-of-several-countries = Towns or regions of several countries are called so.
    .expected = The name or code of the country is expected.
normalize-no-span = The value is no span of practice, or says more than one.
    .expected = Years and months are expected, such as `3 years 6 months`, or `fresher` for none.
normalize-years-or-months = The number may count years or months: neither the header nor another cell says it.
    .expected = A number with its unit is expected, such as `5 years`.
normalize-maybe-namibia = The value may mean Namibia, or that nothing is known.
    .expected = The name `Namibia` or a blank cell is expected.
normalize-no-subdivision = The value is not a subdivision of a country.
    .expected = An ISO 3166-2 code such as `CA-QC` is expected.
normalize-no-language = The value is not a language.
    .expected = An ISO 639 code such as `de` or the name of a language is expected.
normalize-no-currency = The value is not a currency.
    .expected = { expect-currency }
normalize-several-currencies = The value may mean several currencies.
    .expected = { expect-currency }

## Occupations, specialties and tests

normalize-no-title = The value is not a known title.
    .expected = { expect-occupation }
normalize-several-occupations = The value may mean several occupations.
    .expected = { expect-occupation }
normalize-not-health = The occupation is not a health occupation.
    .expected = { expect-occupation }
normalize-not-human-health = The occupation is not a human-health occupation.
    .expected = { expect-occupation }
normalize-code-and-title = The value names a code and a title that are not known to mean the same.
    .expected = { expect-occupation }
normalize-no-specialty = The value is not a known specialty.
    .expected = { expect-specialty }
normalize-several-specialties = The value may mean several specialties.

normalize-no-subject = The value is not a known subject of a training.

normalize-several-subjects = The value may mean several subjects.
    .expected = { expect-specialty }
normalize-no-test = The value is not a known language test.
    .expected = { expect-test }
normalize-several-tests = The value may mean several tests.
    .expected = { expect-test }
normalize-misspelt-test = The value names no known language test as it is spelt.
    .expected = The name of the test in its right spelling is expected.

## Words of closed lists

normalize-no-word = The value is not a word of this column.
    .expected = One of these words is expected: { $words }.
normalize-neither-yes-nor-no = The value says neither yes nor no.
    .expected = { expect-yes-or-no }
normalize-tick-or-cross = The sign may be a tick or a cross: other cells of the column say no in a word.
    .expected = { expect-yes-or-no }
normalize-male-or-female = The letter may mean male or female: the column has `H` and `F` beside it.
    .expected = The word `female` or `male` is expected.
normalize-unknown-code = The value is a code of a list that is not known.
    .expected = The word `female`, `male` or `other` is expected.
normalize-no-level = The value is not a level.
    .expected = { expect-level }
normalize-several-levels = The value names several levels.
    .expected = { expect-level }
normalize-more-than-level = The value says more than the level { $level }: a course or a part of it is no certificate of the level.
    .expected = { expect-level }

## E-mail addresses

normalize-address-without-at = The value is not an e-mail address: it has no `@`.
    .expected = { expect-address }
normalize-address-with-two-ats = The address has two `@`.
    .expected = { expect-address }
normalize-address-too-long = The value is too long for an e-mail address.
    .expected = { expect-address }
normalize-address-sign = The value is not an e-mail address: a sign before the `@` has no place there.
    .expected = { expect-address }
normalize-address-dot = The value is not an e-mail address: a dot stands at the edge or twice before the `@`.
    .expected = { expect-address }
normalize-address-comma = The domain of the address has a comma.
    .expected = { expect-address }
normalize-address-domain = The value is not an e-mail address: no domain stands behind the `@`.
    .expected = { expect-address }
normalize-address-ending = The value is not an e-mail address: its domain has no ending such as `.org`.
    .expected = { expect-address }
normalize-address-wrong-ending = The address has the ending `.{ $ending }`, which does not exist.
    .expected = { expect-address }

## Telephone numbers

normalize-phone-too-long = The value is too long for a telephone number.
    .expected = { expect-phone }
normalize-phone-letters = The value is not a telephone number: it holds letters.
    .expected = { expect-phone }
normalize-phone-no-digit = The value is not a telephone number: it holds no digit.
    .expected = { expect-phone }
normalize-phone-of-no-country = The number has no code of a country, and the row does not say where the person lives.
    .expected = A telephone number with `+` and the code of its country is expected.
normalize-no-phone = The value is not a telephone number.
    .expected = { expect-phone }
normalize-phone-short = The number is too short for the numbering plan behind +{ $plan }.
    .expected = { expect-phone }
normalize-phone-long = The number is too long for the numbering plan behind +{ $plan }.
    .expected = { expect-phone }
normalize-phone-unknown = The numbering plan behind +{ $plan } has no such number.
    .expected = { expect-phone }

## Numbers, amounts and scores

normalize-no-number = The value is not a number.
    .expected = { $unit ->
        [unknown] A number such as `1234.5` is expected.
       *[other] A number of { name-unit } is expected.
    }
normalize-no-whole-number = The value is not a whole number.
    .expected = Digits are expected.
normalize-range = The value is a range.
    .expected = One number is expected.
normalize-bound = The value is a bound or an estimate.
    .expected = One number is expected.
normalize-shortened = The number is shortened.
    .expected = The whole number is expected.
normalize-two-numbers = The value may be two numbers, and no other number of the column settles its decimal sign.
    .expected = A number without separators of thousands is expected.
normalize-thousandths = The amount has three digits behind the decimal sign of its column, as no money has.
    .expected = An amount without separators of thousands is expected.
normalize-too-small = The number is too small.
    .expected = At least { $minimum } is expected.
normalize-too-large = The number is too large.
    .expected = At most { $maximum } is expected.
normalize-other-unit = The number counts { name-unit }.
    .expected = { $wanted ->
        [unknown] A number without a unit is expected.
        [hours] A number of hours is expected.
        [hours-per-week] A number of hours a week is expected.
        [days] A number of days is expected.
        [weeks] A number of weeks is expected.
        [months] A number of months is expected.
        [years] A number of years is expected.
        [credits] A number of credits is expected.
       *[posts] A number of posts is expected.
    }
normalize-other-period = { $period ->
        [year] The amount is that of a year.
        [month] The amount is that of a month.
        [week] The amount is that of a week.
        [day] The amount is that of a day.
       *[hour] The amount is that of an hour.
    }
    .expected = { $wanted ->
        [month] An amount a month is expected.
       *[other] An amount is expected.
    }
normalize-net-amount = The amount is what is left after taxes and contributions.
    .expected = The amount before taxes and contributions is expected.
normalize-odd-ratio = The score is out of { $whole }.
    .expected = { expect-score }
normalize-more-than-score = The value says more than one score, and not all of it can be placed.
    .expected = { expect-score }

## Dates

normalize-no-date = The value is not a date.
    .expected = { expect-date }
normalize-zero-as-date = The value is how a spreadsheet shows the number 0 as a date.
    .expected = { expect-date-or-blank }
normalize-database-zero = The value is a database's word for no date.
    .expected = { expect-date-or-blank }
normalize-without-end = The value stands for a date without end.
    .expected = A real date is expected, or a blank cell where there is none.
normalize-half-converted = A spreadsheet took only some dates of the column as dates: day and month of this one may be swapped.
    .expected = The date as it was written is expected: ask for the list as CSV, or in the spreadsheet with all dates as text.
normalize-two-dates = The value may be two dates, and no other date of the column settles the order of day and month.
    .expected = A date such as `2024-05-31` is expected. `--dates dmy` or `--dates mdy` at the import states the order for the whole file.
normalize-no-such-day = The value is not a day of the calendar: { $month } has { $days } days.
    .expected = { expect-date }
normalize-no-such-month = The value is not a date: no month is called `{ $word }`.
    .expected = { expect-date }
normalize-other-weekday = { $weekday ->
        [1] The value contradicts itself: { $date } was a Monday.
        [2] The value contradicts itself: { $date } was a Tuesday.
        [3] The value contradicts itself: { $date } was a Wednesday.
        [4] The value contradicts itself: { $date } was a Thursday.
        [5] The value contradicts itself: { $date } was a Friday.
        [6] The value contradicts itself: { $date } was a Saturday.
       *[7] The value contradicts itself: { $date } was a Sunday.
    }
    .expected = A date on its day of the week is expected.
normalize-short-year = The date has a year of two digits.
    .expected = A year of four digits is expected.
normalize-short-year-beside = The date has a year of two digits, and other dates of the column are of another calendar.
    .expected = A year of four digits is expected.
normalize-no-year = The date has no year, or a year of two digits.
    .expected = { expect-long-year }
normalize-month-or-day = The value may be a month with a year of two digits, or a day without its year.
    .expected = { expect-long-year }
normalize-six-digits = The value may be a year and month, or a day, month and year.
    .expected = { expect-date }
normalize-lost-zero = The date may have lost a zero: a program took year and month for a decimal number.
    .expected = A date such as `2024-05` is expected.
normalize-implausible-day-number = The value is not a date, and as the day number of a spreadsheet it is implausible here.
    .expected = { expect-formatted-date }
normalize-day-number-or-day = The value may be the day number of a spreadsheet, or day, month and year in one number.
    .expected = { expect-formatted-date }
normalize-seconds = The value is not a date, but a program's count of seconds.
    .expected = { expect-date }
normalize-years = The value is a span of years.
    .expected = One date is expected.
normalize-date-and-date = The value holds two dates.
    .expected = One date is expected.
normalize-no-date-of = The { name-calendar } calendar has no such date.
    .expected = { expect-date }
normalize-seen-moon = The date is of the { name-calendar } calendar, and cannot be converted to the day: its months begin when the moon is seen.
    .expected = { expect-our-date }
normalize-not-converted = The date is of the { name-calendar } calendar, which is not converted.
    .expected = { expect-our-date }
normalize-in-two-years = The date is of the { name-calendar } calendar, and lies in two years of ours.
    .expected = A full date or a Gregorian date is expected.
normalize-solar-or-islamic = The year may be of the Solar Hijri or the Islamic calendar, and the value does not say which.
    .expected = The date in the Gregorian calendar is expected, or `SH` behind it where it is Solar Hijri.
normalize-three-digit-year = The year has three digits, as in the Minguo calendar of the Republic of China.
    .expected = { expect-date }
normalize-before-era = The date lies before the first day of its era, { $first }.
    .expected = { expect-date }

## Language certificates

normalize-certificate-blank = The text says nothing.
    .expected = { expect-certificate }
normalize-certificate-two-tests = The text names { $first } and { $second }.
    .expected = One certificate is expected, or several separated by semicolons.
normalize-cell-of-two-tests = The cell names { $first } and { $second }.
    .expected = One certificate in a cell is expected, and the others in columns of their own.
normalize-certificate-family = The text names `{ $family }`, which has tests of several levels, and not which test it is.
    .expected = { expect-certificate-near }
normalize-certificate-unclear = The text names neither a test nor a language with one level.
    .expected = { expect-certificate }
normalize-certificate-no-test = The text names no test of the table.
    .expected = { expect-certificate-near }
normalize-certificate-planned = The test is yet to be taken.
    .expected = { expect-certificate }
normalize-certificate-course = The text speaks of a course or its papers.
    .expected = { expect-certificate }
normalize-certificate-course-or-plan = The text speaks of a course or a plan.
    .expected = { expect-certificate }
normalize-certificate-other-exam = The exam is of no language.
    .expected = { expect-certificate }
normalize-certificate-no-result = The text claims a language and shows no result.
    .expected = { expect-certificate }
normalize-certificate-claim = The text claims a language and shows no test.
    .expected = { expect-certificate }
normalize-certificate-look-alike = The text only looks like a level of a language.
    .expected = { expect-certificate }
normalize-certificate-failed = The test was not passed.
    .expected = A test that was passed is expected.
normalize-certificate-denied = The text says that there is no such certificate, or that its result does not count.
    .expected = A test that was taken, and whose result counts, is expected.
normalize-certificate-other-language = The text names { $language }, and { $test } is a test of another language.
    .expected = { expect-certificate }
normalize-certificate-ahead = The day of the test, { $date }, lies ahead.
    .expected = A day that has been is expected.
normalize-certificate-outside = { $test } could not be taken on { $date }.
    .expected = { $first ->
        [unknown] { $last ->
            [unknown] Another day is expected.
           *[other] A day until { $last } is expected.
        }
       *[other] { $last ->
            [unknown] A day from { $first } on is expected.
           *[other] A day from { $first } to { $last } is expected.
        }
    }
normalize-certificate-ended = The certificate ended on { $expires }, before the test on { $taken }.
    .expected = An end after the day of the test is expected.
normalize-certificate-off-scale = { $part ->
        [overall] The overall result { $score } is not on the scale of { $test }.
       *[other] The result { $score } in { $part } is not on the scale of { $test }.
    }
    .expected = { $nearest ->
        [unknown] { expect-scale }
       *[other] { expect-scale } The nearest is { $nearest }.
    }
normalize-certificate-no-grade = { $test } gives no grade `{ $grade }`.
    .expected = { expect-scale }
normalize-certificate-old-scale = The score is on the old scale of { $test }, and the scale had ended on the day of the test.
    .expected = The score on the scale of { $next } is expected, from { $low } to { $high }.
normalize-certificate-overall = The overall result { $overall } does not follow from the parts.
    .expected = An overall result of { $follows } or other parts are expected.
normalize-certificate-grade = The score { $score } in { $part } is not of grade { $grade }.
    .expected = A score from { $low } to { $high } is expected for grade { $grade }.
normalize-certificate-level = { $test } is an exam of { $exam }, and the text states { $stated }.
    .expected = The level { $exam } or the test of the level stated is expected.

## How a cell was read

normalize-read-formula-error = The cell holds the error of a formula: it is read as unknown.
normalize-read-as-name = The word is kept as a name: leave the cell blank if the name is unknown.
normalize-read-none-as-unknown = The cell is read as unknown: the column cannot say that there is none.
normalize-read-zeros-as-unknown = The cell is read as unknown: a program writes zeros for nothing.
normalize-read-no-date-as-unknown = The cell is read as unknown: a database writes zeros for no date.
normalize-read-endless = The cell is read as no day: the document does not end.
normalize-read-at-once = The cell is read as no day: whoever is free at once is free from any day on.
normalize-read-end-left-out = The number is taken without the day of its end: `{ $day }` is not read.
normalize-read-items-left-out = What is known of the list is taken, without `{ $rest }`.
normalize-read-time-left-out = The cell is taken as the name of an employer: the time in it is not read, and nobody knows whether the post goes on.
normalize-read-several-numbers = The cell holds the numbers of several documents: it is taken as one number, without an end or a state.
normalize-read-not-yet = The cell is read as unknown: the answer has not come yet.
normalize-read-day-left-out = The answer is taken without its day: `{ $day }` can be read in two ways.
normalize-read-no-digit = The cell is read as unknown: the number of a document has a digit.
normalize-read-wrong-letters = The text is kept as written, but its letters went through the wrong encoding: it may be `{ $meant }`.
normalize-read-lost-letter = The text is kept as written, but `�` stands for a letter that was lost.
normalize-read-language-or-nothing = The code is read as the language { $language }: leave the cell blank if the language is unknown.
normalize-read-separators = The code has separators of thousands, as a spreadsheet shows numbers: it may be { $digits }.
normalize-read-point-taken = The code is read as { $digits }, as a program had made a decimal number of it. Zeros at its beginning may be lost.
normalize-read-people = The word for a people is read as { $name } ({ $country }).
normalize-read-place = The town or region lies in { $name } ({ $country }), which is taken for the country.
normalize-read-adjective = The adjective is read as { $name } ({ $country }).
normalize-read-misspelt = The misspelt word is read as { $name } ({ $country }), where the person lives.
normalize-read-words-beside-title = The title has words beside it, and is read as { $occupation } ({ $title }).
normalize-read-usual-test = The name is that of several tests, and is read as { $test }.
normalize-read-certificate-in-part = Not every part of the exam is told, so no level is read from its name.
normalize-read-first-address = The cell holds several addresses: the first, { $first }, is taken, and the others are kept as written.
normalize-read-first-phone = The cell holds several numbers: the first, { $first }, is taken, and the others are kept as written.
normalize-read-phone-point = The number is read without the decimal point that a program had added.
normalize-read-beside = `{ $taken }` is taken, and `{ $rest }` beside it is kept as written only.
normalize-read-extension = The extension of the number is kept as written only.
normalize-read-decimal-comma = The number is read as { $number }: semicolons separate the cells, as where decimals have a comma.
normalize-read-months-as-years = The number counts months: it is read as { $years } years.
normalize-read-years-as-months = The number counts years: it is read as { $months } months.
normalize-read-least-of-range = The pay is a range: its least, { $number }, is what is sure.
normalize-read-unknown-grade = The text is kept as written: no test in data/reference/tests.csv has such a grade.
normalize-read-out-of = The score is out of { $whole }: it is read as { $score }.
normalize-read-day-first = The date is read with the day first, as { $date }: the year might come first as well.
normalize-read-day-number = { $since_1904 ->
    [unknown] The day number of a spreadsheet is read as { $date }.
   *[other] The day number of a spreadsheet is read as { $date }. It is { $since_1904 } if the workbook counts from 1904.
 }
normalize-read-local-midnight = The moment is midnight in { $country ->
    [unknown] the country of the row
   *[other] { $country }
 }: the day is { $date } there.
normalize-read-other-time-zone = The day is taken as written, { $date }: in another time zone the moment may lie on the next or last day.
normalize-read-region-without-code = The table has no code for a region of this name: the name is kept as it was written.
normalize-read-converted = The date is read in the { name-calendar } calendar, as { $date }.
normalize-read-partly-sure = The date is read in the { name-calendar } calendar: only { $date } is sure.
normalize-read-ended-era = The date is read in the Japanese calendar, as { $date }, though its era had ended.
normalize-read-certificate-misspelt = The test is read as { $test }.
normalize-read-certificate-passed = The test was passed, and the text does not say at which of its levels.
normalize-read-certificate-day = The text `{ $date }` may be two days: the day of the test is left open.
normalize-read-certificate-left-out = The text does not say of which part these results are, so they are left out: { $results }.
normalize-read-certificate-levels = The text states several levels: no level is taken.
normalize-read-certificate-below = The results are below the pass mark: they show no level.
normalize-read-certificate-own-word = The text names no test: the level is the worker's own word.

## What several of these sentences say

expect-address = An address such as `maria@example.org` is expected.
expect-certificate = A test and its result are expected, such as `IELTS Academic 7.5 (L 8, R 8.5, W 6.5, S 7), 03/2025`.
expect-certificate-near = { $nearest ->
    [unknown] { expect-certificate }
   *[other] { expect-certificate } The nearest test is `{ $nearest }`.
 }
expect-currency = An ISO 4217 code such as `EUR` is expected.
expect-date = A date such as `2024-05-31`, `2024-05` or `2024` is expected.
expect-date-or-blank = A date is expected, or a blank cell where the date is unknown.
expect-formatted-date = A date such as `2024-05-31` is expected: in the spreadsheet format the column as a date.
expect-level = A level is expected: `A1`, `A2`, `B1`, `B2`, `C1` or `C2`.
expect-long-year = A date with a year of four digits is expected.
expect-occupation = An ISCO-08 unit group in or near health, or a known title, is expected.
expect-our-date = The date in the Gregorian calendar is expected.
expect-phone = { $country ->
    [unknown] A telephone number with `+` and the code of its country is expected.
   *[other] A telephone number of { $country } is expected, or one with `+` and the code of its country.
 }
expect-scale = { $low ->
    [unknown] { $grades ->
        [unknown] A result of the test is expected.
       *[other] One of these grades is expected: { $grades }.
    }
   *[other] { $step ->
        [unknown] A result from { $low } to { $high } is expected.
       *[other] A result from { $low } to { $high } in steps of { $step } is expected.
    }
 }
expect-score = One score such as `7.5` is expected, with the scores of the parts in their own columns.
expect-specialty = A specialty of data/reference/specialties.csv is expected.
expect-test = A language test of data/reference/tests.csv is expected.
expect-yes-or-no = The word `yes` or `no` is expected.

name-calendar = { $calendar ->
    [gregorian] Gregorian
    [buddhist] Thai Buddhist
    [minguo] Minguo (Republic of China)
    [japanese] Japanese
    [ethiopian] Ethiopian
    [solar-hijri] Solar Hijri
    [islamic] Islamic
    [bikram-sambat] Bikram Sambat
    [saka] Saka
   *[other] traditional
 }
name-unit = { $unit ->
    [hours] hours
    [hours-per-week] hours a week
    [days] days
    [weeks] weeks
    [months] months
    [years] years
    [credits] credits
   *[posts] posts
 }
