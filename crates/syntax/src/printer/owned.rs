//! Statements about everything that a role owns.

use super::Printer;
use crate::ast::{DropOwned, ReassignOwned};

impl Printer {
    pub(super) fn drop_owned(&mut self, statement: &DropOwned) {
        let DropOwned { roles, behavior } = statement;
        self.word("DROP OWNED BY");
        self.roles(roles);
        self.behavior(*behavior);
    }

    pub(super) fn reassign_owned(&mut self, statement: &ReassignOwned) {
        let ReassignOwned { roles, new_owner } = statement;
        self.word("REASSIGN OWNED BY");
        self.roles(roles);
        self.word("TO");
        self.role(new_owner);
    }
}
