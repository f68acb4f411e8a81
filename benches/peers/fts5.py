#!/usr/bin/env python3
"""The peer of the search in `run.py`: FTS5 of SQLite over the same documents and questions.

    python3 fts5.py documents.tsv questions.tsv INDEX

Prints the seconds of indexing, then the milliseconds and the hits of each question.
"""
import os
import sqlite3
import sys
import time

documents, questions, index = sys.argv[1:]
if os.path.exists(index):
    os.remove(index)
begun = time.perf_counter()
db = sqlite3.connect(index)
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
db.execute("CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, text)")
db.execute("CREATE TABLE w (row INTEGER PRIMARY KEY, residence TEXT)")
with open(documents, encoding="utf-8") as lines:
    rows = (line.rstrip("\n").split("\t", 2) for line in lines)
    for at, (name, residence, text) in enumerate(rows, 1):
        db.execute("INSERT INTO d (rowid, id, text) VALUES (?, ?, ?)", (at, name, text))
        db.execute("INSERT INTO w VALUES (?, ?)", (at, residence))
db.execute("CREATE INDEX by_residence ON w (residence)")
db.commit()
db.execute("ANALYZE")
print(f"indexed\t{time.perf_counter() - begun:.3f}")
asked = [line.rstrip("\n").split("\t") for line in open(questions, encoding="utf-8")]
top = (
    "SELECT d.id, snippet(d, 1, '<b>', '</b>', '…', 24) FROM d JOIN w ON w.row = d.rowid"
    " WHERE d MATCH ? AND w.residence = ? ORDER BY d.rank LIMIT 20"
)
count = "SELECT count(*) FROM d JOIN w ON w.row = d.rowid WHERE d MATCH ? AND w.residence = ?"
# The first pass warms.
for turn in range(2):
    for words, residence in asked:
        match = " AND ".join(f'"{word}"' for word in words.split(" "))
        begun = time.perf_counter()
        db.execute(top, (match, residence)).fetchall()
        found = db.execute(count, (match, residence)).fetchone()[0]
        if turn:
            print(f"question\t{(time.perf_counter() - begun) * 1000:.4f}\t{found}")
