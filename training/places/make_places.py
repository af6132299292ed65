"""Makes the tables of places under data/places from their public sources.

usage: make_places.py SOURCES OUT

SOURCES holds the raw tables: GeoNames cities500 with feature codes, admin1, admin2 and countries (CC BY 4.0), Who's On First
places of 33 countries (CC BY and free sources, see NOTICE), Natural Earth physical features and airports (public domain),
the CIA World Factbook's countries (public domain), OpenSanctions' territory names (MIT).

OUT receives tables of one form, a place a row:
  id (a GeoNames number; w and the number of Who's On First; else empty), name, latitude, longitude, country (ISO 3166-1 alpha-2),
  admin1, admin2 (codes of GeoNames), feature (code of GeoNames), population, other names parted by |, box (south,west,north,east).
Only names in Latin letters are kept; the all-small transliterations of GeoNames ("swldw") are no names in print.
"""
import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

SOURCES, OUT = map(Path, sys.argv[1:3])
HEAD = '# id\tname\tlatitude\tlongitude\tcountry\tadmin1\tadmin2\tfeature\tpopulation\tother names, parted by |\tbox (south,west,north,east)'


def raw(name):
    path = SOURCES / name
    if path.suffix == '.zst':
        return subprocess.run(['zstd', '-dcq', path], check=True, capture_output=True).stdout.decode('utf-8')
    return path.read_text(encoding='utf-8')


def table(name):
    text = raw(name)
    if '.tsv' in name:
        return csv.DictReader(io.StringIO(text), delimiter='\t', quoting=csv.QUOTE_NONE)
    return csv.DictReader(io.StringIO(text))


def latin(name):
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all('LATIN' in unicodedata.name(c, '') or unicodedata.category(c) == 'Lm' for c in letters)


def fold(name):
    name = unicodedata.normalize('NFKD', name)
    return re.sub(r'[\s-]+', ' ', ''.join(c for c in name if not unicodedata.combining(c)).lower().replace('.', '')).strip()


def names(name, others):
    """Other names in Latin letters with a capital, each spelling once."""
    seen, kept = {fold(name)}, []
    for other in others:
        other = other.strip()
        if len(other) < 2 or not latin(other) or other == other.lower() or fold(other) in seen or len(other) > 60:
            continue
        seen.add(fold(other))
        kept.append(other)
    return '|'.join(kept)


def coordinate(value):
    return f'{float(value):.5f}'.rstrip('0').rstrip('.') if value != '' else ''


def write(name, rows, source):
    text = '\n'.join([f'# {source}', '# Made by training/places/make_places.py; do not edit.', HEAD, *('\t'.join(map(str, row)) for row in rows)]) + '\n'
    path = OUT / name
    if path.suffix == '.zst':
        subprocess.run(['zstd', '-q', '-19', '-f', '-o', path], input=text.encode('utf-8'), check=True)
    else:
        path.write_text(text, encoding='utf-8')
    print(name, len(rows), path.stat().st_size)


def countries():
    rows = []
    book = {row['iso2']: row for row in table('factbook_countries.csv') if row['iso2']}
    rigour = {}
    for line in raw('territories_rigour.jsonl.zst').splitlines():
        item = json.loads(line)
        if item.get('is_country') or len(item['code']) == 2:
            rigour[item['code'].upper()] = item
    for row in table('countries_geonames.csv'):
        facts, more = book.get(row['iso2'], {}), rigour.get(row['iso2'], {})
        others = [facts.get('short', ''), facts.get('long', ''), more.get('name', ''), more.get('full_name', '')]
        others += more.get('names_strong', []) + facts.get('former', '').split(',')
        others = [o for o in others if o and o != 'none' and ';' not in o]
        point = (facts.get('lat', ''), facts.get('lon', ''))
        rows.append([row['geonameid'], row['name'], *map(coordinate, point), row['iso2'], '', '', 'PCLI', row['population'], names(row['name'], others), ''])
    return rows


def admin(file, feature, split):
    rows = []
    for row in table(file):
        code = row['code'].split('.', 2)
        rows.append([row['geonameid'], row['name'], coordinate(row['lat']), coordinate(row['lon']), code[0], code[1], code[2] if split else '', feature,
                     row['population'] or 0, names(row['name'], [row['ascii']]), ''])
    return rows


def cities():
    rows = []
    for row in table('cities500.tsv.zst'):
        rows.append([row['geonameid'], row['name'], coordinate(row['lat']), coordinate(row['lon']), row['country'], row['admin1'], row['admin2'],
                     row['fcode'] or 'PPL', row['population'], names(row['name'], row['alternates'].split('|')), ''])
    return rows


