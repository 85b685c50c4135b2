package dev.pointsman.router.budget;

import dev.pointsman.feedback.budget.Caps;
import java.util.Locale;

/// How many input tokens a key may send at once, and what happens to a request that has more.
public record InputLimit(long tokens, Over over) {

  public static final InputLimit NONE = new InputLimit(Caps.NO_CAP, Over.DENY);

  /// What becomes of a longer prompt.
  public enum Over {
    /// It is refused.
    DENY,
    /// It waits for somebody's approval.
    APPROVE,
    /// Only models of one's own answer it.
    LOCAL;

    public static Over of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// Whether a prompt is too long and that has this consequence.
  public boolean means(Over consequence, long inputTokens) {
    return over == consequence && inputTokens > tokens;
  }
}
