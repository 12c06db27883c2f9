//! Plain data from and to JavaScript, with a fraction of the code that serde derives.
//!
//! A structure lists its fields once, in [`structures!`](crate::structures), and an enumeration of words its
//! variants, in [`words!`](crate::words). What is written becomes JSON, and in one step a JavaScript value; what is
//! read is looked at member by member, and of what does not fit the place is told: `servers.2.name`.

mod read;
mod write;

pub use read::{Read, Reader, Refused, member, read};
pub use write::{Write, Writer, to_js};

/// How a field is called in JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// As in Rust.
    Snake,
    /// `session_user` is `sessionUser`.
    Camel,
}

/// Implements [`Read`] and [`Write`] for structures, field by field.
#[macro_export]
macro_rules! structures {
    ($naming:ident: $($name:ty { $($field:ident,)* })*) => {
        $(
            impl $crate::Read for $name {
                fn read(reader: &mut $crate::Reader) -> Self {
                    Self { $($field: reader.field(stringify!($field), $crate::Naming::$naming),)* }
                }
            }

            impl $crate::Write for $name {
                fn write(&self, writer: &mut $crate::Writer) {
                    let Self { $($field,)* } = self;
                    writer.begin('{');
                    $(writer.field(stringify!($field), $crate::Naming::$naming, $field);)*
                    writer.end('}');
                }
            }
        )*
    };
}

/// Implements [`Read`] and [`Write`] for enumerations whose variants hold nothing: each is its name, which begins
/// with a small letter in JavaScript where the naming is `Camel`.
#[macro_export]
macro_rules! words {
    ($naming:ident: $($name:ident { $first:ident $(, $variant:ident)* $(,)? })*) => {
        $(
            impl $crate::Read for $name {
                fn read(reader: &mut $crate::Reader) -> Self {
                    let words = [stringify!($first), $(stringify!($variant)),*];
                    let values = [$name::$first, $($name::$variant),*];
                    let place = reader.word(&words, $crate::Naming::$naming);
                    values.into_iter().nth(place).unwrap_or($name::$first)
                }
            }

            impl $crate::Write for $name {
                fn write(&self, writer: &mut $crate::Writer) {
                    writer.word(match self {
                        $name::$first => stringify!($first),
                        $($name::$variant => stringify!($variant),)*
                    }, $crate::Naming::$naming);
                }
            }
        )*
    };
}
