//! YAML text into a value with positions, from the parser's events.

mod cursor;
mod scalar;

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use serde_json::{Map, Value};

use super::json::{duplicate_key, too_deep, too_many};
use super::limits::{MAXIMUM_DEPTH, MAXIMUM_EXPANDED_SIZE, MAXIMUM_NODES};
use super::positions::{Positions, Span};
use super::spec_error::Fault;
use cursor::Cursor;

pub(super) fn parse(text: &str) -> Result<(Value, Positions), Fault> {
    let mut cursor = Cursor::new(text);
    let mut composer = Composer::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| syntax_fault(text, &mut cursor, &error))?;
        let at = cursor.byte(span.start.index())..cursor.byte(span.end.index());
        composer.event(event, at)?;
    }
    match composer.root {
        Some(value) => Ok((value, composer.positions)),
        None => {
            Err(Fault::new(0..0, "the file holds comments only", "an OpenAPI document starts with `openapi: 3.0.3`"))
        }
    }
}

fn syntax_fault(text: &str, cursor: &mut Cursor<'_>, error: &ScanError) -> Fault {
    let at = cursor.byte(error.marker().index());
    let line_start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let indentation = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    if let Some(tab) = indentation.find('\t') {
        return Fault::new(
            line_start + tab..line_start + tab + 1,
            "a tab indents this line; YAML allows only spaces there",
            "replace the tabs at the start of lines by spaces",
        )
        .label("a tab");
    }
    // The scanner reads ahead in flow collections and may reach its own limit, which is above ours, first.
    if error.info().contains("recursion limit") {
        return too_deep(at..at + 1);
    }
    let message = format!("the YAML cannot be read: {}", error.info());
    let help = if text.get(at..).is_none_or(|rest| rest.trim().is_empty()) {
        "the file looks cut off: check that every quote, bracket and brace is closed before its end"
    } else {
        "check the indentation, the quotes and the colons on this line and on the one above"
    };
    Fault::new(at..at + 1, message, help).label("this cannot be read")
}

/// A container whose end has not come yet.
struct Frame {
    node: usize,
    anchor: usize,
    /// Bytes spent before it began.
    spent_before: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Value>),
    Mapping {
        members: Map<String, Value>,
        keys: Vec<Range<usize>>,
        pending: Option<(String, Range<usize>)>,
        /// Whether the pending key is `<<`, which stands for the members of its value.
        is_merge: bool,
        /// What is merged into it, with where that is written.
        merged: Vec<(Value, Range<usize>)>,
    },
}

/// What an alias stands for.
struct Anchored {
    value: Value,
    nodes: Range<usize>,
    bytes: usize,
}

/// Builds the value from events, without recursion.
#[derive(Default)]
struct Composer {
    root: Option<Value>,
    positions: Positions,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    nodes: usize,
    bytes: usize,
}

