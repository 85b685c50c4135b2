package dev.pointsman.router;

import static dev.pointsman.router.PolicyCommandIT.post;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.config.ConfigSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Candidates on two replicas over one Redis, by requests alone. `cheap` is right on sums, `dear`
/// on poems: `lints` comes to see that, `mean` cannot. All answers are checked.
class CandidateIT {

  private static final String ROUTES =
      """
      auto: { arms: [cheap, dear], objective: { lambda: 1 }, learner: mean,
              candidate: { learner: lints, canary: 0.5, warm_up: 40, rows: 1000, alpha: 0.2 } }
        other: { arms: [cheap, dear], objective: { lambda: 1 }, learner: lints,
              candidate: { learner: mean, warm_up: 40, rows: 80, alpha: 0.2 } }\
      """;
  private static final int BATCH = 24;

  private record Answer(String policy, String candidacy, boolean isRight) {
    boolean isInShadow() {
      return candidacy.endsWith(" 0.0");
    }
  }

  @TempDir private Path folder = Path.of(".");
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<Answer> answers = new ArrayList<>();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void candidate_serves_isForgottenByNoRestart_andIsTakenBackWhenItTurnsBad() throws Exception {
    try (RouterService first = RouterService.start(config("one", "embedded"))) {
      String redis = RedisAddress.of(folder.resolve("one"));
      try (RouterService second = RouterService.start(config("two", redis))) {
        serve("auto", "canary", CandidateIT::right, first, second);
        assertServedNobodyInShadow();
        assertThat(get(first, "/admin/v1/candidate").at("/candidate/candidacy"))
            .isEqualTo(get(second, "/admin/v1/candidate").at("/candidate/candidacy"));
      }
      try (RouterService second = RouterService.start(config("two", redis))) {
        assertThat(stage(second, "auto")).as("after a restart").isEqualTo("canary");
        ask(first, "auto", "same", true, CandidateIT::right);
        ask(second, "auto", "same", true, CandidateIT::right);
        assertThat(answers.getLast().policy()).isEqualTo(answers.get(answers.size() - 2).policy());
        answers.clear();
        serve("auto", "serving", CandidateIT::right, first, second);
        assertThat(answers).extracting(Answer::policy).contains("candidate", "serving");
        assertThat(answers)
            .filteredOn(answer -> answer.policy().equals("candidate"))
            .allSatisfy(answer -> assertThat(answer.candidacy()).endsWith(" 0.5"));

        serve(
            "auto",
            "taken_back",
            answer -> answer.policy().equals("candidate") ? 0 : right(answer),
            first,
            second);
        assertThat(get(second, "/dashboard/state").at("/candidate/alarmed").asBoolean()).isTrue();
        assertThat(PolicyCommandIT.get(second, "/metrics").body())
            .contains("pointsman_candidate_moves_total{route=\"auto\",to=\"taken_back\"} 1");
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(alerts(second))
                        .as("each told once, by either router")
                        .containsExactlyInAnyOrder(
                            "auto canary", "auto serving", "auto taken_back"));
        answers.clear();
        ask(second, "auto", "later", true, CandidateIT::right);
        assertThat(answers.getFirst().policy()).isEmpty();

        assertThat(run("two")).contains("taken_back", "canary from entry", ": quality");
        assertThat(run("two", "retry")).contains("retry of the candidate at entry");
        await().until(() -> stage(first, "auto").equals("shadow"));
      }
    }
  }

  @Test
  void worseCandidate_isRejectedOnBoth_andServedNobody_itIsSteeredByHand() throws Exception {
    try (RouterService first = RouterService.start(config("one", "embedded"));
        RouterService second =
            RouterService.start(config("two", RedisAddress.of(folder.resolve("one"))))) {
      serve("other", "rejected", CandidateIT::right, first, second);
      assertServedNobodyInShadow();
      assertThat(answers).extracting(Answer::policy).doesNotContain("candidate");
      JsonNode rejected = get(first, "/admin/v1/candidate?route=other").path("candidate");
      assertThat(rejected.at("/utility/mean").asDouble()).isNegative();

      assertThat(steer(first, "other", "promote").statusCode()).isEqualTo(409);
      assertThat(steer(first, "other", "sideways").statusCode()).isEqualTo(400);
      assertThat(steer(first, "auto", "promote").statusCode()).isEqualTo(200);
      await().until(() -> stage(second, "auto").equals("canary"));
      assertThat(steer(second, "auto", "stop").statusCode()).isEqualTo(200);
      await().until(() -> stage(first, "auto").equals("taken_back"));
    }
  }

  private static List<String> alerts(RouterService router) throws Exception {
    List<String> told = new ArrayList<>();
    for (JsonNode alert : get(router, "/admin/v1/alerts").path("alerts")) {
      assertThat(alert.path("kind").asText()).isEqualTo("candidate");
      told.add(alert.path("route").asText() + " " + alert.path("stage").asText());
    }
    return told;
  }

  private ConfigSource config(String name, String redis) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    String yaml =
        TestRouter.yaml(upstream.baseUrl(), "auth: { mode: none }\nalerts: { every_s: 1 }")
            .replace("\"${UP}\"", "none")
            .replace(
                "server: { port: 0 }",
                "server: { port: 0, data_dir: \"%s\" }\nredis: { url: \"%s\" }"
                    .formatted(folder.resolve(name), redis))
            .replace("auto: { arms: [cheap, dear], learner: lints }", ROUTES);
    Files.writeString(file, yaml);
    return ConfigSource.file(file);
  }

  /// What a check says of an answer.
  private static int right(Answer answer) {
    return answer.isRight() ? 1 : 0;
  }

  private void assertServedNobodyInShadow() {
    assertThat(answers)
        .filteredOn(Answer::isInShadow)
        .hasSizeGreaterThan(40)
        .extracting(Answer::policy)
        .containsOnly("serving");
  }

  /// Until the candidate is at the stage on both.
  private void serve(
      String route, String stage, ToIntFunction<Answer> check, RouterService... routers)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (int batch = 0; batch < 60; batch++) {
        List<Future<?>> under = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          boolean isSum = i % 2 == 0;
          RouterService router = routers[i % 4 / 2];
          String session = "s" + sessions.incrementAndGet();
          under.add(
              threads.submit(
                  () -> {
                    ask(router, route, session, isSum, check);
                    return null;
                  }));
        }
        for (Future<?> one : under) {
          one.get();
        }
        if (stage(routers[0], route).equals(stage)) {
          await().atMost(Duration.ofMinutes(1)).until(() -> stage(routers[1], route).equals(stage));
          return;
        }
      }
    }
    throw new AssertionError("never " + stage + ": " + get(routers[0], "/admin/v1/candidate"));
  }

  private void ask(
      RouterService router,
      String route,
      String session,
      boolean isSum,
      ToIntFunction<Answer> check)
      throws Exception {
    String prompt = isSum ? "What is 17 * 23?" : "Write a poem on rain in autumn, please.";
    HttpResponse<String> said =
        post(
            router,
            "/v1/chat/completions",
            """
            {"model":"%s","pointsman":{"session":"%s"},
             "messages":[{"role":"user","content":"%s"}]}\
            """
                .formatted(route.equals("auto") ? route : "auto/" + route, session, prompt));
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    String id = said.headers().firstValue("x-pointsman-decision").orElseThrow();
    JsonNode contract = get(router, "/v1/decisions/" + id).path("contract");
    boolean isCheap = said.headers().firstValue("x-pointsman-arm").orElseThrow().equals("cheap");
    Answer answer =
        new Answer(
            contract.path("policy").asText(),
            contract.path("candidacy").asText(),
            isCheap == isSum);
    synchronized (answers) {
      answers.add(answer);
    }
    HttpResponse<String> heard =
        post(
            router,
            "/v1/feedback",
            "{\"decision_id\":\"%s\",\"metric\":\"check\",\"value\":%s}"
                .formatted(id, check.applyAsInt(answer) == 1));
    assertThat(heard.statusCode()).as(heard.body()).isEqualTo(202);
  }

  private static String stage(RouterService router, String route) throws Exception {
    return get(router, "/admin/v1/candidate?route=" + route).at("/candidate/stage").asText();
  }

  private static HttpResponse<String> steer(RouterService router, String route, String move)
      throws Exception {
    return post(
        router, "/admin/v1/candidate", "{\"route\":\"%s\",\"move\":\"%s\"}".formatted(route, move));
  }

  private static JsonNode get(RouterService router, String path) throws Exception {
    return tree(PolicyCommandIT.get(router, path));
  }

  private String run(String name, String... words) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of("policy", "candidate"));
    all.addAll(List.of(words));
    all.addAll(List.of("--config", folder.resolve(name + ".yaml").toString()));
    int code =
        RouterMain.commandLine().setOut(new PrintWriter(out)).execute(all.toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString();
  }
}
