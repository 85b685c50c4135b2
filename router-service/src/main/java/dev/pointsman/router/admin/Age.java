package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time as a flag has it: `30m`, `6h`, `2d`.
final class Age {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})([mhd])");

  private Age() {}

  static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// Throws {@link ConfigProblem} that names the flag.
  static Duration of(String flag, String text) {
    Matcher given = SHAPE.matcher(text);
    if (!given.matches()) {
      throw new ConfigProblem(flag + ": was '" + text + "'; give an age as 30m, 6h or 2d");
    }
    long number = Long.parseLong(given.group(1));
    return switch (given.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
