package dev.pointsman.eval.online;

import dev.pointsman.datasets.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a learner may see, as given by `--feedback`: `chosen`, `shadow:R`, `thumbs:R`, `judged:R`
/// with `,acc=A,bias=B,judge=MODEL` or, of thumbs, `,tilt=T`, added up with `+`.
public record FeedbackModes(String text, List<FeedbackMode> modes) {

  private static final String MEND =
      "give chosen, shadow:R, thumbs:R or judged:R (R in 0..1), added up with +";

  public FeedbackModes {
    modes = List.copyOf(modes);
  }

  public static FeedbackModes parse(String text) {
    List<FeedbackMode> modes = new ArrayList<>();
    // Model ids may hold a plus, so a mode starts only where its name follows.
    for (String part : text.split("\\+(?=(?:chosen|shadow:|thumbs:|judged:))", -1)) {
      modes.add(mode(part));
    }
    return new FeedbackModes(text, modes);
  }

  /// Whether the chosen arm's true score is always told.
  boolean tellsChosen() {
    return modes.stream()
        .anyMatch(
            mode -> mode instanceof FeedbackMode.Chosen || mode instanceof FeedbackMode.Shadow);
  }

  private static FeedbackMode mode(String part) {
    String[] fields = part.split(",", -1);
    String[] head = fields[0].split(":", -1);
    if (head[0].equals("chosen") && head.length == 1 && fields.length == 1) {
      return new FeedbackMode.Chosen();
    }
    if (head.length != 2) {
      throw new BadInputException("--feedback", "'" + part + "' is not a mode", MEND);
    }
    double rate = share(head[1], "the rate of " + head[0]);
    return switch (head[0]) {
      case "shadow" -> new FeedbackMode.Shadow(rate, judge(fields));
      case "judged" -> new FeedbackMode.Judged(rate, judge(fields));
      case "thumbs" -> new FeedbackMode.Thumbs(rate, tilt(fields));
      default -> throw new BadInputException("--feedback", "'" + part + "' is not a mode", MEND);
    };
  }

  private static double tilt(String[] fields) {
    if (fields.length == 1) {
      return 1;
    }
    String prefix = "tilt=";
    if (fields.length > 2 || !fields[1].startsWith(prefix)) {
      throw new BadInputException("--feedback", "thumbs knows no option but tilt", "give tilt=3");
    }
    try {
      double tilt = Double.parseDouble(fields[1].substring(prefix.length()));
      if (tilt >= 0 && tilt <= 1_000) {
        return tilt;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one complaint below.
    }
    throw new BadInputException("--feedback", fields[1] + " is no number", "give tilt=0..1000");
  }

  private static FeedbackMode.Judge judge(String[] fields) {
    FeedbackMode.Judge judge = FeedbackMode.Judge.PERFECT;
    for (int i = 1; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      String name = equals < 0 ? fields[i] : fields[i].substring(0, equals);
      String value = fields[i].substring(equals + 1);
      judge =
          switch (name) {
            case "acc" -> new FeedbackMode.Judge(share(value, "acc"), judge.bias(), judge.model());
            case "bias" ->
                new FeedbackMode.Judge(judge.accuracy(), share(value, "bias"), judge.model());
            case "judge" ->
                new FeedbackMode.Judge(judge.accuracy(), judge.bias(), Optional.of(value));
            default ->
                throw new BadInputException(
                    "--feedback", "no option '" + name + "'", "give acc, bias or judge");
          };
    }
    return judge;
  }

  private static double share(String text, String what) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one complaint below.
    }
    throw new BadInputException("--feedback", what + " was '" + text + "'", "give 0..1");
  }
}
