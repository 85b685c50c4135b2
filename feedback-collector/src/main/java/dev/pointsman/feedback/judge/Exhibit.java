package dev.pointsman.feedback.judge;

import java.util.List;
import java.util.Optional;

/// What a judge is shown: what was asked, one answer to grade or two to compare, and an answer
/// known to be right, where there is one. All of it was written by strangers.
public record Exhibit(String question, List<String> answers, Optional<String> reference) {

  public Exhibit {
    answers = List.copyOf(answers);
    if (answers.isEmpty() || answers.size() > 2) {
      throw new IllegalArgumentException("one answer or two, not " + answers.size());
    }
  }

  public static Exhibit of(String question, String answer, Optional<String> reference) {
    return new Exhibit(question, List.of(answer), reference);
  }

  /// Two answers, in this order.
  public static Exhibit of(
      String question, String first, String second, Optional<String> reference) {
    return new Exhibit(question, List.of(first, second), reference);
  }

  public boolean isPair() {
    return answers.size() == 2;
  }
}
