package dev.pointsman.router.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that all spend one budget at once, plain and streaming, through either router; some
/// leave in the midst of their answer. When a budget is done they go on with a fresh one.
final class BudgetRush implements AutoCloseable {

  static final int CLIENTS = 64;
  private static final double LEAVING = 0.2;

  /// The first word of a prompt whose client leaves in the midst of its stream. What a router that
  /// stopped listening pays is what it relayed; how much more the model wrote, only the model
  /// knows.
  private static final String DESERTED = "deserted";

  private static final Pattern SPENT = Pattern.compile("has ([0-9.]+) USD of");

  /// One user's budget: `kind` names key and tree, `maxTokens` is what each request asks for, 0: a
  /// third of what is left. It is done when `until` of the cap is spent, or after the longest time.
  record Round(
      String kind,
      String user,
      String model,
      long capMicroUsd,
      int maxTokens,
      double until,
      Duration longest) {
    String path() {
      return "org/" + kind + "/" + user;
    }
  }

  /// What clients saw of either router, by status; 0: no answer, since the router was gone.
  final List<Map<Integer, LongAdder>> statuses =
      List.of(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  final LongAdder left = new LongAdder();

  /// By kind.
  final Map<String, LongAdder> asked = new ConcurrentHashMap<>();

  final Map<String, LongAdder> denied = new ConcurrentHashMap<>();

  final Map<String, LongAdder> deniedEarly = new ConcurrentHashMap<>();

  /// The most that was ever seen charged to a budget, by path.
  final Map<String, Long> highest = new ConcurrentSkipListMap<>();

  private final BudgetTwins twins;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Thread> threads = new ArrayList<>();
  private volatile Round round;
  private volatile long room;
  private volatile boolean isOver;

  BudgetRush(BudgetTwins twins, Round first) {
    this.twins = twins;
    this.round = first;
    this.room = first.capMicroUsd();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> spend(number)));
    }
  }

  /// Spends a budget until it is done, looking all the while at what is charged to it.
  void play(Round next) throws InterruptedException {
    room = next.capMicroUsd();
    round = next;
    long start = System.nanoTime();
    long doneAt = (long) (next.until() * next.capMicroUsd());
    while (System.nanoTime() - start < next.longest().toNanos()) {
      int router = ThreadLocalRandom.current().nextInt(2);
      var level = twins.level(router, next.path());
      if (level.isPresent()) {
        long charged = level.get().charged();
        highest.merge(next.path(), charged, Math::max);
        room = next.capMicroUsd() - charged;
        if (level.get().spentMicroUsd() >= doneAt) {
          return;
        }
      }
      Thread.sleep(20);
    }
  }

  private void spend(int number) {
    for (int i = number; !isOver; i++) {
      Round now = round;
      int tokens = now.maxTokens() > 0 ? now.maxTokens() : (int) (room / 3 / 100);
      if (tokens < 4) {
        sleep(5);
        continue;
      }
      one(now, tokens, i);
    }
  }

  private void one(Round now, int tokens, int serial) {
    boolean streams = serial % 2 == 0;
    boolean leaves = ThreadLocalRandom.current().nextDouble() < LEAVING;
    int router = ThreadLocalRandom.current().nextInt(2);
    count(asked, now.kind());
    try {
      int status =
          streams ? stream(router, now, tokens, leaves) : plain(router, now, tokens, leaves);
      statuses.get(router).computeIfAbsent(status, made -> new LongAdder()).increment();
    } catch (IOException gone) {
      statuses.get(router).computeIfAbsent(0, made -> new LongAdder()).increment();
      sleep(20);
    }
  }

  private int stream(int router, Round now, int tokens, boolean leaves) throws IOException {
    HttpResponse<InputStream> answer =
        join(
            client.sendAsync(
                request(router, now, tokens, leaves ? DESERTED : now.user(), true),
                BodyHandlers.ofInputStream()));
    try (InputStream body = answer.body()) {
      if (leaves && answer.statusCode() == 200) {
        body.readNBytes(1 + ThreadLocalRandom.current().nextInt(400));
        left.increment();
      } else {
        String words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        if (answer.statusCode() == 402) {
          refused(now, words);
        }
      }
    }
    return answer.statusCode();
  }

  /// False is a refusal while less than 0.8 of the cap is spent.
  private void refused(Round now, String words) {
    Matcher spent = SPENT.matcher(words);
    if (!spent.find()) {
      throw new IllegalStateException("no budget's refusal: " + words);
    }
    count(denied, now.kind());
    long microUsd = new BigDecimal(spent.group(1)).movePointRight(6).longValueExact();
    if (microUsd < 0.8 * now.capMicroUsd()) {
      count(deniedEarly, now.kind());
    }
    sleep(5);
  }

  private int plain(int router, Round now, int tokens, boolean leaves) throws IOException {
    CompletableFuture<HttpResponse<String>> call =
        client.sendAsync(request(router, now, tokens, now.user(), false), BodyHandlers.ofString());
    if (!leaves) {
      HttpResponse<String> answer = join(call);
      if (answer.statusCode() == 402) {
        refused(now, answer.body());
      }
      return answer.statusCode();
    }
    try {
      return call.get(ThreadLocalRandom.current().nextInt(5, 40), TimeUnit.MILLISECONDS)
          .statusCode();
    } catch (TimeoutException e) {
      call.cancel(true);
      left.increment();
      return 499;
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static <T> T join(CompletableFuture<T> call) throws IOException {
    try {
      return call.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private HttpRequest request(int router, Round now, int tokens, String account, boolean stream) {
    String body =
        """
        {"model":"%s","max_tokens":%d,"stream":%s,"pointsman":{"user":"%s"},\
        "messages":[{"role":"user","content":"%s Tell me how you are, at some length."}]}\
        """
            .formatted(now.model(), tokens, stream, now.user(), account);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + twins.port(router) + "/v1/chat/completions"))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + now.kind() + "-secret")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static void count(Map<String, LongAdder> counts, String kind) {
    counts.computeIfAbsent(kind, made -> new LongAdder()).increment();
  }

  long seen(int router, int status) {
    return statuses.get(router).getOrDefault(status, new LongAdder()).sum();
  }

  /// While less than 0.8 of the cap was spent.
  long deniedEarly(String kind) {
    return deniedEarly.getOrDefault(kind, new LongAdder()).sum();
  }

  long asked(String kind) {
    return asked.getOrDefault(kind, new LongAdder()).sum();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "statuses %s, left %s, asked %s, denied %s, of these early %s",
        statuses,
        left,
        asked,
        denied,
        deniedEarly);
  }

  /// Ends when every client has its last answer.
  @Override
  public void close() {
    isOver = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
