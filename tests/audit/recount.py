"""Counts placements, costs, returns, agreements and entries a second time, from the raw CSV files alone.

    python3 recount.py DIR YEAR DAY

DIR has placements.csv, costs.csv and agreements.csv in plain, canonical cells. Standard library only.
"""
import csv
import json
import statistics
import sys
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

ROOT, YEAR, TODAY = Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3])
GROUPS = {
    "origin": "residence", "destination": "destination", "employer": "organization_id", "recruiter": "recruiter_id",
    "channel": "channel", "agreement": "agreement_id", "occupation": "occupation", "sex": "sex",
}


def table(name):
    with open(ROOT / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def span(text):
    """The first and the last day that a date may mean."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts + [None] * (3 - len(parts))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), date.fromordinal(following.toordinal() - 1)
    return date(year, month, day), date(year, month, day)


def fact(row, group):
    if group == "year":
        return row["contact_date"][:4] or "unknown"
    return row[GROUPS[group]] or "unknown"


def state_of_return(row):
    due = span(row["return_due_on"]) if row["return_due_on"] else None
    back = span(row["returned_on"]) if row["returned_on"] else None
    if row["outcome"] == "cancelled":
        return "cancelled"
    if row["outcome"] == "returned" or (back and back[0] <= TODAY):
        return "returned-late" if back and due and due[1] < back[0] else "returned"
    if due is None:
        return "not-stated"
    if due[1] < TODAY:
        return "overdue"
    return "awaited" if TODAY <= due[0] else "unclear"


def burdens(placements, costs):
    found = defaultdict(lambda: {"shares": [], "left_out": Counter()})
    for row in placements:
        corridor = f"{row['residence'] or 'unknown'} > {row['destination'] or 'unknown'}"
        mine = [cost for cost in costs[row["placement_id"]] if cost["entry"] != "repayment-item"]
        of_worker = [cost for cost in mine if cost["payer"] == "worker"]
        gap = None
        if not mine:
            gap = "no-costs"
        elif any(not cost["payer"] for cost in mine):
            gap = "payer-unknown"
        elif not (row["monthly_pay"] and row["pay_currency"]):
            gap = "pay-unknown"
        elif any(not (cost["amount"] and cost["currency"]) for cost in of_worker):
            gap = "amount-unknown"
        elif any(cost["currency"] != row["pay_currency"] and Fraction(cost["amount"]) for cost in of_worker):
            gap = "other-currency"
        if gap:
            found[corridor]["left_out"][gap] += 1
        else:
            borne = sum((Fraction(cost["amount"]) for cost in of_worker), Fraction(0))
            found[corridor]["shares"].append(borne / Fraction(row["monthly_pay"]))
    return [
        {
            "corridor": corridor, "placements": len(of["shares"]), "left_out": dict(of["left_out"]),
            "mean": float(sum(of["shares"]) / len(of["shares"])) if of["shares"] else None,
            "median": float(statistics.median(of["shares"])) if of["shares"] else None,
        }
        for corridor, of in sorted(found.items())
    ]


def ledger(placements, costs):
    heads = defaultdict(lambda: [0, Fraction(0), Fraction(0), Fraction(0)])
    for row in placements:
        for cost in costs[row["placement_id"]]:
            if cost["entry"] == "repayment-item":
                continue
            line = heads[(cost["head"], cost["currency"])]
            line[0] += 1
            if cost["amount"] and cost["currency"]:
                line[1] += Fraction(cost["amount"])
                line[2 if cost["payer"] == "worker" else 3] += Fraction(cost["amount"]) if cost["payer"] else 0
    return [
        {"head": head, "currency": currency, "costs": n, "total": float(all_), "by_workers": float(own), "by_others": float(others)}
        for (head, currency), (n, all_, own, others) in sorted(heads.items())
    ]


def register(placements):
    used = []
    for agreement in table("agreements.csv"):
        mine = [row for row in placements if row["agreement_id"] == agreement["agreement_id"]]
        counted = [row for row in mine if row["outcome"] != "cancelled"]
        in_year = [row for row in counted if row["contact_date"][:4] == str(TODAY.year)]
        quota = int(agreement["quota"]) if agreement["quota"] else None
        taken = None
        if quota is not None:
            taken = len(in_year) if agreement["quota_period"] == "year" else len(counted)
        end = span(agreement["in_force_until"])[1] if agreement["in_force_until"] else None
        used.append({
            "id": agreement["agreement_id"], "placements": len(mine), "cancelled": len(mine) - len(counted),
            "quota": quota, "used": taken, "days_left": (end - TODAY).days if end and end > TODAY else None,
        })
    return used


def entries(placements):
    """What came in that year, by occupation and another fact; the day of entry is that of work, else of departure."""
    found = {name: defaultdict(Counter) for name in ("sex", "channel", "residence", "trained_in", "nationalities")}
    undated = 0
    for row in placements:
        if row["outcome"] in ("cancelled", "planned"):
            continue
        day = row["started_on"] or row["departure_date"]
        if not day:
            undated += 1
        if day[:4] != YEAR:
            continue
        for name, of in found.items():
            value = row[name]
            if name == "nationalities" and ";" in value:
                value = "several"
            if name == "nationalities" and value == "none":
                value = "stateless"
            if name == "sex" and value == "unknown":
                value = ""
            of[row["occupation"] or "unknown"][value or "unknown"] += 1
    return {"undated": undated, "tables": found}


def evidence(costs):
    every = [cost for mine in costs.values() for cost in mine if cost["entry"] != "repayment-item"]
    return {
        "costs": len(every),
        **{f"without_{name}": sum(not cost[column] for cost in every)
           for name, column in [("amount", "amount"), ("currency", "currency"), ("payer", "payer"), ("day", "paid_on"), ("head", "head")]},
    }


def main():
    placements = table("placements.csv")
    costs = defaultdict(list)
    for cost in table("costs.csv"):
        costs[cost["placement_id"]].append(cost)
    groups = [*GROUPS, "year"]
    print(json.dumps({
        "placements": len(placements),
        "groups": {group: Counter(fact(row, group) for row in placements) for group in groups},
        "returns": {
            group: [
                {"value": value, "states": Counter(state_of_return(row) for row in placements if fact(row, group) == value)}
                for value in sorted({fact(row, group) for row in placements})
            ]
            for group in groups
        },
        "return_of": {row["placement_id"]: state_of_return(row) for row in placements},
        "ledger": ledger(placements, costs),
        "burdens": burdens(placements, costs),
        "agreements": register(placements),
        "entries": entries(placements),
        "evidence": evidence(costs),
    }, indent=1))


if __name__ == "__main__":
    main()
