//! The compiled table, byte by byte. All numbers are little-endian.
//!
//! ```text
//! magic    8 bytes    "DLPLACE" and the version
//! sections 7 × 2 u32  offset and length of: names (FST), postings, entries, strings, boxes, notes, divisions
//! names    folded name → posting: odd, one sense (sense « 1 | 1); even, offset into postings « 1
//! postings u16 count, then that many senses of 4 bytes: entry « 3 | kind of name
//! entries  28 bytes each: see `Entry`
//! strings  u8 length, UTF-8
//! boxes    entry, south, west, north, east (u32, 4 × f32), by entry
//! notes    entry, offset into strings (2 × u32), by entry
//! divisions u32 × 3: how many countries, first-order and second-order divisions stand at the head of the entries
//! ```

/// The first bytes.
pub const MAGIC: &[u8; 8] = b"DLPLACE1";
/// How many sections.
pub const SECTIONS: usize = 7;
/// Bytes of an entry.
pub const ENTRY: usize = 28;
/// Bytes of a box.
pub const BOX: usize = 20;
/// Bytes of a note.
pub const NOTE: usize = 8;
/// "None" where a country or division is expected.
pub const NONE: u16 = u16::MAX;
/// Marks ids of Who's On First.
pub const WHOS_ON_FIRST: u32 = 1 << 31;

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
