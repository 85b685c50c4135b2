package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// With which key a running router is asked.
class AdminKey {

  static final String VARIABLE = "POINTSMAN_ADMIN_KEY";

  @Option(
      names = "--admin-key-file",
      paramLabel = "FILE",
      description = "Where the admin's key stands, in place of the variable " + VARIABLE + ".")
  private @Nullable Path keyFile;

  /// Throws {@link ConfigProblem} where there is none.
  String secret() {
    if (keyFile != null) {
      try {
        return Files.readString(keyFile).strip();
      } catch (IOException e) {
        throw new ConfigProblem("--admin-key-file " + keyFile + " cannot be read");
      }
    }
    String key = System.getenv(VARIABLE);
    if (key == null || key.isBlank()) {
      throw new ConfigProblem("--url needs an admin's key in " + VARIABLE + "; export it first");
    }
    return key.strip();
  }
}
