# How a training stands to what a destination asks of it.

## The whole

curricula-other-occupation = The training is for occupation { $held }, and the post is for { $asked }.
curricula-occupation-unknown = The occupation that the training is for is not known.
curricula-own-diploma = A diploma of the destination itself needs no recognition.
curricula-registered = { $country } has registered the worker for this occupation, so the training is recognized.
curricula-recognized-in-europe = A diploma of the EU, the EEA or Switzerland is recognized without comparing hours. Annex V must list the diploma, or its holder must have acquired rights (Directive 2005/36/EC, article 21).
curricula-accession-open = A diploma of { $country } is recognized automatically where the training began on { $joined } or later, the day of joining the area of the directive. When it began is not known, or lies before; then acquired rights ask practice. Directive 2005/36/EC, articles 21, 23, 33 and 33a, says so.
curricula-before-accession = The training is from before { $country } joined the area of the directive on { $joined }. It is recognized with acquired rights, which ask practice: three consecutive years of the last five, or a rule of the State's own. Directive 2005/36/EC, articles 23, 33 and 33a, says so.
curricula-by-examination = The destination decides by examination: hours open and close nothing.
curricula-by-academic-level = The destination decides by academic level: hours open and close nothing.
curricula-no-rule = No minimum of the destination was retrieved for the occupation and day.
curricula-nothing-fixed = The destination compares content and sets no number or list.
curricula-all-met = Every requirement is met.
curricula-nothing-known-short = Nothing known is short, and { $unknown ->
    [one] one requirement is not known.
   *[other] { $unknown } requirements are not known.
 }
curricula-short-or-missing = { $gaps ->
    [one] One requirement is short or missing, and { $unknown } are not known.
   *[other] { $gaps } requirements are short or missing, and { $unknown } are not known.
 }

curricula-fields-missing = { $gaps ->
    [one] One field of training that the destination asks for is missing, and { $unknown } are not known. Hours open and close nothing there.
   *[other] { $gaps } fields of training that the destination asks for are missing, and { $unknown } are not known. Hours open and close nothing there.
 }

## What a match says

curricula-compared-with = The training is compared with { $authority } ({ $qualification }).
curricula-figure = The rule asks { $need } { $requirement }, and { $have } are there. { $basis ->
    [curricula-basis-qualification] Stated by the qualification (evidence: { $evidence }).
    [curricula-basis-curriculum] Stated by the curriculum.
    [curricula-basis-dates] The first and the last day of the training say so.
    [curricula-basis-sum] The sum of theory and practice.
    [curricula-basis-typical] The figure is typical of the program ({ $confidence } confidence), not the worker's own.
    [curricula-basis-courses] The courses add up to the figure; general education is left out.
    [curricula-basis-some-courses] Not all courses state hours; those that do add up to the figure.
   *[other] The figure is recorded.
 }
curricula-figure-unknown = The rule asks { $need } { $requirement }, and how many are there is not known.
curricula-subject-missing = None of the courses is of this subject: { $requirement }.
curricula-subjects-unknown = { $count ->
    [one] Whether one subject of the rule was taught is not known.
   *[other] Whether { $count } subjects of the rule were taught is not known.
 }

## What a line rests on

curricula-contradicted = The parts of the training exceed its total.
curricula-basis-qualification = Stated by the qualification (evidence: { $evidence }).
curricula-basis-curriculum = Stated by the curriculum.
curricula-basis-dates = The first and the last day of the training say so.
curricula-basis-sum = The sum of theory and practice.
curricula-basis-typical = Typical of the program ({ $confidence } confidence).
curricula-basis-courses = The courses add up to the figure; general education is left out.
curricula-basis-some-courses = Not all courses state hours; those that do add up to the figure.
curricula-basis-course = The courses name the subject.
curricula-basis-course-without-hours = A course of the subject is listed; its hours are not known.
curricula-basis-no-course = None of the courses is of the subject.
curricula-basis-perhaps-unplaced = No course has the subject's name, and some courses could not be placed.
curricula-basis-no-courses = No courses are recorded.
curricula-basis-not-recorded = Not recorded.

## Notes

curricula-note-credits = Credits were not converted: { $note }.
curricula-note-rule = The row of the rule says: { $note }.
curricula-note-general-education = { $hours } hours of general education are not counted.
curricula-note-internship = { $hours } hours of internship are counted as clinical practice; whether they belong to the training is for the authority to say.
curricula-note-less-on-condition = The rule takes { $least } { $requirement } under a condition that no record tells of.
curricula-note-parts-exceed-total = The parts add up to { $parts } hours, and the total stated is { $total }: both are kept. The hours are not known until one of them is mended.

## Gaps and what closes them

curricula-gap-figure = Of { $need } { $requirement } asked, the shortfall is { $short }.
curricula-gap-subjects = These subjects are missing: { $subjects }.
curricula-step-figure = Make up { $short } { $requirement }, or have practice counted, as the authority decides.
curricula-step-schooling = Ask the authority whether other schooling or an examination stands for the missing years.
curricula-step-subjects = Make up the subjects, or have practice counted, as the authority decides.
curricula-addition = { $name } ({ $subject }): { $opens ->
    [unknown] opens no destination for sure
   *[other] opens { $opens }
 }{ $would_open ->
    [unknown] {""}
   *[other] . It would open { $would_open } if what is not known there is met
 }; { $openings } openings of the store there; { $graduates } graduates; { $closes } requirements closed.
curricula-cell-short = Short by { $short } { $requirement }.
curricula-cell-missing = Missing: { $requirement }.
