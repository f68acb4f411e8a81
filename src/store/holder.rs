//! Who holds a lock, for messages.

/// Who holds a lock, as far as the lock file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder(String);

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { f.write_str("another process") } else { f.write_str(&self.0) }
    }
}

impl Holder {
    /// Who the lock file names; blank when it names nobody.
    pub(super) fn new(named: String) -> Self {
        Self(named)
    }
}
