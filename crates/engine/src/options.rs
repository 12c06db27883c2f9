//! The algebra of OPTIONS: ADD, SET and DROP on an ordered list, and what is checked before it is stored.

use medlar_catalog::OptionList;
use medlar_syntax::ast::{OptionAction, OptionItem};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::execution;
use crate::message::{Checked, Failure};
use crate::places::Places;
use crate::validators::{self, Level, Part, Validator};

/// Up to this many options a list is searched; beyond, it is indexed.
const SEARCHED: usize = 16;

/// The list of an object after the changes of a statement, checked and ready to be stored.
///
/// 1. the changes, left to right, each seeing the result of those before it;
/// 2. names with `=`, where the target refuses them;
/// 3. `mpp_execute`, then `num_segments`, where the target knows them, but not in user mappings;
/// 4. the list as it is read back: an option is stored as `name=value`, and its name ends at the first `=`;
/// 5. the wrapper's validator, which sees the whole list without these two.
pub(crate) fn transform(
    context: &mut Context<'_>,
    stored: &OptionList,
    items: &[OptionItem<'_>],
    level: Level,
    validator: Validator,
) -> Checked<OptionList> {
    let changed = apply(stored, items)?;
    let mut list: Vec<Pair<'_>> = changed.iter().flatten().copied().collect();
    let with_equals = list.iter().find(|(name, _)| has_equals(name));
    if let (Some((name, _)), true) = (with_equals, context.rules.option_name_equals_refused) {
        return Err(equals_refused(name).located(items));
    }
    let executes = context.rules.num_segments.filter(|_| level != Level::UserMapping);
    if let Some(parser) = executes {
        execution::check(&list, parser).map_err(|fault| fault.located(items))?;
    }
    let joined: Vec<String>;
    if with_equals.is_some() {
        joined = list.iter().map(|(name, value)| format!("{name}={value}")).collect();
        list = joined.iter().filter_map(|stored| stored.split_once('=')).collect();
    }
    let seen = list.iter().copied().filter(|(name, _)| executes.is_none() || !execution::is_execution_option(name));
    validators::validate(context, validator, level, seen).map_err(|fault| fault.located(items))?;
    Ok(OptionList::from_pairs(list))
}

/// Name and value.
pub(crate) type Pair<'a> = (&'a str, &'a str);

fn has_equals(name: &str) -> bool {
    name.bytes().any(|byte| byte == b'=')
}

/// The options after the changes; those that were dropped leave a gap.
fn apply<'a>(stored: &'a OptionList, items: &'a [OptionItem<'_>]) -> Checked<Vec<Option<Pair<'a>>>> {
    let mut list = Working { pairs: Vec::with_capacity(8), index: None };
    list.pairs.extend(stored.iter().map(Some));
    for item in items {
        let name = &*item.name.name;
        let value = item.value.as_ref().map_or("", |value| &*value.value);
        match (item.action, list.find(name)) {
            (OptionAction::Plain | OptionAction::Add, None) => list.push(name, value),
            (OptionAction::Plain | OptionAction::Add, Some(_)) => {
                let message = format!("option \"{name}\" provided more than once");
                return Err(Failure::new(SqlState::DuplicateObject, message).about(item.name.span));
            }
            (OptionAction::Set, Some(place)) => list.replace(place, Some((name, value))),
            (OptionAction::Drop, Some(place)) => list.replace(place, None),
            (OptionAction::Set | OptionAction::Drop, None) => {
                let message = format!("option \"{name}\" not found");
                return Err(Failure::new(SqlState::UndefinedObject, message).about(item.name.span));
            }
        }
    }
    Ok(list.pairs)
}

/// A list being changed.
struct Working<'a> {
    pairs: Vec<Option<Pair<'a>>>,
    index: Option<Places>,
}

impl<'a> Working<'a> {
    fn find(&mut self, name: &str) -> Option<usize> {
        if self.pairs.len() > SEARCHED && self.index.is_none() {
            let mut index = Places::default();
            for (place, pair) in self.pairs.iter().enumerate() {
                if let Some((name, _)) = pair {
                    index.insert(name, place);
                }
            }
            self.index = Some(index);
        }
        let is_named = |pair: &Option<Pair<'_>>| pair.is_some_and(|(candidate, _)| candidate == name);
        match &self.index {
            Some(index) => index.find(&name, |place| self.pairs.get(place).is_some_and(is_named)),
            None => self.pairs.iter().position(is_named),
        }
    }

    fn push(&mut self, name: &'a str, value: &'a str) {
        if let Some(index) = &mut self.index {
            index.insert(&name, self.pairs.len());
        }
        self.pairs.push(Some((name, value)));
    }

    fn replace(&mut self, place: usize, pair: Option<Pair<'a>>) {
        if let Some(old) = self.pairs.get_mut(place) {
            if let (None, Some(index), Some((name, _))) = (pair, &mut self.index, *old) {
                index.remove(&name, place);
            }
            *old = pair;
        }
    }
}

#[cold]
fn equals_refused(name: &str) -> OptionFault<'_> {
    let message = format!("invalid option name \"{name}\": must not contain \"=\"");
    OptionFault { failure: Failure::new(SqlState::InvalidParameterValue, message), name, part: Part::Name }
}

/// An option of the resulting list is wrong.
pub(crate) struct OptionFault<'a> {
    pub(crate) failure: Box<Failure>,
    pub(crate) name: &'a str,
    pub(crate) part: Part,
}

impl OptionFault<'_> {
    /// The failure, about the item of the statement that the option comes from, if it does.
    fn located(self, items: &[OptionItem<'_>]) -> Box<Failure> {
        match self.subject(items) {
            Some(span) => self.failure.about(span),
            None => self.failure,
        }
    }

    fn subject(&self, items: &[OptionItem<'_>]) -> Option<Span> {
        let last = items.iter().rev().find(|item| item.name.name == self.name)?;
        match (self.part, &last.value) {
            (Part::Value, Some(value)) => Some(value.span),
            _ => Some(last.name.span),
        }
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn a_name_ends_at_its_first_equals_sign_where_it_is_not_refused() {
        let create = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (\"a=b\" '4')";
        check(
            Target::Cloudberry2,
            &[
                (create, &["CREATE FOREIGN DATA WRAPPER", "CREATE SERVER"]),
                ("ALTER SERVER s OPTIONS (SET \"a=b\" '5')", &["ERROR:  42704: option \"a=b\" not found"]),
                ("ALTER SERVER s OPTIONS (SET a '5')", &["ALTER SERVER"]),
            ],
        );
        check(
            Target::Postgresql15,
            &[(
                "CREATE FOREIGN DATA WRAPPER w OPTIONS (\"a=b\" '4')",
                &["ERROR:  22023: invalid option name \"a=b\": must not contain \"=\""],
            )],
        );
    }
}
