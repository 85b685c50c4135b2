package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;
import java.util.Locale;

/// Which rows may depend on each other: those of a conversation, of a user, or none.
///
/// A row that does not tell its session or user is a cluster of its own.
public enum Clustering {
  SESSION,
  USER,
  NONE;

  /// The field that names the cluster; empty for `NONE`.
  String field() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  public static Clustering parse(String text) {
    return switch (text) {
      case "session" -> SESSION;
      case "user" -> USER;
      case "none" -> NONE;
      default ->
          throw new BadInputException(
              "--cluster", "was '" + text + "'", "give session, user or none");
    };
  }
}
