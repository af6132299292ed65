//! Fetching an address: within limits of time and size, only from the open internet, and only what the site lets
//! programs fetch.
//!
//! Redirects are followed here and not by the client, so that every hop is checked like the first. The address that
//! is checked is the one that is connected to: the check sits in the client's resolver, between the name and the
//! connection, so a name that resolves differently a second time gains nothing. Proxies of the environment are not
//! used, for they would connect in our place.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use super::address::is_public;
use super::robots::{self, Robots};
use super::{Fetched, compressed, http};
use crate::error::Problem;

/// Most time for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Most time for a page, all redirects together.
const WHOLE: Duration = Duration::from_secs(30);

/// Most bytes of a page, as sent and unpacked.
const MAX_BYTES: usize = 16 << 20;

/// Most redirects; browsers allow 20, crawlers 5 to 10.
const MAX_REDIRECTS: usize = 10;

/// What the user allows.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Addresses inside private and special networks as well.
    pub allow_private: bool,
    /// Pages as well that the site's robots.txt forbids.
    pub ignore_robots: bool,
    /// Most time for a page, all redirects together.
    pub patience: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { allow_private: false, ignore_robots: false, patience: WHOLE }
    }
}

/// Fetches addresses; made once a run, so that connections and robots.txt are used again.
pub struct Client {
    rules: Rules,
    agent: Option<Agent>,
    robots: HashMap<String, Robots>,
}

/// An answer that is not a redirect.
struct Answer {
    url: Url,
    status: u16,
    reason: String,
    content_type: Option<String>,
    codings: String,
    body: Vec<u8>,
}

impl Client {
    /// A client; nothing is set up before the first address.
    pub fn new(rules: Rules) -> Self {
        Client { rules, agent: None, robots: HashMap::new() }
    }

    /// Fetches the page at an address.
    pub fn fetch(&mut self, address: &str) -> Result<Fetched, Problem> {
        let until = Instant::now() + self.rules.patience;
        let url = parse(address)?;
        let answer = self.follow(url, until, !self.rules.ignore_robots, MAX_BYTES)?;
        if answer.status != 200 {
            return Err(Problem::Status { status: format!("{} {}", answer.status, answer.reason) });
        }
        let (media_type, charset) = http::content_type(answer.content_type.as_deref().unwrap_or_default());
        Ok(Fetched {
            bytes: compressed::undo(&answer.codings, answer.body, MAX_BYTES)?,
            url: Some(answer.url.into()),
            media_type,
            charset,
            fetched: Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ..Fetched::default()
        })
    }

    /// Follows redirects to an answer.
    fn follow(&mut self, mut url: Url, until: Instant, obey: bool, limit: usize) -> Result<Answer, Problem> {
        for _ in 0..=MAX_REDIRECTS {
            if obey {
                self.obey(&url, until)?;
            }
            let mut response = self.get(&url, until)?;
            let header = |name: &str| -> Option<String> {
                let value = response.headers().get(name)?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            };
            let status = response.status();
            if let (301 | 302 | 303 | 307 | 308, Some(to)) = (status.as_u16(), header("location")) {
                let next = url.join(&to);
                url = next.map_err(|e| Problem::BadAddress { address: to, why: e.to_string() })?;
                check(&url)?;
                continue;
            }
            let content_type = header("content-type");
            let codings = header("content-encoding").unwrap_or_default();
            let mut body = Vec::new();
            let reader = response.body_mut().as_reader().take(limit as u64 + 1);
            let mut reader = reader;
            if let Err(error) = reader.read_to_end(&mut body) {
                return Err(problem(&url, ureq::Error::from(error)));
            }
            if body.len() > limit {
                return Err(Problem::TooLarge { what: "a page from the web", limit });
            }
            let reason = status.canonical_reason().unwrap_or_default().to_owned();
            return Ok(Answer { url, status: status.as_u16(), reason, content_type, codings, body });
        }
        Err(Problem::Redirects(MAX_REDIRECTS))
    }

