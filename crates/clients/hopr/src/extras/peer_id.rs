//! Peer ids of libp2p.

/// How the bytes of a peer id begin that holds a key, and how many there are: those of an Ed25519 key, which nodes have,
/// and those of a secp256k1 key, which nodes had before. Each is a multihash that is the key itself.
const WITH_KEY: [(&[u8], usize); 2] =
    [(&[0x00, 0x24, 0x08, 0x01, 0x12, 0x20], 38), (&[0x00, 0x25, 0x08, 0x02, 0x12, 0x21], 39)];

/// More letters than any peer id has: decoding base58 takes longer than its length tells.
const LONGEST: usize = 64;

/// Says why a text is not the peer id of a node.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    if text.len() > LONGEST {
        return Err("it is longer than any peer id");
    }
    let bytes = bs58::decode(text).into_vec().map_err(|_| "it is not base58, in which peer ids are written")?;
    if WITH_KEY.iter().any(|(beginning, length)| bytes.len() == *length && bytes.starts_with(beginning)) {
        return Ok(());
    }
    if bytes.len() == 34 && bytes.starts_with(&[0x12, 0x20]) {
        return Err("it is the hash of a key, and the ids of nodes hold the key itself");
    }
    Err("it is base58 and no peer id; those of nodes begin with `12D3Koo`, and must be whole")
}
