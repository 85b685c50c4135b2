package dev.pointsman.router.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Applications that ask and say of each answer whether it passed their check, through whichever
/// router the dice say; every fourth check is run again with the contrary result. What got no
/// answer is sent again with the same idempotency key, as often through the other router.
final class CrashVoters implements AutoCloseable {

  private static final List<String> PLACES = List.of("Rome", "SELECT 1", "class A {}", "x + 3 = 9");
  private static final int PACE_MILLIS = 15;
  private static final int TRIES = 2_000;
  private static final int UNKNOWN = 404;

  /// Answers that were none: how often, by what was said.
  final Map<String, LongAdder> odd = new ConcurrentHashMap<>();

  final LongAdder answered = new LongAdder();
  final LongAdder unanswered = new LongAdder();
  final LongAdder givenUp = new LongAdder();

  private final List<Integer> ports;
  private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> uncertain = ConcurrentHashMap.newKeySet();
  private final Queue<String> fresh = new ConcurrentLinkedQueue<>();
  private final Semaphore room;
  private final int atOnce;
  private final AtomicInteger serial = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isOver;

  CrashVoters(List<Integer> ports, int atOnce) {
    this.ports = List.copyOf(ports);
    this.atOnce = atOnce;
    this.room = new Semaphore(0, true);
    for (int i = 0; i < atOnce; i++) {
      threads.add(Thread.ofVirtual().start(this::run));
    }
  }

  /// Returns when nothing is under way; nothing more is sent.
  void pause() {
    room.acquireUninterruptibly(atOnce);
  }

  void go() {
    room.release(atOnce);
  }

  /// Decisions with an acknowledged check since this was asked last.
  List<String> fresh() {
    List<String> all = new ArrayList<>();
    for (String id = fresh.poll(); id != null; id = fresh.poll()) {
      all.add(id);
    }
    return all.stream().distinct().toList();
  }

  /// What was acknowledged last, 0 or 1, of every decision.
  Map<String, Double> acknowledged() {
    Map<String, Double> all = new HashMap<>();
    acknowledged.forEach((id, value) -> all.put(id, value ? 1.0 : 0.0));
    return all;
  }

  /// Whether a later value was sent of which nobody knows.
  boolean isUncertain(String id) {
    return uncertain.contains(id);
  }

  private void run() {
    while (!isOver) {
      room.acquireUninterruptibly();
      try {
        serve(serial.getAndIncrement());
      } finally {
        room.release();
      }
      sleep(PACE_MILLIS);
    }
  }

  private void serve(int number) {
    String place = PLACES.get(number % PLACES.size());
    int port = port();
    String id;
    try {
      String body =
          """
          {"model":"auto","messages":[{"role":"user","content":"Is all well in %s, case %d?"}]}\
          """
              .formatted(place, number);
      HttpResponse<String> answer = post(port, "/v1/chat/completions", body, "chat-" + number);
      if (answer.statusCode() != 200) {
        count(odd, "chat " + answer.statusCode() + " " + answer.body());
        return;
      }
      answered.increment();
      id = answer.headers().firstValue("x-pointsman-decision").orElseThrow();
    } catch (IOException killed) {
      unanswered.increment();
      sleep(20);
      return;
    }
    boolean passes = number % 2 == 0;
    if (check(id, passes, 1) && number % 4 == 0) {
      sleep(2); // the later word is told by its time
      check(id, !passes, 2);
    }
  }

  /// Whether it was acknowledged in the end.
  private boolean check(String id, boolean passes, int turn) {
    String body = "{\"decision_id\":\"" + id + "\",\"metric\":\"check\",\"value\":" + passes + "}";
    for (int i = 0; i < TRIES && !isOver; i++) {
      try {
        HttpResponse<String> answer = post(port(), "/v1/feedback", body, id + "-" + turn);
        if (answer.statusCode() == 202) {
          acknowledged.put(id, passes);
          uncertain.remove(id);
          fresh.add(id);
          return true;
        }
        // One router has it in its journal alone, and was killed.
        if (answer.statusCode() != UNKNOWN && answer.statusCode() != 503) {
          count(odd, "feedback " + answer.statusCode() + " " + answer.body());
          return false;
        }
      } catch (IOException killed) {
        uncertain.add(id);
      }
      sleep(20);
    }
    givenUp.increment();
    return false;
  }

  private HttpResponse<String> post(int port, String path, String body, String key)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int port() {
    return ports.get(ThreadLocalRandom.current().nextInt(ports.size()));
  }

  private static void count(Map<String, LongAdder> counts, String what) {
    counts.computeIfAbsent(what, made -> new LongAdder()).increment();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    isOver = true;
    room.release(atOnce);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    client.close();
  }
}
