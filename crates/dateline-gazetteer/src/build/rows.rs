//! Rows of the tables of places.

use crate::format::NameKind;

/// A row: `id name latitude longitude country admin1 admin2 feature population names box note`, as the head of each table says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row<'a> {
    /// GeoNames number, `w` and the number of Who's On First, or nothing.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Degrees north.
    pub latitude: &'a str,
    /// Degrees east.
    pub longitude: &'a str,
    /// ISO 3166-1 alpha-2; several parted by `|`, the first is whose it is by the view of most states.
    pub country: &'a str,
    /// Code of GeoNames.
    pub admin1: &'a str,
    /// Code of GeoNames.
    pub admin2: &'a str,
    /// Feature code.
    pub feature: &'a str,
    /// People.
    pub population: u32,
    /// Other names, parted by `|`.
    pub names: &'a str,
    /// south,west,north,east
    pub bounds: &'a str,
    /// "disputed: administered by …" and other notes.
    pub note: &'a str,
}

impl<'a> Row<'a> {
    /// Reads a line of a compiled table.
    pub fn compiled(line: &'a str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let row = Self {
            id: next(),
            name: next(),
            latitude: next(),
            longitude: next(),
            country: next(),
            admin1: next(),
            admin2: next(),
            feature: next(),
            population: next().parse().unwrap_or(0),
            names: next(),
            bounds: next(),
            note: "",
        };
        (!row.name.is_empty() && !row.feature.is_empty()).then_some(row)
    }

    /// Reads a line of a table written by hand: `names feature latitude longitude box countries years note`.
    pub fn by_hand(line: &'a str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [names, feature, latitude, longitude, bounds, country, _years, note] = columns.as_slice() else {
            return None;
        };
        let (name, names) = names.split_once('|').unwrap_or((names, ""));
        Some(Self { name, names, feature, latitude, longitude, bounds, country, note, ..Self::default() })
    }

    /// Its other names.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.names.split('|').filter(|name| !name.is_empty())
    }

    /// Its point.
    pub fn point(&self) -> Option<(f32, f32)> {
        self.latitude.parse().ok().zip(self.longitude.parse().ok())
    }

    /// Its box.
    pub fn bounds(&self) -> Option<[f32; 4]> {
        let mut edges = self.bounds.split(',').map(|edge| edge.trim().parse::<f32>().ok());
        Some([edges.next()??, edges.next()??, edges.next()??, edges.next()??])
    }

    /// Who administers and who claims it.
    pub fn disputed(&self) -> Option<String> {
        self.note.strip_prefix("disputed:").map(|note| note.trim().to_owned())
    }
}

/// Another word for a place: `forms kind place country feature first last`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alias<'a> {
    /// The words, parted by `|`.
    pub forms: &'a str,
    /// "abbreviation", "adjective", "demonym", "former", "nickname", "short" or "spelling".
    pub kind: &'a str,
    /// The name of the place in the tables.
    pub place: &'a str,
    /// Its country, ISO 3166-1 alpha-2; any if empty.
    pub country: &'a str,
    /// Its feature code, or one like it; any if empty.
    pub feature: &'a str,
}

impl<'a> Alias<'a> {
    /// Reads a line.
    pub fn read(line: &'a str) -> Option<Self> {
        let mut columns = line.split('\t');
        Some(Self {
            forms: columns.next()?,
            kind: columns.next()?,
            place: columns.next()?,
            country: columns.next()?,
            feature: columns.next()?,
        })
    }

    /// How the name belongs to the place.
    pub fn kind(&self) -> NameKind {
        match self.kind {
            "abbreviation" => NameKind::Abbreviation,
            "adjective" | "demonym" => NameKind::Demonym,
            "former" => NameKind::Former,
            _ => NameKind::Usual,
        }
    }
}

/// Whether a name is the code of an airport or the like, which is no name of a town.
pub fn is_code(name: &str) -> bool {
    name.len() <= 4 && name.chars().all(char::is_uppercase)
}

/// Words that say what a division is, and may be left out of its name.
pub const DIVISION_WORDS: &[&str] = &[
    "county",
    "parish",
    "borough",
    "census area",
    "municipality",
    "province",
    "provincia",
    "state",
    "region",
    "oblast",
    "oblast'",
    "krai",
    "kray",
    "republic",
    "district",
    "governorate",
    "department",
    "departamento",
    "prefecture",
    "canton",
    "division",
    "voivodeship",
    "land",
    "raion",
    "rayon",
    "raionul",
    "municipio",
    "estado",
    "autonomous region",
    "autonomous okrug",
    "territory",
    "city",
    "department of",
    "muhafazat",
    "wilaya",
];

/// Whether two feature codes can be those of one place in two tables.
pub fn alike(a: &str, b: &str) -> bool {
    let class = |code: &str| match code {
        _ if code.starts_with("PPL") || code == "STLMT" => 1,
        _ if code.starts_with("ADM") || code.starts_with("PCL") || code.starts_with("RGN") => 2,
        "CONT" => 9,
        "TERR" | "AREA" | "ZN" | "ISL" | "ISLS" | "PEN" | "CST" => 2,
        "OCN" | "SEA" | "GULF" | "BAY" | "STRT" | "CHN" | "SD" | "FJD" | "LGN" | "INLT" => 3,
        "STM" | "CNL" => 4,
        "LK" | "RSV" => 5,
        "MT" | "MTS" | "HLL" | "HLLS" | "VLC" | "PLAT" => 6,
        "AIRP" | "AIRB" | "AIRF" | "MILB" | "INSM" => 7,
        _ => 8,
    };
    a == b || class(a) == class(b) && class(a) != 8
}
