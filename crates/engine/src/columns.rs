//! Columns and constraints as the text of a statement defines them: what is checked while the
//! statement is analysed, in the order of the text.

use medlar_catalog::{Column, ConstraintKind, Generation, Name};
use medlar_syntax::ast::{
    ColumnConstraint, ColumnConstraintKind, ColumnDefinition, ConstraintAttribute, Expression, GeneratedWhen, Ident,
    LikeClause, OptionItem, References, SequenceOption, TableConstraint, TableConstraintKind, TableElement, TypeName,
};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::like;
use crate::message::{Checked, Failure};
use crate::types::{self, DataType};

/// The table that is defined.
#[derive(Clone, Copy)]
pub(crate) struct Table<'t> {
    pub(crate) name: &'t str,
    pub(crate) is_foreign: bool,
    pub(crate) is_partition: bool,
}

/// What a statement defines.
#[derive(Default)]
pub(crate) struct Definition<'s, 'a> {
    pub(crate) columns: Vec<NewColumn<'s, 'a>>,
    pub(crate) constraints: Vec<NewConstraint<'s, 'a>>,
}

/// A column that a statement defines.
pub(crate) struct NewColumn<'s, 'a> {
    /// Without what is found out only when the table is made.
    pub(crate) column: Column,
    pub(crate) data_type: Option<DataType>,
    /// As written; `None` of the columns of partitions and of those that LIKE copies.
    pub(crate) type_name: Option<&'s TypeName<'a>>,
    /// `DEFAULT` or `GENERATED ALWAYS AS`.
    pub(crate) value: Option<&'s Expression<'a>>,
    /// A sequence goes with it: of `serial`, or of an identity.
    pub(crate) has_sequence: bool,
    /// Of an identity.
    pub(crate) sequence_options: &'s [SequenceOption<'a>],
    pub(crate) options: &'s [OptionItem<'a>],
    pub(crate) span: Span,
}

/// A constraint that a statement defines.
pub(crate) struct NewConstraint<'s, 'a> {
    pub(crate) name: Option<Name>,
    pub(crate) kind: ConstraintKind,
    /// Of CHECK.
    pub(crate) expression: Option<&'s Expression<'a>>,
    /// Of CHECK, as LIKE copies it.
    pub(crate) copied: Option<medlar_catalog::Constraint>,
    /// Of all others.
    pub(crate) columns: Vec<Name>,
    pub(crate) references: Option<&'s References<'a>>,
    pub(crate) is_no_inherit: bool,
    pub(crate) is_not_valid: bool,
    pub(crate) span: Span,
}

/// Looks at the elements of a table from left to right.
pub(crate) fn analyse<'s, 'a>(
    context: &mut Context<'_>,
    table: Table<'_>,
    elements: &'s [TableElement<'a>],
) -> Checked<Definition<'s, 'a>> {
    let mut definition = Definition::default();
    for element in elements {
        match element {
            TableElement::Column(column) => analyse_column(context, table, column, &mut definition)?,
            TableElement::Constraint(constraint) => analyse_constraint(table, constraint, &mut definition)?,
            TableElement::Like(clause) => analyse_like(context, table, clause, &mut definition)?,
        }
    }
    Ok(definition)
}

fn analyse_like<'s, 'a>(
    context: &mut Context<'_>,
    table: Table<'_>,
    clause: &'s LikeClause<'a>,
    definition: &mut Definition<'s, 'a>,
) -> Checked {
    if table.is_foreign && !context.rules.cloudberry {
        let message = "LIKE is not supported for creating foreign tables";
        return Err(Failure::new(SqlState::FeatureNotSupported, message).at(clause.relation.span));
    }
    like::copy(context, clause, definition)
}

pub(crate) fn analyse_column<'s, 'a>(
    context: &mut Context<'_>,
    table: Table<'_>,
    definition: &'s ColumnDefinition<'a>,
    found: &mut Definition<'s, 'a>,
) -> Checked {
    let name = &*definition.name.name;
    let (mut data_type, mut is_serial) = (None, false);
    if let Some(type_name) = &definition.type_name {
        let column_type = types::column(context, type_name)?;
        data_type = Some(column_type.data_type);
        is_serial = column_type.is_serial;
        if let Some(collation) = &definition.collation {
            types::check_collation(context, column_type.data_type, &collation.name, collation.span)?;
        }
    }
    check_attributes(&definition.constraints)?;
    let collation = definition.collation.as_ref().and_then(|collation| collation.name.parts.last());
    let mut new = NewColumn {
        column: new_column(name, data_type.map_or_else(String::new, DataType::stored).into()),
        data_type,
        type_name: definition.type_name.as_ref(),
        value: None,
        has_sequence: false,
        sequence_options: &[],
        options: &definition.options,
        span: definition.span,
    };
    new.column.collation = collation.map(|part| Name::from(&*part.name));
    let mut state = Declared { table, column: name, seen: Seen::default() };
    for constraint in &definition.constraints {
        if let (ColumnConstraintKind::Identity { .. }, Some(type_name)) = (&constraint.kind, &definition.type_name)
            && !table.is_partition
            && !is_serial
        {
            // The type is looked at again, with its warnings.
            types::resolve(context, type_name, true)?;
        }
        state.constraint(&mut new, constraint, &mut found.constraints)?;
    }
    if is_serial {
        // It stands for DEFAULT and NOT NULL, behind what is written.
        if state.seen.default {
            return Err(state.conflict("multiple default values specified", None));
        }
        state.seen.default = true;
        state.one_source(None)?;
        if state.seen.nullable == Some(true) {
            return Err(state.conflict("conflicting NULL/NOT NULL declarations", None));
        }
        (new.has_sequence, new.column.is_not_null) = (true, true);
    }
    found.columns.push(new);
    Ok(())
}

