#!/usr/bin/env python3
"""Makes the map's data from world-atlas and from Natural Earth's disputed areas.

    npm pack world-atlas@2.0.2
    python3 make.py package/countries-10m.json ne_disputed.geojson

Writes `world.bin.gz` and `disputed.tsv` beside this file; README.md says what is in them. Needs nothing but Python.
"""

import gzip
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent

# Steps of a degree in the output, and how far (degrees) a line may be from the one it stands for.
STEPS = 500
TOLERANCE = 0.006

# Slips of the source, and what is cut short in it.
MENDED = {
    "Ilemi Triange": "Ilemi Triangle",
    "Azer.": "Azerbaijan",
    "Columbia": "Colombia",
    "Self admin.": "Self-administered",
    "Admin. By": "Administered by",
    "Admin. by": "Administered by",
    "Admin by": "Administered by",
    "U.S.A.": "the United States",
    "U.S.A": "the United States",
    "U.K.": "the United Kingdom",
    "W. Sahara": "Western Sahara",
    "N. Cyprus": "Northern Cyprus",
    "S. Georgia": "South Georgia",
    "S. Sandwich": "South Sandwich",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "Penon": "Peñón",
    "multiple": "several states",
    " UAE": " the United Arab Emirates",
    "U.N.": "UN",
}


def mended(words):
    for slip, right in MENDED.items():
        words = words.replace(slip, right)
    if words.endswith("Is."):
        words = words[:-3] + "Islands"
    if words.endswith(" I."):
        words = words[:-2] + "Island"
    return words.replace("; C", ", c").replace("; L", ", l")


def simplified(points, tolerance):
    """Douglas and Peucker's way, without recursion; both ends stay."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        worst, at = tolerance * tolerance, None
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            t = max(0.0, min(1.0, (px * dx + py * dy) / square)) if square else 0.0
            far = (px - t * dx) ** 2 + (py - t * dy) ** 2
            if far > worst:
                worst, at = far, i
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def varint(out, number):
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def signed(out, number):
    varint(out, number << 1 if number >= 0 else (-number << 1) - 1)


def polygons(geometry):
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else []


def world(path):
    atlas = json.loads(Path(path).read_text())
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    uses = [0] * len(atlas["arcs"])
    for country in atlas["objects"]["countries"]["geometries"]:
        for polygon in polygons(country):
            for arc in (arc for ring in polygon for arc in ring):
                uses[arc if arc >= 0 else ~arc] += 1
    rings = []
    for land in atlas["objects"]["land"]["geometries"]:
        rings += [ring for polygon in polygons(land) for ring in polygon]
    out, points = bytearray(), 0
    varint(out, len(atlas["arcs"]))
    for arc, used in zip(atlas["arcs"], uses):
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            degrees = x * sx + tx
            # Lines go on across the 180th meridian.
            if line:
                degrees += 360 * round((line[-1][0] - degrees) / 360)
            line.append((degrees, y * sy + ty))
        # A closed line keeps its form only if it is cut in two.
        if line[0] == line[-1] and len(line) > 4:
            middle = len(line) // 2
            line = simplified(line[: middle + 1], TOLERANCE) + simplified(line[middle:], TOLERANCE)[1:]
        else:
            line = simplified(line, TOLERANCE)
        grid = [(round(x * STEPS), round(y * STEPS)) for x, y in line]
        grid = grid[:1] + [b for a, b in zip(grid, grid[1:]) if a != b]
        points += len(grid)
        varint(out, len(grid) << 1 | (used > 1))
        x = y = 0
        for nx, ny in grid:
            signed(out, nx - x)
            signed(out, ny - y)
            x, y = nx, ny
    varint(out, len(rings))
    for ring in rings:
        varint(out, len(ring))
        for arc in ring:
            signed(out, arc)
    packed = gzip.compress(bytes(out), 9, mtime=0)
    (HERE / "world.bin.gz").write_bytes(packed)
    print(f"{points} points, {len(rings)} rings, {len(packed)} bytes")


def disputed(path):
    lines = [
        "# Areas whose status is disputed, as Natural Earth (public domain) draws and describes them; made by make.py.",
        "# name\tstatus\trings: longitude and latitude in hundredths of a degree, rings parted by ;",
    ]
    for feature in json.loads(Path(path).read_text())["features"]:
        told, geometry = feature["properties"], feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = []
        for ring in (ring for part in parts for ring in part):
            grid = [(round(p[0] * 100), round(p[1] * 100)) for p in ring]
            grid = grid[:1] + [b for a, b in zip(grid, grid[1:]) if a != b]
            if len(grid) > 3:
                rings.append(" ".join(f"{x},{y}" for x, y in grid))
        if rings:
            note = mended(told["note"] or "") or "Status disputed"
            lines.append(f"{mended(told['name'])}\t{note}\t{';'.join(rings)}")
    (HERE / "disputed.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


world(sys.argv[1])
disputed(sys.argv[2])
