//! Finds who is in a news article and who said what.
