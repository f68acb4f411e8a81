//! Questions on a terminal: a terminal of the test's own, keys into it, and what the store then holds.
#![cfg(unix)]

use crate::support::Project;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const LIST: &str = "Name,Date of birth,Country,Occupation\nAna Ejemplo,03/04/1990,Ghana,nurse\nBerta \
    Muster,05/06/1991,Ghana,midwife\n";

/// A program whose standard input and standard error are a terminal.
struct Asked {
    child: Child,
    keys: File,
    shown: Receiver<Vec<u8>>,
    text: String,
}

impl Asked {
    fn start(project: &Project, args: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let terminal = || OpenOptions::new().read(true).write(true).open(&name).unwrap();
        let mut command = project.command(args);
        command.env("TERM", "xterm").stdin(Stdio::from(terminal())).stderr(Stdio::from(terminal()));
        let child = command.stdout(Stdio::piped()).spawn().unwrap();
        // The command keeps ends of the terminal of its own: without them gone the reading never ends.
        drop(command);
        let keys = File::from(master);
        let mut screen = keys.try_clone().unwrap();
        let (send, shown) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, keys, shown, text: String::new() }
    }

    /// Waits until the terminal shows a text, and forgets what it showed before.
    fn shows(&mut self, text: &str) {
        while !self.text.contains(text) {
            let shown = self.shown.recv_timeout(Duration::from_secs(120));
            assert!(shown.is_ok(), "the terminal does not show `{text}` but:\n{}", self.text);
            self.text.push_str(&String::from_utf8_lossy(&shown.unwrap()));
        }
        self.text.clear();
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for the end: the exit code, standard output, and what the terminal showed since.
    fn end(mut self) -> (Option<i32>, String, String) {
        let mut out = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let code = self.child.wait().unwrap().code();
        while let Ok(bytes) = self.shown.recv_timeout(Duration::from_millis(500)) {
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
        (code, out, self.text)
    }
}

const DOWN: &str = "\x1b[B";
const ENTER: &str = "\r";

/// The cells of a worker under its name, as an export has them.
fn worker(project: &Project, name: &str) -> serde_json::Value {
    let all = project.json(&["export", "worker", "--identified", "--purpose", "test"]);
    let all = all.as_array().or_else(|| all["records"].as_array()).unwrap();
    all.iter().find(|one| one["full_name"] == name).unwrap_or_else(|| panic!("no {name} in {all:?}")).clone()
}

#[test]
fn what_is_unclear_is_asked_and_the_answers_are_kept_for_the_next_list() {
    let project = Project::new();
    project.file("list.csv", LIST);
    let mut asked = Asked::start(&project, &["import", "list.csv"]);
    asked.shows("residence");
    asked.press(DOWN);
    asked.press(ENTER);
    asked.shows("the month comes first");
    asked.press(ENTER);
    let (code, out, shown) = asked.end();
    assert_eq!(code, Some(0), "{out}\n{shown}");
    assert!(shown.contains("the answers are kept"), "{shown}");
    let ana = worker(&project, "Ana Ejemplo");
    assert_eq!((&ana["residence"], &ana["birth_date"]), (&"GH".into(), &"1990-04-03".into()), "{ana}");

    // The next list with these headers asks nothing, with a terminal and without.
    project
        .file("next.csv", LIST.replace("Ana Ejemplo", "Carla Beispiel").replace("03/04/1990", "07/08/1992"));
    let next = project.run(&["import", "next.csv"]);
    assert_eq!(next.code, Some(0), "{}{}", next.out, next.err);
    assert!(next.err.contains("which keeps the answers"), "{}", next.err);
    let carla = worker(&project, "Carla Beispiel");
    assert_eq!((&carla["residence"], &carla["birth_date"]), (&"GH".into(), &"1992-08-07".into()), "{carla}");
    let (code, _, shown) = Asked::start(&project, &["import", "next.csv"]).end();
    assert!(code == Some(0) && !shown.contains("Enter takes"), "{shown}");

    // Other headers are another list.
    project.file("other.csv", LIST.replace("Occupation", "Work"));
    let other = project.run(&["import", "other.csv", "--dry-run"]);
    assert!(other.out.contains("not read: `Country`"), "{}", other.out);
}

#[test]
fn without_an_answer_it_is_as_without_a_terminal() {
    let project = Project::new();
    project.file("list.csv", LIST);
    let plain = project.run(&["import", "list.csv", "--dry-run"]);
    let (code, out, shown) = Asked::start(&project, &["import", "list.csv", "--dry-run", "--no-input"]).end();
    assert_eq!((code, &out), (plain.code, &plain.out));
    assert!(!shown.contains("Enter takes"), "{shown}");

    let mut asked = Asked::start(&project, &["import", "list.csv", "--dry-run"]);
    asked.shows("nothing that is read");
    asked.press("\x1b");
    asked.shows("the month comes first");
    asked.press("\x1b");
    let (code, out, _) = asked.end();
    assert_eq!((code, &out), (plain.code, &plain.out));
    assert!(!project.path().join("data/recipes").exists());
}

#[test]
fn another_column_is_asked_for_until_there_is_one() {
    let project = Project::new();
    project.file("list.csv", LIST);
    let mut asked = Asked::start(&project, &["import", "list.csv", "--dates", "dmy"]);
    asked.shows("nothing that is read");
    asked.press(&format!("{DOWN}{DOWN}"));
    asked.press(ENTER);
    asked.shows("its name");
    asked.press("nationalites\r");
    asked.shows("no");
    // What was written stays to be mended.
    asked.press("\x15nationalities\r");
    let (code, out, shown) = asked.end();
    assert_eq!(code, Some(0), "{out}\n{shown}");
    assert_eq!(worker(&project, "Ana Ejemplo")["nationalities"], serde_json::json!(["GH"]));
}
