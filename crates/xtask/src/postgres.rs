//! A PostgreSQL 15 cluster of our own, which lives in a temporary folder and no longer than this
//! program: it is stopped and removed on success, failure, Ctrl-C and termination.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, Once, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    command::{capture, find, merged},
    setup,
};

/// The database that scripts run in, made anew for each.
const DATABASE: &str = "postgres";

/// The database that the administration connects to.
const ADMINISTRATION: &str = "template1";

/// Whether what all databases share, but for the roles that scripts have made, is untouched.
const PRISTINE: &str = "SELECT (SELECT rolname = 'postgres' AND rolsuper AND rolinherit AND rolcreaterole \
    AND rolcreatedb AND rolcanlogin AND rolreplication AND rolbypassrls AND rolconnlimit = -1 AND rolpassword IS NULL \
    AND rolvaliduntil IS NULL FROM pg_authid WHERE oid = 10) \
    AND (SELECT count(*) = 3 FROM pg_auth_members WHERE roleid < 16384 AND member < 16384) \
    AND NOT EXISTS (SELECT FROM pg_authid WHERE oid BETWEEN 11 AND 16383 \
        AND (rolname NOT LIKE 'pg\\_%' OR rolsuper OR rolcanlogin OR rolcreaterole OR rolcreatedb OR NOT rolinherit)) \
    AND NOT EXISTS (SELECT FROM pg_db_role_setting) \
    AND NOT EXISTS (SELECT FROM pg_shdescription WHERE classoid = 'pg_authid'::regclass)";

/// The account that a server runs under when we are root, which it refuses to be.
const ACCOUNT: &str = "postgres";

/// Folders to remove when a signal ends this program.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A running cluster. Dropping it stops and removes it.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: String,
    server: Child,
}

impl Cluster {
    /// Makes and starts a cluster with the superuser `postgres`; takes about two seconds.
    pub fn start() -> Result<Cluster> {
        let programs = setup::ensure_postgres()?;
        remove_on_signals();
        let folder = tempfile::Builder::new().prefix("medlar-postgres-").tempdir()?;
        FOLDERS.lock().unwrap_or_else(PoisonError::into_inner).push(folder.path().to_path_buf());
        let as_root = setup::is_root()?;
        if as_root {
            let owner = format!("{ACCOUNT}:{ACCOUNT}");
            capture(Command::new("chown").arg(owner).arg(folder.path()))?;
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        }
        let data = folder.path().join("data");
        let log = folder.path().join("server.log");
        let mut initdb = as_account(as_root, &programs.join("initdb"), folder.path());
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        capture(initdb.arg("-D").arg(&data)).context("cannot make a PostgreSQL cluster")?;

        let port = free_port()?.to_string();
        let mut server = as_account(as_root, &programs.join("postgres"), folder.path());
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-p", &port, "-h", ""]);
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=2147483"] {
            server.args(["-c", setting]);
        }
        let log_file = fs::File::create(&log)?;
        server.stdin(Stdio::null()).stdout(log_file.try_clone()?).stderr(log_file);
        let server = server.spawn().context("cannot start the PostgreSQL server")?;
        let mut cluster = Cluster { programs, folder, port, server };
        cluster.wait_until_ready(&log)?;
        Ok(cluster)
    }

    /// Runs psql with these options in `folder`, as the superuser in the scripts' database, and gives
    /// what it printed on both streams in order, without `LOCATION:` lines.
    pub fn psql(&self, folder: &Path, options: &[String]) -> Result<String> {
        let mut psql = self.client(DATABASE);
        let (output, _) = merged(psql.current_dir(folder).args(options))?;
        Ok(without_locations(&String::from_utf8_lossy(&output)))
    }

    /// Makes the scripts' database anew and drops every role that a script has left behind. A cluster
    /// in which a script has changed what all databases share is replaced by a new one.
    pub fn reset(&mut self) -> Result<()> {
        if !self.is_pristine() {
            *self = Cluster::start()?;
        }
        self.administer(&[&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")])?;
        let drops = "DO $$ DECLARE role name; BEGIN \
            FOR role IN SELECT rolname FROM pg_roles WHERE oid >= 16384 LOOP \
            EXECUTE format('DROP ROLE %I', role); END LOOP; END $$";
        // What depends on roles is written down from the start of an empty file again.
        let vacuum = "VACUUM pg_shdepend";
        self.administer(&[drops, vacuum, &format!("CREATE DATABASE {DATABASE} TEMPLATE template0")])?;
        Ok(())
    }

    /// Whether the roles of the database system are as initdb made them.
    fn is_pristine(&self) -> bool {
        self.administer(&[PRISTINE]).is_ok_and(|answer| answer.trim() == "t")
    }

    fn administer(&self, statements: &[&str]) -> Result<String> {
        let mut psql = self.client(ADMINISTRATION);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]);
        for statement in statements {
            psql.args(["-c", statement]);
        }
        capture(&mut psql)
    }

    /// Runs a script in the scripts' database to its end, and gives what it printed.
    pub fn run_script(&self, script: &Path) -> Result<String> {
        capture(self.client(DATABASE).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(script))
    }

    /// What `pg_dump` or `pg_dumpall` writes of the scripts' database.
    pub fn dump(&self, program: &str, options: &[&str]) -> Result<String> {
        capture(self.program(program, DATABASE).args(options))
    }

    fn client(&self, database: &str) -> Command {
        self.program("psql", database)
    }

    fn program(&self, name: &str, database: &str) -> Command {
        let mut psql = Command::new(self.programs.join(name));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                psql.env_remove(name);
            }
        }
        psql.env("PGHOST", self.folder.path())
            .env("PGPORT", &self.port)
            .env("PGUSER", "postgres")
            .env("PGDATABASE", database)
            .env("PGCLIENTENCODING", "UTF8")
            .env("LC_ALL", "C.UTF-8")
            .env_remove("COLUMNS")
            .env_remove("PSQL_PAGER")
            .env_remove("PAGER");
        psql
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let start = Instant::now();
        while self.administer(&["SELECT 1"]).is_err() {
            if self.server.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(60) {
                bail!("the PostgreSQL server did not start:\n{}", fs::read_to_string(log).unwrap_or_default());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Nothing in the cluster is worth a checkpoint, so the server is not asked to shut down.
        let _ = self.server.kill();
        let _ = self.server.wait();
        wait_for_children(self.folder.path());
        FOLDERS.lock().unwrap_or_else(PoisonError::into_inner).retain(|folder| folder != self.folder.path());
    }
}

