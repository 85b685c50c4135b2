package dev.pointsman.eval.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// One file on a loopback port, with ranges, that hangs up after so many bytes for a while.
final class FileServer implements AutoCloseable {

  private static final String ETAG = "\"one\"";

  private final HttpServer server;
  private final byte[] content;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final AtomicInteger hangUps = new AtomicInteger();
  private volatile int bytesATime = Integer.MAX_VALUE;
  private volatile int status = 200;

  FileServer(byte[] content) throws IOException {
    this.content = content.clone();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /// The next transfers end early, after this many bytes each.
  void hangUp(int times, int after) {
    hangUps.set(times);
    bytesATime = after;
  }

  void answerOnly(int code) {
    status = code;
  }

  /// The Range header of each request, "" where there was none.
  List<String> ranges() {
    return ranges;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/set.jsonl";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      String version = exchange.getRequestHeaders().getFirst("If-Range");
      boolean isSame = version == null || version.equals(ETAG);
      int from = range == null || !isSame ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      byte[] rest = Arrays.copyOfRange(content, from, content.length);
      exchange.getResponseHeaders().set("ETag", ETAG);
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
      boolean isCut = hangUps.getAndDecrement() > 0 && rest.length > bytesATime;
      exchange.getResponseBody().write(rest, 0, isCut ? bytesATime : rest.length);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
