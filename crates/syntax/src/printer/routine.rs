//! Functions and procedures.

use super::Printer;
use crate::ast::{
    AlterRoutine, ArgumentMode, CreateRoutine, DropRoutines, FunctionResult, RoutineArgument, RoutineChange,
    RoutineOption, RoutineOptionKind, RoutineSignature, Volatility,
};

impl Printer {
    pub(super) fn create_routine(&mut self, statement: &CreateRoutine) {
        let CreateRoutine { or_replace, kind, name, arguments, result, options, body } = statement;
        self.word("CREATE");
        self.word_if(*or_replace, "OR REPLACE");
        self.word(kind.word());
        self.qualified_name(name);
        self.enclosed(arguments, Self::argument);
        match result {
            None => {}
            Some(FunctionResult::Type(type_name)) => {
                self.word("RETURNS");
                self.type_name(type_name);
            }
            Some(FunctionResult::Table(columns)) => {
                self.word("RETURNS TABLE");
                self.enclosed(columns, |printer, (name, type_name)| {
                    printer.ident(name);
                    printer.type_name(type_name);
                });
            }
        }
        options.iter().for_each(|option| self.routine_option(option));
        if let Some(body) = body {
            self.word(body.text);
        }
    }

    pub(super) fn signature(&mut self, signature: &RoutineSignature) {
        let RoutineSignature { name, arguments, span: _ } = signature;
        self.qualified_name(name);
        if let Some(arguments) = arguments {
            self.enclosed(arguments, Self::argument);
        }
    }

    fn argument(&mut self, argument: &RoutineArgument) {
        let RoutineArgument { mode, name, type_name, default, span: _ } = argument;
        match mode {
            None => {}
            Some(ArgumentMode::In) => self.word("IN"),
            Some(ArgumentMode::Out) => self.word("OUT"),
            Some(ArgumentMode::InOut) => self.word("INOUT"),
            Some(ArgumentMode::Variadic) => self.word("VARIADIC"),
        }
        if let Some(name) = name {
            self.ident(name);
        }
        self.type_name(type_name);
        if let Some(default) = default {
            self.word("DEFAULT");
            self.expression(default);
        }
    }

    fn routine_option(&mut self, option: &RoutineOption) {
        let RoutineOption { kind, span: _ } = option;
        match kind {
            RoutineOptionKind::As(strings) => {
                self.word("AS");
                self.list(strings, Self::string);
            }
            RoutineOptionKind::Language(language) => {
                self.word("LANGUAGE");
                self.value(&language.name);
            }
            RoutineOptionKind::Transform(types) => {
                self.word("TRANSFORM");
                self.list(types, |printer, type_name| {
                    printer.word("FOR TYPE");
                    printer.type_name(type_name);
                });
            }
            RoutineOptionKind::Window => self.word("WINDOW"),
            RoutineOptionKind::Strict(strict) => self.word(if *strict { "STRICT" } else { "CALLED ON NULL INPUT" }),
            RoutineOptionKind::Volatility(Volatility::Immutable) => self.word("IMMUTABLE"),
            RoutineOptionKind::Volatility(Volatility::Stable) => self.word("STABLE"),
            RoutineOptionKind::Volatility(Volatility::Volatile) => self.word("VOLATILE"),
            RoutineOptionKind::SecurityDefiner(definer) => {
                self.word(if *definer { "SECURITY DEFINER" } else { "SECURITY INVOKER" });
            }
            RoutineOptionKind::Leakproof(leakproof) => {
                self.word(if *leakproof { "LEAKPROOF" } else { "NOT LEAKPROOF" });
            }
            RoutineOptionKind::Cost(cost) => self.word_and_number("COST", cost),
            RoutineOptionKind::Rows(rows) => self.word_and_number("ROWS", rows),
            RoutineOptionKind::Support(name) => self.word_and_name("SUPPORT", name),
            RoutineOptionKind::Parallel(word) => self.word_and_ident("PARALLEL", Some(word)),
            RoutineOptionKind::Setting(statement) => self.any_statement(statement),
            RoutineOptionKind::Cloudberry(words) => self.word(words),
        }
    }

    pub(super) fn drop_routines(&mut self, statement: &DropRoutines) {
        let DropRoutines { kind, if_exists, routines, behavior } = statement;
        self.word("DROP");
        self.word(kind.word());
        self.word_if(*if_exists, "IF EXISTS");
        self.list(routines, Self::signature);
        self.behavior(*behavior);
    }

    pub(super) fn alter_routine(&mut self, statement: &AlterRoutine) {
        let AlterRoutine { kind, routine, change } = statement;
        self.word("ALTER");
        self.word(kind.word());
        self.signature(routine);
        match change {
            RoutineChange::Rename(name) => self.word_and_ident("RENAME TO", Some(name)),
            RoutineChange::Owner(owner) => {
                self.word("OWNER TO");
                self.role(owner);
            }
            RoutineChange::Schema(schema) => self.word_and_ident("SET SCHEMA", Some(schema)),
            RoutineChange::Options(options) => options.iter().for_each(|option| self.routine_option(option)),
            RoutineChange::DependsOnExtension(depends, extension) => {
                self.word_if(!depends, "NO");
                self.word_and_ident("DEPENDS ON EXTENSION", Some(extension));
            }
        }
    }
}
