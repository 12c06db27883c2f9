//! Foreign servers.

use super::cursor::{Parser, Result};
use crate::ast::{AlterServer, CreateServer, ObjectKind, Statement, Version};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE SERVER [ IF NOT EXISTS ] server_name [ TYPE 'server_type' ] [ VERSION 'server_version' ]
    ///     FOREIGN DATA WRAPPER fdw_name
    ///     [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    /// From `IF` on; `VERSION NULL` is taken, too.
    pub(super) fn create_server(&mut self) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_name()?;
        let server_type = if self.accept(Keyword::Type) { Some(self.string()?) } else { None };
        let version = self.version()?;
        self.expect([Keyword::Foreign, Keyword::Data, Keyword::Wrapper])?;
        let wrapper = self.column_id()?;
        let options = self.create_options()?;
        Ok(Statement::CreateServer(CreateServer { if_not_exists, name, server_type, version, wrapper, options }))
    }

    /// ```text
    /// ALTER SERVER name [ VERSION 'new_version' ]
    ///     [ OPTIONS ( [ ADD | SET | DROP ] option ['value'] [, ... ] ) ]
    /// ALTER SERVER name OWNER TO { new_owner | CURRENT_ROLE | CURRENT_USER | SESSION_USER }
    /// ALTER SERVER name RENAME TO new_name
    /// ```
    /// From the name on.
    pub(super) fn alter_server(&mut self) -> Result<Statement<'a>> {
        let name = self.column_id()?;
        match self.peek_keyword() {
            Some(Keyword::Owner) => return self.alter_owner(ObjectKind::Server, name),
            Some(Keyword::Rename) => return self.rename(ObjectKind::Server, name),
            _ => {}
        }
        let version = self.version()?;
        let options = if version.is_none() || self.peek_keyword() == Some(Keyword::Options) {
            Some(self.alter_options()?)
        } else {
            None
        };
        Ok(Statement::AlterServer(AlterServer { name, version, options }))
    }

    fn version(&mut self) -> Result<Option<Version<'a>>> {
        if !self.accept(Keyword::Version) {
            return Ok(None);
        }
        Ok(Some(match self.string_or_null()? {
            Some(value) => Version::Value(value),
            None => Version::Null,
        }))
    }
}
