//! Identifiers that are the same whenever the same is exported.

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562): the first bits of a hash of `parts`.
pub(super) fn guid(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut guid = String::with_capacity(36);
    for (idx, byte) in bytes.iter().enumerate() {
        if matches!(idx, 4 | 6 | 8 | 10) {
            guid.push('-');
        }
        guid.push_str(&format!("{byte:02x}"));
    }
    guid
}
