//! Of which kind a piece of furniture is, and which role a line of the article has.
//!
//! A line's own words decide first (a phrase of `data/furniture/phrases.tsv`, a date, a temperature), then the
//! section it stands in ("Related news" and what follows it), then its form and its place on the page.

use dateline_record::{Furniture, Role};

use super::context::Page;
use super::lexicon::{self, Group, ORDER};
use super::line::Line;

/// A phrase that covers less of its line does not name it.
const LEAST_SHARE: f32 = 0.3;

/// A phrase that begins the line and covers less does not name it.
const LEAST_SHARE_LEADING: f32 = 0.15;

/// What it adds to a phrase's share that it leads the line as a label.
const LABEL: f32 = 0.3;

/// How near the headline or the article's ends a byline, a date or a caption stands, in lines.
const NEAR: usize = 8;

/// What is known of the page when furniture is named.
pub struct Layout<'p, 'a> {
    page: &'p Page<'a>,
    /// For each line whether it is the article's.
    is_article: &'p [bool],
    title: Option<usize>,
    /// First and one past the last line of the article's main stretch.
    body: std::ops::Range<usize>,
}

/// Furniture, or a role of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A kind of furniture.
    Furniture(Furniture),
    /// The caption of a picture.
    Caption,
    /// A reader's comment.
    Comment,
}

impl<'p, 'a> Layout<'p, 'a> {
    /// A page whose lines were judged.
    pub fn new(
        page: &'p Page<'a>,
        is_article: &'p [bool],
        title: Option<usize>,
        body: std::ops::Range<usize>,
    ) -> Self {
        Layout { page, is_article, title, body }
    }

    /// Names every line that is neither article nor headline.
    pub fn kinds(&self) -> Vec<Option<Kind>> {
        let mut kinds: Vec<Option<Kind>> = Vec::with_capacity(self.page.lines.len());
        let mut section: Option<(Furniture, usize)> = None;
        for (i, line) in self.page.lines.iter().enumerate() {
            if self.is_article.get(i).copied().unwrap_or(false) || self.title == Some(i) {
                section = None;
                kinds.push(None);
                continue;
            }
            let named = self.named(i, line);
            let open = section.filter(|(kind, from)| i - from <= reach(*kind)).map(|(kind, _)| kind);
            let kind = match (named, open) {
                // A form goes on until something else is named outright; the date of a comment is the comment's.
                (Some(kind), Some(of)) if belongs(kind, of) => Kind::Furniture(of),
                (Some(kind), _) => kind,
                (None, Some(Furniture::CommentForm)) if line.is_sentence() => Kind::Comment,
                (None, Some(of)) => Kind::Furniture(of),
                (None, None) => self.by_place(i, line),
            };
            if let Some(Kind::Furniture(kind)) = named
                && line.is_mark(kind)
                && !self.in_menu(i)
            {
                section = (reach(kind) > 0)
                    .then_some((kind, i))
                    .or(section.filter(|(of, _)| belongs(Kind::Furniture(kind), *of)));
            }
            kinds.push(Some(kind));
        }
        kinds
    }

    /// The kind that the line's own words name.
    fn named(&self, i: usize, line: &Line<'_>) -> Option<Kind> {
        let furniture = |kind| Some(Kind::Furniture(kind));
        if line.temperature {
            return furniture(Furniture::Weather);
        }
        let said = |kind: Furniture| {
            lexicon::place(kind).and_then(|at| line.hits.share.get(at)).copied().unwrap_or(0.0)
        };
        if line.is_date {
            return furniture(self.date_kind(i, line, said(Furniture::Date) > 0.0));
        }
        if said(Furniture::Legal) > 0.0 && line.text.contains('©') && said(Furniture::Credit) < 0.5 {
            let in_body = self.body.contains(&i) && line.words <= 8;
            return furniture(if in_body { Furniture::Credit } else { Furniture::Legal });
        }
        if self.is_trail(i, line) {
            return furniture(Furniture::Breadcrumb);
        }
        let (group, share) = self.strongest(i, line)?;
        match group {
            Group::Caption => Some(Kind::Caption),
            Group::Furniture(Furniture::Credit) if line.words > 10 && share < 0.5 => Some(Kind::Caption),
            Group::Furniture(kind) => furniture(kind),
        }
    }

