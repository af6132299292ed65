//! robots.txt (RFC 9309): whether a site asks programs to keep away from a path.

/// The name that a site's rules can address us by.
pub const NAME: &str = "dateline";

/// Most bytes of a robots.txt that are read; the standard asks for at least 500 KiB.
pub const MAX_BYTES: usize = 512 << 10;

/// Most wildcards in a rule that are followed, so that matching stays cheap whatever the site writes.
const MAX_STARS: usize = 16;

/// The rules of one site that hold for us.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    allow: bool,
    path: String,
}

impl Robots {
    /// Nothing may be fetched: what a site means whose robots.txt cannot be had because the server fails.
    pub fn closed() -> Self {
        Robots { rules: vec![Rule { allow: false, path: "/".into() }] }
    }

    /// Reads a robots.txt: the groups that name us, or else those for everyone.
    pub fn parse(text: &str) -> Self {
        let (mut ours, mut everyone) = (Vec::new(), Vec::new());
        let mut named = false;
        // Which lists the present group's rules go to, and whether its list of names is still open.
        let (mut to_us, mut to_everyone, mut heading) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or("");
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !heading {
                        (to_us, to_everyone, heading) = (false, false, true);
                    }
                    let product = value.split(['/', ' ']).next().unwrap_or("");
                    to_us |= product.eq_ignore_ascii_case(NAME);
                    to_everyone |= product == "*";
                    named |= to_us;
                }
                "allow" | "disallow" => {
                    heading = false;
                    let rule = Rule { allow: key == "allow", path: value.to_owned() };
                    if rule.path.is_empty() {
                        continue;
                    }
                    if to_us {
                        ours.push(rule.clone());
                    }
                    if to_everyone {
                        everyone.push(rule);
                    }
                }
                _ => {}
            }
        }
        Robots { rules: if named { ours } else { everyone } }
    }

    /// The rule that forbids a path (with its query), if one does. The longest rule wins; of two as long, the one
    /// that allows.
    pub fn forbids(&self, path: &str) -> Option<String> {
        if path == "/robots.txt" {
            return None;
        }
        self.rules
            .iter()
            .filter(|rule| matches(&rule.path, path))
            .max_by_key(|rule| (rule.path.len(), rule.allow))
            .filter(|rule| !rule.allow)
            .map(|rule| format!("Disallow: {}", rule.path))
    }
}

/// Whether a path begins like a rule: `*` stands for anything, `$` at the end for the end.
fn matches(rule: &str, path: &str) -> bool {
    // Without an anchor the rule ends in an unwritten `*`.
    let (rule, anchored) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let parts: Vec<&str> = rule.splitn(MAX_STARS, '*').collect();
    let Some(mut rest) = path.strip_prefix(parts[0]) else { return false };
    let middle = parts.len() - usize::from(anchored && parts.len() > 1);
    // Each part as early as it can: that leaves the most room for the parts after it.
    for part in parts[..middle].iter().skip(1) {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match parts.get(middle) {
        Some(last) => rest.ends_with(last),
        None => !anchored || rest.is_empty(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_our_group_decides() {
        let robots = Robots::parse(
            "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-Agent: DateLine/2.0 # us\n\
             Disallow: /private/\nAllow: /private/open$\nDisallow: /*.pdf$\nDisallow:\nSitemap: x\n",
        );
        assert_eq!(robots.forbids("/news"), None);
        assert_eq!(robots.forbids("/private/x").as_deref(), Some("Disallow: /private/"));
        assert_eq!(robots.forbids("/private/open"), None);
        assert!(robots.forbids("/private/open/more").is_some());
        assert!(robots.forbids("/a/b.pdf").is_some());
        assert!(robots.forbids("/a.pdf/b.pdf").is_some());
        assert_eq!(robots.forbids("/a.pdf?x"), None);
    }

    #[test]
    fn without_a_group_of_ours_everyones_holds() {
        assert!(Robots::parse("user-agent: *\ndisallow: /a").forbids("/ab").is_some());
        assert!(Robots::parse("user-agent: other\ndisallow: /").forbids("/").is_none());
        assert!(Robots::parse("<html>not found").forbids("/").is_none());
        assert!(Robots::closed().forbids("/x").is_some());
    }
}