impl Composer {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), at),
            Event::SequenceStart(anchor, _) => self.start(anchor, Content::Sequence(Vec::new()), at),
            Event::MappingStart(anchor, _) => {
                let content = Content::Mapping {
                    members: Map::new(),
                    keys: Vec::new(),
                    pending: None,
                    is_merge: false,
                    merged: Vec::new(),
                };
                self.start(anchor, content, at)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::DocumentStart(_) if self.root.is_some() => Err(Fault::new(
                at,
                "a second YAML document starts here",
                "keep one document in a file: remove everything from this `---` on",
            )
            .label("the second document")),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: Range<usize>,
    ) -> Result<(), Fault> {
        self.spend(0, text.len(), &at)?;
        if let Some(Content::Mapping { members, keys, pending: pending @ None, is_merge, .. }) = self.open_content() {
            // A quoted one is a key like any other.
            if text == MERGE && style == ScalarStyle::Plain {
                *is_merge = true;
                *pending = Some((text.to_owned(), at));
                return Ok(());
            }
            if members.contains_key(text) {
                let first = members.keys().position(|known| known == text).and_then(|index| keys.get(index));
                return Err(duplicate_key(text, at, first.cloned().unwrap_or_default()));
            }
            *pending = Some((text.to_owned(), at));
            return Ok(());
        }
        let value = scalar::resolve(text, style, tag).map_err(|problem| problem.at(text, at.clone()))?;
        self.spend(1, 0, &at)?;
        let node = self.open_node(&at, false);
        if anchor != 0 {
            let anchored = Anchored { value: value.clone(), nodes: node..node + 1, bytes: text.len() };
            self.anchors.insert(anchor, anchored);
        }
        self.place(value);
        Ok(())
    }

    fn start(&mut self, anchor: usize, content: Content, at: Range<usize>) -> Result<(), Fault> {
        self.refuse_as_key("an object or an array", &at)?;
        if self.frames.len() >= MAXIMUM_DEPTH {
            return Err(too_deep(at));
        }
        self.spend(1, 0, &at)?;
        let node = self.open_node(&at, true);
        self.frames.push(Frame { node, anchor, spent_before: self.bytes, content });
        Ok(())
    }

    fn end(&mut self, at: Range<usize>) -> Result<(), Fault> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        self.positions.close(frame.node, at.end);
        let value = match frame.content {
            Content::Sequence(items) => Value::Array(items),
            Content::Mapping { mut members, merged, .. } => {
                merge(&mut members, merged)?;
                Value::Object(members)
            }
        };
        if frame.anchor != 0 {
            let nodes = self.positions.subtree(frame.node);
            let bytes = self.bytes - frame.spent_before;
            // What is kept for aliases is a copy like any other.
            self.spend(nodes.len(), bytes, &at)?;
            self.anchors.insert(frame.anchor, Anchored { value: value.clone(), nodes, bytes });
        }
        self.place(value);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.refuse_as_key("an alias", &at)?;
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Fault::new(
                at,
                "this alias stands inside the very node that it names",
                "write the content out, or refer to a component with $ref, which may be recursive",
            )
            .label("the alias"));
        };
        let (nodes, bytes) = (anchored.nodes.clone(), anchored.bytes);
        if self.frames.len() + depth(&anchored.value) > MAXIMUM_DEPTH {
            return Err(too_deep(at));
        }
        // Charged before anything is copied: this is what stops aliases of aliases.
        self.spend(nodes.len(), bytes, &at)?;
        let value = self.anchors.get(&anchor).map(|anchored| anchored.value.clone()).unwrap_or_default();
        let member = pending_key(&self.frames);
        let member = member.map(|(key, span)| (key, Span::new(span.start, span.end)));
        self.positions.repeat(nodes, member, Span::new(at.start, at.end));
        self.place(value);
        Ok(())
    }

    fn open_content(&mut self) -> Option<&mut Content> {
        self.frames.last_mut().map(|frame| &mut frame.content)
    }

    fn open_node(&mut self, at: &Range<usize>, is_container: bool) -> usize {
        let member = pending_key(&self.frames).map(|(key, span)| (key, Span::new(span.start, span.end)));
        self.positions.open(member, Span::new(at.start, at.end), is_container)
    }

    fn refuse_as_key(&mut self, what: &str, at: &Range<usize>) -> Result<(), Fault> {
        match self.open_content() {
            Some(Content::Mapping { pending: None, .. }) => {
                Err(Fault::new(at.clone(), format!("{what} stands where a key should"), "write the key as plain text")
                    .label("not a key"))
            }
            _ => Ok(()),
        }
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, value: Value) {
        match self.open_content() {
            Some(Content::Sequence(items)) => items.push(value),
            Some(Content::Mapping { members, keys, pending, is_merge, merged }) => {
                let Some((key, span)) = pending.take() else { return };
                if std::mem::take(is_merge) {
                    merged.push((value, span));
                } else {
                    members.insert(key, value);
                    keys.push(span);
                }
            }
            None => self.root = Some(value),
        }
    }

    fn spend(&mut self, nodes: usize, bytes: usize, at: &Range<usize>) -> Result<(), Fault> {
        self.nodes += nodes;
        self.bytes += bytes;
        if self.nodes > MAXIMUM_NODES {
            return Err(too_many(at.clone()).label("reached here, each alias counted with its content"));
        }
        if self.bytes > MAXIMUM_EXPANDED_SIZE {
            return Err(Fault::new(
                at.clone(),
                format!("the document's aliases stand for more than {MAXIMUM_EXPANDED_SIZE} bytes"),
                "write shared content once, under components, and refer to it with $ref",
            ));
        }
        Ok(())
    }
}

/// The key of YAML 1.1 that merges another mapping, or several, into its own. YAML 1.2 dropped it, but readers keep to it
/// and documents are written with it.
const MERGE: &str = "<<";

/// Adds the members of what is merged to those that are written out: those win, then what is merged first
/// (<https://yaml.org/type/merge.html>).
fn merge(members: &mut Map<String, Value>, merged: Vec<(Value, Range<usize>)>) -> Result<(), Fault> {
    for (value, at) in merged {
        let sources = if let Value::Array(items) = value { items } else { vec![value] };
        for source in sources {
            let Value::Object(source) = source else {
                return Err(Fault::new(
                    at,
                    "`<<` merges what is no mapping",
                    "let it name a mapping, or a list of mappings, such as `<<: *shared`",
                )
                .label("a merge key"));
            };
            for (key, value) in source {
                members.entry(key).or_insert(value);
            }
        }
    }
    Ok(())
}

/// The key that the next value belongs to.
fn pending_key(frames: &[Frame]) -> Option<(&str, &Range<usize>)> {
    match &frames.last()?.content {
        Content::Mapping { pending: Some((key, span)), .. } => Some((key, span)),
        _ => None,
    }
}

/// Levels of objects and arrays in a value. It recurses no deeper than the limit, which the value kept.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
