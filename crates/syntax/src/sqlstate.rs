//! SQLSTATE codes by their standard names.

macro_rules! sqlstates {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A SQLSTATE that this family of statements can raise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum SqlState { $($(#[$doc])* $name,)* }

        impl SqlState {
            /// Every code, in the order of the standard.
            pub const ALL: &'static [SqlState] = &[$(SqlState::$name,)*];

            /// The five characters.
            pub fn code(self) -> &'static str {
                match self { $(SqlState::$name => $code,)* }
            }
        }
    };
}

sqlstates! {
    /// Notices without a code of their own.
    SuccessfulCompletion = "00000",
    /// `warning`
    Warning = "01000",
    /// `privilege_not_revoked`
    PrivilegeNotRevoked = "01006",
    /// `privilege_not_granted`
    PrivilegeNotGranted = "01007",
    /// `sqlclient_unable_to_establish_sqlconnection`
    SqlclientUnableToEstablishSqlconnection = "08001",
    /// `connection_does_not_exist`
    ConnectionDoesNotExist = "08003",
    /// `feature_not_supported`
    FeatureNotSupported = "0A000",
    /// `invalid_grant_operation`
    InvalidGrantOperation = "0LP01",
    /// `invalid_role_specification`
    InvalidRoleSpecification = "0P000",
    /// `numeric_value_out_of_range`
    NumericValueOutOfRange = "22003",
    /// `null_value_not_allowed`
    NullValueNotAllowed = "22004",
    /// `invalid_datetime_format`
    InvalidDatetimeFormat = "22007",
    /// `datetime_field_overflow`
    DatetimeFieldOverflow = "22008",
    /// `invalid_time_zone_displacement_value`
    InvalidTimeZoneDisplacementValue = "22009",
    /// `character_not_in_repertoire`
    CharacterNotInRepertoire = "22021",
    /// `invalid_parameter_value`
    InvalidParameterValue = "22023",
    /// `substring_error`
    SubstringError = "22011",
    /// `division_by_zero`
    DivisionByZero = "22012",
    /// `cardinality_violation`
    CardinalityViolation = "21000",
    /// `invalid_row_count_in_limit_clause`
    InvalidRowCountInLimitClause = "2201W",
    /// `invalid_row_count_in_result_offset_clause`
    InvalidRowCountInResultOffsetClause = "2201X",
    /// `invalid_escape_sequence`
    InvalidEscapeSequence = "22025",
    /// `invalid_regular_expression`
    InvalidRegularExpression = "2201B",
    /// `invalid_text_representation`
    InvalidTextRepresentation = "22P02",
    /// `nonstandard_use_of_escape_character`
    NonstandardUseOfEscapeCharacter = "22P06",
    /// `check_violation`
    CheckViolation = "23514",
    /// `active_sql_transaction`
    ActiveSqlTransaction = "25001",
    /// `read_only_sql_transaction`
    ReadOnlySqlTransaction = "25006",
    /// `no_active_sql_transaction`
    NoActiveSqlTransaction = "25P01",
    /// `in_failed_sql_transaction`
    InFailedSqlTransaction = "25P02",
    /// `dependent_objects_still_exist`
    DependentObjectsStillExist = "2BP01",
    /// `prohibited_sql_statement_attempted`
    ProhibitedSqlStatementAttempted = "2F003",
    /// `invalid_savepoint_specification`
    InvalidSavepointSpecification = "3B001",
    /// `invalid_catalog_name`
    InvalidCatalogName = "3D000",
    /// `invalid_schema_name`
    InvalidSchemaName = "3F000",
    /// `generated_always`
    GeneratedAlways = "428C9",
    /// `syntax_error`
    SyntaxError = "42601",
    /// `invalid_name`
    InvalidName = "42602",
    /// `too_many_columns`
    TooManyColumns = "54011",
    /// `invalid_column_definition`
    InvalidColumnDefinition = "42611",
    /// `name_too_long`
    NameTooLong = "42622",
    /// `duplicate_column`
    DuplicateColumn = "42701",
    /// `ambiguous_column`
    AmbiguousColumn = "42702",
    /// `undefined_column`
    UndefinedColumn = "42703",
    /// `duplicate_alias`
    DuplicateAlias = "42712",
    /// `undefined_object`
    UndefinedObject = "42704",
    /// `duplicate_object`
    DuplicateObject = "42710",
    /// `duplicate_function`
    DuplicateFunction = "42723",
    /// `ambiguous_function`
    AmbiguousFunction = "42725",
    /// `insufficient_privilege`
    InsufficientPrivilege = "42501",
    /// `grouping_error`
    GroupingError = "42803",
    /// `datatype_mismatch`
    DatatypeMismatch = "42804",
    /// `wrong_object_type`
    WrongObjectType = "42809",
    /// `cannot_coerce`
    CannotCoerce = "42846",
    /// `invalid_foreign_key`
    InvalidForeignKey = "42830",
    /// `undefined_function`
    UndefinedFunction = "42883",
    /// `reserved_name`
    ReservedName = "42939",
    /// `undefined_table`
    UndefinedTable = "42P01",
    /// `undefined_parameter`
    UndefinedParameter = "42P02",
    /// `invalid_function_definition`
    InvalidFunctionDefinition = "42P13",
    /// `duplicate_schema`
    DuplicateSchema = "42P06",
    /// `duplicate_table`
    DuplicateTable = "42P07",
    /// `invalid_column_reference`
    InvalidColumnReference = "42P10",
    /// `invalid_schema_definition`
    InvalidSchemaDefinition = "42P15",
    /// `invalid_table_definition`
    InvalidTableDefinition = "42P16",
    /// `invalid_object_definition`
    InvalidObjectDefinition = "42P17",
    /// `indeterminate_datatype`
    IndeterminateDatatype = "42P18",
    /// `windowing_error`
    WindowingError = "42P20",
    /// `collation_mismatch`
    CollationMismatch = "42P21",
    /// `indeterminate_collation`
    IndeterminateCollation = "42P22",
    /// `statement_too_complex`
    StatementTooComplex = "54001",
    /// `object_not_in_prerequisite_state`
    ObjectNotInPrerequisiteState = "55000",
    /// `object_in_use`
    ObjectInUse = "55006",
    /// `cant_change_runtime_param`
    CantChangeRuntimeParam = "55P02",
    /// `undefined_file`
    UndefinedFile = "58P01",
    /// `raise_exception`
    RaiseException = "P0001",
    /// `fdw_dynamic_parameter_value_needed`
    FdwDynamicParameterValueNeeded = "HV002",
    /// `fdw_invalid_string_format`
    FdwInvalidStringFormat = "HV00A",
    /// `fdw_invalid_option_name`
    FdwInvalidOptionName = "HV00D",
    /// `fdw_option_name_not_found`
    FdwOptionNameNotFound = "HV00J",
    /// `fdw_no_schemas`
    FdwNoSchemas = "HV00P",
    /// `fdw_schema_not_found`
    FdwSchemaNotFound = "HV00Q",
    /// `fdw_invalid_attribute_value`
    FdwInvalidAttributeValue = "HV024",
    /// `internal_error`
    InternalError = "XX000",
}
