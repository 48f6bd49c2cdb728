"""What the tests of reading share: a small catalogue, a tree of places, and readings as plain rows."""

from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Dimension
from populace.catalog.measure import Kind, Measure
from populace.catalog.shipped import SHIPPED
from populace.exchange.incoming import Reading, Refused
from populace.exchange.tidy.load import parse_mapping
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import read_table
from populace.places.tree import Place, PlaceTree

PLACES = PlaceTree(
    (
        Place("R", {"en": "Region"}),
        Place("N", {"en": "North", "zh-hans": "北区"}, "R"),
        Place("S", {"en": "South"}, "R"),
        Place("N1", {"en": "Centre"}, "N"),
        Place("S1", {"en": "Centre"}, "S"),
        Place("007", {"en": "Harbour"}, "S"),
    )
)

CATALOGUE = SHIPPED.with_(
    Catalogue(
        measures={
            "stock_end": Measure("stock_end", "Stock", Kind.STOCK, "units", optional=frozenset({"product"})),
        },
        dimensions={"product": Dimension("product", "Product", open=True)},
    )
)

Figure = tuple[str, str, str, str, float]


def read(
    path: Path, mapping: str = "", places: PlaceTree = PLACES, catalogue: Catalogue = CATALOGUE
) -> Reading:
    """A reading of ``path``."""
    return read_table(path, catalogue, PlaceNames(places), parse_mapping(mapping) if mapping else None)


def figures(reading: Reading) -> list[Figure]:
    """Place, period, measure, breakdown and value of every row, in our words; refusals are raised."""
    words, found = reading.vocabulary, []
    for block in reading.blocks:
        for i in range(len(block)):
            measure = words.measure(block.measure[i].as_py())
            categories = {name: column[i].as_py() or "" for name, column in block.categories.items()}
            value = block.value[i].as_py()
            plain = words.plain(measure)
            number = value if isinstance(value, float) else None
            if number is None or not plain.least <= number <= plain.greatest:
                number = words.value(measure, str(value))
            found.append(
                (
                    words.place(block.place[i].as_py()),
                    words.period(block.period[i].as_py()).text,
                    measure,
                    words.breakdown(measure, categories).text,
                    number,
                )
            )
    return found


def refusals(reading: Reading) -> dict[str, str]:
    """For each text that means nothing, why."""
    words, why = reading.vocabulary, {}

    def ask(text: str, means: object) -> None:
        try:
            means()  # type: ignore[operator]
        except Refused as refused:
            why[text] = refused.message

    for block in reading.blocks:
        for i in range(len(block)):
            place, period, value = (column[i].as_py() for column in (block.place, block.period, block.value))
            measure = block.measure[i].as_py()
            ask(place, lambda text=place: words.place(text))
            ask(period, lambda text=period: words.period(text))
            ask(measure, lambda text=measure: words.measure(text))
            if not isinstance(value, float):
                ask(value, lambda text=value: words.value("deaths", text))
    return why


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file with ``text``."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
