//! The compiled table, byte by byte. All numbers are little-endian.
//!
//! ```text
//! magic    8 bytes    "DLPLACE" and the version
//! sections 8 × 2 u64  offset and length of: names (FST), postings, entries, strings, boxes, notes, divisions, features
//! names    folded name → posting: odd, one sense (sense « 1 | 1); even, offset into postings « 1
//! postings u16 count, then that many senses of 4 bytes: entry « 3 | kind of name
//! entries  28 bytes each: id u32, latitude and longitude f32, population u32, name u32 (offset into strings),
//!          number of the country u16, of the first-order division u16, then u32: number of the second-order division in
//!          the low 20 bits, of the feature code in the high 12
//! strings  u8 length, UTF-8
//! boxes    entry, south, west, north, east (u32, 4 × f32), by entry
//! notes    entry « 2 | kind, offset into strings (2 × u32), by entry
//! divisions u32 × 3: how many countries, first-order and second-order divisions; then the entry of each first-order and
//!          of each second-order division (u32). Countries stand at the head of the entries
//! features feature codes, each with a line feed after it
//! ```

/// The first bytes.
pub const MAGIC: &[u8; 8] = b"DLPLACE2";
/// How many sections.
pub const SECTIONS: usize = 8;
/// Bytes before the sections.
pub const HEAD: usize = 8 + 16 * SECTIONS;
/// Bytes of an entry.
pub const ENTRY: usize = 28;
/// Bytes of a box.
pub const BOX: usize = 20;
/// Bytes of a note.
pub const NOTE: usize = 8;
/// "None" where a country or a first-order division is expected.
pub const NONE: u16 = u16::MAX;
/// "None" where a second-order division is expected.
pub const NONE_SECOND: u32 = (1 << SECOND_BITS) - 1;
/// Bits of the number of a second-order division; the rest of its four bytes is the feature.
pub const SECOND_BITS: u32 = 20;
/// Most feature codes.
pub const MOST_FEATURES: usize = 1 << (32 - SECOND_BITS);
/// Marks ids of Who's On First.
pub const WHOS_ON_FIRST: u32 = 1 << 31;
/// Bytes of the longest name that is looked up; longer ones are left out.
pub const LONGEST_NAME: usize = 255;
/// Most entries: a sense has 29 bits for its entry.
pub const MOST_ENTRIES: usize = 1 << 29;

/// In what way a name belongs to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The name under which it stands in the table.
    Primary = 0,
    /// A usual name in English: reviewed by hand.
    Usual = 1,
    /// Another name or spelling, most often of another language.
    Alternate = 2,
    /// An adjective or a word for its people.
    Demonym = 3,
    /// An abbreviation: counts only as it is printed, in capitals or with its full stop.
    Abbreviation = 4,
    /// The name without the word for what it is: "Kent" of "Kent County".
    Short = 5,
    /// A name that it bore once.
    Former = 6,
}

impl NameKind {
    /// The kind in words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Primary => "name",
            Self::Usual => "usual name",
            Self::Alternate => "other name",
            Self::Demonym => "adjective or people",
            Self::Abbreviation => "abbreviation",
            Self::Short => "short name",
            Self::Former => "former name",
        }
    }

    /// The kind of a number.
    pub fn of(number: u32) -> Self {
        match number & 7 {
            0 => Self::Primary,
            1 => Self::Usual,
            3 => Self::Demonym,
            4 => Self::Abbreviation,
            5 => Self::Short,
            6 => Self::Former,
            _ => Self::Alternate,
        }
    }
}
