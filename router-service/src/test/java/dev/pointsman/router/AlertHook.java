package dev.pointsman.router;

import com.sun.net.httpserver.HttpServer;
import dev.pointsman.router.alerts.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody's server that takes alerts, and refuses the first that comes.
public final class AlertHook implements AutoCloseable {

  private static final String SECRET = "a-secret-of-the-hooks";

  /// A delivery as it came.
  public record Call(String signature, String body) {

    /// Whether the signature is that of this body under the secret.
    public boolean isSigned() {
      long time = Long.parseLong(signature.substring(2, signature.indexOf(',')));
      return signature.equals(Signature.of(SECRET, time, body));
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public AlertHook() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(new Call(exchange.getRequestHeaders().getFirst(Signature.HEADER), body));
          exchange.sendResponseHeaders(calls.size() == 1 ? 503 : 204, -1);
          exchange.close();
        });
    server.start();
  }

  /// The key `webhook` of the configuration's `alerts`.
  public String config() {
    return "webhook: { url: \"%s\", secret: %s }".formatted(url(), SECRET);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  public String secret() {
    return SECRET;
  }

  public List<Call> calls() {
    return calls;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
