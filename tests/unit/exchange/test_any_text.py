"""Whatever stands in a file, reading ends in tables or in a message to the user."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from populace.errors import InputErrors, UserError
from populace.exchange.folder import read_folder

WHOLE = (
    "place,year,sex,age,population\nA,2025,female,0-4,10\nA,2025,female,5+,20\n",
    "地区,年份,性别,年龄组,死亡人数\nA,2015,女,0,3\nA,2015,女,1-4,1\n",
    "code,name,parent\nD,District,\nA,Ayton,D\n",
)
PIECES = (
    *('"', ",", "\n", "\r", ";", "\t", "-", "1e999", "nan", "²", "٣"),
    *("合计", "\ufeff", "\0", "date", '"x\ny"', "0-200"),
)

damage = st.tuples(
    st.integers(0, 60), st.integers(0, 6), st.one_of(st.sampled_from(PIECES), st.text(max_size=4))
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(damage, max_size=4))
def test_damaged_tables(text, cuts):
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "figures.csv").write_bytes(text.encode("utf-8", errors="surrogatepass"))
        said = _read(Path(folder))
    assert said is None or said


def _read(folder: Path) -> list[str] | None:
    """What the user is told, or ``None`` where the folder was read."""
    try:
        tables = read_folder(folder)
    except InputErrors as errors:
        return [f"{problem}" for problem in errors.problems if problem.remedy]
    except UserError as error:
        return [f"{error}"]
    return None if tables.observations["value"].notna().all() else []
