//! Peer ids of libp2p in base58.

/// How the bytes of a peer id begin, and how many there are: an Ed25519 key, a secp256k1 key, the SHA-256 of a key.
const KINDS: [(&[u8], usize); 3] =
    [(&[0x00, 0x24, 0x08, 0x01, 0x12, 0x20], 38), (&[0x00, 0x25, 0x08, 0x02, 0x12, 0x21], 39), (&[0x12, 0x20], 34)];

/// Whether a text is a peer id.
pub(crate) fn is_valid(text: &str) -> bool {
    let Ok(bytes) = bs58::decode(text).into_vec() else {
        return false;
    };
    KINDS.iter().any(|(beginning, length)| bytes.len() == *length && bytes.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn a_key_and_a_hash_are_peer_ids() {
        assert!(is_valid("12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs"));
        assert!(is_valid("16Uiu2HAmUsJwbECMroQUC29LQZZWsYpYZx1oaM1H9DBoZHLkYn12"));
        assert!(is_valid("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"));
    }

    #[test]
    fn other_text_is_none() {
        for text in ["", "hello peer id", "12D3Koo", "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJH0"] {
            assert!(!is_valid(text), "{text}");
        }
    }
}
