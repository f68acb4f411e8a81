# What to do for a post, and what stays missing.

ranking-see-documents = Have the diplomas, licenses and certificates seen or verified.
ranking-for-regulator = { $action } This is for { $regulator }.
ranking-level-of-opening = Show a certificate of { $language } at { $level }, as the opening asks.
ranking-show-specialty = Record the worker's specialty; asked for is { $asked }.
ranking-show-practice = Record in which occupation and since when the worker has practiced; { $months } months are asked for.
ranking-make-up = { $lacks } Make up what is missing, or have practice counted.
ranking-be-registered = Be registered in { $country }: { $steps }.
ranking-be-registered-by-training = Be registered in { $country }; the way depends on the country of training, which is not known ({ $field }).
ranking-be-registered-somehow = Be registered in { $country }; the way is in no table.
ranking-gate-closed = { $remedy } The gate `{ $gate }` is closed until then.
ranking-gap-stays = { $missing } This concerns `{ $what }`.
ranking-hold-stays = The rule `{ $rule }` holds the recruitment until somebody says { $facts }.
ranking-unjudged-stays = { $because } So the rule `{ $rule }` could not judge the case and holds the recruitment.
ranking-block-stays = { $remedy } Until then the rule `{ $rule }` blocks the recruitment.
ranking-not-known = { $because } Whether `{ $criterion }` suffices is not known.
