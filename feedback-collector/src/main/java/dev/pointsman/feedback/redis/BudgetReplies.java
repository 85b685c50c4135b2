package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Lapsed;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `budget.lua` gives, read.
final class BudgetReplies {

  private static final int LEVEL = 6;

  private BudgetReplies() {}

  static Settlement settlement(Object found) {
    return switch (((Long) found).intValue()) {
      case 0 -> Settlement.UNKNOWN;
      case 1 -> Settlement.SETTLED;
      default -> Settlement.LATE;
    };
  }

  static Answer answer(List<?> reply) {
    long now = number(reply, 1);
    return switch (String.valueOf(reply.get(0))) {
      case "granted" ->
          new Answer.Granted(new Amount(number(reply, 2), number(reply, 3)), levels(reply, 4), now);
      case "refused" ->
          new Answer.Refused(
              (int) number(reply, 2) - 1,
              Answer.Unit.valueOf(String.valueOf(reply.get(3)).toUpperCase(Locale.ROOT)),
              levels(reply, 4),
              now);
      default -> new Answer.Outdated(now);
    };
  }

  static Lapsed lapsed(List<?> reply) {
    List<Lapsed.Overdue> overdue = new ArrayList<>();
    for (int i = 1; i < reply.size(); i += 3) {
      Amount charged = new Amount(number(reply, i + 1), number(reply, i + 2));
      overdue.add(new Lapsed.Overdue(String.valueOf(reply.get(i)), charged));
    }
    return new Lapsed((int) number(reply, 0), overdue);
  }

  static List<Level> levels(List<?> reply, int from) {
    List<Level> levels = new ArrayList<>();
    for (int i = from; i + LEVEL <= reply.size(); i += LEVEL) {
      levels.add(
          new Level(
              number(reply, i),
              number(reply, i + 1),
              number(reply, i + 2),
              number(reply, i + 3),
              number(reply, i + 4),
              number(reply, i + 5)));
    }
    return levels;
  }

  private static long number(List<?> reply, int place) {
    return reply.get(place) instanceof Long number ? number : 0;
  }
}
