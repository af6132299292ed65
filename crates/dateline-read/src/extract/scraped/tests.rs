//! Whole small pages, all of them invented, and what each of their lines is.

#![allow(clippy::unwrap_used, clippy::panic)]

use dateline_record::Role;

use super::context::Page;
use super::judge;
use super::kinds::{Kind, Layout};
use crate::extract::draft;

/// What a line was judged to be: `article`, the name of its role, or of its kind of furniture.
fn judged(page: &str) -> Vec<(String, String)> {
    let drafts = draft::from_text(page);
    let name = |x: serde_json::Value| x.as_str().unwrap_or_default().to_owned();
    judge(&drafts)
        .into_iter()
        .zip(&drafts)
        .map(|(verdict, draft)| {
            let what = match verdict.role {
                Role::Furniture => name(serde_json::to_value(verdict.kind).unwrap()),
                Role::Title | Role::Caption | Role::Comment => {
                    name(serde_json::to_value(verdict.role).unwrap())
                }
                _ => "article".to_owned(),
            };
            (what, draft.text.clone())
        })
        .collect()
}

/// Each line of `marked` is `what | text`; an empty line stays empty.
fn check(marked: &str) {
    let mut text = String::new();
    let mut wanted = Vec::new();
    for line in marked.trim().lines() {
        let Some((what, line)) = line.trim().split_once(" | ") else {
            text.push('\n');
            continue;
        };
        wanted.push((what.to_owned(), line.to_owned()));
        text.push_str(line);
        text.push('\n');
    }
    let got = judged(&text);
    assert_eq!(got, wanted);
}

const STORY: [&str; 4] = [
    "The river port of Ardmouth reopened on Tuesday after a storm had closed it for nine days, the harbour master said.",
    "Two freighters that had waited outside the breakwater were the first to enter, and three more were expected before nightfall.",
    "“We lost a crane and a good part of the northern quay, but nobody was hurt,” the harbour master, Ellen Varga, told reporters.",
    "The regional council is to meet on Thursday to decide who pays for the repairs, which are put at 14 million crowns.",
];

const TITLE: &str = "Port of Ardmouth reopens after nine days of storm";

/// The kinds of the lines around the story, when it is known which lines are the story and the headline.
fn kinds(before: &[&str], after: &[&str]) -> Vec<String> {
    let lines: Vec<&str> = before.iter().chain(&STORY).chain(after).copied().collect();
    let drafts = draft::from_text(&lines.join("\n\n"));
    let page = Page::new(&drafts);
    let is_article: Vec<bool> = drafts.iter().map(|draft| STORY.contains(&draft.text.as_str())).collect();
    let title = drafts.iter().position(|draft| draft.text == TITLE);
    let body = before.len()..before.len() + STORY.len();
    let layout = Layout::new(&page, &is_article, title, body);
    let name = |kind: Kind| match kind {
        Kind::Furniture(kind) => serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned(),
        Kind::Caption => "caption".to_owned(),
        Kind::Comment => "comment".to_owned(),
    };
    layout.kinds().into_iter().flatten().map(name).collect()
}

#[test]
fn a_wire_report_comes_out_whole() {
    let text = STORY.join("\n");
    assert!(judged(&text).iter().all(|(what, _)| what == "article"));
    assert!(judged(STORY[0]).iter().all(|(what, _)| what == "article"));
    assert!(judged(&STORY[..2].join("\n\n")).iter().all(|(what, _)| what == "article"));
}

#[test]
fn nothing_gives_nothing() {
    assert!(judged("").is_empty());
    assert!(judged("\n \n\u{200b}\n").is_empty());
}

#[test]
fn weather_and_clock_stand_above_the_headline() {
    let got = kinds(&["17.2 C", "Saturday, October 5, 2019", TITLE], &[]);
    assert_eq!(got, ["weather", "clock"]);
    let got = kinds(&["-4 °C", "Montag, 14. Januar 2019", TITLE], &[]);
    assert_eq!(got, ["weather", "clock"]);
}

