//! The parts of the page, one per file.

pub mod banners;
pub mod card;
pub mod cloudberry_card;
pub mod confirm;
pub mod execution;
pub mod header;
pub mod long;
pub mod objects;
pub mod options;
pub mod problems;
pub mod result;
pub mod server_card;
pub mod status;
pub mod tab_bar;
pub mod table_card;
pub mod transcript;
pub mod tree;
pub mod wrapper_card;
