//! What stands around a cell: the rest of its row, and the habits of its column.

use super::habits::Habits;
use crate::model::{Country, Day, Isco08};

/// What the rest of the row and of the column says about a cell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The country that the row speaks of: it decides between senses of a title, and by which plan a
    /// telephone number is read.
    pub country: Option<Country>,
    /// The only nationality of the row's person, else the country in which most people of the list live: what is
    /// suggested where the row does not say where the person lives.
    pub home: Option<Country>,
    /// The occupation that the row speaks of: it decides between specialties of one name.
    pub occupation: Option<Isco08>,
    /// What is settled of how the column is written.
    pub habits: Habits,
    /// Whether a comma is the decimal sign: the case where fields are separated by semicolons.
    pub decimal_comma: bool,
    /// The day of the reading, from which years of two digits are seen.
    pub as_of: Option<Day>,
}
