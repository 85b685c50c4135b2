package dev.pointsman.eval.data;

import dev.pointsman.datasets.Manifest;
import dev.pointsman.eval.FailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fetches one file over HTTP, going on where a broken transfer ended.
///
/// A transfer that breaks off is taken up again by a range request until three tries in a row bring
/// nothing; what has arrived stays in `FILE.part` for the next run. The file appears under its own
/// name only whole and with the right checksum.
final class Download {

  /// Told how many bytes are here of how many; the whole is 0 where the server does not say.
  interface Watcher {
    void at(long bytes, long whole);
  }

  private static final int FRUITLESS_TRIES = 3;
  private static final int TRIES = 100;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final HttpClient client;
  private final Source source;
  private final PartFile part;
  private final Duration patience;

  /// `patience` is the longest time without a byte before a transfer counts as broken.
  Download(Source source, PartFile part, Duration patience) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    this.source = source;
    this.part = part;
    this.patience = patience;
  }

  /// The file's SHA-256. Errors of the disk come through, all else is a [FailedException].
  String run(Watcher watcher) throws IOException, InterruptedException {
    int fruitless = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      long before = part.size();
      try {
        transfer(before, watcher);
        return checked();
      } catch (BrokenTransfer e) {
        fruitless = part.size() > before ? 0 : fruitless + 1;
        if (e.isHopeless || fruitless == FRUITLESS_TRIES) {
          throw failed(e.getMessage() + kept());
        }
      }
    }
    throw failed("gave up after " + TRIES + " broken transfers" + kept());
  }

  private String kept() throws IOException {
    return part.size() == 0
        ? ""
        : "; " + part.size() + " bytes are kept, the next run goes on from there";
  }

  private void transfer(long have, Watcher watcher)
      throws IOException, InterruptedException, BrokenTransfer {
    HttpRequest.Builder request = HttpRequest.newBuilder(source.uri()).timeout(patience).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      part.etag().ifPresent(tag -> request.header("If-Range", tag));
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      OptionalLong length = response.headers().firstValueAsLong("Content-Length");
      switch (response.statusCode()) {
        case 200 -> {
          part.restart(response.headers().firstValue("ETag"));
          copy(body, 0, length.orElse(0), watcher);
        }
        case 206 -> copy(body, have, whole(response, have), watcher);
        case 416 -> {
          part.discard();
          throw new BrokenTransfer("the server has no bytes after " + have, false);
        }
        case 408, 429, 500, 502, 503, 504 ->
            throw new BrokenTransfer("the server answered " + response.statusCode(), false);
        default -> throw failed("the server answered " + response.statusCode());
      }
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws InterruptedException, BrokenTransfer {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw new BrokenTransfer(
          "no connection to " + source.uri().getHost() + why + ", check the network", true);
    } catch (IOException e) {
      throw new BrokenTransfer("the transfer broke off (" + e.getMessage() + ")", false);
    }
  }

  /// The size of the whole file; a range that begins elsewhere is a broken transfer.
  private long whole(HttpResponse<InputStream> response, long have)
      throws IOException, BrokenTransfer {
    Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    if (!range.matches() || !range.group(1).equals(Long.toString(have))) {
      part.discard();
      throw new BrokenTransfer("the server sent another range than asked for", false);
    }
    return range.group(2).equals("*") ? 0 : Long.parseLong(range.group(2));
  }

  private void copy(InputStream body, long have, long whole, Watcher watcher)
      throws IOException, BrokenTransfer {
    bound(whole);
    long bytes = have;
    byte[] buffer = new byte[1 << 16];
    try (Watchdog dog = new Watchdog(body, patience);
        OutputStream out = part.append()) {
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        dog.fed();
        bytes += n;
        bound(bytes);
        out.write(buffer, 0, n);
        watcher.at(bytes, whole);
      }
    }
    if (whole > 0 && bytes != whole) {
      throw new BrokenTransfer("the transfer ended after " + bytes + " of " + whole, false);
    }
  }

  private static int read(InputStream body, byte[] buffer) throws BrokenTransfer {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new BrokenTransfer("the transfer broke off (" + e.getMessage() + ")", false);
    }
  }

  private void bound(long bytes) throws IOException {
    if (bytes > source.mostBytes()) {
      part.discard();
      throw failed(
          "the file is larger than the " + source.mostBytes() + " bytes it may have; nothing kept");
    }
  }

  private String checked() throws IOException {
    String sum = Manifest.sha256(part.path());
    Optional<String> known = source.knownSum();
    if (known.isPresent() && !known.get().equalsIgnoreCase(sum)) {
      part.discard();
      throw failed(
          "the checksum is "
              + sum
              + ", not "
              + known.get()
              + ": not the file it was; nothing kept");
    }
    part.finish();
    return sum;
  }

  private FailedException failed(String why) {
    return new FailedException("fetch " + source.name() + ": " + source.url() + ": " + why);
  }

  /// A transfer that ended early; hopeless when trying again at once makes no sense.
  private static final class BrokenTransfer extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean isHopeless;

    BrokenTransfer(String message, boolean isHopeless) {
      super(message);
      this.isHopeless = isHopeless;
    }
  }
}
