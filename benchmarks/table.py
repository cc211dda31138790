"""The table of the measures as text."""

from collections.abc import Sequence

from benchmarks.measure import Row

#: What a row holds in the JSON file.
FIELDS = ("measure", "case", "ours", "peer", "peer_name", "unit", "ratio", "goal", "holds")

_WORDS = {True: "holds", False: "DOES NOT HOLD", None: "–"}


def heading(row: Row) -> str:
    """The line over the rows of one measure."""
    return f"\n{row.measure}"


def number(value: float | None) -> str:
    """A measured number with three digits."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def line(row: Row) -> str:
    """One row: the case, ours, the peer's, the ratio, the goal and whether it holds."""
    ours = f"{number(row.ours)} {row.unit}".strip()
    theirs = f"{row.peer_name} {number(row.peer)}".strip() if row.peer_name else ""
    ratio = f"{number(row.ratio)} ×" if row.ratio is not None else ""
    measured = f"{row.case:<42} {ours:>14}  {theirs:>28}  {ratio:>10}"
    text = f"  {measured}  {row.goal:<14} {_WORDS[row.holds]}"
    return f"{text}\n      ({row.note})" if row.note else text


def summary(rows: Sequence[Row], seconds: float) -> str:
    """How many goals hold, which do not, and how long it took."""
    judged = [row for row in rows if row.holds is not None]
    failed = [f"{row.measure}: {row.case}" for row in judged if not row.holds]
    told = [f"\n{len(judged) - len(failed)} of {len(judged)} goals hold; {seconds:.0f} s."]
    if failed:
        told.append("Not reached: " + "; ".join(failed) + ".")
    return "\n".join(told)
