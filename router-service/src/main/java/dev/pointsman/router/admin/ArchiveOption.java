package dev.pointsman.router.admin;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a stream's beginning is read from, when Redis no longer has it.
final class ArchiveOption {

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description = "What `archive --out` wrote: the entries that the stream was trimmed of.")
  private @Nullable Path archive;

  Optional<Path> folder() {
    return Optional.ofNullable(archive);
  }

  /// How a command goes on that entries before this one are gone.
  String hint() {
    return archive == null ? "; --archive FOLDER reads them" : " and not in the archive";
  }
}
