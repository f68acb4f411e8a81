# What reports of states ask for and these records cannot answer.

report-no-country-of-birth = The country of birth is in no column; born abroad, trained abroad and foreign national are three things.
report-no-stock = How many work in the country in all is not known: the records hold placements, not all who work.
report-no-others = Who came without a placement on record is not counted.
report-no-departures = Who left on other ways than these placements is not counted.
report-no-measures = What is done for training, retention and working conditions at home is not recorded.
report-no-support = Help for countries on the safeguards list, in money or in people, is not recorded.
report-no-equal-treatment = Whether migrants are treated as others after their first contract is not recorded.
report-no-vacancies = How many posts stay vacant is not recorded.
report-no-benefit-amounts = What an agreement promises the origin is recorded as text, so amounts cannot be summed.
report-no-schools-figures = How many graduate from a school in a year is not recorded.
report-no-density = No figure of the density of this profession in { $country } is in the tables.
report-no-population = No figure of the population of { $country } is in the tables, so its workforce is not counted in heads.
report-no-graduates = No figure of the yearly graduates of this profession in { $country } is in the tables.
report-no-training-cost = No figure of what a training costs in { $country } is in the tables.
