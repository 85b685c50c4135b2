package dev.pointsman.eval.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A public file that can be fetched: where it lies, what it is saved as, how it is imported.
///
/// `sha256` is null where nobody has written it down yet, `model` where the file is not one model's
/// answers. At most `mostBytes` are taken.
record Source(
    String name,
    String url,
    String file,
    String format,
    String licence,
    @Nullable String model,
    @Nullable String sha256,
    @JsonProperty("most_bytes") long mostBytes) {

  URI uri() {
    return URI.create(url);
  }

  Optional<String> knownSum() {
    return Optional.ofNullable(sha256);
  }

  /// The command that makes a table of the fetched file.
  String importCommand(String at) {
    String whose = model == null ? "" : " --model " + model;
    return "data import "
        + at
        + " --format "
        + format
        + whose
        + " --out "
        + name
        + ".outcomes.jsonl.gz";
  }
}
