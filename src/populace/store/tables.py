"""Columns of texts, as tables carry them: each distinct text once."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa


def texts(numbers: np.ndarray, by_number: Sequence[str]) -> pa.DictionaryArray:
    """``by_number[numbers]`` as a dictionary array, ``(row,)``; a text may stand under several numbers."""
    distinct = {text: position for position, text in enumerate(dict.fromkeys(by_number))}
    positions = numbers.astype(np.int32)
    if len(distinct) < len(by_number):
        positions = np.array([distinct[text] for text in by_number], np.int32)[positions]
    return pa.DictionaryArray.from_arrays(pa.array(positions), pa.array(list(distinct), pa.string()))
