//! A real cluster: three nodes of OpenSearch on 127.0.0.1, each a JVM, started once for all tests that ask for it and ended with them.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The environment variable that names the folder which `scripts/cluster` has made ready.
const FOLDER: &str = "SHIRUBE_CLUSTER";
/// So many nodes.
pub const NODES: usize = 3;
/// Little room for what waits to be written, so that it is full at times.
const SETTINGS: &[&str] = &["thread_pool.write.size=1", "thread_pool.write.queue_size=4"];
/// A node takes at most so long to come up, on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(180);

/// The folder that `scripts/cluster` has made ready; `None` where there is none.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from).filter(|folder| folder.join("jars").is_dir())
}

/// The cluster, for one test at a time; `None`, and a word, where there is no Java for it.
pub fn cluster() -> Option<MutexGuard<'static, Cluster>> {
    static CLUSTER: OnceLock<Option<Mutex<Cluster>>> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| folder().map(|folder| Mutex::new(Cluster::start(&folder, SETTINGS))));
    if cluster.is_none() {
        println!("skipped: no cluster ({FOLDER}); `make engine-test` starts one");
    }
    cluster.as_ref().map(|cluster| {
        let mut cluster = cluster.lock().unwrap_or_else(PoisonError::into_inner);
        cluster.mend();
        cluster
    })
}

/// Three nodes.
pub struct Cluster {
    folder: PathBuf,
    data: TempDir,
    ports: Vec<(u16, u16)>,
    settings: Vec<String>,
    nodes: Vec<Option<Program>>,
}

/// A program that lives as long as its standard input.
pub struct Program {
    child: Child,
    _input: ChildStdin,
    /// What it said when it was ready.
    pub said: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Program {
    /// Starts a class of the cluster's folder, and waits until it says that it is ready.
    pub fn start(command: &mut Command) -> Self {
        Self::begun(command).ready()
    }

    fn begun(command: &mut Command) -> (Child, ChildStdin) {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        (child, input)
    }
}

trait Begun {
    fn ready(self) -> Program;
}

impl Begun for (Child, ChildStdin) {
    fn ready(mut self) -> Program {
        let output = self.0.stdout.take().unwrap();
        let (sender, said) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                drop(sender.send(line));
            }
        });
        let said = said.recv_timeout(PATIENCE).expect("a node says that it is ready");
        assert!(said.starts_with("ready"), "{said}");
        Program { child: self.0, _input: self.1, said }
    }
}

/// A command that runs a class of the cluster's folder.
pub fn java(folder: &Path, class: &str, memory: &str) -> Command {
    let java = std::env::var_os("JAVA_HOME").map_or_else(|| PathBuf::from("java"), |home| PathBuf::from(home).join("bin/java"));
    let mut command = Command::new(java);
    command.args([memory, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"]);
    command.arg(format!("{0}/classes:{0}/jars/*", folder.display())).arg(class);
    command
}

fn free_ports() -> (u16, u16) {
    let ports: Vec<TcpListener> = (0..2).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    (ports[0].local_addr().unwrap().port(), ports[1].local_addr().unwrap().port())
}

impl Cluster {
    /// Starts the nodes with these settings.
    pub fn start(folder: &Path, settings: &[&str]) -> Self {
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let mut cluster = Self {
            folder: folder.to_owned(),
            data: tempfile::tempdir().unwrap(),
            ports: (0..NODES).map(|_| free_ports()).collect(),
            settings,
            nodes: Vec::new(),
        };
        // One alone has nobody to elect.
        let begun: Vec<_> = (0..NODES).map(|number| cluster.begin(number)).collect();
        cluster.nodes = begun.into_iter().map(|begun| Some(begun.ready())).collect();
        cluster
    }

    fn begin(&self, number: usize) -> (Child, ChildStdin) {
        let (http, transport) = self.ports[number];
        let all = |name: fn(usize, u16) -> String| {
            self.ports.iter().enumerate().map(|(number, (_, transport))| name(number, *transport)).collect::<Vec<_>>().join(",")
        };
        let mut command = java(&self.folder, "Node", "-Xmx512m");
        command.arg(format!("n{number}")).arg("shirube-test").arg(self.data.path().join(format!("n{number}")));
        command.arg(http.to_string()).arg(transport.to_string());
        command.arg(all(|_, port| format!("127.0.0.1:{port}"))).arg(all(|number, _| format!("n{number}")));
        command.args(&self.settings);
        Program::begun(&mut command)
    }

    /// Kills a node, as a machine that loses its power.
    pub fn kill(&mut self, number: usize) {
        self.nodes[number] = None;
    }

    /// Starts the nodes again that are not there, and waits until everything has its copies.
    pub fn mend(&mut self) {
        let gone: Vec<usize> = (0..NODES).filter(|number| self.nodes[*number].is_none()).collect();
        let begun: Vec<_> = gone.iter().map(|number| self.begin(*number)).collect();
        for (number, begun) in gone.into_iter().zip(begun) {
            self.nodes[number] = Some(begun.ready());
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let health = self.get("/_cluster/health?wait_for_status=green&wait_for_nodes=3&timeout=30s");
            if health["status"] == "green" && health["number_of_nodes"] == NODES {
                return;
            }
        }
        panic!("the cluster is not whole again");
    }

    /// The address of one node.
    pub fn node(&self, number: usize) -> String {
        format!("http://127.0.0.1:{}", self.ports[number].0)
    }

    /// The addresses of all nodes.
    pub fn url(&self) -> String {
        (0..NODES).map(|number| self.node(number)).collect::<Vec<_>>().join(",")
    }

    /// What a node that is there answers; null if none does.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let agent =
            ureq::Agent::config_builder().http_status_as_error(false).proxy(None).timeout_global(Some(PATIENCE)).build().new_agent();
        for number in (0..NODES).filter(|number| self.nodes[*number].is_some()) {
            let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.node(number)));
            let request = request.header("content-type", "application/x-ndjson").body(body.to_owned()).unwrap();
            if let Ok(mut response) = agent.run(request) {
                let text = response.body_mut().read_to_string().unwrap_or_default();
                return serde_json::from_str(&text).unwrap_or(Value::Null);
            }
        }
        Value::Null
    }

    /// What a node answers to GET.
    pub fn get(&self, path: &str) -> Value {
        let agent =
            ureq::Agent::config_builder().http_status_as_error(false).proxy(None).timeout_global(Some(PATIENCE)).build().new_agent();
        for number in (0..NODES).filter(|number| self.nodes[*number].is_some()) {
            if let Ok(mut response) = agent.get(format!("{}{path}", self.node(number))).call() {
                return serde_json::from_str(&response.body_mut().read_to_string().unwrap_or_default()).unwrap_or(Value::Null);
            }
        }
        Value::Null
    }

    /// The folder that `scripts/cluster` has made ready.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
