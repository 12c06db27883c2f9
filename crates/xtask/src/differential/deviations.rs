//! Where Medlar is known to answer otherwise than PostgreSQL 15, and why. The list is printed with
//! every comparison. None of it is excused: no statement that is generated shows it.

/// What differs, and the reason.
pub const DEVIATIONS: &[(&str, &str)] = &[
    (
        "a function called with xml, a geometric, text search, network or range value is taken to be there if its name is",
        "functions are told apart by the more usual types only; such types are not generated",
    ),
    (
        "nesting: an expression of more than 160 levels is refused with 54001, which the server says much deeper",
        "the stack of a browser is smaller than the server's",
    ),
    (
        "TimeZone takes every name that looks like one of the time zone database",
        "the database is larger than all the rest",
    ),
    (
        "pg_class, pg_attribute, pg_proc, pg_constraint and pg_depend hold what scripts have made, not what the system has",
        "the rows of the system are many, and no statement of the family needs them",
    ),
    (
        "messages name the columns of information_schema as name or text, not as domains over them",
        "its domains are not kept; queries of it are not damaged",
    ),
    (
        "what needs a network or a file ends with the error for a host, service or file that is not there",
        "there is neither in a browser",
    ),
    (
        "statements outside the family are answered with 0A000 \"… is recognised but not run by Medlar\"",
        "they are left out of a comparison and counted",
    ),
];

/// Prints the list.
pub fn print() {
    println!("known deviations:");
    for (what, why) in DEVIATIONS {
        println!("- {what}\n  because {why}");
    }
}
