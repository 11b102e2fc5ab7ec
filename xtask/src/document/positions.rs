//! Where each part of a value stands in the text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::pointer::Pointer;

/// A place in a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// Bytes from the start of the text.
    pub offset: usize,
    /// Length in bytes.
    pub len: usize,
}

/// A range of bytes in the text. 32 bits are enough for the largest file that is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end) }
    }
}

/// The name of a child: a member's key as a number in [`Positions::names`], or [`ITEM`].
type Name = u32;

/// The name of all items of an array: they are told apart by their order.
const ITEM: Name = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    name: Name,
    /// Index behind the last node of this subtree.
    end: u32,
    is_container: bool,
    key: Option<Span>,
    value: Span,
}

/// The shape of the value as one list of nodes, parents before children, with an interned name each: a fixed few bytes
/// a node, where a map from whole pointers would grow with depth.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    nodes: Vec<Node>,
    names: HashMap<Box<str>, Name>,
    /// Children by their parent, with their name or their number among items. Made when a container of many is first
    /// looked into: a document may have a mistake in each of thousands.
    children: OnceLock<HashMap<(usize, Child), usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Child {
    Member(Name),
    Item(usize),
}

impl Positions {
    /// Adds the next node in document order. A member gives its key's text and span. A container is to be given to
    /// [`Positions::close`] when its last child is in.
    pub(super) fn open(&mut self, member: Option<(&str, Span)>, value: Span, is_container: bool) -> usize {
        let index = self.nodes.len();
        let name = member.map_or(ITEM, |(name, _)| self.intern(name));
        let key = member.map(|(_, span)| span);
        self.nodes.push(Node { name, end: narrow(index + 1), is_container, key, value });
        index
    }

    /// Ends a container: everything added since is inside it.
    pub(super) fn close(&mut self, index: usize, value_end: usize) {
        let end = narrow(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(index) {
            node.end = end;
            node.value.end = Span::new(0, value_end).end;
        }
    }

    /// The nodes of the subtree that starts at `index`.
    pub(super) fn subtree(&self, index: usize) -> Range<usize> {
        index..self.nodes.get(index).map_or(index, |node| node.end as usize)
    }

    /// Adds a subtree once more, as a YAML alias does: it stands at `value`, its children where they were written.
    pub(super) fn repeat(&mut self, subtree: Range<usize>, member: Option<(&str, Span)>, value: Span) {
        let shift = self.nodes.len() - subtree.start;
        let name = member.map_or(ITEM, |(name, _)| self.intern(name));
        let first = self.nodes.len();
        for index in subtree {
            if let Some(&node) = self.nodes.get(index) {
                self.nodes.push(Node { end: narrow(node.end as usize + shift), ..node });
            }
        }
        if let Some(root) = self.nodes.get_mut(first) {
            *root = Node { name, key: member.map(|(_, span)| span), value, ..*root };
        }
    }

    /// Start and end, in bytes, of what a person should look at for `pointer`.
    pub(super) fn find(&self, pointer: &Pointer) -> (usize, usize) {
        let Some(node) = self.deepest(pointer).and_then(|index| self.nodes.get(index)) else {
            return (0, 0);
        };
        let span = match node.key {
            Some(key) if node.is_container => key,
            _ => node.value,
        };
        (span.start as usize, span.end as usize)
    }

    /// The deepest node on the way to `pointer`.
    fn deepest(&self, pointer: &Pointer) -> Option<usize> {
        let mut index = 0;
        for token in pointer.tokens() {
            match self.child(index, &token) {
                Some(child) => index = child,
                None => break,
            }
        }
        (!self.nodes.is_empty()).then_some(index)
    }

    fn child(&self, parent: usize, token: &str) -> Option<usize> {
        /// Children that are looked at one by one.
        const FEW: usize = 64;
        let name = self.names.get(token).copied();
        let ordinal = token.parse::<usize>().ok();
        for (count, index) in self.below(parent).take(FEW).enumerate() {
            let node = self.nodes.get(index)?;
            let found = if node.name == ITEM { ordinal == Some(count) } else { name == Some(node.name) };
            if found {
                return Some(index);
            }
        }
        self.below(parent).nth(FEW)?;
        let children = self.children.get_or_init(|| self.all_children());
        let member = name.and_then(|name| children.get(&(parent, Child::Member(name))));
        member.or_else(|| children.get(&(parent, Child::Item(ordinal?)))).copied()
    }

    fn all_children(&self) -> HashMap<(usize, Child), usize> {
        let mut children = HashMap::with_capacity(self.nodes.len());
        for parent in 0..self.nodes.len() {
            for (count, index) in self.below(parent).enumerate() {
                let name = self.nodes.get(index).map_or(ITEM, |node| node.name);
                let child = if name == ITEM { Child::Item(count) } else { Child::Member(name) };
                children.entry((parent, child)).or_insert(index);
            }
        }
        children
    }

    /// The nodes right below a container, in order.
    fn below(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.subtree(parent).end;
        let next = move |index: usize| Some(index).filter(|index| *index < end);
        std::iter::successors(next(parent + 1), move |index| next(self.subtree(*index).end))
    }

    fn intern(&mut self, name: &str) -> Name {
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        let next = narrow(self.names.len());
        self.names.insert(name.into(), next);
        next
    }
}

/// The limits on size and on the number of nodes keep every index within 32 bits.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
