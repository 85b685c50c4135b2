package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say whose keys are meant: those of a running router by its address, or those in a
/// router's store.
final class KeysOptions extends PlaceOptions {

  private static final String VARIABLE = "POINTSMAN_ADMIN_KEY";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "In place of --config: a running router, such as http://localhost:8080; an admin's key is"
              + " taken from the environment variable "
              + VARIABLE
              + ".")
  private @Nullable URI url;

  @Option(
      names = "--admin-key-file",
      paramLabel = "FILE",
      description = "Where the admin's key stands, in place of the environment.")
  private @Nullable Path keyFile;

  KeyOffice open() {
    return url == null ? StoreKeys.of(store()) : running(url);
  }

  /// The same; a store that was never used is made.
  KeyOffice openOrBegin() {
    return url == null ? StoreKeys.ofNew(store()) : running(url);
  }

  private KeyOffice running(URI url) {
    if (url.getHost() == null) {
      throw new ConfigProblem("--url: give an address like http://localhost:8080");
    }
    return new HttpKeys(URI.create(url.toString().replaceAll("/+$", "")), adminKey());
  }

  private String adminKey() {
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
