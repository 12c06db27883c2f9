//! Printing a statement and parsing it again gives the same statement, spans aside.

use std::borrow::Cow;

use medlar_syntax::ast::*;
use medlar_syntax::printer::{print, quote_ident, quote_literal};
use medlar_syntax::{Span, Target, parse};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

const NASTY: &[&str] = &[
    "a",
    "A",
    "select",
    "user",
    "left",
    "int",
    "if",
    "add",
    "set",
    "drop",
    "mapping",
    "nulls",
    "not",
    "with",
    "É",
    "日本",
    "😀",
    "a b",
    "a\"b",
    "'",
    "\\",
    "\\x41",
    "U&\"a\"",
    "$$",
    "1a",
    "_",
    "a$b",
    "--",
    "/*",
    ";",
    "\n",
    "current_user",
    "PUBLIC",
    "NONE",
    "log",
    "decode",
    "partition",
    "system_user",
    "uescape",
];

fn cow(text: String) -> Cow<'static, str> {
    Cow::Owned(text)
}

/// A name: not empty, at most 63 bytes.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        select(NASTY).prop_map(str::to_owned),
        "[a-z_][a-z0-9_$]{0,20}",
        "\\PC{1,15}",
        "[\"'\\\\a-zA-Z \t\n]{1,20}",
    ]
}

fn ident() -> impl Strategy<Value = Ident<'static>> {
    name().prop_map(|name| Ident { name: cow(name), span: Span::default() })
}

/// The name of a role that can be named.
fn role_name() -> impl Strategy<Value = String> {
    name().prop_filter("names of its own", |name| !matches!(&**name, "public" | "none"))
}

fn role_ident() -> impl Strategy<Value = Ident<'static>> {
    role_name().prop_map(|name| Ident { name: cow(name), span: Span::default() })
}

fn role() -> impl Strategy<Value = RoleSpec<'static>> {
    let role = prop_oneof![
        4 => role_name().prop_map(|name| RoleName::Named(cow(name))),
        1 => select(vec![RoleName::CurrentUser, RoleName::CurrentRole, RoleName::SessionUser, RoleName::Public]),
    ];
    role.prop_map(|role| RoleSpec { role, span: Span::default() })
}

fn roles() -> impl Strategy<Value = Vec<RoleSpec<'static>>> {
    vec(role(), 1..3)
}

fn string() -> impl Strategy<Value = StringLiteral<'static>> {
    let value = prop_oneof![Just(String::new()), name(), "[^\\x00]{0,30}"];
    value.prop_map(|value| StringLiteral { value: cow(value), span: Span::default() })
}

fn options() -> impl Strategy<Value = Vec<OptionItem<'static>>> {
    let item = (ident(), string()).prop_map(|(name, value)| OptionItem {
        action: OptionAction::Plain,
        name,
        value: Some(value),
        span: Span::default(),
    });
    vec(item, 0..4)
}

fn changes() -> impl Strategy<Value = Vec<OptionItem<'static>>> {
    let actions = vec![OptionAction::Plain, OptionAction::Add, OptionAction::Set, OptionAction::Drop];
    let item = (select(actions), ident(), string()).prop_map(|(action, name, value)| OptionItem {
        action,
        name,
        value: (action != OptionAction::Drop).then_some(value),
        span: Span::default(),
    });
    vec(item, 1..4)
}

fn clauses() -> impl Strategy<Value = Vec<WrapperClause<'static>>> {
    let function = || vec(ident(), 1..4).prop_map(|parts| QualifiedName { parts, span: Span::default() });
    let kind = prop_oneof![
        function().prop_map(WrapperClauseKind::Handler),
        function().prop_map(WrapperClauseKind::Validator),
        Just(WrapperClauseKind::NoHandler),
        Just(WrapperClauseKind::NoValidator),
    ];
    vec(kind.prop_map(|kind| WrapperClause { kind, span: Span::default() }), 0..3)
}

