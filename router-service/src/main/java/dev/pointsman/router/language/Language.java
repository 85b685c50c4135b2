package dev.pointsman.router.language;

import java.util.Optional;

/// The language of a prompt, as ISO 639-1 has it: by its script where that tells, else by the
/// commonest words of those that are written in Latin letters. A report's guess, not a
/// translator's: code, formulas and a few words tell nothing. Pure.
public final class Language {

  /// Beyond it nothing is looked at.
  private static final int LONGEST = 600;

  private Language() {}

  /// Empty where the text does not tell.
  public static Optional<String> of(String text) {
    String head = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    Scripts scripts = Scripts.of(head);
    return scripts.isLatin() ? CommonWords.language(head) : scripts.language();
  }
}