#[test]
fn byline_and_date_stand_below_it() {
    let got = kinds(&[TITLE, "By Harriet Lindqvist", "Published March 3, 2021, 4:15 PM"], &[]);
    assert_eq!(got, ["byline", "date"]);
    let got = kinds(&[TITLE, "Von Harald Lindner", "Aktualisiert am 3. März 2021, 16:15 Uhr"], &[]);
    assert_eq!(got, ["byline", "date"]);
}

#[test]
fn related_links_follow_the_story() {
    let got = kinds(&[], &["Latest news", "Related news"]);
    assert_eq!(got, ["related_links", "related_links"]);
    let got = kinds(
        &[],
        &["Read also:", "Fishermen fear for the herring season", "Minister visits flooded villages"],
    );
    assert_eq!(got, ["related_links"; 3]);
    for heading in [
        "Das könnte Sie auch interessieren",
        "À lire aussi",
        "Te puede interesar",
        "Leggi anche",
        "Leia também",
        "Lees ook",
        "Czytaj także",
        "Читайте также",
        "Läs mer",
        "İlgili Haberler",
    ] {
        assert_eq!(kinds(&[], &[heading]), ["related_links"], "{heading}");
    }
}

#[test]
fn the_comment_form_is_named() {
    let got = kinds(&[], &["Please enter your comment!", "Please enter your name here"]);
    assert_eq!(got, ["comment_form"; 2]);
    for line in [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Kommentar schreiben",
        "Laisser un commentaire",
        "Deja un comentario",
        "Lascia un commento",
        "Dodaj komentarz",
        "Оставить комментарий",
    ] {
        assert_eq!(kinds(&[], &[line]), ["comment_form"], "{line}");
    }
}

#[test]
fn shares_are_named() {
    let got = kinds(&[], &["Share this article", "Facebook", "Twitter", "WhatsApp", "Copy link"]);
    assert_eq!(got, ["share"; 5]);
    for line in [
        "Auf Facebook teilen",
        "Partager sur Facebook",
        "Compartir en WhatsApp",
        "Condividi su Facebook",
        "Udostępnij",
    ] {
        assert_eq!(kinds(&[], &[line]), ["share"], "{line}");
    }
}

#[test]
fn cookies_and_newsletters_are_named() {
    let line = "We and our partners use cookies to personalise content and to measure how the site is used. You can change your choice at any time.";
    assert_eq!(kinds(&[line], &[]), ["cookie"]);
    let line = "Wir verwenden Cookies, um Inhalte und Anzeigen zu personalisieren. Sie können Ihre Einwilligung jederzeit widerrufen.";
    assert_eq!(kinds(&[line], &[]), ["cookie"]);
    assert_eq!(kinds(&[], &["Sign up for our newsletter"]), ["newsletter"]);
    assert_eq!(kinds(&[], &["Jetzt Newsletter abonnieren"]), ["newsletter"]);
    assert_eq!(kinds(&[], &["Inscrivez-vous à notre newsletter"]), ["newsletter"]);
}

#[test]
fn money_is_asked_for() {
    for line in
        ["Subscribe now", "Jetzt abonnieren", "Abonnez-vous", "Suscríbete", "Abbonati", "Word abonnee"]
    {
        assert_eq!(kinds(&[], &[line]), ["subscription"], "{line}");
    }
    for line in [
        "Advertisement",
        "Anzeige",
        "Publicité",
        "Publicidad",
        "Pubblicità",
        "Advertentie",
        "Reklama",
        "広告",
    ] {
        assert_eq!(kinds(&[line], &[]), ["advertisement"], "{line}");
    }
}