fn version() -> impl Strategy<Value = Version<'static>> {
    prop_oneof![string().prop_map(Version::Value), Just(Version::Null)]
}

fn behavior() -> impl Strategy<Value = DropBehavior> {
    select(vec![DropBehavior::Cascade, DropBehavior::Restrict])
}

fn wrapper_or_server() -> impl Strategy<Value = ObjectKind> {
    select(vec![ObjectKind::ForeignDataWrapper, ObjectKind::Server])
}

fn any_kind() -> impl Strategy<Value = ObjectKind> {
    select(vec![ObjectKind::ForeignDataWrapper, ObjectKind::Server, ObjectKind::Extension])
}

fn foreign_objects() -> impl Strategy<Value = Statement<'static>> {
    prop_oneof![
        (ident(), clauses(), options()).prop_map(|(name, clauses, options)| {
            Statement::CreateForeignDataWrapper(CreateForeignDataWrapper { name, clauses, options })
        }),
        (ident(), clauses(), of(changes()))
            .prop_filter("a change", |(_, clauses, options)| { !clauses.is_empty() || options.is_some() })
            .prop_map(|(name, clauses, options)| {
                Statement::AlterForeignDataWrapper(AlterForeignDataWrapper { name, clauses, options })
            }),
        (any::<bool>(), ident(), of(string()), of(version()), ident(), options()).prop_map(
            |(if_not_exists, name, server_type, version, wrapper, options)| {
                Statement::CreateServer(CreateServer { if_not_exists, name, server_type, version, wrapper, options })
            }
        ),
        (ident(), of(version()), of(changes()))
            .prop_filter("a change", |(_, version, options)| version.is_some() || options.is_some())
            .prop_map(|(name, version, options)| Statement::AlterServer(AlterServer { name, version, options })),
        (any::<bool>(), role(), ident(), options()).prop_map(|(if_not_exists, user, server, options)| {
            Statement::CreateUserMapping(CreateUserMapping { if_not_exists, user, server, options })
        }),
        (role(), ident(), changes()).prop_map(|(user, server, options)| {
            Statement::AlterUserMapping(AlterUserMapping { user, server, options })
        }),
        (any::<bool>(), role(), ident()).prop_map(|(if_exists, user, server)| {
            Statement::DropUserMapping(DropUserMapping { if_exists, user, server })
        }),
        (any_kind(), any::<bool>(), vec(ident(), 1..3), behavior()).prop_map(|(kind, if_exists, names, behavior)| {
            Statement::Drop(Drop { kind, if_exists, names, behavior })
        }),
        (wrapper_or_server(), ident(), role()).prop_map(|(kind, name, owner)| Statement::AlterOwner(AlterOwner {
            kind,
            name,
            owner
        })),
        (wrapper_or_server(), ident(), ident()).prop_map(|(kind, name, new_name)| Statement::Rename(Rename {
            kind,
            name,
            new_name
        })),
        (any_kind(), ident(), of(string())).prop_map(|(kind, name, text)| Statement::Comment(Comment {
            target: CommentTarget::Object(kind, name),
            text
        })),
        (any::<bool>(), ident(), vec(extension_option(), 0..3)).prop_map(|(if_not_exists, name, options)| {
            Statement::CreateExtension(CreateExtension { if_not_exists, name, options })
        }),
    ]
}

fn extension_option() -> impl Strategy<Value = ExtensionOption<'static>> {
    let kind = prop_oneof![
        ident().prop_map(ExtensionOptionKind::Schema),
        string().prop_map(|version| ExtensionOptionKind::Version(version.value)),
        Just(ExtensionOptionKind::Cascade),
    ];
    kind.prop_map(|kind| ExtensionOption { kind, span: Span::default() })
}

fn privilege() -> impl Strategy<Value = Privilege<'static>> {
    let name = prop_oneof![2 => ident(), 1 => select(vec!["select", "references", "create", "usage"]).prop_map(
        |name| Ident { name: Cow::Borrowed(name), span: Span::default() }
    )];
    (name, vec(ident(), 0..2)).prop_map(|(name, columns)| Privilege { name, columns })
}

