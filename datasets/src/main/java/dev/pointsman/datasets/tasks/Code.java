package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.List;

/// A short Python program whose printed number has to be found by reading it.
final class Code implements TaskSource {

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> sum(draw);
      case MEDIUM -> draw.chance(0.5) ? branches(draw) : loop(draw);
      case HARD -> draw.chance(0.5) ? nested(draw) : mutation(draw);
    };
  }

  private static Puzzle sum(Draw draw) {
    int n = draw.between(4, 9);
    int k = draw.between(2, 7);
    int start = draw.between(0, 9);
    int total = start;
    for (int i = 1; i <= n; i++) {
      total += i * k;
    }
    String code =
        """
        total = %d
        for i in range(1, %d):
            total += i * %d
        print(total)\
        """
            .formatted(start, n + 1, k);
    return puzzle(draw, code, total, (n + 1) * k);
  }

  private static Puzzle branches(Draw draw) {
    int n = draw.between(8, 14);
    int m = draw.between(2, 4);
    int a = draw.between(2, 6);
    int b = draw.between(1, 5);
    int x = 0;
    for (int i = 0; i < n; i++) {
      x = i % m == 0 ? x + a : x - b + i;
    }
    String code =
        """
        x = 0
        for i in range(%d):
            if i %% %d == 0:
                x = x + %d
            else:
                x = x - %d + i
        print(x)\
        """
            .formatted(n, m, a, b);
    return puzzle(draw, code, x, a + b);
  }

  private static Puzzle loop(Draw draw) {
    int start = draw.between(120, 990);
    int divisor = draw.between(2, 4);
    int steps = 0;
    int n = start;
    while (n > 3) {
      n = n % divisor == 0 ? n / divisor : n - 1;
      steps++;
    }
    String code =
        """
        n = %d
        steps = 0
        while n > 3:
            if n %% %d == 0:
                n = n // %d
            else:
                n = n - 1
            steps += 1
        print(steps)\
        """
            .formatted(start, divisor, divisor);
    return puzzle(draw, code, steps, 3);
  }

  private static Puzzle nested(Draw draw) {
    int n = draw.between(5, 8);
    int m = draw.between(3, 5);
    int r = draw.between(0, 2);
    int count = 0;
    for (int i = 1; i <= n; i++) {
      for (int j = i; j <= n; j++) {
        if ((i * j + i) % m == r) {
          count += j - i + 1;
        }
      }
    }
    String code =
        """
        count = 0
        for i in range(1, %d):
            for j in range(i, %d):
                if (i * j + i) %% %d == %d:
                    count += j - i + 1
        print(count)\
        """
            .formatted(n + 1, n + 1, m, r);
    return puzzle(draw, code, count, m);
  }

  private static Puzzle mutation(Draw draw) {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      items.add(draw.between(1, 19));
    }
    int rounds = draw.between(5, 8);
    String literal = items.toString();
    int result = run(items, rounds);
    String code =
        """
        q = %s
        for k in range(%d):
            h = q.pop(0)
            if h %% 2 == 0:
                q.append(h // 2 + k)
            else:
                q.insert(1, h + q[0])
        print(sum(q) - q[0])\
        """
            .formatted(literal, rounds);
    return puzzle(draw, code, result, items.getFirst());
  }

  /// What the queue program prints; leaves `queue` as the program does.
  static int run(List<Integer> queue, int rounds) {
    for (int k = 0; k < rounds; k++) {
      int head = queue.removeFirst();
      if (head % 2 == 0) {
        queue.add(head / 2 + k);
      } else {
        queue.add(1, head + queue.getFirst());
      }
    }
    return queue.stream().mapToInt(Integer::intValue).sum() - queue.getFirst();
  }

  private static Puzzle puzzle(Draw draw, String code, int result, int slip) {
    String prompt =
        draw.of(
            "What does this Python program print?\n\n" + code,
            "Trace this code by hand and give its output:\n\n" + code,
            code + "\n\nWhat is printed when the program above runs?",
            "Without running it, tell me the output of:\n\n" + code);
    return new Puzzle(
        prompt,
        Integer.toString(result),
        List.of(
            Integer.toString(result + slip),
            Integer.toString(result - slip),
            Integer.toString(result + 1),
            Integer.toString(result - 1)));
  }
}
