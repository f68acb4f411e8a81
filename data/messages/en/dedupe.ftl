# What speaks for and against two records being of one person.

dedupe-one-side = In { $aspect }, `{ $known }` stands on one side only, and cannot be compared.
dedupe-cannot-compare = In { $aspect }, `{ $left }` and `{ $right }` cannot be compared.
dedupe-same = { $records ->
    [0] In { $aspect }, `{ $value }` stands on both sides.
    [one] In { $aspect }, `{ $value }` stands on both sides.
   *[other] In { $aspect }, `{ $value }` stands on both sides, and in { $records } records in all.
 }
dedupe-form = In { $aspect }, `{ $left }` and `{ $right }` are forms of the same.
dedupe-slip = In { $aspect }, `{ $left }` and `{ $right }` differ by a slip.
dedupe-start = In { $aspect }, one of `{ $left }` and `{ $right }` is part of the other.
dedupe-near = In { $aspect }, `{ $left }` and `{ $right }` are near.
dedupe-far = In { $aspect }, `{ $left }` and `{ $right }` have little in common.
dedupe-different = In { $aspect }, `{ $left }` and `{ $right }` differ.
dedupe-crossed = Given and family name stand in each other's place.
dedupe-name-marks = The names are marked as of two generations or two sexes, as relatives are.
dedupe-siblings = Sex and given name are both another, as of brother and sister.
dedupe-twins = Another given name stands with the same birth date, as of twins.
dedupe-generations = The birth dates lie a generation apart, as of parent and child.
dedupe-namesakes = The birth dates have nothing in common, and neither number, contact nor address is shared, as of namesakes.