fn privileges() -> impl Strategy<Value = Privileges<'static>> {
    prop_oneof![
        vec(ident(), 0..2).prop_map(|columns| Privileges::All { columns }),
        vec(privilege(), 1..3).prop_map(Privileges::List),
    ]
}

fn role_option() -> impl Strategy<Value = RoleOptionKind<'static>> {
    prop_oneof![
        any::<bool>().prop_map(RoleOptionKind::Superuser),
        any::<bool>().prop_map(RoleOptionKind::CreateDb),
        any::<bool>().prop_map(RoleOptionKind::CreateRole),
        any::<bool>().prop_map(RoleOptionKind::Inherit),
        any::<bool>().prop_map(RoleOptionKind::Login),
        any::<bool>().prop_map(RoleOptionKind::Replication),
        any::<bool>().prop_map(RoleOptionKind::BypassRls),
        (-i32::MAX..=i32::MAX).prop_map(RoleOptionKind::ConnectionLimit),
        of(string()).prop_map(RoleOptionKind::Password),
        string().prop_map(RoleOptionKind::ValidUntil),
        roles().prop_map(RoleOptionKind::Members),
    ]
}

fn create_only_option() -> impl Strategy<Value = RoleOptionKind<'static>> {
    prop_oneof![
        role_option(),
        (0..=i32::MAX as u32).prop_map(RoleOptionKind::SysId),
        roles().prop_map(RoleOptionKind::InRole),
        roles().prop_map(RoleOptionKind::Admins),
    ]
}

fn placed(kind: RoleOptionKind<'static>) -> RoleOption<'static> {
    RoleOption { kind, span: Span::default() }
}

fn default_privileges() -> impl Strategy<Value = Statement<'static>> {
    let kind = prop_oneof![
        roles().prop_map(DefaultPrivilegesOptionKind::Roles),
        vec(ident(), 1..3).prop_map(DefaultPrivilegesOptionKind::Schemas),
    ];
    let options = vec(kind.prop_map(|kind| DefaultPrivilegesOption { kind, span: Span::default() }), 0..3);
    let objects = select(vec![
        DefaultObjects::Tables,
        DefaultObjects::Sequences,
        DefaultObjects::Functions,
        DefaultObjects::Types,
        DefaultObjects::Schemas,
    ]);
    (options, any::<bool>(), any::<bool>(), privileges(), objects, roles(), behavior()).prop_map(
        |(options, is_grant, grant_option, privileges, objects, grantees, behavior)| {
            Statement::AlterDefaultPrivileges(Box::new(AlterDefaultPrivileges {
                options,
                is_grant,
                grant_option,
                privileges,
                objects,
                grantees,
                behavior: if is_grant { DropBehavior::Restrict } else { behavior },
            }))
        },
    )
}