#[test]
fn the_imprint_is_legal() {
    for line in [
        "© 2021 Ardmouth Courier. All rights reserved.",
        "Copyright 2019 Lowland Press Ltd",
        "Privacy Policy",
        "Impressum",
        "Mentions légales",
        "Aviso legal",
        "Tous droits réservés",
        "Все права защищены",
    ] {
        assert_eq!(kinds(&[], &[line]), ["legal"], "{line}");
    }
}

#[test]
fn tags_and_authors_are_named() {
    assert_eq!(kinds(&[], &["Tags: storm, harbour, Ardmouth"]), ["tags"]);
    assert_eq!(kinds(&[], &["Schlagworte: Sturm, Hafen"]), ["tags"]);
    let note = "Harriet Lindqvist is a reporter for the Ardmouth Courier. Follow her on Twitter @hlindqvist.";
    assert_eq!(kinds(&[], &["About the author", note]), ["author_note"; 2]);
}

#[test]
fn a_menu_is_navigation() {
    let got = kinds(
        &["Skip to main content", "Home", "World", "Business", "Sport", "Culture", "Sign in", TITLE],
        &[],
    );
    assert_eq!(got[..7], ["navigation"; 7]);
    let got = kinds(&["Startseite", "Politik", "Wirtschaft", "Sport", "Kultur", "Wissen", "Reisen"], &[]);
    assert_eq!(got, ["navigation"; 7]);
}

#[test]
fn a_trail_is_a_breadcrumb() {
    assert_eq!(kinds(&["Home > News > Coast"], &[])[0], "breadcrumb");
    assert_eq!(kinds(&["Startseite » Regional » Küste"], &[])[0], "breadcrumb");
}

#[test]
fn search_and_media_are_named() {
    for line in ["Search", "Suche", "Rechercher", "Buscar", "Cerca", "Zoeken", "Szukaj"] {
        assert_eq!(kinds(&[line], &[]), ["search"], "{line}");
    }
    assert_eq!(kinds(&["Play video"], &[]), ["media"]);
    assert_eq!(kinds(&["Bild vergrößern"], &[]), ["media"]);
}

#[test]
fn credits_and_captions_are_told_from_the_text() {
    assert_eq!(kinds(&["Photo: Marta Quist / Getty Images"], &[]), ["credit"]);
    assert_eq!(kinds(&["Foto: Marta Quist/dpa"], &[]), ["credit"]);
    let caption =
        "A freighter is seen off Ardmouth in this file photo from last winter. Marta Quist/Getty Images";
    assert_eq!(kinds(&[caption], &[]), ["caption"]);
}

#[test]
fn a_whole_page_in_english() {
    check(
        "navigation | Home
         navigation | News
         navigation | Sport
         navigation | Opinion
         navigation | Contact us
         search | Search
         title | Port of Ardmouth reopens after nine days of storm
         byline | By Harriet Lindqvist
         date | March 3, 2021
         article | The river port of Ardmouth reopened on Tuesday after a storm had closed it for nine days, the harbour master said.
         article | Two freighters that had waited outside the breakwater were the first to enter, and three more were expected before nightfall.
         article | “We lost a crane and a good part of the northern quay, but nobody was hurt,” the harbour master, Ellen Varga, told reporters.
         article | The regional council is to meet on Thursday to decide who pays for the repairs, which are put at 14 million crowns.
         share | Share this article
         related_links | Related articles
         related_links | Fishermen fear for the herring season
         related_links | Minister visits flooded villages
         legal | © 2021 Ardmouth Courier. All rights reserved.",
    );
}