    /// Asks the site's robots.txt, once a site.
    fn obey(&mut self, url: &Url, until: Instant) -> Result<(), Problem> {
        let site = url[..url::Position::BeforePath].to_owned();
        if !self.robots.contains_key(&site) {
            let mut file = url.clone();
            file.set_path("/robots.txt");
            file.set_query(None);
            let robots = match self.follow(file, until, false, robots::MAX_BYTES) {
                // The standard: a robots.txt that is not there allows everything; one that cannot be had because
                // the server fails forbids everything; of one that is too long the head counts.
                Ok(answer) if answer.status == 200 => {
                    let body = compressed::undo(&answer.codings, answer.body, robots::MAX_BYTES);
                    Robots::parse(&String::from_utf8_lossy(&body.unwrap_or_default()))
                }
                Ok(answer) if answer.status >= 500 => Robots::closed(),
                Ok(_) | Err(Problem::TooLarge { .. } | Problem::Redirects(_)) => Robots::default(),
                Err(problem) => return Err(problem),
            };
            self.robots.insert(site.clone(), robots);
        }
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        match self.robots.get(&site).and_then(|robots| robots.forbids(path)) {
            Some(rule) => Err(Problem::Robots { rule }),
            None => Ok(()),
        }
    }

    fn get(&mut self, url: &Url, until: Instant) -> Result<ureq::http::Response<ureq::Body>, Problem> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(slow(url));
        }
        let agent = match &self.agent {
            Some(agent) => agent,
            None => self.agent.insert(agent(self.rules.allow_private)?),
        };
        agent
            .get(url.as_str())
            .header("accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5")
            .header("accept-encoding", "gzip, deflate, br")
            .config()
            .timeout_global(Some(left))
            .build()
            .call()
            .map_err(|error| problem(url, error))
    }
}

fn agent(allow_private: bool) -> Result<Agent, Problem> {
    let certificates: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|certificate| Certificate::from_der(certificate).to_owned())
        .collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(certificates)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Config::builder()
        .tls_config(tls)
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(CONNECT))
        .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
        .build();
    let resolver = Guard { inner: DefaultResolver::default(), allow_private };
    Ok(Agent::with_parts(config, DefaultConnector::default(), resolver))
}

/// Lets through only addresses of the open internet. What it returns is what is connected to.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    allow_private: bool,
}

/// The mark by which the guard's refusal is known again behind the client.
#[derive(Debug, thiserror::Error)]
#[error("{address}")]
struct Refused {
    address: String,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            let address = found.iter().map(|a| a.ip().to_string()).next().unwrap_or_default();
            return Err(ureq::Error::Other(Box::new(Refused { address })));
        }
        Ok(public)
    }
}

fn parse(address: &str) -> Result<Url, Problem> {
    let url = Url::parse(address)
        .map_err(|e| Problem::BadAddress { address: address.to_owned(), why: e.to_string() })?;
    check(&url)?;
    Ok(url)
}

/// What can be told from the address alone.
fn check(url: &Url) -> Result<(), Problem> {
    let bad = |why: &str| Err(Problem::BadAddress { address: url.to_string(), why: why.into() });
    if !matches!(url.scheme(), "http" | "https") {
        return bad("only http and https are fetched");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return bad("addresses with a name or password in them are not fetched");
    }
    Ok(())
}

fn slow(url: &Url) -> Problem {
    Problem::Slow(format!("{} took longer than is allowed", host(url)))
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// The client's word in ours.
fn problem(url: &Url, error: ureq::Error) -> Problem {
    let host = host(url);
    match error {
        ureq::Error::Timeout(_) => slow(url),
        ureq::Error::HostNotFound => Problem::Network(format!("there is no host named {host}")),
        ureq::Error::Other(other) => match other.downcast::<Refused>() {
            Ok(refused) => Problem::Private { host, address: refused.address },
            Err(other) => Problem::Network(format!("{host}: {other}")),
        },
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => slow(url),
            std::io::ErrorKind::ConnectionRefused => {
                Problem::Network(format!("{host} refuses the connection"))
            }
            _ if error.to_string().contains("lookup address") => {
                Problem::Network(format!("there is no host named {host}, or no network"))
            }
            _ => Problem::Network(format!("the connection to {host} failed: {error}")),
        },
        ureq::Error::Rustls(error) => {
            Problem::Network(format!("{host} cannot prove that it is {host}: {error}"))
        }
        other => Problem::Network(format!("{host}: {other}")),
    }
}
