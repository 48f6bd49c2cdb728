"""Columns of texts, as tables carry them: each distinct text once."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from populace.store.manifest import Manifest
from populace.store.names import LENGTHS, Names


def texts(numbers: np.ndarray, by_number: Sequence[str]) -> pa.DictionaryArray:
    """``by_number[numbers]`` as a dictionary array, ``(row,)``; a text may stand under several numbers."""
    distinct = {text: position for position, text in enumerate(dict.fromkeys(by_number))}
    positions = numbers.astype(np.int32)
    if len(distinct) < len(by_number):
        positions = np.array([distinct[text] for text in by_number], np.int32)[positions]
    return pa.DictionaryArray.from_arrays(pa.array(positions), pa.array(list(distinct), pa.string()))


def period_texts_of(names: Names, start: np.ndarray, length: np.ndarray) -> pa.DictionaryArray:
    """The texts of periods ``(row,)`` given by first day and number of the length."""
    return texts(period_numbers(names, start, length), names.period_texts)


def period_numbers(names: Names, start: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The numbers of periods ``(row,)`` given by first day and number of the length."""
    stamps = names.starts.astype(np.int64) * len(LENGTHS) + names.lengths
    order = np.argsort(stamps)
    wanted = start.astype(np.int64) * len(LENGTHS) + length
    number: np.ndarray = order[np.searchsorted(stamps[order], wanted)] if len(order) else np.empty(0, int)
    return number


def moments_of(manifest: Manifest, vintage: np.ndarray) -> pa.Array:
    """When the commits of these vintages ``(row,)`` were, in UTC."""
    moments = np.zeros(manifest.vintage + 1, "datetime64[us]")
    for commit in manifest.commits:
        moments[commit.vintage] = commit.at.replace(tzinfo=None)
    return pa.array(moments[vintage], pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
