//! Queries that call one function.

use super::Printer;
use crate::ast::{Call, Constant, ConstantKind};

impl Printer {
    pub(super) fn call(&mut self, statement: &Call) {
        let Call { function, arguments, alias, from, columns } = statement;
        self.word(if *from { "SELECT * FROM" } else { "SELECT" });
        self.qualified_name(function);
        self.out.push('(');
        self.list(arguments, Self::constant);
        self.out.push(')');
        if let Some(alias) = alias {
            self.word("AS");
            self.ident(alias);
        }
        if let Some(columns) = columns {
            self.out.push('(');
            self.out.push_str(columns);
            self.out.push(')');
        }
    }

    fn constant(&mut self, constant: &Constant) {
        let Constant { kind, span: _ } = constant;
        match kind {
            ConstantKind::Null => self.word("NULL"),
            ConstantKind::Boolean(true) => self.word("TRUE"),
            ConstantKind::Boolean(false) => self.word("FALSE"),
            ConstantKind::Integer(digits) => self.word(digits),
            ConstantKind::Text(text) => self.value(text),
            ConstantKind::TypedText(text) => {
                self.value(text);
                self.out.push_str("::text");
            }
        }
    }
}
