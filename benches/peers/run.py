#!/usr/bin/env python3
"""corridor beside its peers, on the same data and in one run.

    cargo build --release && cargo build --release --bench scale
    python3 benches/peers/run.py --workers 100000

Generates workers and 1,000 openings, and measures import, search, match, memory and size on disk. The peers are bare tantivy, FTS5 of
SQLite, PostgreSQL, Lucene, numpy and DuckDB, two turns each. A peer that this machine does not have is left out, and the
table says so. Machines differ and are noisy: only the ratios of one run mean anything.
"""
import argparse
import csv
import glob
import json
import os
import random
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DAY = "2026-11-01"
LUCENE = "9.12.0"
LUCENE_PARTS = ["core", "analysis-common", "highlighter", "memory", "queries"]
QUESTIONS = 200
FRESH = 40

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--workers", type=int, default=20_000)
parser.add_argument("--openings", type=int, default=1_000)
parser.add_argument("--corridor", default=f"{ROOT}/target/release/corridor", help="the program to measure")
parser.add_argument("--scale", help="the program of `scale.rs` [default: the newest one that `cargo build` made]")
parser.add_argument("--dir", help="keep everything in this directory [default: a temporary one]")
args = parser.parse_args()


def newest_scale():
    made = glob.glob(f"{ROOT}/target/release/deps/scale-*")
    made = [path for path in made if os.access(path, os.X_OK) and not path.endswith(".d")]
    return max(made, key=os.path.getmtime, default=None)


def say(what, figure):
    print(f"{what:<58} {figure}", flush=True)


def left_out(peer, why):
    say(peer, f"left out: {why}")


