package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.Feedback;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What was answered under idempotency keys. One thread at a time.
final class InMemoryOnce {

  private record Key(String principal, String text) {}

  private record Answered(Feedback event, Acknowledgement answer) {}

  private final Map<Key, Answered> answers = new HashMap<>();

  /// The answer of before, or a conflict where the key stood for something else.
  Optional<Acknowledgement> before(Feedback event, String key) {
    return Optional.ofNullable(answers.get(new Key(event.principal(), key)))
        .map(
            before ->
                InMemoryDossier.isSame(before.event(), event)
                    ? before.answer()
                    : new Acknowledgement.Conflict());
  }

  void answered(Feedback event, String key, Acknowledgement answer) {
    answers.put(new Key(event.principal(), key), new Answered(event, answer));
  }
}