fn role_statements() -> impl Strategy<Value = Statement<'static>> {
    let keyword = || select(vec![RoleKeyword::Role, RoleKeyword::User, RoleKeyword::Group]);
    let word = || string().prop_map(|string| Ident { name: string.value, span: Span::default() });
    prop_oneof![
        (
            any::<bool>(),
            any::<bool>(),
            privileges(),
            wrapper_or_server(),
            vec(ident(), 1..3),
            roles(),
            of(role()),
            behavior()
        )
            .prop_map(|(is_grant, grant_option, privileges, kind, objects, grantees, granted_by, behavior)| {
                let behavior = if is_grant { DropBehavior::Restrict } else { behavior };
                Statement::GrantOnObjects(GrantOnObjects {
                    is_grant,
                    grant_option,
                    privileges,
                    target: PrivilegeTarget::Objects(kind, objects),
                    grantees,
                    granted_by,
                    behavior,
                })
            }),
        (any::<bool>(), any::<bool>(), vec(privilege(), 1..3), roles(), of(role()), behavior()).prop_map(
            |(is_grant, admin_option, roles, grantees, granted_by, behavior)| {
                let behavior = if is_grant { DropBehavior::Restrict } else { behavior };
                Statement::GrantRole(GrantRole { is_grant, admin_option, roles, grantees, granted_by, behavior })
            }
        ),
        default_privileges(),
        (keyword(), role_ident(), vec(create_only_option().prop_map(placed), 0..4))
            .prop_map(|(keyword, name, options)| Statement::CreateRole(CreateRole { keyword, name, options })),
        (role(), vec(role_option().prop_map(placed), 0..4))
            .prop_map(|(role, options)| Statement::AlterRole(AlterRole { role, options, drops_members: false })),
        (any::<bool>(), roles()).prop_map(|(if_exists, roles)| Statement::DropRole(DropRole { if_exists, roles })),
        (keyword(), role_ident(), role_ident())
            .prop_map(|(keyword, name, new_name)| Statement::RenameRole(RenameRole { keyword, name, new_name })),
        (roles(), behavior()).prop_map(|(roles, behavior)| Statement::DropOwned(DropOwned { roles, behavior })),
        (roles(), role()).prop_map(|(roles, new_owner)| Statement::ReassignOwned(ReassignOwned { roles, new_owner })),
        prop_oneof![
            (scope(), word().prop_filter("NONE is no role", |role| role.name != "none"))
                .prop_map(|(scope, role)| SetIdentity::Role(scope, role)),
            scope().prop_map(SetIdentity::RoleNone),
            scope().prop_map(SetIdentity::RoleDefault),
            Just(SetIdentity::ResetRole),
            (scope(), word()).prop_map(|(scope, user)| SetIdentity::SessionAuthorization(scope, user)),
            scope().prop_map(SetIdentity::SessionAuthorizationDefault),
            Just(SetIdentity::ResetSessionAuthorization),
        ]
        .prop_map(Statement::SetIdentity),
    ]
}

fn parameters() -> impl Strategy<Value = Statement<'static>> {
    let parameter =
        || select(vec!["work_mem", "a.b", "Odd Name.x\"y", "timezone", "local", "select.from", "..", "TimeZone"]);
    let name = move || parameter().prop_map(|name| Ident { name: cow(name.to_owned()), span: Span::default() });
    let number = select(vec!["0", "-7", "5.5", "1e10", "4294967296"]).prop_map(str::to_owned);
    let value = |text, is_number| SettingValue { text: cow(text), is_number, span: Span::default() };
    let value = prop_oneof![
        self::name().prop_map(move |text| value(text, false)),
        number.prop_map(move |text| value(text, true)),
    ];
    prop_oneof![
        (scope(), name(), vec(value, 1..4)).prop_map(|(scope, name, values)| Parameter::Set(scope, name, values)),
        (scope(), name()).prop_map(|(scope, name)| Parameter::SetDefault(scope, name)),
        (scope(), name()).prop_map(|(scope, name)| Parameter::SetFromCurrent(scope, name)),
        name().prop_map(Parameter::Reset),
        Just(Parameter::ResetAll),
        name().prop_map(Parameter::Show),
        select(vec![Discarded::All, Discarded::Plans, Discarded::Sequences, Discarded::Temp])
            .prop_map(Parameter::Discard),
    ]
    .prop_map(Statement::Parameter)
}

