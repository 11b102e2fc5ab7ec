//! What the `servers` of a document say about base URLs.

/// The first URL that is whole; a relative one needs a host from the user, one with variables needs their values.
pub(super) fn default_base_url(servers: &[(String, String)]) -> Option<&str> {
    servers
        .iter()
        .map(|(url, _)| url.as_str())
        .find(|url| url.starts_with("http") && url.contains("://") && !url.contains('{'))
}

/// The path of the first URL, without its last slash.
pub(super) fn usual_prefix(servers: &[(String, String)]) -> String {
    let Some((url, _)) = servers.first() else { return String::new() };
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| rest.get(start..).unwrap_or_default()),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers(urls: &[&str]) -> Vec<(String, String)> {
        urls.iter().map(|url| ((*url).to_owned(), String::new())).collect()
    }

    #[test]
    fn a_relative_url_gives_a_prefix_and_no_default() {
        let servers = servers(&["/api/v3/"]);
        assert_eq!(default_base_url(&servers), None);
        assert_eq!(usual_prefix(&servers), "/api/v3");
    }

    #[test]
    fn the_first_whole_url_is_the_default() {
        let servers = servers(&["https://{host}/v1", "http://localhost:5030/api/v0"]);
        assert_eq!(default_base_url(&servers), Some("http://localhost:5030/api/v0"));
        assert_eq!(usual_prefix(&servers), "/v1");
    }
}
