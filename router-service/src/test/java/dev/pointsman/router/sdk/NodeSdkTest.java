package dev.pointsman.router.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.node.NodeProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The npm packages openai 6.49.0 and @anthropic-ai/sdk 1.14.0, unmodified, through Node; their
/// cases are in `src/test/node`. Skipped, saying why, where there is no Node.
class NodeSdkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static TestRouter router;

  @BeforeAll
  static void start() throws Exception {
    NodeProject.installed();
    router = SdkRouter.start();
  }

  @AfterAll
  static void stop() {
    if (router != null) {
      router.close();
    }
  }

  @TestFactory
  List<DynamicTest> openai() throws Exception {
    assertThat(NodeProject.version("openai")).isEqualTo("6.49.0");
    return cases("openai.mjs", router.uri("/v1").toString());
  }

  @TestFactory
  List<DynamicTest> anthropic() throws Exception {
    assertThat(NodeProject.version("@anthropic-ai/sdk")).isEqualTo("1.14.0");
    return cases("anthropic.mjs", router.uri("").toString());
  }

  /// One test a case, and one that both cancelled streams were cancelled upstream too.
  private static List<DynamicTest> cases(String script, String address) throws Exception {
    router.upstream.forget();
    List<DynamicTest> tests = new ArrayList<>();
    Process node =
        NodeProject.node(List.of(script, address, SdkRouter.KEY)).redirectErrorStream(true).start();
    List<String> lines = lines(node);
    assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).as(String.join("\n", lines)).isZero();
    for (String line : lines) {
      JsonNode result = JSON.readTree(line);
      tests.add(
          DynamicTest.dynamicTest(
              result.path("name").asText(),
              () ->
                  assertThat(result.path("ok").asBoolean())
                      .as(result.path("why").asText())
                      .isTrue()));
    }
    assertThat(tests).hasSizeGreaterThan(10);
    await().untilAtomic(router.upstream.closedEarly, equalTo(2));
    return tests;
  }

  private static List<String> lines(Process node) throws IOException {
    try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
      return said.lines().toList();
    }
  }
}
