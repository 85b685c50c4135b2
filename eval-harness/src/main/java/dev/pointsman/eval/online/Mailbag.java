package dev.pointsman.eval.online;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/// What is still to be told: each piece of news on the round it arrives, in order of sending among
/// equals. One thread.
final class Mailbag {

  private record Letter(int due, int sent, Runnable news) {}

  private static final Comparator<Letter> ORDER =
      Comparator.comparingInt(Letter::due).thenComparingInt(Letter::sent);

  private final Lag lag;
  private final Queue<Letter> letters;

  Mailbag(Lag lag) {
    this.lag = lag;
    this.letters = lag.delay() == 0 ? new ArrayDeque<>() : new PriorityQueue<>(ORDER);
  }

  /// Takes the news of a round; without a delay it is told at once.
  void send(int round, Dice dice, Runnable news) {
    if (lag.delay() == 0) {
      news.run();
      return;
    }
    int wait = (int) (dice.roll(Dice.DELAY) * (lag.delay() + 1));
    letters.add(new Letter(round + wait, round, news));
  }

  /// Tells all that has arrived before a round is decided.
  void deliver(int round) {
    while (!letters.isEmpty() && letters.element().due() < round) {
      letters.remove().news().run();
    }
  }

  void deliverAll() {
    deliver(Integer.MAX_VALUE);
  }
}
