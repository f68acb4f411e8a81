//! Points from 0 to 1000, or unknown.

use bytemuck::{Pod, Zeroable};

/// Points from 0 to 1000, or unknown, which counts as 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct Points(u16);

impl Points {
    /// Unknown: no points, and counted as unknown.
    pub const UNKNOWN: Self = Self(u16::MAX);

    /// Known points.
    #[inline]
    pub const fn known(points: u16) -> Self {
        Self(if points > 1000 { 1000 } else { points })
    }

    /// The points, 0 when unknown.
    #[inline]
    pub fn value(self) -> u16 {
        if self.0 > 1000 { 0 } else { self.0 }
    }

    /// Whether they are known.
    #[inline]
    pub fn is_known(self) -> bool {
        self.0 <= 1000
    }
}