    /// The group whose phrase covers most of the line, if it covers enough.
    fn strongest(&self, i: usize, line: &Line<'_>) -> Option<(Group, f32)> {
        let mut best: Option<(Group, f32)> = None;
        for (at, (_, group)) in ORDER.iter().enumerate() {
            let share = line.hits.share.get(at).copied().unwrap_or(0.0);
            let leads = line.hits.leads >> at & 1 == 1;
            // "Tags: …", "By …": what leads a line names it, however long the rest is.
            let labels = leads && (line.is_labelled || *group == Group::Furniture(Furniture::Byline));
            let enough = labels || share >= if leads { LEAST_SHARE_LEADING } else { LEAST_SHARE };
            // In a long sentence a phrase says little, unless it is of a language of notices.
            let notice = matches!(
                group,
                Group::Furniture(
                    Furniture::Cookie
                        | Furniture::Newsletter
                        | Furniture::Subscription
                        | Furniture::Legal
                        | Furniture::CommentForm
                        | Furniture::AuthorNote
                        | Furniture::Credit
                ) | Group::Caption
            );
            if !(enough || (notice && share > 0.0 && line.words >= 6)) {
                continue;
            }
            let mut value = share + if labels { LABEL } else { 0.0 };
            match group {
                // A menu has words of every kind: among menu entries a word is a menu entry, elsewhere rather not.
                Group::Furniture(Furniture::Navigation) => value += if self.in_menu(i) { 0.2 } else { -0.01 },
                // "Photo: …" is more often a credit than a button.
                Group::Furniture(Furniture::Credit) => value += 0.01,
                Group::Furniture(Furniture::Byline) if !self.can_be_byline(i, line) => continue,
                _ => {}
            }
            if best.is_none_or(|(_, other)| value > other) {
                best = Some((*group, value));
            }
        }
        best
    }

    /// Whether most lines around are short entries.
    fn in_menu(&self, i: usize) -> bool {
        let around = i.saturating_sub(3)..(i + 4).min(self.page.lines.len());
        let lines = self.page.lines.get(around.clone()).unwrap_or_default();
        let entries = lines.iter().filter(|l| l.words <= 4 && !l.stop && !l.is_date).count();
        let menu = |l: &&Line<'_>| l.is_mark(Furniture::Navigation);
        entries >= 5 && lines.iter().filter(menu).count() >= 2
    }

    /// A date is the article's near the headline; the page's clock above it; else it belongs to other articles.
    fn date_kind(&self, i: usize, line: &Line<'_>, said: bool) -> Furniture {
        let head = self.title.unwrap_or(self.body.start);
        if said && i <= self.body.start + NEAR {
            return Furniture::Date;
        }
        if i < head {
            let lines = &self.page.lines;
            let around = lines.get(i.saturating_sub(3)..(i + 4).min(lines.len())).unwrap_or_default();
            let weather = around.iter().any(|l| l.temperature);
            let later = lines.get(head..(head + NEAR).min(lines.len())).unwrap_or_default();
            let dated = later.iter().any(|l| l.is_date);
            let far = head - i > 3;
            return if line.weekday || weather || dated || far { Furniture::Clock } else { Furniture::Date };
        }
        if i <= self.body.start + NEAR || self.body.contains(&i) || i < self.body.end + 4 {
            return Furniture::Date;
        }
        Furniture::RelatedLinks
    }

    /// `Home > World > Europe`: short steps between signs, before the article.
    fn is_trail(&self, i: usize, line: &Line<'_>) -> bool {
        let steps = line.text.split(['>', '»', '›', '/', '→']).filter(|step| !step.trim().is_empty());
        let signs = line.text.chars().filter(|c| matches!(c, '>' | '»' | '›' | '→')).count();
        let short = steps.clone().all(|step| step.split_whitespace().count() <= 4);
        i < self.body.start && signs > 0 && steps.count() > 1 && short
    }

    fn can_be_byline(&self, i: usize, line: &Line<'_>) -> bool {
        line.words <= 14 && !line.stop && line.capitals >= 0.3 && self.is_near_ends(i)
    }

