package dev.pointsman.router.approval;

import dev.pointsman.feedback.budget.Amount;

/// What somebody wants and may not do without a word: the key that asks, who pays, the model or
/// route, why a word is needed, how much it may take, and a mark of the request itself, so that a
/// word for one request is none for another.
public record Wish(
    String key, String payer, String model, Kind kind, String why, Amount most, String mark) {

  /// What a word is needed for.
  public enum Kind {
    /// The request's size.
    SIZE,
    /// A cap that has no room for it; such a word goes for its size too.
    CAP
  }

  /// Whether a word for this is one for another wish.
  boolean covers(Wish other) {
    return key.equals(other.key)
        && mark.equals(other.mark)
        && (kind == Kind.CAP || kind == other.kind)
        && most.covers(other.most);
  }
}
