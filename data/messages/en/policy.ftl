# What is wrong with a policy pack.

policy-lint-unusable = The pack cannot be used: { $because }.
policy-lint-no-fact = `{ $fact }` is no fact.
policy-lint-example-type = The example gives `{ $fact }` another type than { $kind }.
policy-lint-asks-for-no-fact = The condition asks for `{ $fact }`, which is no fact.
policy-lint-condition-fails = The condition fails on facts of the right types: { $because }.
policy-lint-empty = `{ $part }` is empty.
policy-lint-no-stage = The rule has no stage.
policy-lint-same-rule = Another rule of the pack has the same identifier.
policy-lint-edition-ends-first = `{ $edition }` ends on { $until }, not after it begins on { $from }.
policy-lint-editions-overlap = `{ $edition }` and `{ $other }` are in force on the same day.
policy-lint-no-names = `{ $regime }` says that its names are held, and no entry has edition `{ $edition }`.
policy-lint-entry-without-source = The entry of { $country } names no source.
policy-lint-no-rules = The pack has no rules. The pack of this name that comes with the program has { $rules }, and this one would take its place.
policy-lint-no-grades = The pack has a list, and `grades` of its pack.toml does not say which grades the list gives.
policy-lint-no-grade = The row of { $country } in list.csv has the grade `{ $grade }`; the list gives { $known }.
policy-lint-no-edition = The row of { $country } in list.csv is of edition `{ $edition }`, which regimes.csv does not have.
policy-lint-entry-ends-first = The row of { $country } in list.csv ends on { $until }, not after it begins on { $from }.
policy-lint-entries-overlap = { $country } has two rows in list.csv for the same day, `{ $grade }` and `{ $other }`.
policy-lint-editions-apart = `{ $edition }` ends on { $until }, `{ $other }` begins on { $from }, and no edition is in force between them.
policy-lint-example-breaks = The example `holds` breaks the rule.
policy-lint-example-holds = The example `breaks` does not break the rule.
policy-lint-example-open = The example `{ $example }` leaves open whether it breaks the rule, as it lacks { $missing }.
policy-lint-example-fails = The example `{ $example }` cannot be judged: { $because }.
policy-lint-no-text = The rule has no text in { $file }.
policy-lint-text-of-no-rule = `{ $text }` is the text of no rule of the pack.
policy-lint-argument-is-no-fact = `{ $text }` has the argument `{ $argument }`, which is no fact.
