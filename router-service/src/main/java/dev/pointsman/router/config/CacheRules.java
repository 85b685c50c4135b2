package dev.pointsman.router.config;

import dev.pointsman.feedback.SharedCache.Room;
import java.time.Duration;

/// A route's cache of answers to equal requests: whether requests use it without asking to, whether
/// users share answers, how long they are kept and how many bytes they may take together.
public record CacheRules(boolean exact, boolean shared, Room room) {

  static CacheRules of(Section section) {
    return new CacheRules(
        section.text("mode", "off").equals("exact"),
        section.flag("shared").orElse(false),
        new Room(
            Duration.ofSeconds(section.integer("ttl_s", 3_600)),
            section.integer("max_bytes", 64L << 20)));
  }
}
