package dev.pointsman.router.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A `pointsman.yaml` on disk.
public final class ConfigFile {

  /// What a file that the router itself keeps in its data directory is called.
  public static final String NAME = "pointsman.yaml";

  private ConfigFile() {}

  /// Reads and checks it, secrets from the environment. Throws {@link ConfigProblem} in one line.
  public static RouterConfig read(Path file) {
    return RouterConfig.parse(text(file), file.toString(), System.getenv());
  }

  /// Its text. Throws {@link ConfigProblem} in one line.
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigProblem("there is no file " + file + "; give another with --config");
    } catch (MalformedInputException e) {
      throw new ConfigProblem(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new ConfigProblem(
          file + " cannot be read: " + e.getClass().getSimpleName() + "; check its permissions");
    }
  }
}