def villages():
    features = {'locality': 'PPL', 'neighbourhood': 'PPLX', 'county': 'ADM2', 'localadmin': 'ADM3', 'macroregion': 'RGN', 'region': 'ADM1'}
    rows = []
    for row in table('wof_places.tsv.zst'):
        feature = features.get(row['placetype'])
        if row['known'] == '1' or feature in (None, 'ADM1'):
            continue
        spelled = [n for n in [row['name_en'], row['name'], *row['names'].split('|')] if n and latin(n)]
        if not spelled:
            continue
        rows.append([row['geonameid'] or 'w' + row['wof_id'], spelled[0], coordinate(row['lat']), coordinate(row['lon']), row['country'], row['admin1'], '',
                     feature, row['population'] or 0, names(spelled[0], spelled[1:4]), ''])
    return rows


PHYSICAL = {
    'ocean': 'OCN', 'sea': 'SEA', 'bay': 'BAY', 'gulf': 'GULF', 'strait': 'STRT', 'channel': 'CHN', 'sound': 'SD', 'fjord': 'FJD', 'reef': 'RF', 'lagoon': 'LGN', 'inlet': 'INLT', 'river': 'STM',
    'range/mtn': 'MTS', 'island': 'ISL', 'island group': 'ISLS', 'desert': 'DSRT', 'plain': 'PLN', 'plateau': 'PLAT', 'peninsula': 'PEN', 'pen/cape': 'CAPE', 'cape': 'CAPE',
    'basin': 'BSN', 'lowland': 'PLN', 'delta': 'DLTA', 'wetlands': 'WTLD', 'valley': 'VAL', 'tundra': 'TUND', 'coast': 'CST', 'continent': 'CONT', 'lake': 'LK', 'reservoir': 'RSV',
    'lake centerline': 'LK', 'isthmus': 'ISTH', 'gorge': 'VAL', 'foothills': 'HLLS', 'geoarea': 'RGN', 'alkaline lake': 'LK', 'depression': 'DPR',
}


def physical():
    rows = []
    for row in table('ne_physical.csv'):
        kind, feature = row['kind'], row['feature'].lower()
        code = PHYSICAL.get(feature) or {'sea': 'SEA', 'region': 'RGN', 'lake': 'LK', 'river': 'STM', 'cape': 'CAPE'}.get(kind, 'RGN')
        name = row['name'].strip()
        if name == name.upper():
            name = name.title()
        if not latin(name):
            continue
        box = ','.join(coordinate(row[k]) for k in ('south', 'west', 'north', 'east'))
        others = [row['alt']]
        if kind == 'river' and not re.search(r'river|rio|canal|creek', name, re.I):
            others += [f'{name} River', f'River {name}']
        if kind == 'lake' and not re.search(r'lake|lago|reservoir', name, re.I):
            others += [f'Lake {name}']
        rows.append(['', name, coordinate(row['lat']), coordinate(row['lon']), '', '', '', code, 0, names(name, others), box])
    for row in table('ne_airports_ports.csv'):
        if row['kind'] != 'airport':
            continue
        name = row['name'].strip()
        long = row['wikipedia'].replace('_', ' ').split('/')[-1]
        full = name if re.search(r'airport|field|base', name, re.I) else f'{name} Airport'
        others = [long] if long and '%' not in long and '(' not in long else []
        if full.startswith(name) and 'International' not in full:
            others.append(f'{name} International Airport')
        code = 'AIRB' if row['type'] == 'military' else 'AIRP'
        rows.append(['', full, coordinate(row['lat']), coordinate(row['lon']), '', '', '', code, 0, names(full, others), ''])
    return rows


GEONAMES = 'Source: GeoNames (geonames.org), CC BY 4.0, modified: names in other scripts and transliterations left out.'
write('countries.tsv', countries(), 'Source: GeoNames (CC BY 4.0), names and points of the CIA World Factbook (public domain), names of OpenSanctions rigour (MIT).')
write('admin1.tsv', admin('admin1.csv', 'ADM1', False), 'Source: GeoNames (CC BY 4.0), points of Natural Earth (public domain) or means of towns.')
write('admin2.tsv.zst', admin('admin2.csv.zst', 'ADM2', True), 'Source: GeoNames (CC BY 4.0); points are means of towns.')
write('towns.tsv.zst', cities(), GEONAMES)
write('villages.tsv.zst', villages(), "Source: Who's On First and its sources (see NOTICE), modified: names in other scripts left out.")
write('physical.tsv', physical(), 'Source: Natural Earth (public domain).')
