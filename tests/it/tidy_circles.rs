//! Files that need each other: no file uses, by whatever way, a file that uses it.
//!
//! Read are `use` lines and paths inside of code; what a face (`mod.rs`) passes on counts for the file where it stands.
//! A file may use the face of its own room. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};

/// A module by the names on the way to it.
type Module = Vec<String>;

/// What a file says: what it uses, what it passes on by which name, and the paths in its code.
#[derive(Default)]
struct File {
    name: String,
    uses: Vec<Vec<String>>,
    passed_on: BTreeMap<String, Vec<String>>,
    paths: Vec<Vec<String>>,
    /// Names by which it calls other modules.
    names: BTreeMap<String, Module>,
}

/// Words and signs; of a text its sign alone is left, and comments are left out.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while at < signs.len() {
        let next = signs.get(at + 1).copied().unwrap_or(' ');
        match signs[at] {
            '/' if next == '/' => {
                while at < signs.len() && signs[at] != '\n' {
                    at += 1;
                }
            }
            'r' if (next == '"' || next == '#') && (at == 0 || !is_word(signs[at - 1])) => {
                let hashes = signs[at + 1..].iter().take_while(|c| **c == '#').count();
                if signs.get(at + 1 + hashes) != Some(&'"') {
                    at += 1;
                    continue;
                }
                at += 2 + hashes;
                while at < signs.len()
                    && !(signs[at] == '"'
                        && signs[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes)
                {
                    at += 1;
                }
                at += 1 + hashes;
                out.push("\"".to_owned());
            }
            '"' => {
                at += 1;
                while at < signs.len() && signs[at] != '"' {
                    at += if signs[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
                out.push("\"".to_owned());
            }
            // A character, and no lifetime.
            '\'' if next == '\\' || signs.get(at + 2) == Some(&'\'') => {
                at += 1;
                while at < signs.len() && signs[at] != '\'' {
                    at += if signs[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            ':' if next == ':' => {
                out.push("::".to_owned());
                at += 2;
            }
            c if is_word(c) => {
                let start = at;
                while at < signs.len() && is_word(signs[at]) {
                    at += 1;
                }
                out.push(signs[start..at].iter().collect());
            }
            c => {
                if !c.is_whitespace() {
                    out.push(c.to_string());
                }
                at += 1;
            }
        }
    }
    out
}

/// The tokens without what is compiled for tests alone.
pub(crate) fn without_tests(tokens: &[String]) -> Vec<String> {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut out, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if tokens[at..].iter().take(mark.len()).map(String::as_str).eq(mark) {
            at += mark.len();
            let mut depth = 0;
            while at < tokens.len() {
                match tokens[at].as_str() {
                    "{" => depth += 1,
                    "}" => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 && matches!(tokens[at - 1].as_str(), ";" | "}") {
                    break;
                }
            }
            continue;
        }
        out.push(tokens[at].clone());
        at += 1;
    }
    out
}

/// The paths of the tree of a `use`, each with the name that it gets.
fn tree(tokens: &[String]) -> Vec<(Vec<String>, String)> {
    let (mut path, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match tokens[at].as_str() {
            "::" => at += 1,
            "{" => {
                let inner = &tokens[at + 1..tokens.len() - 1];
                let (mut depth, mut start, mut all) = (0, 0, Vec::new());
                for (end, token) in inner.iter().enumerate() {
                    match token.as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        "," if depth == 0 => {
                            all.extend(tree(&inner[start..end]));
                            start = end + 1;
                        }
                        _ => {}
                    }
                }
                all.extend(tree(&inner[start..]));
                let joined = |(rest, name): (Vec<String>, String)| ([path.clone(), rest].concat(), name);
                return all.into_iter().map(joined).collect();
            }
            "as" => {
                let name = tokens[at + 1].clone();
                return vec![(path, name)];
            }
            word => {
                path.push(word.to_owned());
                at += 1;
            }
        }
    }
    let name = path.last().cloned().unwrap_or_default();
    if path.is_empty() { Vec::new() } else { vec![(path, name)] }
}

fn read(name: &str, text: &str) -> (File, Vec<(Vec<String>, String)>) {
    let tokens = without_tests(&tokens(text));
    let mut file = File { name: name.to_owned(), ..File::default() };
    let mut named = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = if at == 0 { "" } else { tokens[at - 1].as_str() };
        let word = tokens[at].chars().all(|c| c.is_alphanumeric() || c == '_');
        if tokens[at] == "use" && matches!(before, "" | ";" | "}" | "{" | "]" | "pub" | ")") {
            let end = at + tokens[at..].iter().position(|token| token == ";").unwrap_or(0);
            for (path, name) in tree(&tokens[at + 1..end]) {
                if matches!(before, "pub" | ")") {
                    file.passed_on.insert(name.clone(), path.clone());
                } else {
                    file.uses.push(path.clone());
                }
                named.push((path, name));
            }
            at = end;
        } else if word && !matches!(before, "::" | "$" | ".") && tokens.get(at + 1).is_some_and(|t| t == "::")
        {
            let mut path = vec![tokens[at].clone()];
            while tokens.get(at + 1).is_some_and(|t| t == "::")
                && tokens.get(at + 2).is_some_and(|t| t.chars().all(|c| c.is_alphanumeric() || c == '_'))
            {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            file.paths.push(path);
        }
        at += 1;
    }
    (file, named)
}

/// All files by their modules.
struct Crate {
    files: BTreeMap<Module, File>,
    modules: BTreeSet<Module>,
}

impl Crate {
    fn read() -> Self {
        let mut all = Self { files: BTreeMap::new(), modules: BTreeSet::new() };
        let mut named = Vec::new();
        for (name, text) in super::tidy::all() {
            let mut module: Module = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main" | "tests")) {
                let last = module.pop();
                if last.as_deref() == Some("main") || last.as_deref() == Some("tests") {
                    continue;
                }
            }
            (0..=module.len()).for_each(|end| {
                all.modules.insert(module[..end].to_vec());
            });
            let (file, names) = read(&name, &text);
            named.push((module.clone(), names));
            all.files.insert(module, file);
        }
        for (module, names) in named {
            for (path, name) in names {
                let Some((mut found, rest)) = all.start(&module, &path) else { continue };
                let rest: Vec<&String> = rest.iter().filter(|word| *word != "self").collect();
                found.extend(rest.into_iter().cloned());
                if all.modules.contains(&found) {
                    let name = if name == "self" { found.last().cloned().unwrap_or_default() } else { name };
                    if let Some(file) = all.files.get_mut(&module) {
                        file.names.insert(name, found);
                    }
                }
            }
        }
        all
    }

    /// The module at which a path starts, and what is left of the path.
    fn start<'p>(&self, module: &Module, path: &'p [String]) -> Option<(Module, &'p [String])> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some((Module::new(), rest)),
            "self" => return Some((module.clone(), rest)),
            "super" => {
                let up = path.iter().take_while(|word| *word == "super").count();
                return Some((module[..module.len().checked_sub(up)?].to_vec(), &path[up..]));
            }
            _ => {}
        }
        let mut child = module.clone();
        child.push(first.clone());
        if self.modules.contains(&child) {
            return Some((module.clone(), path));
        }
        let named = self.files.get(module).and_then(|file| file.names.get(first))?;
        Some((named.clone(), rest))
    }

    /// The module of the file where what a path names stands.
    fn resolve(&self, module: &Module, path: &[String], depth: usize) -> Option<Module> {
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return None;
        }
        let (found, rest) = self.start(module, path)?;
        self.walk(found, rest, depth)
    }

    fn walk(&self, mut module: Module, mut rest: &[String], depth: usize) -> Option<Module> {
        while let Some((first, more)) = rest.split_first() {
            let mut child = module.clone();
            child.push(first.clone());
            if !self.modules.contains(&child) {
                break;
            }
            (module, rest) = (child, more);
        }
        // What is used of a module alone is seen where it is used.
        let name = rest.first().filter(|name| *name != "self")?;
        let file = self.files.get(&module)?;
        if let Some(path) = file.passed_on.get(name) {
            if let Some(found) = self.resolve(&module, path, depth + 1) {
                return Some(found);
            }
            if let Some(named) = file.names.get(name) {
                return self.walk(named.clone(), &rest[1..], depth + 1);
            }
        }
        Some(module)
    }

    /// What each file uses, with a path by which.
    fn arrows(&self) -> BTreeMap<&Module, BTreeMap<Module, String>> {
        let mut arrows = BTreeMap::new();
        for (module, file) in &self.files {
            let used: &mut BTreeMap<Module, String> = arrows.entry(module).or_default();
            for path in file.uses.iter().chain(&file.paths) {
                if let Some(found) = self.resolve(module, path, 0)
                    && !module.starts_with(&found)
                {
                    used.entry(found).or_insert_with(|| path.join("::"));
                }
            }
        }
        arrows
    }
}

#[test]
fn no_file_needs_a_file_that_needs_it() {
    let all = Crate::read();
    let arrows = all.arrows();
    let reach = |from: &Module| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = next.pop() {
            for used in arrows.get(&module).into_iter().flatten().map(|(used, _)| used) {
                if seen.insert(used.clone()) {
                    next.push(used.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        all.files.keys().map(|module| (module, reach(module))).collect();
    let mut faults = Vec::new();
    for (module, file) in &all.files {
        for (used, by) in &arrows[module] {
            if reached.get(used).is_some_and(|back| back.contains(module)) {
                faults.push(format!("{} uses {} by `{by}`", file.name, all.files[used].name));
            }
        }
    }
    assert!(faults.is_empty(), "files that need each other:\n{}", faults.join("\n"));
}
