//! Rows of GeoNames: the dump of places and the table of their other names, as the export describes them.

use crate::format::{NameKind, WHOS_ON_FIRST};

/// Columns of the dump.
const COLUMNS: usize = 19;
/// Columns of the table of other names that are needed; newer ones have two more.
const NAME_COLUMNS: usize = 8;

/// A row of the dump.
#[derive(Clone, Copy, Debug)]
pub struct Dumped<'a> {
    /// Number.
    pub id: u32,
    /// Name.
    pub name: &'a str,
    /// Name in plain letters.
    pub ascii: &'a str,
    /// Other names, parted by commas.
    pub others: &'a str,
    /// Degrees.
    pub point: (f32, f32),
    /// Feature code, "OTHER" where it has none.
    pub feature: &'a str,
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// Code of the first-order division.
    pub admin1: &'a str,
    /// Code of the second-order division.
    pub admin2: &'a str,
    /// People.
    pub population: u32,
}

impl<'a> Dumped<'a> {
    /// Reads a line; else why it is no row.
    pub fn read(line: &'a str) -> Result<Self, String> {
        let mut cells = [""; COLUMNS];
        let count = split(line, &mut cells);
        if count != COLUMNS {
            return Err(format!("it has {count} columns, not the {COLUMNS} of a dump of GeoNames"));
        }
        let [id, name, ascii, others, latitude, longitude, _, feature, country, _, admin1, admin2, ..] =
            cells;
        if name.is_empty() {
            return Err("it has no name (column 2)".into());
        }
        let degrees = |cell: &str, column: usize, most: f32| {
            let value = cell.parse::<f32>().ok().filter(|value| value.abs() <= most);
            value.ok_or_else(|| {
                format!("“{}” (column {column}) is not a number from -{most} to {most}", shown(cell))
            })
        };
        let [.., population, _, _, _, _] = cells;
        Ok(Self {
            id: number(id)?,
            name,
            ascii,
            others,
            point: (degrees(latitude, 5, 90.0)?, degrees(longitude, 6, 180.0)?),
            feature: if feature.is_empty() { "OTHER" } else { feature },
            country,
            admin1,
            admin2,
            population: match population {
                "" => 0,
                // The Earth has more people than there is room for.
                count => count
                    .parse::<u64>()
                    .map(|n| n.min(u32::MAX.into()) as u32)
                    .map_err(|_| format!("“{}” (column 15) is not a number of people", shown(count)))?,
            },
        })
    }
}

/// A row of the table of other names.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Number of the place.
    pub id: u32,
    /// Name.
    pub name: &'a str,
    /// How it belongs to the place.
    pub kind: NameKind,
}

impl<'a> Named<'a> {
    /// Reads a line. `None`: not a name but an address, a post code or the like. Else why it is no row.
    pub fn read(line: &'a str) -> Result<Option<Self>, String> {
        let mut cells = [""; COLUMNS];
        let count = split(line, &mut cells);
        if count < NAME_COLUMNS {
            return Err(format!(
                "it has {count} columns, not the {NAME_COLUMNS} or more of GeoNames' table of alternate names"
            ));
        }
        let [_, id, language, name, preferred, _, _, historic, ..] = cells;
        let id = number(id)?;
        let kind = match language {
            "link" | "wkdt" | "post" | "iata" | "icao" | "faac" | "tcid" | "unlc" | "phon" => {
                return Ok(None);
            }
            _ if historic == "1" => NameKind::Former,
            "abbr" => NameKind::Abbreviation,
            "en" if preferred == "1" => NameKind::Usual,
            _ => NameKind::Alternate,
        };
        Ok((!name.is_empty()).then_some(Self { id, name, kind }))
    }
}

fn split<'a>(line: &'a str, cells: &mut [&'a str; COLUMNS]) -> usize {
    let mut count = 0;
    for cell in line.split('\t') {
        if let Some(to) = cells.get_mut(count) {
            *to = cell;
        }
        count += 1;
    }
    count
}

fn number(cell: &str) -> Result<u32, String> {
    let number = cell.parse::<u32>().ok().filter(|number| (1..WHOS_ON_FIRST).contains(number));
    number.ok_or_else(|| format!("“{}” is not a number of GeoNames", shown(cell)))
}

/// A cell that is not too long for a message.
fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_dump_is_read_and_what_is_none_is_told() {
        let row = "17\tSelmø\tSelmo\tSelm,Сельмё\t53.5\t-9.25\tP\tPPL\tNL\t\t03\t0301\t\t\t6814400000\t\t4\tEurope/Selm\t2024-01-01";
        let read = Dumped::read(row).unwrap();
        assert_eq!((read.id, read.name, read.point), (17, "Selmø", (53.5, -9.25)));
        assert_eq!((read.country, read.admin1, read.admin2), ("NL", "03", "0301"));
        assert_eq!(read.population, u32::MAX);
        for (from, to, why) in [
            ("17\t", "x\t", "“x” is not a number of GeoNames"),
            ("17\t", "4000000000\t", "is not a number of GeoNames"),
            ("53.5", "95", "(column 5) is not a number from -90 to 90"),
            ("-9.25", "NaN", "(column 6)"),
            ("\tSelmø\t", "\t\t", "it has no name"),
            ("\tNL", "", "18 columns"),
            ("6814400000", "many", "(column 15)"),
        ] {
            let fault = Dumped::read(&row.replacen(from, to, 1)).unwrap_err();
            assert!(fault.contains(why), "{fault}");
        }
    }

    #[test]
    fn names_have_their_kinds() {
        let kind = |rest: &str| Named::read(&format!("1\t17\t{rest}")).unwrap().map(|named| named.kind);
        assert_eq!(kind("en\tSelm\t1\t\t\t"), Some(NameKind::Usual));
        assert_eq!(kind("de\tSelmau\t\t\t\t\t\t"), Some(NameKind::Alternate));
        assert_eq!(kind("en\tOld Selm\t\t\t\t1\t1900\t1950"), Some(NameKind::Former));
        assert_eq!(kind("abbr\tSLM\t\t\t\t"), Some(NameKind::Abbreviation));
        assert_eq!(kind("link\tan address\t\t\t\t"), None);
        assert!(Named::read("1\t17\ten\tSelm").is_err());
        assert!(Named::read("1\t-\ten\tSelm\t\t\t\t").is_err());
    }
}
