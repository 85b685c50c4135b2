package dev.pointsman.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Prints a report: JSON on standard output, or JSON to a file and a readable table instead.
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  public static void print(Object report, String table, Optional<Path> file, PrintWriter out) {
    String json = text(report);
    if (file.isEmpty()) {
      out.println(json);
      out.flush();
      return;
    }
    try {
      Files.writeString(file.get(), json + "\n");
    } catch (IOException e) {
      throw new BadInputException(
          "--json " + file.get(),
          "cannot be written (" + e + ")",
          "name a file in a folder that is");
    }
    out.print(table);
    out.flush();
  }

  /// Refuses early what could only fail after the work was done.
  public static void checkWritable(Optional<Path> file) {
    file.ifPresent(
        path -> {
          Path folder = path.toAbsolutePath().getParent();
          if (Files.isDirectory(path) || folder == null || !Files.isWritable(folder)) {
            throw new BadInputException(
                "--json " + path, "cannot be written", "name a file in a folder that exists");
          }
        });
  }

  private static String text(Object report) {
    try {
      return MAPPER.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
