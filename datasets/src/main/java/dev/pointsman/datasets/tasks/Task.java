package dev.pointsman.datasets.tasks;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A prompt with an answer that can be checked, and the plausible wrong answers to it.
public record Task(
    TaskKind kind, Difficulty difficulty, String prompt, String answer, List<String> mistakes) {

  private static final Pattern ANNOUNCED =
      Pattern.compile("(?:answer is|answer:|result is|result:)\\s*(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECORATION = Pattern.compile("^[\\s*`\"'$]+|[\\s*`\"'.]+$");
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?");

  public Task {
    mistakes = mistakes.stream().filter(m -> !same(m, answer)).distinct().toList();
    if (mistakes.isEmpty()) {
      throw new IllegalArgumentException("no wrong answer is known for: " + prompt);
    }
  }

  /// True when the reply's last line ends in the right answer; case, commas in numbers and a final
  /// full stop do not matter.
  public boolean isSolvedBy(String reply) {
    String line = reply.strip();
    line = line.substring(line.lastIndexOf('\n') + 1);
    Matcher announced = ANNOUNCED.matcher(line);
    return same(announced.find() ? announced.group(1) : line, answer);
  }

  private static boolean same(String left, String right) {
    return normal(left).equals(normal(right));
  }

  private static String normal(String text) {
    String bare = DECORATION.matcher(text).replaceAll("");
    if (NUMBER.matcher(bare).matches()) {
      String number = bare.replace(",", "");
      return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
    }
    return bare.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
