//! Families of time expressions: where a tagger wins and loses. They are for the break-down alone; no score rests on
//! them.

use std::sync::LazyLock;

use regex::Regex;

/// The expressions of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// What they are.
    pub name: &'static str,
    /// Expressions of the gold.
    pub gold: usize,
    /// Those that an answer overlaps.
    pub found: usize,
    /// Those found with their exact span.
    pub exact: usize,
    /// Those found with their value.
    pub value: usize,
}

const MONTH: &str = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|mar\.?|apr\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)";
const WEEKDAY: &str = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
const UNIT: &str = "(?:second|minute|hour|day|week|weekend|month|year|decade|century|centurie|quarter|night|morning|season|term|summer|winter|fall|spring|autumn)s?";

/// Looked for in small letters; the first that occurs in an expression is its family. `{M}`, `{W}` and `{U}` stand
/// for the names of months, weekdays and units.
const PATTERNS: [(&str, &str); 17] = [
    (
        "set (every/each/daily/annual)",
        r"\b(every|each|daily|weekly|monthly|yearly|annual(ly)?|per|nightly|hourly)\b|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays",
    ),
    ("clock time", r"\d{1,2}:\d\d|\b\d{1,2}(\.\d\d)? ?[ap]\.?m\b|o'clock|midnight|noon|gmt|est\b"),
    (
        "full date (day month year)",
        r"{M}\s+\d{1,2}(st|nd|rd|th)?,? +\d{4}|\d{1,2}(st|nd|rd|th)?( of)? {M},? +\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d",
    ),
    ("month + year", r"{M},?( of)? \d{4}"),
    ("month-day, no year", r"{M}\s+\d{1,2}|\d{1,2}(st|nd|rd|th)?( of)? {M}"),
    ("quarter / fiscal / half", r"quarter|fiscal|half\b|semester"),
    (AGO, r"\b(ago|earlier|later|before|after|previously|from now|hence|since)\b"),
    ("early/late/mid/end + X", r"\b(early|late|mid|middle|end|beginning|start|latter|turn)\b"),
    (
        "last/past/next/this/previous + unit",
        r"\b(last|past|next|this|previous|following|coming|recent|preceding|same|that|current|prior|latest|first|second|final)\b.*\b({U}|{W}|{M})\b",
    ),
    ("weekday (+part of day)", "{W}"),
    ("today/yesterday/tomorrow/tonight", "today|yesterday|tomorrow|tonight|overnight"),
    (
        "now/current/recently/future refs",
        r"\b(now|currently|current|recent|recently|present|future|past|once|time|nowadays|formerly|previously|soon|ago|days|era|moment|period)\b$",
    ),
    ("decade / century", r"\d{2,4}'?s\b|centur|decade"),
    ("season", r"\b(summer|winter|spring|fall|autumn|season)\b"),
    (
        "year only",
        r"^(in |the year )?(19|20|18|17|16|15|14)?\d\d( ?(bc|ad))?$|^\d{3,4}( ?(bc|ad|b\.c\.))?$|^(the )?year( of)? \d{4}$|^\d{4}[-–]\d{2,4}$",
    ),
    ("month only", "^(the )?(month of )?{M}$"),
    ("duration N units", r"\b{U}\b|-{U}"),
];

const AGO: &str = "N units ago/earlier/later/before/after";
const OTHER: &str = "other (holidays, named days, ...)";

static FAMILIES: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let patterns = PATTERNS.iter().filter_map(|(name, pattern)| {
        let pattern = pattern.replace("{M}", MONTH).replace("{W}", WEEKDAY).replace("{U}", UNIT);
        Some((*name, Regex::new(&pattern).ok()?))
    });
    patterns.collect()
});

/// The family of an expression.
pub fn family(text: &str, kind: Option<&str>) -> &'static str {
    let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let counted = ["ago", "earlier", "later"].iter().any(|word| text.contains(word));
    let fits = |(name, pattern): &&(&str, Regex)| {
        !(*name == AGO && kind == Some("DURATION") && !counted) && pattern.is_match(&text)
    };
    FAMILIES.iter().find(fits).map_or(OTHER, |(name, _)| name)
}

/// The table of the families, the largest first.
pub fn table(families: &[Family]) -> String {
    let mut rows: Vec<&Family> = families.iter().collect();
    rows.sort_by_key(|family| std::cmp::Reverse(family.gold));
    let all: usize = rows.iter().map(|family| family.gold).sum();
    let mut table = String::from(
        "| family | n | share | found | exact span | value right |\n|---|---|---|---|---|---|\n",
    );
    for family in rows {
        let of = |part: usize| 100.0 * part as f64 / family.gold.max(1) as f64;
        table += &format!(
            "| {} | {} | {:.1}% | {:.0}% | {:.0}% | {:.0}% |\n",
            family.name,
            family.gold,
            100.0 * family.gold as f64 / all.max(1) as f64,
            of(family.found),
            of(family.exact),
            of(family.value)
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one_and_finds_its_own() {
        assert_eq!(FAMILIES.len(), PATTERNS.len());
        let cases = [
            ("every Monday", "SET", "set (every/each/daily/annual)"),
            ("9:30 a.m", "TIME", "clock time"),
            ("3 March\n 2011", "DATE", "full date (day month year)"),
            ("Sept. 12", "DATE", "month-day, no year"),
            ("two years before", "DURATION", "duration N units"),
            ("two years before", "DATE", AGO),
            ("last spring", "DATE", "last/past/next/this/previous + unit"),
            ("1987", "DATE", "year only"),
            ("Easter", "DATE", OTHER),
        ];
        for (text, kind, expected) in cases {
            assert_eq!(family(text, Some(kind)), expected, "{text}");
        }
    }
}
