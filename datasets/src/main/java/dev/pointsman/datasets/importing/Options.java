package dev.pointsman.datasets.importing;

import java.util.List;

/// A multiple-choice question as a prompt: the question, then a line `A. text` for each option.
final class Options {

  static final int MOST = 26;

  private Options() {}

  static String prompt(String question, List<String> options) {
    StringBuilder prompt = new StringBuilder(question.strip());
    for (int i = 0; i < options.size(); i++) {
      prompt.append('\n').append(letter(i)).append(". ").append(options.get(i).strip());
    }
    return prompt.toString();
  }

  static String letter(int index) {
    return String.valueOf((char) ('A' + index));
  }

  /// Whether the text is the letter of one of this many options.
  static boolean isLetter(String text, int options) {
    return text.length() == 1 && text.charAt(0) >= 'A' && text.charAt(0) < 'A' + options;
  }
}
