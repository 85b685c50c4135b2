package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the user says about a file beside its format: the model that answered, and `key=value`
/// pairs that say which column or field is what.
public record Settings(Optional<String> model, Map<String, String> map) {

  /// Pairs are separated by commas; each is split at its first `=`.
  public static Settings parse(Optional<String> model, List<String> maps) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : maps) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        throw new BadInputException(
            "--map", "'" + pair + "' is no pair", "give --map id=column,prompt=column");
      }
      if (map.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip()) != null) {
        throw new BadInputException("--map", "'" + pair + "' is its key again", "give it once");
      }
    }
    return new Settings(model, map);
  }

  /// The model whose answers a file holds that does not say so itself.
  public String requireModel(String where) {
    return model.orElseThrow(
        () ->
            new BadInputException(
                where, "holds answers but not whose", "say whose they are with --model NAME"));
  }

  /// For formats that say themselves whose answers they hold, or hold none.
  void allowNoModel() {
    model.ifPresent(
        name -> {
          throw new BadInputException(
              "--model", "'" + name + "' means nothing to this format", "leave --model out");
        });
  }

  /// Keys are those of the format; others are refused.
  void allow(Set<String> keys) {
    for (String key : map.keySet()) {
      if (!keys.contains(key)) {
        throw new BadInputException(
            "--map",
            "'" + key + "' means nothing to this format",
            keys.isEmpty() ? "leave --map out" : "it knows: " + String.join(", ", keys));
      }
    }
  }
}
