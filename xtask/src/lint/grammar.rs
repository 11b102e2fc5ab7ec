//! The objects of `OpenAPI` 3.0 (<https://spec.openapis.org/oas/v3.0.3>) with the fields that the generator reads.

/// Which object of the specification a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Root,
    Info,
    Server,
    Tag,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Responses,
    Response,
    Header,
    MediaType,
    Schema,
    Discriminator,
    Components,
    SecurityScheme,
    SecurityRequirement,
    Callback,
    Socket,
    Frames,
    Frame,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Text,
    Flag,
    Number,
    List,
    Texts,
    One(Kind),
    Each(Kind),
    Map(Kind),
    TextMap,
    SchemaOrFlag,
    TextOr(Kind),
}

/// One field: its name, what it holds, and whether it must be there.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(super) required: bool,
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

impl Kind {
    /// How messages call such an object.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Root => "an OpenAPI document",
            Self::Info => "info",
            Self::Server => "a server",
            Self::Tag => "a tag",
            Self::Paths => "paths",
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Responses => "responses",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::MediaType => "a media type",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Components => "components",
            Self::SecurityScheme => "a security scheme",
            Self::SecurityRequirement => "a security requirement",
            Self::Callback => "a callback",
            Self::Socket => "x-websocket",
            Self::Frames => "frames",
            Self::Frame => "a frame",
        }
    }

    /// The section of `components` where such objects are named, for those that a `$ref` may stand for.
    pub(super) const fn section(self) -> Option<&'static str> {
        match self {
            Self::Parameter => Some("parameters"),
            Self::RequestBody => Some("requestBodies"),
            Self::Response => Some("responses"),
            Self::Header => Some("headers"),
            Self::Schema => Some("schemas"),
            Self::SecurityScheme => Some("securitySchemes"),
            Self::Callback => Some("callbacks"),
            // No section in 3.0, but one path may still refer to another.
            Self::PathItem => Some("pathItems"),
            _ => None,
        }
    }

    /// What the members hold that are no fixed fields, where their names are free.
    pub(super) const fn free_members(self) -> Option<Shape> {
        match self {
            Self::Paths | Self::Callback => Some(Shape::One(Self::PathItem)),
            Self::Responses => Some(Shape::One(Self::Response)),
            Self::SecurityRequirement => Some(Shape::Texts),
            _ => None,
        }
    }

    /// The fixed fields.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Root => ROOT,
            Self::Info => INFO,
            Self::Server => SERVER,
            Self::Tag => TAG,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::Response => RESPONSE,
            Self::Header => HEADER,
            Self::MediaType => MEDIA_TYPE,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Components => COMPONENTS,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::Socket => SOCKET,
            Self::Frames => FRAMES,
            Self::Frame => FRAME,
            Self::Paths | Self::Responses | Self::SecurityRequirement | Self::Callback => &[],
        }
    }
}

const ROOT: &[Field] = &[
    must("info", Shape::One(Kind::Info)),
    must("paths", Shape::One(Kind::Paths)),
    may("servers", Shape::Each(Kind::Server)),
    may("components", Shape::One(Kind::Components)),
    may("security", Shape::Each(Kind::SecurityRequirement)),
    may("tags", Shape::Each(Kind::Tag)),
];

const INFO: &[Field] = &[must("title", Shape::Text), must("version", Shape::Text), may("description", Shape::Text)];

const SERVER: &[Field] = &[must("url", Shape::Text), may("description", Shape::Text)];

const TAG: &[Field] = &[must("name", Shape::Text), may("description", Shape::Text)];

const MEDIA_TYPE: &[Field] = &[may("schema", Shape::One(Kind::Schema))];

const DISCRIMINATOR: &[Field] = &[must("propertyName", Shape::Text), may("mapping", Shape::TextMap)];

/// The methods that a path may have, as `OpenAPI` 3.0 lists them.
pub(super) const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const PATH_ITEM: &[Field] = &[
    may("parameters", Shape::Each(Kind::Parameter)),
    may("servers", Shape::Each(Kind::Server)),
    may("get", Shape::One(Kind::Operation)),
    may("put", Shape::One(Kind::Operation)),
    may("post", Shape::One(Kind::Operation)),
    may("delete", Shape::One(Kind::Operation)),
    may("options", Shape::One(Kind::Operation)),
    may("head", Shape::One(Kind::Operation)),
    may("patch", Shape::One(Kind::Operation)),
    may("trace", Shape::One(Kind::Operation)),
];

