package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// A file for its owner's eyes that is there whole or not at all.
final class NewFile {

  /// Writes the content.
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  private NewFile() {}

  /// Complains of a file that stands already, and of a folder that does not.
  static void check(Path file, boolean isForced) {
    if (Files.isDirectory(file)) {
      throw new ConfigProblem("--out " + file + " is a folder; name a file");
    }
    if (!isForced && Files.exists(file)) {
      throw new ConfigProblem("--out " + file + " stands already; give another or --force");
    }
    if (!Files.isDirectory(folder(file))) {
      throw new ConfigProblem("--out " + file + ": its folder does not exist; make it first");
    }
  }

  static void write(Path file, Content content) {
    Path part = null;
    try {
      // For the owner only, as temporary files are.
      part = Files.createTempFile(folder(file), "." + file.getFileName(), ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        content.to(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ConfigProblem("--out " + file + " cannot be written (" + e.getMessage() + ")");
    } finally {
      remove(part);
    }
  }

  private static void remove(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      part.toFile().deleteOnExit();
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of(".") : folder;
  }
}
