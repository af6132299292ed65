//! Records for the tests of who and where: one as it should be, one as it should never be. All names are invented.

use dateline_record::{
    Block, Entity, EntityKind, EntityRole, Evidence, Interval, Link, Mention, MentionKind, Name, NameKind,
    OtherPlace, Place, Precision, Read, Record, Role, Span,
};

/// The article. What stands in brackets is a mention: the entity's number, how it is mentioned, its words.
const TEXT: &[&str] = &[
    "[0n:Ana Holm] meets harbour workers in [4n:Port Selm]",
    "[3n:VELM] (Meridian) — [5d:Norlandish] president [0n:Ana Holm] flew from [3n:Velm] to [4n:Port Selm] on Monday, \
     where [2m:dockers] of the [1n:Harbour Union] have been on strike for nine days. [0p:She] told [2p:them] that \
     [5m:the country] could not wait. [6t:Ostrava] has offered to help.",
    "[1m:The union] said that barges on the [7n:Lower Arn] were waiting as far as [8n:Karsk], on the peninsula that \
     [5n:Norland] and Ostrava both claim. [0m:The president] spoke at the [9n:Selm Ferry Terminal], not far from \
     [10n:Brod]. [11n:The East] looked on, as did the Meridian Cup’s crews.",
];

fn entity(name: &str, kind: EntityKind, country: Option<&str>, link: Option<(&str, f32)>) -> Entity {
    Entity {
        name: name.into(),
        kind,
        country: country.map(str::to_owned),
        sector: None,
        roles: vec![],
        mentions: vec![],
        link: link.map(|(id, confidence)| Link { id: id.into(), name: name.into(), confidence }),
        runners_up: vec![],
    }
}

fn place(entity: u32, at: (f64, f64), precision: Precision, feature: &str, confidence: f32) -> Place {
    Place {
        entity,
        latitude: at.0,
        longitude: at.1,
        country: Some("MDA".into()),
        admin1: None,
        admin2: None,
        feature: Some(feature.into()),
        disputed: None,
        precision,
        confidence,
        runners_up: vec![],
    }
}

fn other(name: &str, confidence: f32) -> OtherPlace {
    OtherPlace { name: name.into(), id: "geonames:1".into(), latitude: 40.0, longitude: -80.0, confidence }
}

/// Writes the text with its mentions.
fn write(record: &mut Record) {
    for (n, paragraph) in TEXT.iter().enumerate() {
        let text = &mut record.article.text;
        let at = |text: &str| text.chars().count();
        if n > 0 {
            text.push_str("\n\n");
        }
        let start = at(text);
        for part in paragraph.split('[') {
            let (mention, rest) = part.split_once(']').unwrap_or(("", part));
            if let Some((about, words)) = mention.split_once(':') {
                let (number, how) = about.split_at(about.len() - 1);
                let span = Span::new(at(text), at(text) + at(words));
                text.push_str(words);
                let entity = &mut record.entities[number.parse::<usize>().unwrap()];
                let kind = match how {
                    "n" => MentionKind::Named,
                    "t" => MentionKind::Metonym,
                    "d" => MentionKind::Demonym,
                    "m" => MentionKind::Nominal,
                    _ => MentionKind::Pronoun,
                };
                entity.mentions.push(Mention { span, kind, repaired: None });
                let name = match entity.kind {
                    EntityKind::Person => NameKind::Person,
                    EntityKind::Organisation => NameKind::Organisation,
                    EntityKind::Facility => NameKind::Facility,
                    _ => NameKind::Place,
                };
                if matches!(how, "n" | "t" | "d") {
                    record.names.push(Name { span, kind: name, confidence: 0.9 });
                }
            }
            text.push_str(rest);
        }
        let role = if n == 0 { Role::Title } else { Role::Paragraph };
        record.article.blocks.push(Block {
            role,
            kind: None,
            span: Some(Span::new(start, at(text))),
            other_text: None,
            bytes: Default::default(),
            score: 0.9,
        });
    }
    // A name that belongs to nobody.
    let text = &record.article.text;
    let cup = text[..text.find("Meridian Cup").unwrap()].chars().count();
    record.names.push(Name { span: Span::new(cup, cup + 12), kind: NameKind::Event, confidence: 0.8 });
}

