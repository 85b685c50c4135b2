package dev.pointsman.eval.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.datasets.BadInputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What has been asked and graded so far, a line each, so that a run that was stopped goes on where
/// it was. Any thread.
///
/// The first line says for which data and settings; others are refused. A last line cut off by a
/// crash is dropped. Answers are not kept, only their grades.
final class Journal implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> done = new HashMap<>();
  private final BufferedWriter writer;

  private Journal(BufferedWriter writer) {
    this.writer = writer;
  }

  /// `purpose` names data and settings.
  static Journal open(Path file, String purpose) {
    try {
      Map<String, ObjectNode> done = new HashMap<>();
      String head = JSON.writeValueAsString(JSON.createObjectNode().put("run", purpose));
      StringBuilder kept = new StringBuilder(head).append('\n');
      if (Files.exists(file)) {
        readInto(file, head, done, kept);
      }
      Files.writeString(file, kept);
      Journal journal = new Journal(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
      journal.done.putAll(done);
      return journal;
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be written (" + e + ")", "name an --out in a folder that is");
    }
  }

  private static void readInto(
      Path file, String head, Map<String, ObjectNode> done, StringBuilder kept) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String first = reader.readLine();
      if (first != null && !first.equals(head)) {
        throw new BadInputException(
            file.toString(),
            "belongs to a run with other data or settings",
            "delete it to start anew, or name another --out");
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode node = parsed(line);
        if (node.path("outcome") instanceof ObjectNode outcome) {
          done.put(key(node.path("id").asText(), node.path("model").asText()), outcome);
          kept.append(line).append('\n');
        }
      }
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String key(String id, String model) {
    return model.length() + ":" + model + id;
  }

  synchronized Optional<ObjectNode> find(String id, String model) {
    return Optional.ofNullable(done.get(key(id, model)));
  }

  synchronized void add(String id, String model, ObjectNode outcome) {
    ObjectNode line = JSON.createObjectNode().put("id", id).put("model", model);
    line.set("outcome", outcome);
    done.put(key(id, model), outcome);
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