    fn is_near_ends(&self, i: usize) -> bool {
        let head = self.title.unwrap_or(self.body.start).min(self.body.start);
        (head.saturating_sub(4)..=self.body.start + NEAR).contains(&i)
            || (self.body.end.saturating_sub(2)..self.body.end + 5).contains(&i)
    }

    /// What a line is of which no word tells it.
    fn by_place(&self, i: usize, line: &Line<'_>) -> Kind {
        let names = line.is_names;
        let head = self.title.unwrap_or(self.body.start).min(self.body.start);
        if names && i > head && i <= self.body.start + 2 {
            return Kind::Furniture(Furniture::Byline);
        }
        if self.body.contains(&i) || (i > head && i < self.body.start) {
            // Inside the article: what reads as a sentence is a caption, a headline is a link to another article.
            return if line.is_sentence() || (line.words >= 8 && line.stop) {
                Kind::Caption
            } else if line.words >= 5 {
                Kind::Furniture(Furniture::RelatedLinks)
            } else {
                Kind::Furniture(Furniture::Other)
            };
        }
        if line.is_sentence() && i < head && i + 4 >= head {
            return Kind::Caption;
        }
        if line.words >= 5 {
            return Kind::Furniture(Furniture::RelatedLinks);
        }
        let entries = self.page.lines.get(i.saturating_sub(2)..(i + 3).min(self.page.lines.len()));
        let menu = entries.unwrap_or_default().iter().filter(|l| l.words <= 4 && !l.stop).count() >= 3;
        Kind::Furniture(if menu { Furniture::Navigation } else { Furniture::Other })
    }

    /// The role of a line of the article.
    pub fn role(&self, i: usize) -> Role {
        let Some(line) = self.page.lines.get(i) else { return Role::Paragraph };
        let article = |i: usize| self.is_article.get(i).copied().unwrap_or(false);
        let at = |i: usize| self.page.lines.get(i).filter(|_| article(i));
        if line.is_item() {
            return Role::List;
        }
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 1);
        if self.is_deck(i) {
            return Role::Subtitle;
        }
        let label = |l: &Line<'_>| {
            l.words <= 14 && l.chars <= 100 && !l.text.ends_with(['.', '。', ',', ';', '…', '”', '"', '»'])
        };
        if !label(line) {
            return Role::Paragraph;
        }
        // Several short lines in a row are a list; one of them before a paragraph is its heading.
        let labels_before = before.is_some_and(label);
        let labels_after = after.is_some_and(label);
        if labels_before && (labels_after || after.is_none()) {
            return Role::List;
        }
        if after.is_some_and(|l| !label(l)) { Role::Heading } else { Role::Paragraph }
    }

    /// The deck: the line of the article below the headline that byline, date or picture part from the body.
    fn is_deck(&self, i: usize) -> bool {
        let Some(title) = self.title.filter(|title| *title < i && i - title <= 3) else { return false };
        let article = |i: usize| self.is_article.get(i).copied().unwrap_or(false);
        let parted = |l: &Line<'_>| {
            l.is_date
                || [Furniture::Byline, Furniture::Date, Furniture::Credit].iter().any(|k| l.is_mark(*k))
                || l.is_names
        };
        let first = !(title + 1..i).any(article);
        let end = (i + 1..(i + 1 + NEAR).min(self.page.lines.len())).find(|j| article(*j));
        let between = self.page.lines.get(i + 1..end.unwrap_or(i + 1)).unwrap_or_default();
        first && between.iter().any(parted)
    }
}

/// How many lines after it the heading of a kind names; none for kinds that have no sections.
fn reach(kind: Furniture) -> usize {
    match kind {
        Furniture::RelatedLinks | Furniture::CommentForm => 40,
        Furniture::Tags => 12,
        Furniture::AuthorNote | Furniture::Newsletter | Furniture::Cookie => 6,
        _ => 0,
    }
}

/// Whether furniture of one kind inside a section of another is part of the section.
fn belongs(kind: Kind, section: Furniture) -> bool {
    let Kind::Furniture(kind) = kind else { return section == Furniture::RelatedLinks };
    match section {
        Furniture::RelatedLinks => {
            matches!(kind, Furniture::Date | Furniture::Byline | Furniture::Media | Furniture::Credit)
        }
        Furniture::CommentForm => matches!(kind, Furniture::Date | Furniture::Byline | Furniture::Clock),
        _ => false,
    }
}