/// A record with entities of every kind and places of every precision.
pub fn record() -> Record {
    use EntityKind::{Facility, Group, Organisation, Person, Place as APlace};
    let mut record = Record::default();
    record.article.title = Some(Read {
        value: "Ana Holm meets harbour workers in Port Selm".into(),
        evidence: Evidence { from: "h1".into(), ..Evidence::default() },
    });
    record.article.language.code = "en".into();
    record.article.confidence = 0.96;
    let table = Some(("tenures:president/XX/Ana Holm", 0.97));
    record.entities = vec![
        entity("Ana Holm", Person, Some("MDA"), table),
        entity("Harbour Union", Organisation, Some("MDA"), None),
        entity("dockers", Group, None, None),
        entity("Velm", APlace, Some("MDA"), Some(("geonames:11", 0.93))),
        entity("Port Selm", APlace, Some("UKR"), Some(("geonames:12", 0.88))),
        entity("Norland", APlace, Some("MDA"), Some(("geonames:13", 0.99))),
        entity("Ostrava", Organisation, Some("ROU"), Some(("geonames:14", 0.71))),
        entity("Lower Arn", APlace, None, None),
        entity("Karsk", APlace, None, Some(("geonames:16", 0.66))),
        entity("Selm Ferry Terminal", Facility, Some("UKR"), None),
        entity("Brod", APlace, Some("ROU"), Some(("geonames:18", 0.41))),
        entity("The East", APlace, None, None),
    ];
    record.entities[0].sector = Some("GOV".into());
    record.entities[0].roles = vec![
        EntityRole {
            role: "president".into(),
            of: Some("Norland".into()),
            interval: Interval { earliest: Some("2022-10-25".into()), latest: Some("2024-07-05".into()) },
            evidence: Evidence { from: "data/facts/tenures.tsv".into(), ..Evidence::default() },
        },
        EntityRole {
            role: "mayor".into(),
            of: Some("Velm".into()),
            interval: Interval { earliest: None, latest: Some("2019".into()) },
            evidence: Evidence { from: "text".into(), ..Evidence::default() },
        },
    ];
    record.entities[0].runners_up = vec![Link {
        id: "wikipedia:Ana Holm (painter)".into(),
        name: "Ana Holm (painter)".into(),
        confidence: 0.03,
    }];
    record.entities[1].sector = Some("LAB".into());
    record.entities[6].sector = Some("GOVMIL".into());
    record.places = vec![
        place(3, (47.01, 28.86), Precision::Town, "PPLC", 0.93),
        place(4, (46.48, 30.73), Precision::Town, "PPLA", 0.88),
        place(5, (47.2, 28.5), Precision::Country, "PCLI", 0.99),
        place(7, (45.6, 28.4), Precision::Region, "STM", 0.62),
        place(8, (45.3, 34.4), Precision::District, "ADM2", 0.66),
        place(9, (46.49, 30.75), Precision::Point, "PRT", 0.58),
        place(10, (44.43, 26.1), Precision::Town, "PPL", 0.41),
        place(11, (50.0, 60.0), Precision::World, "RGN", 0.5),
    ];
    record.places[0].admin1 = Some("Velm Municipality".into());
    record.places[1].country = Some("UKR".into());
    record.places[1].admin1 = Some("Selmshire".into());
    record.places[1].runners_up = vec![other("Port Selm, Ohio, United States", 0.09)];
    record.places[4].country = None;
    record.places[4].disputed = Some("Administered by Ostrava, claimed by Norland".into());
    record.places[6].country = Some("ROU".into());
    record.places[6].runners_up = vec![other("Brod, Upper Arn, Norland", 0.38), other("Brod, Ostrava", 0.11)];
    record.places[7].country = None;
    write(&mut record);
    record
}

/// A record in which everything about entities and places is wrong.
pub fn hostile() -> Record {
    let evil = "</svg></script><script>alert(1)</script>\"'\x1b[2J<img src=x onerror=alert(1)>";
    let mut record = record();
    for entity in &mut record.entities {
        entity.name = evil.into();
        entity.country = Some(evil.into());
        entity.sector = Some(evil.into());
        entity.link = Some(Link { id: evil.into(), name: evil.into(), confidence: f32::NAN });
        entity.runners_up = vec![Link { id: evil.into(), name: evil.into(), confidence: f32::INFINITY }];
        for role in &mut entity.roles {
            role.role = evil.into();
            role.of = Some(evil.into());
        }
        entity.mentions.push(Mention {
            span: Span { start: u32::MAX - 1, end: u32::MAX },
            kind: MentionKind::Named,
            repaired: Some(evil.into()),
        });
        entity.mentions.push(Mention {
            span: Span { start: 9, end: 3 },
            kind: MentionKind::Pronoun,
            repaired: None,
        });
    }
    let wrong = [f64::NAN, f64::INFINITY, -91.0, 1e300, 90.0, -90.0, 0.0, 89.999];
    for (place, latitude) in record.places.iter_mut().zip(wrong) {
        place.latitude = latitude;
        place.longitude = if latitude == 90.0 { -180.0 } else { 180.0 };
        place.feature = Some(evil.into());
        place.country = Some(evil.into());
        place.admin1 = Some(evil.into());
        place.disputed = Some(evil.into());
        place.confidence = f32::NAN;
        place.runners_up = vec![other(evil, f32::NAN)];
    }
    record.places[0].entity = u32::MAX;
    record.places[4].entity = 4_000;
    record
}
