//! Storage servers, their user mappings, foreign catalogs and volumes.

use super::Printer;
use crate::ast::{CreateForeignCatalog, DropForeignCatalogs, Storage, StorageAction};

impl Printer {
    pub(super) fn storage(&mut self, statement: &Storage) {
        let Storage { action, conditional, user, server, options } = statement;
        self.word(match action {
            StorageAction::Create => "CREATE STORAGE",
            StorageAction::Alter => "ALTER STORAGE",
            StorageAction::Drop => "DROP STORAGE",
        });
        self.word(if user.is_some() { "USER MAPPING" } else { "SERVER" });
        let condition = if *action == StorageAction::Create { "IF NOT EXISTS" } else { "IF EXISTS" };
        self.word_if(*conditional, condition);
        if let Some(user) = user {
            self.word("FOR");
            self.role(user);
            self.word("STORAGE SERVER");
        }
        self.ident(server);
        self.options(options);
    }

    pub(super) fn create_foreign_catalog(&mut self, statement: &CreateForeignCatalog) {
        let CreateForeignCatalog { is_volume, if_not_exists, name, server, options } = statement;
        self.word(if *is_volume { "CREATE FOREIGN VOLUME" } else { "CREATE FOREIGN CATALOG" });
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.ident(name);
        self.word("SERVER");
        self.ident(server);
        self.options(options);
    }

    pub(super) fn drop_foreign_catalogs(&mut self, statement: &DropForeignCatalogs) {
        let DropForeignCatalogs { is_volume, if_exists, names, behavior } = statement;
        self.word(if *is_volume { "DROP FOREIGN VOLUME" } else { "DROP FOREIGN CATALOG" });
        self.word_if(*if_exists, "IF EXISTS");
        self.idents(names);
        self.behavior(*behavior);
    }
}