const OPERATION: &[Field] = &[
    must("responses", Shape::One(Kind::Responses)),
    may("operationId", Shape::Text),
    may("summary", Shape::Text),
    may("description", Shape::Text),
    may("deprecated", Shape::Flag),
    may("tags", Shape::Texts),
    may("parameters", Shape::Each(Kind::Parameter)),
    may("requestBody", Shape::One(Kind::RequestBody)),
    may("callbacks", Shape::Map(Kind::Callback)),
    may("security", Shape::Each(Kind::SecurityRequirement)),
    may("servers", Shape::Each(Kind::Server)),
    may("x-websocket", Shape::One(Kind::Socket)),
];

/// Our own extension: what the frames of a socket hold, and when it is over.
const SOCKET: &[Field] =
    &[may("frames", Shape::One(Kind::Frames)), may("finalStatuses", Shape::List), may("finalCloseCodes", Shape::List)];

const FRAMES: &[Field] = &[may("receive", Shape::TextOr(Kind::Frame)), may("send", Shape::TextOr(Kind::Frame))];

const FRAME: &[Field] =
    &[must("codec", Shape::Text), may("schema", Shape::One(Kind::Schema)), may("type", Shape::Text)];

const PARAMETER: &[Field] = &[
    must("name", Shape::Text),
    must("in", Shape::Text),
    may("required", Shape::Flag),
    may("deprecated", Shape::Flag),
    may("explode", Shape::Flag),
    may("style", Shape::Text),
    may("description", Shape::Text),
    may("schema", Shape::One(Kind::Schema)),
    may("content", Shape::Map(Kind::MediaType)),
];

const REQUEST_BODY: &[Field] =
    &[must("content", Shape::Map(Kind::MediaType)), may("required", Shape::Flag), may("description", Shape::Text)];

const RESPONSE: &[Field] = &[
    may("description", Shape::Text),
    may("headers", Shape::Map(Kind::Header)),
    may("content", Shape::Map(Kind::MediaType)),
];

const HEADER: &[Field] = &[
    may("description", Shape::Text),
    may("required", Shape::Flag),
    may("schema", Shape::One(Kind::Schema)),
    may("content", Shape::Map(Kind::MediaType)),
];

const SCHEMA: &[Field] = &[
    may("type", Shape::Text),
    may("format", Shape::Text),
    may("title", Shape::Text),
    may("description", Shape::Text),
    may("pattern", Shape::Text),
    may("nullable", Shape::Flag),
    may("readOnly", Shape::Flag),
    may("writeOnly", Shape::Flag),
    may("deprecated", Shape::Flag),
    may("uniqueItems", Shape::Flag),
    may("exclusiveMinimum", Shape::Flag),
    may("exclusiveMaximum", Shape::Flag),
    may("minimum", Shape::Number),
    may("maximum", Shape::Number),
    may("multipleOf", Shape::Number),
    may("minLength", Shape::Number),
    may("maxLength", Shape::Number),
    may("minItems", Shape::Number),
    may("maxItems", Shape::Number),
    may("minProperties", Shape::Number),
    may("maxProperties", Shape::Number),
    may("enum", Shape::List),
    may("required", Shape::Texts),
    may("properties", Shape::Map(Kind::Schema)),
    may("additionalProperties", Shape::SchemaOrFlag),
    may("items", Shape::One(Kind::Schema)),
    may("allOf", Shape::Each(Kind::Schema)),
    may("anyOf", Shape::Each(Kind::Schema)),
    may("oneOf", Shape::Each(Kind::Schema)),
    may("not", Shape::One(Kind::Schema)),
    may("discriminator", Shape::One(Kind::Discriminator)),
];

const COMPONENTS: &[Field] = &[
    may("schemas", Shape::Map(Kind::Schema)),
    may("responses", Shape::Map(Kind::Response)),
    may("parameters", Shape::Map(Kind::Parameter)),
    may("requestBodies", Shape::Map(Kind::RequestBody)),
    may("headers", Shape::Map(Kind::Header)),
    may("securitySchemes", Shape::Map(Kind::SecurityScheme)),
    may("callbacks", Shape::Map(Kind::Callback)),
];

const SECURITY_SCHEME: &[Field] = &[
    must("type", Shape::Text),
    may("name", Shape::Text),
    may("in", Shape::Text),
    may("scheme", Shape::Text),
    may("description", Shape::Text),
];
