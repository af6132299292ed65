//! Which addresses are on the open internet.
//!
//! The registries of special-purpose addresses (IANA, RFC 6890 and its updates) list the others: private networks,
//! this machine, links, carriers' inner networks, documentation, multicast, and the metadata services of clouds,
//! which live at link-local addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address belongs to the open internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)            // this network, private, this machine
            | (100, 64..=127, _)        // carriers' inner networks
            | (169, 254, _)             // link-local, metadata services
            | (172, 16..=31, _)         // private
            | (192, 0, 0 | 2)           // protocol assignments, documentation
            | (192, 88, 99)             // 6to4 relays, withdrawn
            | (192, 168, _)             // private
            | (198, 18..=19, _)         // benchmarks
            | (198, 51, 100)            // documentation
            | (203, 0, 113)             // documentation
            | (224..=255, _, _) // multicast, reserved, broadcast
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let s = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // IPv4 seen through a translator (RFC 6052): what counts is the IPv4 address behind it.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low), // 6to4
        [0x2001, 0..=0x1ff, ..] => false,               // protocol assignments: Teredo, ORCHID, benchmarks
        [0x2001, 0xdb8, ..] => false,                   // documentation
        [0x3fff, 0..=0xfff, ..] => false,               // documentation
        // Global unicast; everything else is this machine, links, private networks, multicast or not given out.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_public() {
        let inside = "0.0.0.0 10.1.2.3 127.0.0.1 127.9.9.9 100.64.0.1 100.127.255.255 169.254.169.254 172.16.0.1 \
            172.31.255.255 192.168.1.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 \
            255.255.255.255 :: ::1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 \
            64:ff9b::a00:1 2002:7f00:1:: 2001:db8::1 2001::1 3fff::1 100::1";
        for address in inside.split_whitespace() {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        let outside = "1.1.1.1 8.8.8.8 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.1 \
            2606:4700::1 2a00::1 ::ffff:8.8.8.8 64:ff9b::808:808";
        for address in outside.split_whitespace() {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
