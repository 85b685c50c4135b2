package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.Shape;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An endpoint at which models answer; `baseUrl` has no trailing slash, `headers` and `query` go
/// with every call, `streamUsage` says that it may be asked to count what it streams, `limitField`
/// is what bounds its output where it is OpenAI-compatible, `caFile` in PEM vouches for its
/// certificate in place of the usual authorities. Never prints its secrets.
public record ModelProvider(
    String name,
    Shape shape,
    URI baseUrl,
    Optional<String> apiKey,
    Map<String, String> headers,
    Map<String, String> query,
    boolean streamUsage,
    String limitField,
    Optional<Path> caFile) {

  private static final int SHORTEST_SECRET = 8;
  private static final int SHORTEST_IN_QUERY = 16;

  public ModelProvider {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }

  /// What no answer of ours may repeat: the key, and values of headers and of the query long enough
  /// to be one.
  public List<String> secrets() {
    return Stream.concat(
            Stream.concat(apiKey.stream(), headers.values().stream())
                .filter(value -> value.length() >= SHORTEST_SECRET),
            query.values().stream().filter(value -> value.length() >= SHORTEST_IN_QUERY))
        .toList();
  }

  @Override
  public String toString() {
    return "ModelProvider(" + name + ")";
  }
}