/// A column of a type, with nothing else.
pub(crate) fn new_column(name: &str, type_name: Name) -> Column {
    Column::new(name.into(), type_name)
}

/// What has been said of a column so far.
#[derive(Default)]
struct Seen {
    /// `NULL` (true) or `NOT NULL`.
    nullable: Option<bool>,
    default: bool,
    identity: bool,
    generated: bool,
}

struct Declared<'t> {
    table: Table<'t>,
    column: &'t str,
    seen: Seen,
}

impl Declared<'_> {
    fn constraint<'s, 'a>(
        &mut self,
        new: &mut NewColumn<'s, 'a>,
        constraint: &'s ColumnConstraint<'a>,
        constraints: &mut Vec<NewConstraint<'s, 'a>>,
    ) -> Checked {
        let place = Some(constraint.span);
        let columns = || vec![Name::from(self.column)];
        let (kind, columns, expression, is_no_inherit) = match &constraint.kind {
            ColumnConstraintKind::Attribute(_) => return Ok(()),
            ColumnConstraintKind::Null | ColumnConstraintKind::NotNull => {
                let nullable = matches!(constraint.kind, ColumnConstraintKind::Null);
                if self.seen.nullable.is_some_and(|seen| seen != nullable) {
                    return Err(self.conflict("conflicting NULL/NOT NULL declarations", place));
                }
                self.seen.nullable = Some(nullable);
                new.column.is_not_null = !nullable;
                return Ok(());
            }
            ColumnConstraintKind::Default(expression) => {
                if self.seen.default {
                    return Err(self.conflict("multiple default values specified", place));
                }
                self.seen.default = true;
                new.value = Some(expression);
                return self.one_source(place);
            }
            ColumnConstraintKind::Identity { when, options } => {
                if self.table.is_partition {
                    let message = "identity columns are not supported on partitions";
                    return Err(Failure::new(SqlState::FeatureNotSupported, message).about(constraint.span));
                }
                if self.seen.identity {
                    return Err(self.conflict("multiple identity specifications", place));
                }
                self.seen.identity = true;
                if self.seen.nullable == Some(true) {
                    return Err(self.conflict("conflicting NULL/NOT NULL declarations", place));
                }
                self.seen.nullable = Some(false);
                (new.column.is_not_null, new.has_sequence) = (true, true);
                new.sequence_options = options;
                new.column.generation = match when {
                    GeneratedWhen::Always => Generation::IdentityAlways,
                    GeneratedWhen::ByDefault => Generation::IdentityByDefault,
                };
                return self.one_source(place);
            }
            ColumnConstraintKind::Generated(expression) => {
                if self.table.is_partition {
                    let message = "generated columns are not supported on partitions";
                    return Err(Failure::new(SqlState::FeatureNotSupported, message).about(constraint.span));
                }
                if self.seen.generated {
                    return Err(self.conflict("multiple generation clauses specified", place));
                }
                self.seen.generated = true;
                new.value = Some(expression);
                new.column.generation = Generation::Stored;
                return self.one_source(place);
            }
            ColumnConstraintKind::Check { expression, no_inherit } => {
                (ConstraintKind::Check, Vec::new(), Some(expression), *no_inherit)
            }
            ColumnConstraintKind::PrimaryKey(_) => {
                new.column.is_not_null = true;
                (ConstraintKind::PrimaryKey, columns(), None, false)
            }
            ColumnConstraintKind::Unique { .. } => (ConstraintKind::Unique, columns(), None, false),
            ColumnConstraintKind::References(_) => (ConstraintKind::ForeignKey, columns(), None, false),
        };
        check_supported(self.table, kind, constraint.span)?;
        let references = match &constraint.kind {
            ColumnConstraintKind::References(references) => Some(references),
            _ => None,
        };
        constraints.push(NewConstraint {
            name: name_of(constraint.name.as_ref()),
            kind,
            expression,
            copied: None,
            columns,
            references,
            is_no_inherit,
            is_not_valid: false,
            span: constraint.span,
        });
        Ok(())
    }

    /// A value comes from a default, from an identity or from an expression.
    fn one_source(&self, place: Option<Span>) -> Checked {
        let Seen { default, identity, generated, .. } = self.seen;
        let both = if default && identity {
            "both default and identity specified"
        } else if default && generated {
            "both default and generation expression specified"
        } else if identity && generated {
            "both identity and generation expression specified"
        } else {
            return Ok(());
        };
        Err(self.conflict(both, place))
    }

    fn conflict(&self, what: &str, place: Option<Span>) -> Box<Failure> {
        let message = format!("{what} for column \"{}\" of table \"{}\"", self.column, self.table.name);
        let failure = Failure::new(SqlState::SyntaxError, message);
        match place {
            Some(place) => failure.at(place),
            None => failure,
        }
    }
}

