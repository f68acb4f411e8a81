# What policy rules say where they cannot be judged; the rules' own words stand in their packs.

ethics-not-known = Whether rule `{ $rule }` holds is not known without { $missing }.
ethics-rule-unusable = Rule `{ $rule }` cannot be judged, and its pack must be mended: { $because }.
