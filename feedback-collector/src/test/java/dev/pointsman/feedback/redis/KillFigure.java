package dev.pointsman.feedback.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Draws what the policies of two replicas on one Redis did while one of them was killed with -9
/// and started again, into the SVG file given. As it is killed the arms change places, so there is
/// something to learn while it is away. `mvn test-compile exec:exec@figure -pl feedback-collector
/// -am` writes docs/fleet-kill.svg.
final class KillFigure {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 300;
  private static final int LEFT = 50;
  private static final int TOP = 30;
  private static final int BOTTOM = 40;
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(15);

  private record Sample(long millis, String version, double dear) {
    static Sample parse(String line) {
      String[] words = line.split(" ", -1);
      return new Sample(Long.parseLong(words[1]), words[2], Double.parseDouble(words[3]));
    }
  }

  private KillFigure() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("kill-figure");
    try (EmbeddedRedis server = EmbeddedRedis.start(folder.resolve("store"))) {
      String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
      try (ChildJvm first = replica(url, folder.resolve("a"), 1, false);
          ChildJvm other = replica(url, folder.resolve("b"), 2, false)) {
        first.next("sample");
        other.next("sample");
        sleep(BEFORE);
        first.kill();
        long killed = System.currentTimeMillis();
        other.tell("change");
        sleep(AWAY);
        try (ChildJvm again = replica(url, folder.resolve("a"), 3, true)) {
          again.next("sample");
          sleep(AFTER);
          again.kill();
          other.kill();
          List<Sample> before = samples(first);
          List<Sample> after = samples(again);
          List<Sample> all = samples(other);
          Files.writeString(Path.of(arguments[0]), draw(before, after, all, killed));
          report(before, after, all);
        }
      }
    }
  }

  private static ChildJvm replica(String url, Path home, int seed, boolean isChanged) {
    return ChildJvm.start(
        FigureReplica.class,
        url,
        home.toString(),
        Integer.toString(seed),
        Boolean.toString(isChanged));
  }

  private static List<Sample> samples(ChildJvm replica) {
    return replica.rest().stream()
        .filter(line -> line.startsWith("sample ") && line.split(" ", -1).length == 4)
        .map(Sample::parse)
        .toList();
  }

  private static void report(List<Sample> before, List<Sample> after, List<Sample> all) {
    Map<String, Double> others = new HashMap<>();
    all.forEach(sample -> others.put(sample.version(), sample.dear()));
    List<Sample> mine = new ArrayList<>(before);
    mine.addAll(after);
    long shared = mine.stream().filter(s -> others.containsKey(s.version())).count();
    long unequal =
        mine.stream()
            .filter(s -> others.containsKey(s.version()))
            .filter(s -> others.getOrDefault(s.version(), Double.NaN) != s.dear())
            .count();
    System.out.printf(
        "%d samples of A before and %d after the kill, %d of B; %d of A's had a policy version"
            + " that B served too, %d of them with another probability%n",
        before.size(), after.size(), all.size(), shared, unequal);
  }

  private static String draw(
      List<Sample> before, List<Sample> after, List<Sample> all, long killed) {
    long start = Math.min(before.getFirst().millis(), all.getFirst().millis());
    long end = all.getLast().millis();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg.append(
        text(
            LEFT,
            18,
            "probability of the dear arm on a prompt that one arm answers well, at first the dear"
                + " one"));
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      svg.append(line(LEFT, y, WIDTH - 10, y, "#dddddd"));
      svg.append(text(10, y + 4, percent + " %"));
    }
    for (long second = 0; second * 1_000 <= end - start; second += 5) {
      svg.append(text(x(start + second * 1_000, start, end), HEIGHT - 20, second + " s"));
    }
    svg.append(curve(all, start, end, "#1f77b4", 4, 0.45));
    svg.append(curve(before, start, end, "#d62728", 1.2, 1));
    svg.append(curve(after, start, end, "#d62728", 1.2, 1));
    mark(svg, x(killed, start, end), HEIGHT - BOTTOM - 6, "A killed, arms change places");
    mark(svg, x(after.getFirst().millis(), start, end), TOP + 20, "A back");
    svg.append(text(WIDTH - 240, HEIGHT - 4, "thin red: replica A, broad blue: replica B"));
    return svg.append("</svg>\n").toString();
  }

  private static void mark(StringBuilder svg, double x, int y, String words) {
    svg.append(line(x, TOP, x, HEIGHT - BOTTOM, "#444444"));
    svg.append(text(x + 4, y, words));
  }

  private static String curve(
      List<Sample> samples, long start, long end, String colour, double width, double opacity) {
    StringBuilder points = new StringBuilder();
    for (Sample sample : samples) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(sample.millis(), start, end), y(sample.dear())));
    }
    return String.format(
        Locale.ROOT,
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" opacity=\"%.2f\""
            + " points=\"%s\"/>%n",
        colour,
        width,
        opacity,
        points.toString().strip());
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String text(double x, double y, String words) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, words);
  }

  private static double x(long millis, long start, long end) {
    return LEFT + (double) (millis - start) / (end - start) * (WIDTH - LEFT - 20);
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static void sleep(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }
}