/// The server's processes notice within a moment that their parent is gone; then the folder can go.
fn wait_for_children(folder: &Path) {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        let pattern = folder.to_string_lossy();
        let alive = fs::read_dir("/proc").into_iter().flatten().flatten().any(|process| {
            fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd.to_string_lossy().starts_with(&*pattern))
        });
        if !alive {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// The program under the account that may run a server, ended by the kernel if this program ends.
fn as_account(as_root: bool, program: &Path, folder: &Path) -> Command {
    let mut command = match find("setpriv") {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            if as_root {
                command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
            }
            command.args(["--pdeathsig", "INT", "--"]).arg(program);
            command
        }
        None if as_root => {
            let mut command = Command::new("runuser");
            command.args(["-u", ACCOUNT, "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.current_dir(folder).env("LC_ALL", "C.UTF-8");
    command
}

/// The port is only the name of the socket's file, but two clusters must not share one.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The lines that name places in the server's source are no part of what a server says.
pub fn without_locations(transcript: &str) -> String {
    transcript.split_inclusive('\n').filter(|line| !line.starts_with("LOCATION:  ")).collect()
}

fn remove_on_signals() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let handler = || {
            for folder in FOLDERS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                stop_and_remove(folder);
            }
            std::process::exit(130);
        };
        // Without a handler the kernel still ends the server; only the folder stays.
        let _ = ctrlc::set_handler(handler);
    });
}

fn stop_and_remove(folder: &Path) {
    if let Some(id) = fs::read_to_string(folder.join("data/postmaster.pid"))
        .ok()
        .and_then(|file| file.lines().next().map(str::to_owned))
    {
        let _ = capture(Command::new("kill").args(["-QUIT", &id]));
    }
    wait_for_children(folder);
    let _ = fs::remove_dir_all(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_left_out() {
        let transcript =
            "ERROR:  42601: syntax error\nLINE 1: x\n        ^\nLOCATION:  scanner_yyerror, scan.l:1176\nx\n";
        assert_eq!(without_locations(transcript), "ERROR:  42601: syntax error\nLINE 1: x\n        ^\nx\n");
    }
}
