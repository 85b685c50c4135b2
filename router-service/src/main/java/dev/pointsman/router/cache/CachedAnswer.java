package dev.pointsman.router.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.openai.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// An upstream's answer as it came, with the arm that gave it.
///
/// `model` is what the arm stood for then; under another meaning of the same id the answer is not
/// that arm's. `streamed` bytes are all of its events. Valid until `endsMillis`.
public record CachedAnswer(
    String arm,
    String model,
    Shape shape,
    boolean streamed,
    String contentType,
    Buffer body,
    long endsMillis) {

  /// What a model's answers depend on, in words to compare.
  public static String meaning(Model model) {
    return model.upstreamName() + '\n' + Json.text(model.params());
  }

  /// Packed, as it is encrypted: a line of JSON, then the body.
  byte[] bytes() {
    ObjectNode head = Json.object();
    head.put("arm", arm);
    head.put("model", model);
    head.put("shape", shape.name());
    head.put("streamed", streamed);
    head.put("content_type", contentType);
    head.put("ends", endsMillis);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(Json.bytes(head));
      out.write('\n');
      out.write(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /// Empty for what another version wrote.
  static Optional<CachedAnswer> of(byte[] packed) {
    byte[] all;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      all = in.readAllBytes();
    } catch (IOException e) {
      return Optional.empty();
    }
    int line = 0;
    while (line < all.length && all[line] != '\n') {
      line++;
    }
    Buffer body = Buffer.buffer(all).slice(Math.min(line + 1, all.length), all.length);
    return Json.read(new String(all, 0, line, StandardCharsets.UTF_8))
        .filter(head -> head.hasNonNull("shape"))
        .map(
            head ->
                new CachedAnswer(
                    head.path("arm").asText(),
                    head.path("model").asText(),
                    Shape.valueOf(head.path("shape").asText()),
                    head.path("streamed").asBoolean(),
                    head.path("content_type").asText(),
                    body,
                    head.path("ends").asLong()));
  }
}
