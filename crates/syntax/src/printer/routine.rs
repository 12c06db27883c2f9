//! Functions and procedures.

use super::Printer;
use crate::ast::{Number, RoutineSignature};

impl Printer {
    pub(super) fn signature(&mut self, signature: &RoutineSignature) {
        let RoutineSignature { name, arguments: _, span: _ } = signature;
        self.qualified_name(name);
    }

    pub(super) fn signed_number(&mut self, number: &Number) {
        let Number { negative, digits, span: _ } = number;
        self.word(if *negative { "-" } else { "" });
        self.out.push_str(digits);
    }
}
