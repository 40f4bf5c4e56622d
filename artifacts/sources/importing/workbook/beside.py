"""What stands beside a sheet's cells: drawings, comments, pivot tables, tables with names."""

from collections import Counter

from artifacts.rows.losses import Loss
from artifacts.sources.importing.workbook.package import Package, Relation
from artifacts.sources.importing.workbook.sheet import SheetFacts
from artifacts.sources.importing.workbook.tables import Table, read_table

_RELATED = {"comments": Loss.COMMENTS, "threadedComment": Loss.COMMENTS, "pivotTable": Loss.PIVOTS}
_DRAWN = {"chart": Loss.CHARTS, "chartEx": Loss.CHARTS, "image": Loss.IMAGES}
_SHAPES = {"sp", "cxnSp"}


def read_beside(package: Package, part: str, sheet: str, facts: SheetFacts) -> list[Table]:
    """Return the tables of a sheet, and count in its facts what cannot be kept."""
    relations = package.relations(part)
    for relation in relations:
        if loss := _RELATED.get(relation.type):
            facts.losses[loss] += 1
        elif relation.type == "drawing" and package.has(relation.target):
            facts.losses.update(_drawn(package, relation.target))
    return _tables(package, relations, sheet, facts)


def _drawn(package: Package, part: str) -> Counter[Loss]:
    found: Counter[Loss] = Counter(
        _DRAWN[relation.type] for relation in package.relations(part) if relation.type in _DRAWN
    )

    def start(name: str, _attributes: dict[str, str]) -> None:
        found[Loss.SHAPES] += name in _SHAPES

    package.parse(part, start)
    return found


def _tables(package: Package, relations: list[Relation], sheet: str, facts: SheetFacts) -> list[Table]:
    parts = {relation.id: relation.target for relation in relations if relation.type == "table"}
    targets = [parts[each] for each in facts.tables if each in parts and package.has(parts[each])]
    tables = [read_table(package, target, sheet) for target in targets]
    facts.losses[Loss.TABLE_STYLES] += len(targets)
    return [table for table in tables if table is not None]
