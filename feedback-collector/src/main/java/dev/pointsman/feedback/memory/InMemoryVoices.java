package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.trust.Audit;
import dev.pointsman.feedback.trust.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What is known of the users of every route. One thread at a time.
final class InMemoryVoices {

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private record Key(String route, String principal) {}

  private static final class Voice {
    long day = -1;
    long votes;
    long agreed;
    long audits;
  }

  private final Map<Key, Voice> voices = new HashMap<>();

  /// Counts a vote and gives the standing it has.
  Standing vote(String route, String principal, long tsMillis) {
    Voice voice = voice(route, principal);
    long day = tsMillis / DAY_MILLIS;
    voice.votes = voice.day == day ? voice.votes + 1 : 1;
    voice.day = day;
    return new Standing(voice.votes, voice.agreed, voice.audits);
  }

  void audited(String route, Audit audit) {
    Voice voice = voice(route, audit.principal());
    voice.audits++;
    voice.agreed += audit.agrees() ? 1 : 0;
  }

  /// Says whether there was anything to forget.
  boolean forget(String route, String principal) {
    return voices.remove(new Key(route, principal)) != null;
  }

  private Voice voice(String route, String principal) {
    return voices.computeIfAbsent(new Key(route, principal), key -> new Voice());
  }
}
