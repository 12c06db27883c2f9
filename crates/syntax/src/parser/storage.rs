//! Storage servers, their user mappings, foreign catalogs and volumes: Cloudberry only.

use super::cursor::{Parser, Result};
use super::name::IfClause;
use crate::ast::{
    CreateForeignCatalog, DropForeignCatalogs, Ident, RoleName, RoleSpec, Statement, Storage, StorageAction,
};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE STORAGE SERVER [ IF NOT EXISTS ] name [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ALTER STORAGE SERVER name OPTIONS ( [ ADD | SET | DROP ] option ['value'] [, ... ] )
    /// DROP STORAGE SERVER [ IF EXISTS ] name
    /// CREATE STORAGE USER MAPPING [ IF NOT EXISTS ] FOR user STORAGE SERVER name [ OPTIONS ( ... ) ]
    /// ALTER STORAGE USER MAPPING FOR user STORAGE SERVER name OPTIONS ( ... )
    /// DROP STORAGE USER MAPPING [ IF EXISTS ] FOR user STORAGE SERVER name
    /// ```
    /// Behind `STORAGE`.
    pub(super) fn storage(&mut self, action: StorageAction) -> Result<Statement<'a>> {
        let of_mapping = self.accept(Keyword::User);
        if of_mapping {
            self.expect([Keyword::Mapping])?;
        } else {
            self.expect([Keyword::Server])?;
        }
        let clause = match action {
            StorageAction::Create => self.if_clause([Keyword::Not, Keyword::Exists])?,
            StorageAction::Alter => IfClause::Absent,
            StorageAction::Drop => self.if_clause([Keyword::Exists])?,
        };
        let conditional = matches!(clause, IfClause::Present);
        let named = match clause {
            IfClause::Name(name, _) if !of_mapping => Some(name),
            IfClause::Name(..) => return self.fail(),
            IfClause::Absent | IfClause::Present => None,
        };
        let user = if of_mapping { Some(self.mapped_user()?) } else { None };
        let server = match named {
            Some(name) => name,
            None => self.column_id()?,
        };
        let options = match action {
            StorageAction::Create => self.create_options()?,
            StorageAction::Alter => self.alter_options()?,
            StorageAction::Drop => Vec::new(),
        };
        Ok(Statement::Storage(Storage { action, conditional, user, server, options }))
    }

    /// `FOR { RoleSpec | USER } STORAGE SERVER`
    fn mapped_user(&mut self) -> Result<RoleSpec<'a>> {
        self.expect([Keyword::For])?;
        let token = self.peek();
        let user = if self.accept(Keyword::User) {
            RoleSpec { role: RoleName::CurrentUser, span: token.span() }
        } else {
            self.role_spec()?
        };
        self.expect([Keyword::Storage, Keyword::Server])?;
        Ok(user)
    }

    /// `CATALOG` or `VOLUME` behind `FOREIGN`, where the target knows them: whether it is a volume.
    pub(super) fn foreign_catalog_word(&mut self) -> Option<bool> {
        if !self.rules().foreign_catalogs {
            return None;
        }
        let token = self.peek();
        let is_volume = token.is_identifier() && token.span().of(self.text).eq_ignore_ascii_case("volume");
        if !is_volume && !token.is_keyword(Keyword::Catalog) {
            return None;
        }
        self.advance();
        Some(is_volume)
    }

    /// ```text
    /// CREATE FOREIGN { CATALOG | VOLUME } [ IF NOT EXISTS ] name SERVER server_name
    ///     [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    /// From `IF` on.
    pub(super) fn create_foreign_catalog(&mut self, is_volume: bool) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_name()?;
        self.expect([Keyword::Server])?;
        let server = self.column_id()?;
        let options = self.create_options()?;
        let statement = CreateForeignCatalog { is_volume, if_not_exists, name, server, options };
        Ok(Statement::CreateForeignCatalog(statement))
    }

    /// ```text
    /// DROP FOREIGN { CATALOG | VOLUME } [ IF EXISTS ] name [, ...] [ CASCADE | RESTRICT ]
    /// ```
    /// From `IF` on.
    pub(super) fn drop_foreign_catalogs(&mut self, is_volume: bool) -> Result<Statement<'a>> {
        let (if_exists, names) = self.dropped_names()?;
        let behavior = self.drop_behavior()?;
        Ok(Statement::DropForeignCatalogs(DropForeignCatalogs { is_volume, if_exists, names, behavior }))
    }

    /// `[ IF EXISTS ] name [, ...]`
    pub(super) fn dropped_names(&mut self) -> Result<(bool, Vec<Ident<'a>>)> {
        let (if_exists, first) = match self.if_clause([Keyword::Exists])? {
            IfClause::Absent => (false, self.column_id()?),
            IfClause::Present => (true, self.column_id()?),
            IfClause::Name(name, _) => (false, name),
        };
        let mut names = vec![first];
        while self.accept_kind(crate::scanner::TokenKind::Comma) {
            names.push(self.column_id()?);
        }
        Ok((if_exists, names))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Target, parse};

    #[test]
    fn only_some_targets_have_them() {
        for (text, cloudberry_2, cloudberry_main, postgresql) in [
            ("CREATE STORAGE SERVER s", "", "", "STORAGE"),
            ("DROP STORAGE USER MAPPING IF EXISTS FOR a STORAGE SERVER s", "", "", "STORAGE"),
            ("ALTER STORAGE SERVER s", "end", "end", "STORAGE"),
            ("ALTER STORAGE SERVER s OWNER TO a", "OWNER", "OWNER", "STORAGE"),
            ("CREATE FOREIGN CATALOG c SERVER s", "CATALOG", "", "CATALOG"),
            ("DROP FOREIGN VOLUME v, w CASCADE", "VOLUME", "", "VOLUME"),
        ] {
            for (target, word) in Target::ALL.into_iter().zip([cloudberry_2, cloudberry_main, postgresql]) {
                let expected = match word {
                    "" => None,
                    "end" => Some("syntax error at end of input".to_owned()),
                    word => Some(format!("syntax error at or near \"{word}\"")),
                };
                assert_eq!(parse(text, target).error.map(|error| error.message), expected, "{text} in {target:?}");
            }
        }
    }
}