#[test]
fn a_whole_page_in_german() {
    check(
        "navigation | Startseite
         navigation | Politik
         navigation | Wirtschaft
         navigation | Sport
         navigation | Kultur
         title | Hafen von Ardmünde nach neun Tagen Sturm wieder offen
         byline | Von Harald Lindner
         date | 3. März 2021, 16:15 Uhr
         article | Der Flusshafen von Ardmünde hat am Dienstag nach neun Tagen wieder geöffnet, wie die Hafenmeisterin mitteilte.
         article | Zwei Frachter, die vor der Mole gewartet hatten, liefen als Erste ein, drei weitere wurden noch vor Einbruch der Nacht erwartet.
         article | „Wir haben einen Kran und einen guten Teil des nördlichen Kais verloren, aber niemand wurde verletzt“, sagte die Hafenmeisterin Ellen Varga.
         article | Der Kreistag will am Donnerstag darüber beraten, wer für die Reparaturen zahlt, die auf 14 Millionen Kronen geschätzt werden.
         share | Artikel teilen
         related_links | Das könnte Sie auch interessieren
         related_links | Fischer bangen um die Heringssaison
         legal | Impressum
         legal | Datenschutz",
    );
}

#[test]
fn a_whole_page_in_french() {
    check(
        "navigation | Accueil
         navigation | Politique
         navigation | Économie
         navigation | Sports
         navigation | Culture
         title | Le port d’Ardmouth rouvre après neuf jours de tempête
         byline | Par Hélène Lindet
         date | Publié le 3 mars 2021 à 16h15
         article | Le port fluvial d’Ardmouth a rouvert mardi après neuf jours de fermeture à cause de la tempête, a annoncé la capitainerie.
         article | Deux cargos qui attendaient au large de la jetée sont entrés les premiers, et trois autres étaient attendus avant la nuit.
         article | « Nous avons perdu une grue et une bonne partie du quai nord, mais personne n’a été blessé », a déclaré la capitaine du port, Ellen Varga.
         article | Le conseil régional se réunira jeudi pour décider qui paiera les réparations, estimées à 14 millions de couronnes.
         share | Partager sur Facebook
         related_links | À lire aussi
         related_links | Les pêcheurs craignent pour la saison du hareng
         legal | Mentions légales",
    );
}

#[test]
fn headings_and_lists_keep_their_roles() {
    let page = format!("{}\n{}\nWho pays for it\n{}\n{}", STORY[0], STORY[1], STORY[2], STORY[3]);
    let roles: Vec<Role> = judge(&draft::from_text(&page)).into_iter().map(|v| v.role).collect();
    assert_eq!(roles[2], Role::Heading);
    let page = format!(
        "{}\n{}\n• Two cranes\n• The northern quay\n• A lighthouse\n{}\n{}",
        STORY[0], STORY[1], STORY[2], STORY[3]
    );
    let roles: Vec<Role> = judge(&draft::from_text(&page)).into_iter().map(|v| v.role).collect();
    assert_eq!(roles[2..5], [Role::List; 3]);
}

#[test]
fn many_odd_lines_end() {
    let page = "a\n".repeat(3000) + &"> ".repeat(3000) + "\n" + &"é ".repeat(3000);
    assert_eq!(judged(&page).len(), 3002);
}

#[test]
fn a_few_sentences_with_a_headline_are_an_article() {
    check(
        "title | Minister resigns
         article | The minister of fisheries resigned on Monday.
         article | She gave no reason.
         article | A successor is to be named within the week, the government said.
         related_links | Latest news
         related_links | Related news
         comment_form | Please enter your comment!
         comment_form | Please enter your name here",
    );
}

#[test]
fn a_text_broken_into_lines_keeps_its_paragraphs() {
    let text = "Port reopens after storm\n\n\
        The river port of Ardmouth reopened on Tuesday after a storm had closed\n\
        it for nine days, the harbour master said. Two freighters that had\n\
        waited outside the breakwater were the first to enter, and three more\n\
        were expected before nightfall.\n\n\
        The regional council is to meet on Thursday to decide who pays for the\n\
        repairs, which are put at 14 million crowns by the engineers of the\n\
        port itself.\n";
    let got = judged(text);
    assert_eq!(
        got.iter().map(|(what, _)| what.as_str()).collect::<Vec<_>>(),
        ["title", "article", "article"]
    );
    assert!(got[1].1.ends_with("before nightfall."));
}
