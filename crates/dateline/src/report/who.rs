//! Who and where: the entities and the places of a record.

use dateline_record::{Entity, Precision};

use super::Report;
use super::columns::{Cell, noted};
use super::known::{
    Where, actors, coordinates, country, kind, office, places, precision, sector, share, within,
};
use super::paint::Style;
use super::text::clean;

/// Most and fewest columns of what is not the wide column.
const COLUMN: (usize, usize) = (16, 28);

/// What an entity is: its first office, else its kind; its country; its sector.
fn what(entity: &Entity) -> String {
    let what = entity.roles.first().map_or_else(|| kind(entity.kind).to_owned(), office);
    let country = entity.country.as_deref().map(country).unwrap_or_default().to_owned();
    let sector = entity.sector.as_deref().map(sector).unwrap_or_default();
    [what, country, sector].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The likeliest of what something may be instead.
fn instead(name: &str, confidence: f32) -> String {
    format!("or: {} {}", clean(name), share(confidence)).trim_end().to_owned()
}

impl Report<'_> {
    /// Those that act: people, organisations, groups and what else is no place.
    pub(super) fn who(&self) -> String {
        let actors = actors(self.record);
        if actors.is_empty() {
            return String::new();
        }
        let (mut rows, mut notes): (Vec<Vec<Cell>>, Vec<Vec<String>>) = Default::default();
        for (_, entity) in &actors {
            let sure = entity.link.as_ref().map_or("unlinked".into(), |link| share(link.confidence));
            rows.push(vec![
                (clean(&entity.name), Style::Title),
                (clean(&what(entity)), Style::Plain),
                (format!("{}×", entity.mentions.len()), Style::Dim),
                (sure, Style::Dim),
            ]);
            notes.push(
                entity.runners_up.first().map(|o| instead(&o.name, o.confidence)).into_iter().collect(),
            );
        }
        self.heading("Who", Some(actors.len())) + &self.noted(&rows, &notes)
    }

    /// The places.
    pub(super) fn places(&self) -> String {
        let places = places(self.record);
        if places.is_empty() {
            return String::new();
        }
        let (rows, notes): (Vec<_>, Vec<_>) = places.iter().map(place).unzip();
        self.heading("Where", Some(places.len())) + &self.noted(&rows, &notes)
    }

    /// A table whose second column is wide.
    fn noted(&self, rows: &[Vec<Cell>], notes: &[Vec<String>]) -> String {
        let most = (self.look.width / 4).clamp(COLUMN.0, COLUMN.1);
        noted(self.paint, rows, notes, 1, most, self.look.width)
    }
}

/// The row of a place and what is noted below it.
fn place(row: &Where) -> (Vec<Cell>, Vec<String>) {
    let name = (clean(row.name()), Style::Title);
    let dim = |words: String| (words, Style::Dim);
    let Some((_, place)) = row.place else {
        let country = row.entity.and_then(|(_, entity)| entity.country.as_deref()).map(country);
        let country = (clean(country.unwrap_or_default()), Style::Plain);
        return (vec![name, country, dim("not on the map".into())], vec![]);
    };
    let at = coordinates(place);
    let cells = vec![
        name,
        (clean(&within(row.name(), place)), Style::Plain),
        dim(match place.precision {
            // Where a continent has its middle tells nothing.
            Precision::World => String::new(),
            _ if at.is_empty() => "not on the map".into(),
            _ => at,
        }),
        dim(precision(place.precision).into()),
        dim(share(place.confidence)),
    ];
    let mut notes: Vec<String> = place.disputed.iter().map(|note| clean(note)).collect();
    notes.extend(place.runners_up.first().map(|other| instead(&other.name, other.confidence)));
    (cells, notes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::report::{Look, page};

    #[test]
    fn who_and_where_at_eighty_columns() {
        let look = Look { width: 80, colour: false, furniture: false };
        insta::assert_snapshot!(page(&crate::invented::record(), "velm.html", &look));
    }

    #[test]
    fn who_and_where_at_forty_columns_in_colour() {
        let look = Look { width: 40, colour: true, furniture: false };
        let printed = page(&crate::invented::record(), "velm.html", &look).replace('\x1b', "^");
        let part = printed.split("Who").nth(1).unwrap();
        insta::assert_snapshot!(part);
    }

    #[test]
    fn a_hostile_record_is_told_without_harm() {
        let look = Look { width: 60, colour: false, furniture: false };
        let printed = page(&crate::invented::hostile(), "evil.html", &look);
        assert!(!printed.contains('\x1b') && !printed.contains("NaN") && printed.contains("not on the map"));
    }
}
