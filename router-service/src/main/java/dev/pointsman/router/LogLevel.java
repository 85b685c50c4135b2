package dev.pointsman.router;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// How much this process says of itself.
final class LogLevel {

  private LogLevel() {}

  static void set(String level) {
    ((Logger) LoggerFactory.getLogger("dev.pointsman")).setLevel(Level.toLevel(level));
  }
}
