package dev.pointsman.datasets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Where a table comes from and what is in it: `X.meta.json` beside `X.outcomes.jsonl.gz`.
///
/// It holds no date, so the same import gives the same bytes.
public record Manifest(
    Origin origin, String file, String sha256, int rows, int completeRows, List<String> models) {

  /// Format, licence and source as told, and the files the rows were read from.
  public record Origin(
      String format,
      String licence,
      String source,
      @JsonProperty("imported_from") List<Ingredient> importedFrom) {}

  /// A file's name, without its folder, and its hash.
  public record Ingredient(String file, String sha256) {
    public static Ingredient of(Path file) {
      try {
        return new Ingredient(String.valueOf(file.getFileName()), Manifest.sha256(file));
      } catch (IOException e) {
        throw new BadInputException(
            file.toString(), "cannot be read (" + e.getMessage() + ")", "check file and rights");
      }
    }
  }

  /// The SHA-256 of a file, lower-case hexadecimal.
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
