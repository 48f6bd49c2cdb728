"""Data values as JSON and as DHIS2's own XML."""

from typing import IO

import numpy as np
import pyarrow as pa

from populace.exchange.dhis2.called import Called
from populace.exchange.dhis2.lines import columns_of, json_text, lines, xml_attribute
from populace.exchange.dhis2.outgoing import Outgoing
from populace.exchange.dhis2.schemes import Kind

DXF = "http://dhis2.org/schema/dxf/2.0"


def write_json(out: Outgoing, called: Called, file: IO[bytes]) -> None:
    """The rows; the head names the id schemes, and the data set if there is one only."""
    pieces: list[str | pa.Array] = []
    between = '{"'
    for name, column in columns_of(out, called, json_text).items():
        pieces += [f'{between}{name}":', column]
        between = ',"'
    pieces.append(pa.array(np.where(out.deleted, ',"deleted":true}', "}")))
    head = "".join(f"{json_text(name)}:{json_text(text)},\n" for name, text in _head(out, called).items())
    file.write(f'{{{head}"dataValues":['.encode())
    before = "\n"
    for block in lines(pieces, len(out)):
        file.write((before + ",\n".join(block)).encode())
        before = ",\n"
    file.write(b"\n]}\n")


def write_xml(out: Outgoing, called: Called, file: IO[bytes]) -> None:
    """The same as ``dataValueSet``."""
    pieces: list[str | pa.Array] = ["<dataValue"]
    for name, column in columns_of(out, called, xml_attribute).items():
        pieces += [f" {name}=", column]
    pieces.append(pa.array(np.where(out.deleted, ' deleted="true"/>', "/>")))
    head = "".join(f" {name}={xml_attribute(text)}" for name, text in _head(out, called).items())
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<dataValueSet xmlns="{DXF}"{head}>\n'.encode())
    for block in lines(pieces, len(out)):
        file.write(("\n".join(block) + "\n").encode())
    file.write(b"</dataValueSet>\n")


def _head(out: Outgoing, called: Called) -> dict[str, str]:
    """What holds for the whole file: by what ids it names things, and its data set."""
    head = {}
    if called.schemes.general:
        head["idScheme"] = str(called.schemes.general)
    for kind, scheme in called.schemes.specific.items():
        head[f"{kind.value}IdScheme"] = str(scheme)
    if len(out.sets) == 1 and out.sets[0]:
        head["dataSet"] = called.by(Kind.SET)(out.sets[0])
    return head
