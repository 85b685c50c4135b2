package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.List;

/// Who stands where in a row, to be worked out from clues that fix exactly one order.
final class Logic implements TaskSource {

  private static final List<String> PLACES =
      List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh");

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    int count =
        switch (difficulty) {
          case EASY -> 4;
          case MEDIUM -> 5;
          case HARD -> 7;
        };
    List<String> order = draw.some(Words.PEOPLE, count);
    List<String> clues = new ArrayList<>();
    for (int i = 0; i + 1 < count; i++) {
      clues.add(clue(draw, order.get(i), order.get(i + 1)));
    }
    if (difficulty == Difficulty.HARD) {
      clues.add(clue(draw, order.get(0), order.get(3)));
      clues.add(clue(draw, order.get(2), order.get(5)));
    }
    int place = draw.between(1, count - 2);
    String story = String.join(" ", draw.shuffled(clues));
    String question =
        draw.of(
            "Who came %s?".formatted(PLACES.get(place)),
            "Which of them took %s place?".formatted(PLACES.get(place)),
            "Name the runner in %s position.".formatted(PLACES.get(place)));
    String prompt =
        draw.of(
            "%d friends ran a race without ties. %s %s".formatted(count, story, question),
            "In a race of %d runners, no two finished together. %s %s"
                .formatted(count, story, question),
            "Use the clues to find the finishing order. %s %s".formatted(story, question));
    List<String> near =
        List.of(order.get(place - 1), order.get(place + 1), order.get(count - 1), order.get(0));
    return new Puzzle(prompt, order.get(place), near);
  }

  /// Says in some form that `ahead` finished before `behind`.
  private static String clue(Draw draw, String ahead, String behind) {
    return draw.of(
        ahead + " finished before " + behind + ".",
        behind + " came in after " + ahead + ".",
        behind + " was not as fast as " + ahead + ".",
        ahead + " was faster than " + behind + ".",
        "It is not true that " + behind + " beat " + ahead + ".");
  }
}
