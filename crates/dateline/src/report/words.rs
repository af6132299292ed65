//! The record's enumerations in words for people.

use dateline_record::{Author, AuthorKind, DateKind, Furniture, Role, Severity, Span};

/// A kind of furniture.
pub fn furniture(kind: Option<Furniture>) -> &'static str {
    match kind {
        Some(Furniture::Clock) => "clock",
        Some(Furniture::Weather) => "weather",
        Some(Furniture::Navigation) => "navigation",
        Some(Furniture::Breadcrumb) => "breadcrumb",
        Some(Furniture::Byline) => "byline",
        Some(Furniture::Date) => "date line",
        Some(Furniture::RelatedLinks) => "related links",
        Some(Furniture::Share) => "share bar",
        Some(Furniture::CommentForm) => "comment form",
        Some(Furniture::Cookie) => "cookie box",
        Some(Furniture::Newsletter) => "newsletter",
        Some(Furniture::Subscription) => "subscription",
        Some(Furniture::Advertisement) => "advertisement",
        Some(Furniture::Tags) => "tags",
        Some(Furniture::AuthorNote) => "about the author",
        Some(Furniture::Media) => "media controls",
        Some(Furniture::Search) => "search",
        Some(Furniture::Legal) => "legal notice",
        Some(Furniture::Credit) => "picture credit",
        Some(Furniture::Other) | None => "other",
    }
}

/// A role of a block.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Title => "headline",
        Role::Subtitle => "deck",
        Role::Heading => "heading",
        Role::Paragraph => "paragraph",
        Role::Quote => "block quotation",
        Role::List => "list item",
        Role::Caption => "caption",
        Role::Table => "table row",
        Role::Comment => "reader’s comment",
        Role::Furniture => "furniture",
    }
}

/// A kind of date.
pub fn kind_of_date(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Published => "published",
        DateKind::Updated => "updated",
        DateKind::Clock => "clock",
        DateKind::Copyright => "copyright",
        DateKind::Comment => "comment",
        DateKind::Event => "event",
        DateKind::Related => "other article",
        DateKind::Unknown => "unclear",
    }
}

/// A severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::High => "high",
    }
}

/// A number of findings of a severity.
pub fn findings(severity: Severity, count: usize) -> String {
    let plural = if count == 1 || severity == Severity::High { "" } else { "s" };
    format!("{count} {}{plural}", self::severity(severity))
}

/// A day with its time as people write it: `2024-03-05 06:07 +02:00`.
pub fn day(value: &str) -> String {
    let Some((day, time)) = value.split_once('T') else { return value.to_owned() };
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let minutes = clock.get(..5).unwrap_or(clock);
    let zone = if zone == "Z" { "UTC" } else { zone };
    format!("{day} {minutes} {zone}").trim_end().to_owned()
}

/// An author with what the page says of them.
pub fn author(author: &Author) -> String {
    let note = match (&author.role, author.kind) {
        (Some(role), _) => Some(role.as_str()),
        (None, AuthorKind::Agency) => Some("news agency"),
        (None, AuthorKind::Desk) => Some("desk"),
        (None, AuthorKind::Person) => None,
    };
    note.map_or(author.name.clone(), |note| format!("{} ({note})", author.name))
}

/// The characters of a span.
pub fn span_text(text: &[char], span: Span) -> String {
    let end = (span.end as usize).min(text.len());
    let start = (span.start as usize).min(end);
    text[start..end].iter().collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_for_people() {
        assert_eq!(day("2024-03-05"), "2024-03-05");
        assert_eq!(day("2024-03-05T06:07:08+02:00"), "2024-03-05 06:07 +02:00");
        assert_eq!(day("2024-03-05T06:07Z"), "2024-03-05 06:07 UTC");
        assert_eq!(day("2024-03-05T06:07:08.123"), "2024-03-05 06:07");
    }
}
