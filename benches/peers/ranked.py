#!/usr/bin/env python3
"""The peers of one opening in `run.py`: numpy and DuckDB rank all workers by points that are ready made.

    python3 ranked.py DIR

Prints for each peer the milliseconds of the median and whether its best fifty are the same pairs of score and worker.
"""
import hashlib
import statistics
import sys
import time

import duckdb
import numpy

directory = sys.argv[1]
weights = [int(weight) for weight in open(f"{directory}/weights.txt").read().split()]
expected = open(f"{directory}/best.txt").read()
names = ["o", "s", "l", "c", "r", "e", "w", "k", "h"]
db = duckdb.connect()
db.execute(f"CREATE TABLE p AS SELECT * FROM read_csv('{directory}/points.csv')")
table = db.execute("SELECT * FROM p").fetchnumpy()
columns = [numpy.ascontiguousarray(table[name], dtype=numpy.int32) for name in names]
worker, rank = table["worker"].astype(numpy.int64), table["rank"].astype(numpy.int64)
free = table["shut"] == 0


def with_numpy():
    score = numpy.zeros(len(worker), dtype=numpy.int32)
    for column, weight in zip(columns, weights):
        score += column * weight // 1000
    # One key: the score, then the rank from behind.
    key = numpy.where(free, (score.astype(numpy.int64) << 32) - rank, numpy.int64(-1) << 40)
    best = numpy.argpartition(key, -min(50, len(key)))[-50:]
    best = best[numpy.argsort(-key[best])]
    return [(int(score[at]), int(worker[at])) for at in best if free[at]]


added = " + ".join(f"{name} * {weight} // 1000" for name, weight in zip(names, weights))
statement = f"SELECT {added} AS score, worker FROM p WHERE shut = 0 ORDER BY score DESC, rank LIMIT 50"


def with_duckdb():
    return db.execute(statement).fetchall()


def told(best):
    return " ".join(f"{score}:{who}" for score, who in best)


print(f"pairs\t{len(worker)}\t{hashlib.sha256(expected.encode()).hexdigest()[:16]}")
peers = [("numpy", with_numpy), ("DuckDB", with_duckdb)]
times = {name: [] for name, _ in peers}
for _ in range(15):
    for name, run in peers:
        begun = time.perf_counter()
        best = run()
        times[name].append((time.perf_counter() - begun) * 1000)
        if told(best) != expected:
            sys.exit(f"{name} ranks otherwise")
for name, _ in peers:
    print(f"{name}\t{statistics.median(times[name]):.4f}\tthe same")