fn calls() -> impl Strategy<Value = Statement<'static>> {
    let kind = prop_oneof![
        Just(ConstantKind::Null),
        any::<bool>().prop_map(ConstantKind::Boolean),
        select(vec!["0", "17"]).prop_map(|digits| ConstantKind::Integer(digits.into())),
        name().prop_map(|text| ConstantKind::Text(cow(text))),
        name().prop_map(|text| ConstantKind::TypedText(cow(text))),
    ];
    let constant = kind.prop_map(|kind| Constant { kind, span: Span::default() });
    let part = || {
        select(vec!["set_config", "postgres_fdw_disconnect", "dblink"])
            .prop_map(|name| Ident { name: name.into(), span: Span::default() })
    };
    let function = vec(part(), 1..3).prop_map(|parts| QualifiedName { parts, span: Span::default() });
    let columns = select(vec!["a int", "\"b c\" numeric(1, 2), d text"]).prop_map(Cow::Borrowed);
    (function, vec(constant, 0..4), of(ident()), any::<bool>(), of(columns)).prop_map(
        |(function, arguments, alias, from, columns)| {
            let columns = columns.filter(|_| from && alias.is_some());
            Statement::Call(Call { function, arguments, alias, from, columns })
        },
    )
}

fn scope() -> impl Strategy<Value = SetScope> {
    select(vec![SetScope::Session, SetScope::Local])
}

fn transactions() -> impl Strategy<Value = Statement<'static>> {
    let level = select(vec!["serializable", "repeatable read", "read committed", "read uncommitted"]);
    let mode = prop_oneof![
        level.prop_map(TransactionMode::IsolationLevel),
        any::<bool>().prop_map(TransactionMode::ReadOnly),
        any::<bool>().prop_map(TransactionMode::Deferrable),
    ];
    let statement = prop_oneof![
        (any::<bool>(), vec(mode.clone(), 0..3)).prop_map(|(start, modes)| Transaction::Begin { start, modes }),
        any::<bool>().prop_map(|chain| Transaction::Commit { chain }),
        any::<bool>().prop_map(|chain| Transaction::Rollback { chain }),
        ident().prop_map(Transaction::Savepoint),
        ident().prop_map(Transaction::Release),
        ident().prop_map(Transaction::RollbackTo),
        string().prop_map(Transaction::PrepareTransaction),
        string().prop_map(Transaction::CommitPrepared),
        string().prop_map(Transaction::RollbackPrepared),
        vec(mode.clone(), 1..3).prop_map(Transaction::SetModes),
        (any::<bool>(), string()).prop_map(|(local, snapshot)| Transaction::SetSnapshot { local, snapshot }),
        (scope(), vec(mode, 1..3)).prop_map(|(scope, modes)| Transaction::SetCharacteristics(scope, modes)),
    ];
    statement.prop_map(Statement::Transaction)
}

fn extension_changes() -> impl Strategy<Value = Statement<'static>> {
    let target = prop_oneof![
        (any_kind(), ident()).prop_map(|(kind, name)| CommentTarget::Object(kind, name)),
        vec(ident(), 1..3).prop_map(|parts| {
            CommentTarget::Relation(RelationKind::View, QualifiedName { parts, span: Span::default() })
        }),
    ];
    let word = name().prop_map(|name| Ident { name: cow(name), span: Span::default() });
    let change = prop_oneof![
        vec(word, 0..3).prop_map(ExtensionChange::Update),
        ident().prop_map(ExtensionChange::SetSchema),
        target.clone().prop_map(ExtensionChange::Add),
        target.prop_map(ExtensionChange::Drop),
    ];
    (ident(), change).prop_map(|(name, change)| Statement::AlterExtension(AlterExtension { name, change }))
}

/// Statements that only Cloudberry's main branch has all of.
fn cloudberry() -> impl Strategy<Value = Statement<'static>> {
    let storage = (any::<bool>(), of(role()), ident(), options(), changes(), 0..3u8).prop_map(
        |(conditional, user, server, options, changes, action)| {
            let (action, conditional, options) = match action {
                0 => (StorageAction::Create, conditional, options),
                1 => (StorageAction::Alter, false, changes),
                _ => (StorageAction::Drop, conditional, Vec::new()),
            };
            Statement::Storage(Storage { action, conditional, user, server, options })
        },
    );
    prop_oneof![
        storage,
        (any::<bool>(), any::<bool>(), ident(), ident(), options()).prop_map(
            |(is_volume, if_not_exists, name, server, options)| {
                let statement = CreateForeignCatalog { is_volume, if_not_exists, name, server, options };
                Statement::CreateForeignCatalog(statement)
            }
        ),
        (any::<bool>(), any::<bool>(), vec(ident(), 1..3), behavior()).prop_map(
            |(is_volume, if_exists, names, behavior)| {
                Statement::DropForeignCatalogs(DropForeignCatalogs { is_volume, if_exists, names, behavior })
            }
        ),
    ]
}

