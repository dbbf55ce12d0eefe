#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the elements of .bpmn files by itself and compares with what the importer accounts for.

Usage: bpmn_count.py ONUS FILE...    Exit code 77 if there is no file: skipped.
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def ids_of(element):
    """Ids of all elements that mean something; what other programs added has none."""
    found = []
    if element.tag.startswith(MODEL) and element.tag != MODEL + "extensionElements":
        if "id" in element.attrib:
            found.append(element.attrib["id"])
        for child in element:
            found += ids_of(child)
    return found


def main():
    onus, folders = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    files = sorted(file for folder in folders for file in folder.glob("*.bpmn"))
    if not files:
        print("skipped: the reference models are not beside this checkout")
        return 77
    wrong = 0
    total = listed = 0
    for file in files:
        expected = ids_of(ElementTree.parse(file).getroot())
        answer = subprocess.run(
            [onus, "process", "import", str(file), "--json"], capture_output=True, check=False
        )
        told = json.loads(answer.stdout)
        ids = [element["id"] for element in told["elements"]]
        fates = [element["fate"] for element in told["elements"]]
        good = (
            ids == expected
            and told["total"] == len(expected)
            and told["carried"] + told["listed"] == len(expected)
            and told["listed"] == fates.count("listed")
            and all(e["reason"] for e in told["elements"] if e["fate"] != "carried")
        )
        total += len(expected)
        listed += told["listed"]
        wrong += not good
        print(f"{file.name}: {len(expected)} elements, {told['carried']} carried, "
              f"{told['listed']} listed{'' if good else '  WRONG'}")
    print(f"{total} elements, {listed} listed")
    return 1 if wrong or listed * 10 > total else 0


if __name__ == "__main__":
    sys.exit(main())
