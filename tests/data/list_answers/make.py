"""Writes answers.csv: what the lists of countries say of a recruitment, read from the tables without the program.

    python3 tests/data/list_answers/make.py

It reads list.csv and regimes.csv of the three packs with lists, and knows the three rules in the words below. It shares no line
with the program. Python's standard library suffices.

The case: a nurse (ISCO-08 2221) lives in the origin. The opening is public, offers no reward for referrals, is aimed at no
country, and names neither a third party nor an agreement. An active recruitment is that of the employer itself. The
government's is that of the public employment service.

Letters of an answer, in this order; a small letter is "unknown", since no names are held for that day:
  W  the origin is on the WHO list of the day, and not the worker made the first contact
  D  Germany: the origin is on the annex of the day, and neither the public service recruits nor does the worker apply to the
     employer
  A  England: the origin is amber on the day, and not the worker made the first contact
  P  England: the origin is red or amber, and the worker applies directly, which the code permits; of this no unknown is told
  -  none of these
"""

import csv
import datetime
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
PACKS = ROOT / "data" / "policy"
DESTINATIONS = ["CA", "DE", "GB", "IE", "SA", "US"]
CHANNELS = ["active", "direct", "government"]
UNLISTED = "AL AR BA BR CN CO EG ID IN JM LK MA MX PE PH RS TN TR UA VN".split()


def rows(pack, table):
    with open(PACKS / pack / table, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    """The first day of a date that may lack month or day."""
    parts = [int(part) for part in text.split("-")]
    return datetime.date(*(parts + [1, 1])[:3])


def holds(row, on):
    begun = not row["valid_from"] or day(row["valid_from"]) <= on
    ended = bool(row["valid_until"]) and day(row["valid_until"]) <= on
    return begun and not ended


class List:
    def __init__(self, pack):
        self.editions = rows(pack, "regimes.csv")
        self.entries = rows(pack, "list.csv")

    def grade(self, country, on):
        """The grade of a country; "" where it is on no list of the day, None where no names are held."""
        current = [edition for edition in self.editions if holds(edition, on)]
        assert len(current) < 2, (on, current)
        if not current:
            return ""
        if current[0]["names_held"] != "true":
            return None
        found = {
            entry["grade"]
            for entry in self.entries
            if entry["country"] == country
            and entry["edition"] in ("", current[0]["edition"])
            and holds(entry, on)
        }
        assert len(found) < 2, (country, on, found)
        return found.pop() if found else ""

    def days(self):
        for row in self.editions + self.entries:
            for column in ("valid_from", "valid_until"):
                if row[column]:
                    yield day(row[column])


WHO, GERMAN, ENGLISH = (List(pack) for pack in ("who-global-code", "de-beschv-38", "gb-code-of-practice"))


def answer(origin, destination, channel, on):
    said = ""
    worker_asked = channel == "direct"
    first = min(day(edition["valid_from"]) for edition in WHO.editions)
    # Before the first edition there was no list to ask: whether the origin counts is unknown.
    who = WHO.grade(origin, on) if on >= first else None
    if not worker_asked and who != "":
        said += "w" if who is None else "W"
    if destination == "DE" and channel == "active":
        german = GERMAN.grade(origin, on)
        if german != "":
            said += "d" if german is None else "D"
    if destination == "GB":
        english = ENGLISH.grade(origin, on)
        if not worker_asked and english in (None, "amber"):
            said += "a" if english is None else "A"
        if worker_asked and english in ("red", "amber"):
            said += "P"
    return said or "-"


def main():
    listed = {entry["country"] for one in (WHO, GERMAN, ENGLISH) for entry in one.entries}
    assert not listed & set(UNLISTED), listed & set(UNLISTED)
    countries = sorted(listed | set(UNLISTED))
    changes = {on for one in (WHO, GERMAN, ENGLISH) for on in one.days()}
    around = [on + datetime.timedelta(days=by) for on in changes for by in (-1, 0, 1)]
    days = sorted(set(around))
    groups = {}
    for destination in DESTINATIONS:
        for channel in CHANNELS:
            for country in countries:
                said, before = [], None
                for on in days:
                    now = answer(country, destination, channel, on)
                    if now != before:
                        said.append(f"{on}:{now}")
                    before = now
                groups.setdefault((destination, channel, " ".join(said)), []).append(country)
    with open(pathlib.Path(__file__).with_name("answers.csv"), "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["destination", "channel", "answers", "origins"])
        out.writerow(["", "days", " ".join(map(str, days)), ""])
        for (destination, channel, said), origins in groups.items():
            out.writerow([destination, channel, said, " ".join(origins)])


main()
