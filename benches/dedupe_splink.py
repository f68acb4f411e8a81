#!/usr/bin/env python3
"""The peer of `dedupe.rs`: Splink on DuckDB over the same records.

    cargo bench --bench dedupe -- 100000 /tmp/people.csv
    pip install 'splink>=5' pandas && python3 benches/dedupe_splink.py /tmp/people.csv

Prints seconds (training and prediction), the most memory and the pairwise F1 at a probability of 0.5.
"""
import resource
import sys
import time

import pandas
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

people = pandas.read_csv(sys.argv[1], dtype=str)
person = dict(zip(people.unique_id, people.person))
people = people.drop(columns="person")
keys = [
    block_on("given_name", "family_name"),
    block_on("birth_date", "substr(family_name, 1, 1)"),
    block_on("birth_date", "substr(given_name, 1, 1)"),
    block_on("email"),
    block_on("phone"),
    block_on("license"),
]
begun = time.time()
linker = Linker(
    DuckDBAPI().register(people),
    SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("family_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            compare.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            compare.ExactMatch("sex"),
            compare.ExactMatch("country").configure(term_frequency_adjustments=True),
            compare.LevenshteinAtThresholds("email", [2]),
            compare.LevenshteinAtThresholds("phone", [1]),
            compare.LevenshteinAtThresholds("license", [1]),
            compare.ExactMatch("school").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=keys,
    ),
)
linker.training.estimate_probability_two_random_records_match([keys[0], keys[3], keys[4]], recall=0.8)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "family_name"))
pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
seconds = time.time() - begun

said = len(pairs)
right = sum(person[a] == person[b] for a, b in zip(pairs.unique_id_l, pairs.unique_id_r))
sizes = pandas.Series(list(person.values())).value_counts()
real = int((sizes * (sizes - 1) // 2).sum())
precision, recall = right / max(said, 1), right / max(real, 1)
print(f"records {len(people)}  seconds {seconds:.1f}  most memory, MB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f}")