def run(command, **options):
    """Runs a command; its seconds, its seconds of processor time and its most memory in MB."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    told = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # 1 says that something was found, which is no fault.
    if child.returncode not in (0, 1):
        sys.exit(f"{command}: {told}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def corridor(*words, data=None):
    return run([args.corridor, "--data", data or f"{work}/data", *words])


def quantiles(times):
    times = sorted(times)
    return statistics.median(times), times[min(len(times) - 1, len(times) * 99 // 100)]


def told(times):
    middle, late = quantiles(times)
    return f"{middle:8.2f} ms, 99 of 100 within {late:8.2f} ms"


def documents():
    """The same texts for every peer, and questions of two words that stand together in some of them."""
    dice = random.Random(1)
    asked = set()
    texts = ["title", "summary", "qualification_1_title", "qualification_1_school", "license_1_regulator"]
    texts += ["employment_1_title", "employment_1_employer", "employment_2_title", "employment_2_employer"]
    every = max(1, args.workers // (3 * QUESTIONS))
    with open(f"{work}/files/workers.csv", encoding="utf-8", newline="") as rows, open(
        f"{work}/documents.tsv", "w", encoding="utf-8"
    ) as out:
        for at, row in enumerate(csv.DictReader(rows)):
            text = " ".join(row.get(name) or "" for name in texts)
            out.write(f"{row['worker_id']}\t{row['residence']}\t{' '.join(text.split())}\n")
            if at % every == 0 and row["consent_match"] == "yes":
                words = {word.strip(".,").lower() for word in (row["summary"] or "").split()}
                words = sorted(word for word in words if word.isascii() and word.isalpha() and len(word) > 5)
                if len(words) > 1 and row["residence"]:
                    asked.add((" ".join(dice.sample(words, 2)), row["residence"]))
    chosen = dice.sample(sorted(asked), min(QUESTIONS, len(asked)))
    with open(f"{work}/questions.tsv", "w", encoding="utf-8") as out:
        out.writelines(f"{words}\t{residence}\n" for words, residence in chosen)
    return chosen


class Postgres:
    """A cluster of our own in a temporary directory, on a socket there."""

    def __init__(self):
        found = shutil.which("initdb") or max(glob.glob("/usr/lib/postgresql/*/bin/initdb"), default=None)
        if not found or not shutil.which("psql"):
            raise OSError("there is no initdb or no psql")
        self.bin = os.path.dirname(os.path.realpath(found))
        self.home = tempfile.mkdtemp(prefix="peer")
        # The server refuses to run as the superuser of the system.
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.home, self.user)
        os.chmod(self.home, 0o755)
        self.call([f"{self.bin}/initdb", "-D", f"{self.home}/db", "-A", "trust", "-U", "peer", "-E", "UTF8"])
        settings = ["fsync=off", "shared_buffers=512MB", "maintenance_work_mem=512MB", "max_wal_size=4GB"]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        self.server = subprocess.Popen(
            [f"{self.bin}/postgres", "-D", f"{self.home}/db", "-k", self.home, "-h", "", *flags],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user,
        )
        for _ in range(100):
            if subprocess.run([f"{self.bin}/pg_isready", "-q", "-h", self.home]).returncode == 0:
                break
            time.sleep(0.2)

    def call(self, command):
        subprocess.run(command, check=True, capture_output=True, user=self.user)

    def sql(self, text):
        command = ["psql", "-h", self.home, "-U", "peer", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"]
        return subprocess.run(command, input=text, text=True, check=True, capture_output=True).stdout

    def load(self):
        with open(f"{work}/files/workers.csv", encoding="utf-8", newline="") as rows:
            columns = next(csv.reader(rows))
        table = ", ".join(f"{column} text" for column in columns)
        texts = ["title", "summary", "qualification_1_title", "qualification_1_school", "license_1_regulator"]
        texts += ["employment_1_title", "employment_1_employer", "employment_2_title", "employment_2_employer"]
        text = "concat_ws(' ', " + ", ".join(texts) + ")"
        begun = time.perf_counter()
        self.sql(
            f"""CREATE TABLE workers ({table});
            \\copy workers FROM '{work}/files/workers.csv' WITH (FORMAT csv, HEADER)
            CREATE TABLE d AS SELECT worker_id, residence, {text} AS text, to_tsvector('simple', {text}) AS v FROM workers;
            CREATE INDEX ON d USING gin (v);
            CREATE INDEX ON d (residence);
            ANALYZE;"""
        )
        return time.perf_counter() - begun

    def answer(self, questions):
        text = ["\\timing on"]
        for words, residence in questions * 2:
            query = f"to_tsquery('simple', '{' & '.join(words.split())}')"
            text.append(
                "SELECT worker_id, ts_headline('simple', text, q, 'MaxFragments=1'), n FROM (SELECT worker_id, text, q,"
                " count(*) OVER () AS n, ts_rank(v, q) AS r"
                f" FROM d, {query} AS q WHERE v @@ q AND residence = '{residence}' ORDER BY r DESC LIMIT 20) AS top;"
            )
        lines = self.sql("\n".join(text)).splitlines()
        times = [float(line.split()[1]) for line in lines if line.startswith("Time: ")]
        # The first pass warms.
        return times[len(questions) :]

    def stop(self):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def lines_of(command):
    """What a peer prints: the seconds of indexing, and the milliseconds of its questions."""
    done = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    cells = [line.split("\t") for line in done]
    indexed = next(float(cell[1]) for cell in cells if cell[0] == "indexed")
    return indexed, [float(cell[1]) for cell in cells if cell[0] == "question"]


def lucene_jars():
    jars = f"{work}/jars"
    for part in LUCENE_PARTS:
        artifact = f"org.apache.lucene:lucene-{part}:{LUCENE}"
        command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={jars}"]
        subprocess.run(command, check=True, capture_output=True, cwd=work)
    return f"{jars}/*"


def venv():
    """A Python with numpy and DuckDB, made anew."""
    subprocess.run([sys.executable, "-m", "venv", f"{work}/venv"], check=True, capture_output=True)
    python = f"{work}/venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "numpy", "duckdb"], check=True, capture_output=True)
    return python


def measure():
    run([args.corridor, "generate", "--workers", str(args.workers), "--openings", str(args.openings), "--out",
         f"{work}/files", "--as-of", DAY])
    files = sorted(glob.glob(f"{work}/files/*.csv"))
    questions = documents()
    scale = args.scale or newest_scale()
    peers = {}
    try:
        peers["PostgreSQL"] = Postgres()
    except (OSError, subprocess.CalledProcessError) as why:
        left_out("PostgreSQL", why)
    try:
        measure_with(peers, files, questions, scale)
    finally:
        for peer in peers.values():
            peer.stop()


def measure_with(peers, files, questions, scale):
    postgres = peers.get("PostgreSQL")
    size = os.path.getsize(f"{work}/files/workers.csv") / 1e6
    say(f"{args.workers:,} workers ({size:.0f} MB), {args.openings:,} openings", "")
    seconds, used, memory = corridor("import", *files)
    say("import to searchable, corridor", f"{seconds:.1f} s ({used:.1f} s of processor time, {memory:.0f} MB)")
    if postgres:
        say("the same, PostgreSQL: COPY, tsvector, GIN", f"{postgres.load():.1f} s")

    times, indexed, hits = {}, {}, {}
    for turn in range(2):
        if scale:
            subprocess.run([scale, "peers", work], check=True)
            for line in open(f"{work}/corridor.tsv", encoding="utf-8"):
                name, time_, _ = line.split("\t")
                times.setdefault(name, []).append(float(time_))
        if postgres:
            times.setdefault("PostgreSQL", []).extend(postgres.answer(questions))
        named = [f"{work}/documents.tsv", f"{work}/questions.tsv"]
        try:
            indexed["FTS5"], found = lines_of([sys.executable, f"{HERE}/fts5.py", *named, f"{work}/fts5.db"])
            times.setdefault("FTS5", []).extend(found)
        except (OSError, subprocess.CalledProcessError) as why:
            left_out("FTS5", why)
        try:
            jars = lucene_jars() if turn == 0 else f"{work}/jars/*"
            command = ["java", "-cp", jars, f"{HERE}/Lucene.java", *named, f"{work}/lucene"]
            indexed["Lucene"], found = lines_of(command)
            times.setdefault("Lucene", []).extend(found)
        except (OSError, subprocess.CalledProcessError) as why:
            left_out("Lucene", why)
        for words, residence in questions[:FRESH]:
            asked = ["search", "worker", words, "--filter", f"residence={residence}", "--format", "json"]
            seconds, used, _ = corridor(*asked)
            times.setdefault("corridor, a fresh process each", []).append(seconds * 1000)
            times.setdefault("of it processor time", []).append(used * 1000)
    print(f"\n{len(questions)} questions of two words and a filter, the best 20 with their texts and marks")
    for name, found in times.items():
        say(name, told(found))
    for name, seconds in indexed.items():
        say(f"indexing the documents, {name}", f"{seconds:.1f} s")
    if not scale:
        left_out("corridor in one process, bare tantivy, one opening", "`cargo build --release --bench scale` comes first")

    print("\none opening, the best 50 of all workers of its occupations")
    python, numpy_ms = None, None
    if scale:
        scans = [line.split() for line in open(f"{work}/scan.tsv", encoding="utf-8")]
        say("the scan of corridor", told([float(time_) for time_, _ in scans]))
        try:
            python = venv()
            ranked = subprocess.run([python, f"{HERE}/ranked.py", work], check=True, capture_output=True, text=True)
            rows = [line.split("\t") for line in ranked.stdout.splitlines()]
            pairs = int(rows[0][1])
            say("pairs, of them really scored", f"{pairs:,}, {100 * int(scans[-1][1]) / pairs:.1f} %")
            say("the hash of the 50 pairs of score and worker", f"{rows[0][2]}, the same for all")
            for name, time_, _ in rows[1:]:
                say(f"{name}, the points being ready made", f"{float(time_):8.2f} ms")
                numpy_ms = float(time_) if name == "numpy" else numpy_ms
        except (OSError, subprocess.CalledProcessError) as why:
            left_out("numpy and DuckDB", getattr(why, "stderr", None) or why)
    opening = opening_id(files)
    asked = ["match", "--opening", opening, "--channel", "active", "--as-of", DAY, "--top", "50", "--no-record"]
    seconds, used, _ = corridor(*asked)
    say("first match, a fresh process", f"{seconds * 1000:8.2f} ms, {used * 1000:.0f} ms of processor time")
    again = [corridor(*asked) for _ in range(9)]
    used = statistics.median(used for _, used, _ in again) * 1000
    say("the same match again, fifty results explained", f"{told([one[0] * 1000 for one in again])}, {used:.0f} ms of processor time")

    print(f"\n{args.openings:,} openings against all workers, the best 50 of each")
    asked = ["match", "--all-openings", "--channel", "active", "--as-of", DAY, "--top", "50", "--no-record"]
    seconds, used, memory = corridor(*asked, "--out", f"{work}/lists.csv")
    say("corridor, with rules and reasons", f"{seconds:.1f} s ({used:.1f} s of processor time, {memory:.0f} MB)")
    if numpy_ms:
        say("numpy, the ranking alone, extrapolated from one opening", f"{numpy_ms * args.openings / 1000:.1f} s")

    print("\nmost memory of a process")
    with open(f"{work}/files/workers.csv", encoding="utf-8", newline="") as rows, open(
        f"{work}/changed.csv", "w", encoding="utf-8", newline=""
    ) as out:
        reader = csv.DictReader(rows)
        writer = csv.DictWriter(out, reader.fieldnames)
        writer.writeheader()
        for _, row in zip(range(100), reader):
            writer.writerow({**row, "title": "Charge nurse"})
    for name, words in [
        ("import of 100 changed rows", ["import", f"{work}/changed.csv"]),
        ("match after it", ["match", "--opening", opening, "--channel", "active", "--as-of", DAY, "--no-record"]),
        ("doctor", ["doctor"]),
        ("export of all workers", ["export", "worker", "--out", f"{work}/exported.csv"]),
    ]:
        seconds, _, memory = corridor(*words)
        say(name, f"{memory:8.0f} MB, {seconds:.2f} s")

    print("\nbytes a worker")
    for path in glob.glob(f"{work}/data/profiles/*.bin"):
        with open(path, "rb") as file:
            head, _ = struct.unpack("<QQ", file.read(16))
            file.seek(48)
            groups = json.loads(file.read(head))["groups"]
        count = sum(group["count"] for group in groups)
        say("profiles and facts, of those who may be matched", f"{os.path.getsize(path) / count:.0f}")
    for name, pattern in [("store", "corridor.db*"), ("index", "index/**/*")]:
        paths = glob.glob(f"{work}/data/{pattern}", recursive=True)
        say(name, f"{sum(os.path.getsize(path) for path in paths if os.path.isfile(path)) / args.workers:.0f}")


def opening_id(files):
    """The first opening for nurses in Germany, as `scale.rs` takes it."""
    with open(next(path for path in files if path.endswith("openings.csv")), encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["occupation"] == "2221" and row["destination"] == "DE":
                return row["opening_id"]
    sys.exit("no opening for nurses in Germany was generated")


# Stopped from outside, the peers' servers are stopped as well.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
if args.dir:
    work = os.path.abspath(args.dir)
    os.makedirs(work)
    measure()
else:
    with tempfile.TemporaryDirectory() as work:
        measure()
