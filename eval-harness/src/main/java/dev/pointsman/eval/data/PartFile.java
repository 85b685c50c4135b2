package dev.pointsman.eval.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// What has arrived of a file, `FILE.part`, and which version of it that is, `FILE.part.etag`.
record PartFile(Path target) {

  private Path bytes() {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  private Path tag() {
    return target.resolveSibling(target.getFileName() + ".part.etag");
  }

  Path path() {
    return bytes();
  }

  long size() throws IOException {
    return Files.exists(bytes()) ? Files.size(bytes()) : 0;
  }

  Optional<String> etag() throws IOException {
    return Files.exists(tag()) ? Optional.of(Files.readString(tag()).strip()) : Optional.empty();
  }

  /// Begins anew with a version of the file; weak tags do not name bytes and are not kept.
  void restart(Optional<String> etag) throws IOException {
    discard();
    if (etag.isPresent() && !etag.get().startsWith("W/")) {
      Files.writeString(tag(), etag.get(), StandardCharsets.UTF_8);
    }
  }

  OutputStream append() throws IOException {
    return Files.newOutputStream(bytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void discard() throws IOException {
    Files.deleteIfExists(bytes());
    Files.deleteIfExists(tag());
  }

  void finish() throws IOException {
    Files.move(bytes(), target, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(tag());
  }
}
