# Whether a person may be admitted for a post, and may leave for it.

## Entry

admission-needs-none = A national of { $nationality } needs no permission to work in { $destination } ({ $route }).
admission-post-unknown = The opening does not say where or as what the work is, so the way into the country is not known.
admission-no-route = No row of the tables tells how { $destination } admits { $side ->
    [inside] somebody who lives there already
   *[other] somebody from abroad
} for occupation { $occupation }.
admission-unproven = What is known of the route `{ $route }` is not proven well enough to decide.
admission-route-open = The route `{ $route }` into { $destination } is open to who keeps its conditions.
admission-route-closed = The route `{ $route }` into { $destination } is closed to applications { $side ->
    [abroad] from abroad
    [inside] from inside the country
   *[anywhere] from anywhere
}{ $since ->
    [unknown] {""}
   *[other] {" "}since { $since }
}{ $until ->
    [unknown] {""}
   *[other] {" "}until { $until }
}: { $notes }.
admission-other-route = Another route may lead there: `{ $route }`.
admission-unless-national = A national of { $destination }, or of a country with free movement there, needs no route; the nationality is not recorded.
admission-residence-unknown = Where the worker lives is not recorded, and the rule differs for who lives in { $destination } already.
admission-pay-kept = The route asks pay of { $floor } a year; the opening pays { $pay }.
admission-pay-below = The route asks pay of { $floor } a year; the opening pays { $pay }, which is below it.
admission-pay-unsaid = The route asks pay of { $floor } a year; the pay of the opening is not stated.
admission-pay-not-compared = The route asks pay of { $floor } a year; the opening states { $monthly } a month in { $currency ->
    [unknown] a currency that is not stated
   *[other] { $currency }
}, which is not compared.
admission-pay-from-age = The first permit after the { $age }th birthday asks pay of { $floor ->
    [unknown] an amount that no row tells
   *[other] { $floor } a year
}, or proof of old-age provision. { $birth ->
    [recorded] By the record the worker is past that birthday or may be.
   *[unknown] The day of birth is not recorded.
} { $pay ->
    [unknown] The pay is not stated.
   *[other] The pay is { $pay } a year.
} No record tells of provision.
admission-sponsor-unsaid = The route asks { $sponsor }; no record tells whether the employer is one.
admission-sponsor-months-kept = The route asks lawful work for the sponsor for { $months } months; { $have } are recorded.
admission-sponsor-months-short = The route asks lawful work for the sponsor for { $months } months; { $have } are recorded.
admission-sponsor-months-unsaid = The route asks lawful work for the sponsor for { $months } months; no employment with this employer is recorded.
admission-language-kept = The route asks { $language } at { $level }, which a certificate shows.
admission-language-short = The route asks { $language } at { $level }; the certificates recorded do not show it.
admission-language-unsaid = The route asks { $language } at { $level }; no certificate is recorded.
admission-language-by-regulator = The route asks { $language } at { $level }; the regulator's own language rule stands for it.
admission-registration-first = The route asks recognition or registration in { $destination } first.
admission-practice-kept = The route asks practice in the occupation for { $months } months; { $have } are recorded.
admission-practice-short = The route asks practice in the occupation for { $months } months; { $have } are recorded.
admission-practice-unsaid = The route asks practice in the occupation for { $months } months; none is recorded.
admission-other-condition = The route asks besides that this holds: { $condition }.

## Exit

admission-stays = The post is in { $country }, where the worker lives.
admission-origin-unknown = Where the worker lives is not recorded, so what the origin asks is not known.
admission-no-exit-rule = No row of the tables tells what { $origin } asks of occupation { $occupation } before leaving for { $destination }.
admission-exit-closed = { $origin } lets nobody go{ $since ->
    [unknown] {""}
   *[other] {" "}since { $since }
}{ $until ->
    [unknown] {""}
   *[other] {" "}until { $until }
}: { $asks } ({ $authority }).
admission-exit-closed-unless = { $origin } lets nobody go{ $since ->
    [unknown] {""}
   *[other] {" "}since { $since }
}{ $until ->
    [unknown] {""}
   *[other] {" "}until { $until }
}: { $asks } ({ $authority }). This does not hold where { $unless }; no record tells.
admission-exit-asks = { $origin } asks first: { $asks } ({ $authority }).
admission-exit-unknown = { $origin } may ask first: { $asks } ({ $authority }).
admission-wait-kept = It asks { $months } months since the registration there, which was on { $registered }.
admission-waits-until = It asks { $months } months since the registration there, which was on { $registered }: not before { $until }.
admission-wait-unknown = It asks { $months } months since the registration in { $origin }; the day of that is not recorded.
admission-takes = It usually takes { $months } months at least.
