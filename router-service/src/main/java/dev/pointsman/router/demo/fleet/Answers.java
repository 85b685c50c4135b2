package dev.pointsman.router.demo.fleet;

/// How the fleet's models answer. Implementations are safe for use by several threads and give the
/// same answer to the same question each time.
public interface Answers {

  /// The answer of a model of the fleet to a conversation.
  Answer to(Chat chat);

  /// A request as the models see it: whom it is for, its system text, its last user text, and its
  /// whole length in characters.
  record Chat(String model, String system, String prompt, int characters) {

    /// A common rule of thumb for English: four characters a token.
    int tokens() {
      return Math.max(1, Math.round(characters / 4f));
    }
  }
}