/// What a foreign table cannot have.
fn check_supported(table: Table<'_>, kind: ConstraintKind, span: Span) -> Checked {
    let what = match kind {
        ConstraintKind::Check => return Ok(()),
        ConstraintKind::PrimaryKey => "primary key",
        ConstraintKind::Unique => "unique",
        ConstraintKind::Exclusion => "exclusion",
        ConstraintKind::ForeignKey => "foreign key",
    };
    if !table.is_foreign {
        return Ok(());
    }
    let message = format!("{what} constraints are not supported on foreign tables");
    Err(Failure::new(SqlState::FeatureNotSupported, message).at(span))
}

/// DEFERRABLE and its like stand behind the constraint of a key.
fn check_attributes(constraints: &[ColumnConstraint<'_>]) -> Checked {
    let (mut takes_attributes, mut deferrability, mut initially) = (false, None, false);
    for constraint in constraints {
        let refused = |message: String| Err(Failure::new(SqlState::SyntaxError, message).at(constraint.span));
        let ColumnConstraintKind::Attribute(attribute) = &constraint.kind else {
            takes_attributes = matches!(
                constraint.kind,
                ColumnConstraintKind::PrimaryKey(_)
                    | ColumnConstraintKind::Unique { .. }
                    | ColumnConstraintKind::References(_)
            );
            (deferrability, initially) = (None, false);
            continue;
        };
        let words = match attribute {
            ConstraintAttribute::Deferrable => "DEFERRABLE",
            ConstraintAttribute::NotDeferrable => "NOT DEFERRABLE",
            ConstraintAttribute::InitiallyDeferred => "INITIALLY DEFERRED",
            ConstraintAttribute::InitiallyImmediate => "INITIALLY IMMEDIATE",
        };
        if !takes_attributes {
            return refused(format!("misplaced {words} clause"));
        }
        match attribute {
            ConstraintAttribute::Deferrable | ConstraintAttribute::NotDeferrable => {
                if deferrability.is_some() {
                    return refused("multiple DEFERRABLE/NOT DEFERRABLE clauses not allowed".to_owned());
                }
                deferrability = Some(*attribute == ConstraintAttribute::Deferrable);
            }
            ConstraintAttribute::InitiallyDeferred | ConstraintAttribute::InitiallyImmediate => {
                if std::mem::replace(&mut initially, true) {
                    return refused("multiple INITIALLY IMMEDIATE/DEFERRED clauses not allowed".to_owned());
                }
                if *attribute == ConstraintAttribute::InitiallyDeferred && deferrability == Some(false) {
                    return refused("constraint declared INITIALLY DEFERRED must be DEFERRABLE".to_owned());
                }
            }
        }
    }
    Ok(())
}

fn name_of(name: Option<&Ident<'_>>) -> Option<Name> {
    name.map(|name| Name::from(&*name.name))
}

pub(crate) fn analyse_constraint<'s, 'a>(
    table: Table<'_>,
    constraint: &'s TableConstraint<'a>,
    found: &mut Definition<'s, 'a>,
) -> Checked {
    let names = |columns: &[Ident<'_>]| columns.iter().map(|column| Name::from(&*column.name)).collect();
    let (mut expression, mut references) = (None, None);
    let (kind, columns) = match &constraint.kind {
        TableConstraintKind::Check(check) => {
            expression = Some(check);
            (ConstraintKind::Check, Vec::new())
        }
        TableConstraintKind::Unique { columns, .. } => (ConstraintKind::Unique, names(columns)),
        TableConstraintKind::UniqueIndex(_) => (ConstraintKind::Unique, Vec::new()),
        TableConstraintKind::PrimaryKey { columns, .. } => (ConstraintKind::PrimaryKey, names(columns)),
        TableConstraintKind::PrimaryKeyIndex(_) => (ConstraintKind::PrimaryKey, Vec::new()),
        TableConstraintKind::Exclude { .. } => (ConstraintKind::Exclusion, Vec::new()),
        TableConstraintKind::ForeignKey { columns, references: table } => {
            references = Some(table);
            (ConstraintKind::ForeignKey, names(columns))
        }
    };
    check_supported(table, kind, constraint.span)?;
    found.constraints.push(NewConstraint {
        name: name_of(constraint.name.as_ref()),
        kind,
        expression,
        copied: None,
        columns,
        references,
        is_no_inherit: constraint.attributes.no_inherit,
        is_not_valid: constraint.attributes.not_valid,
        span: constraint.span,
    });
    Ok(())
}