/// The statement as text without its places: what Debug shows, with every span and offset left out.
fn without_spans(statement: &Statement) -> String {
    let shown = format!("{statement:?}");
    let shown = without(&shown, "span: Span { start: ByteOffset(", " }");
    without(&shown, "location: ByteOffset(", ")")
}

fn without(text: &str, start: &str, end: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        result.push_str(before);
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    result + rest
}

/// The only statement of a text.
fn only_statement(text: &str, target: Target) -> Statement<'_> {
    let mut parse = parse(text, target);
    assert_eq!((parse.error, parse.statements.len()), (None, 1), "{text}");
    parse.statements.remove(0).statement
}

/// Each statement of a file, a line each, is read, and read again from what is printed of it.
fn print_then_parse_file(file: &str, target: Target) {
    for line in file.lines() {
        let first = only_statement(line, target);
        assert!(!matches!(first, Statement::Unsupported(_)), "{line}");
        let text = print(&first, target);
        let second = only_statement(&text, target);
        assert_eq!(without_spans(&second), without_spans(&first), "{line}\n{text}");
        assert_eq!(print(&second, target), text);
    }
}

#[test]
fn print_then_parse_statements() {
    print_then_parse_file(include_str!("statements.sql"), Target::Postgresql15);
    for target in [Target::Cloudberry2, Target::CloudberryMain] {
        print_then_parse_file(include_str!("cloudberry_statements.sql"), target);
    }
}

proptest! {
    #[test]
    fn print_then_parse(
        statement in prop_oneof![foreign_objects(), role_statements(), transactions(), parameters(), calls(), extension_changes()],
        target in select(&Target::ALL[..]),
    ) {
        reads_the_same(&statement, target)?;
    }

    #[test]
    fn print_then_parse_what_only_cloudberry_has(statement in cloudberry()) {
        reads_the_same(&statement, Target::CloudberryMain)?;
    }
}

fn reads_the_same(statement: &Statement, target: Target) -> Result<(), TestCaseError> {
    let text = print(statement, target);
    let parse = parse(&text, target);
    prop_assert_eq!(parse.error, None, "{}", text);
    prop_assert_eq!(parse.statements.len(), 1, "{}", text);
    prop_assert_eq!(without_spans(&parse.statements[0].statement), without_spans(statement), "{}", text);
    prop_assert_eq!(print(&parse.statements[0].statement, target), text);
    Ok(())
}

#[test]
fn quotes_as_the_server_does() {
    for (name, quoted) in [
        ("server", "server"),
        ("a1_", "a1_"),
        ("_a", "_a"),
        ("user", "\"user\""),
        ("left", "\"left\""),
        ("int", "\"int\""),
        ("select", "\"select\""),
        ("a$b", "\"a$b\""),
        ("é", "\"é\""),
        ("1a", "\"1a\""),
        ("Abc", "\"Abc\""),
        ("", "\"\""),
        ("a\"b", "\"a\"\"b\""),
        ("partition", "partition"),
    ] {
        assert_eq!(quote_ident(name, Target::Postgresql15), quoted);
    }
    assert_eq!(quote_ident("partition", Target::Cloudberry2), "\"partition\"");
    for (value, quoted) in [("", "''"), ("a'b", "'a''b'"), ("a\\b'c", "E'a\\\\b''c'"), ("a\nb", "'a\nb'")] {
        assert_eq!(quote_literal(value), quoted);
    }
}
