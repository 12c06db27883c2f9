//! Configuration parameters.

use super::Printer;
use crate::ast::{Discarded, Ident, Parameter, SetScope, SettingValue};

impl Printer {
    pub(super) fn parameter(&mut self, statement: &Parameter) {
        match statement {
            Parameter::Set(scope, name, values) => {
                self.set_parameter(*scope, name);
                self.word("TO");
                self.list(values, |printer, SettingValue { text, is_number, span: _ }| match is_number {
                    true => printer.word(text),
                    false => printer.value(text),
                });
            }
            Parameter::SetDefault(scope, name) => {
                self.set_parameter(*scope, name);
                self.word("TO DEFAULT");
            }
            Parameter::SetFromCurrent(scope, name) => {
                self.set_parameter(*scope, name);
                self.word("FROM CURRENT");
            }
            Parameter::Reset(name) => {
                self.word("RESET");
                self.parameter_name(name);
            }
            Parameter::ResetAll => self.word("RESET ALL"),
            Parameter::Show(name) => {
                self.word("SHOW");
                self.parameter_name(name);
            }
            Parameter::Discard(discarded) => {
                self.word("DISCARD");
                self.word(match discarded {
                    Discarded::All => "ALL",
                    Discarded::Plans => "PLANS",
                    Discarded::Sequences => "SEQUENCES",
                    Discarded::Temp => "TEMP",
                });
            }
        }
    }

    fn set_parameter(&mut self, scope: SetScope, name: &Ident) {
        self.word(if scope == SetScope::Local { "SET LOCAL" } else { "SET" });
        self.parameter_name(name);
    }

    /// Dots between parts stand outside of quotes.
    fn parameter_name(&mut self, ident: &Ident) {
        let Ident { name, span: _ } = ident;
        if name.split('.').any(str::is_empty) {
            return self.name(name);
        }
        self.blank();
        for (place, part) in name.split('.').enumerate() {
            if place > 0 {
                self.out.push('.');
            }
            super::push_ident(&mut self.out, part, self.rules);
        }
    }
}
