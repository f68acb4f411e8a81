# What a search says of the query, and why a record was found by another word.

query-open-quote = The quote at character { $at } was left open. The rest of the query is taken as a phrase.
query-open-parenthesis = The parenthesis `(` at character { $at } was left open. It is closed at the end of the query.
query-stray-parenthesis = The parenthesis `)` at character { $at } closes nothing. It is passed over.
query-lone-operator = The operator `{ $sign }` at character { $at } has nothing beside it. It is passed over.
query-unknown-field = `{ $field }` at character { $at } is no field of these records, so that its text is looked for as words. The fields are { $valid }.
query-like-field = `{ $field }` at character { $at } is no field of these records, so that its text is looked for as words. The nearest field is `{ $nearest }`.
query-no-value = `{ $value }` at character { $at } is no value of the field `{ $field }`. { $reason } Its text is looked for as words.
query-like-value = `{ $value }` at character { $at } is no value of the field `{ $field }`. { $reason } The nearest value is `{ $nearest }`. Its text is looked for as words.
query-open-range = The range `{ $text }` at character { $at } has no end, so that its text is looked for as words. A range is written `[3 TO 6]` or `3..6`.
query-open-nearness = The nearness `{ $text }` at character { $at } names no number of words. { $within } is taken.
query-no-word = There is no word in `{ $text }`, so that nothing is found by it.
query-small-words = { $words } beside other words says nothing, and was left out. In quotes it must stand there. `OR` in capitals finds one of several.
query-other-sign = `{ $sign }` at character { $at } is no sign of this search language, and was left out.
query-reversed-range = The range `{ $text }` at character { $at } ends before it begins. It was read the other way round.
query-read-as = `{ $value }` is no name of a country. For `{ $field }` it was read as a place in { $country }.
query-too-long = The query is longer than { $most } characters. The rest is left out.
query-too-many = The query has more than { $most } parts. Those from `{ $first_left_out }` on are left out.
query-list-cut = At most { $most } records are listed at once. The cursor leads to the next ones.
query-some-of-the-words = No document has all of these words. These have some of them, and each says what it lacks.
query-nobody-has = No record has { $words }.
query-did-you-mean = No record has `{ $word }` as it is typed. Did you mean `{ $found }`?
query-identifier = `{ $id }` is the identifier of a record, which no word is. `corridor show { $kind } { $id }` shows the record.
query-index-behind = The index is being brought up to date: it stands at { $index }, the store at { $store }.
query-other-cursor = The cursor belongs to another query or order, so that the list begins anew.

found-form = `{ $found }` is another form of `{ $word }`.
found-synonym = `{ $found }` means the same as `{ $word }`.
found-named = `{ $word }` stands in the name of an occupation, a specialty, a country, a language or a test that the record has.
found-occupation = `{ $word }` names the occupation { $code }, { $title }.
found-specialty = `{ $word }` names the specialty { $specialty }.
found-part = `{ $word }` is a part of `{ $found }`, or both are the same words written apart.
found-begun = `{ $found }` begins with `{ $word }`.
found-near = `{ $found }` is spelt nearly like `{ $word }`.
