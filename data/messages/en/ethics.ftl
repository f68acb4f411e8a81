# What policy rules say where they cannot be judged; the rules' own words stand in their packs.

ethics-not-known = Whether rule `{ $rule }` holds is not known without { $missing }.
ethics-finding-overridden = The finding by `{ $rule }` is overridden by { $role } until { $until }. It stands all the same.
ethics-rule-unusable = Rule `{ $rule }` cannot be judged, and its pack must be mended: { $because }.
