package dev.pointsman.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineVerdictTest {

  @TempDir Path folder;
  private ObjectNode root = SmallResults.MAPPER.createObjectNode();

  @BeforeEach
  void run() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Path json = new SmallResults(in).online();
    root = (ObjectNode) SmallResults.MAPPER.readTree(Files.readString(json));
  }

  private void gain(int lambda, double mean, double low, double high) {
    ObjectNode all = (ObjectNode) root.at("/details/per_lambda/" + lambda + "/groups/0");
    ObjectNode gain = all.putObject("difference").put("mean", mean);
    gain.putArray("ci95").add(low).add(high);
  }

  private void gains(double mean, double low, double high) {
    for (int lambda = 0; lambda < 3; lambda++) {
      gain(lambda, mean, low, high);
    }
  }

  private void whileLearning(double mean, double low, double high) {
    for (JsonNode at : root.at("/learner/per_lambda")) {
      ObjectNode above = ((ObjectNode) at).putObject("utility_vs_best_fixed").put("mean", mean);
      above.putArray("ci95").add(low).add(high);
    }
  }

  private Section.Verdict verdict() {
    return new OnlineVerdict(new OnlineResult(new Facts("f.json", "", root))).verdict();
  }

  @Test
  void verdict_gainsAboveZeroEverywhere_isTheRouter() {
    gains(0.02, 0.01, 0.03);
    whileLearning(0, -0.01, 0.01);

    Section.Verdict verdict = verdict();

    assertThat(verdict.headline()).isEqualTo("Pick the router.");
    assertThat(verdict.answer()).contains("the router is 2.0 [1.0, 3.0] points ahead", "all 3");
    assertThat(verdict.picks()).extracting(Section.Pick::what).containsOnly("Pick the router:");
  }

  /// Twenty requests lost 0.01 each, and 0.02 is won on each later one: even after thirty.
  @Test
  void verdict_lossWhileLearning_warnsOfFewRequests() {
    gains(0.02, 0.01, 0.03);
    whileLearning(-0.01, -0.02, -0.005);

    Section.Verdict verdict = verdict();

    assertThat(verdict.headline()).contains("fewer than some 30 requests");
    Section.Pick few = verdict.picks().getLast();
    assertThat(few.what()).startsWith("Start with ");
    assertThat(few.why()).contains("1.0 [0.5, 2.0] points a request below", "after some 30 in all");
  }

  @Test
  void verdict_gainsBelowZeroEverywhere_isASingleModel() {
    gains(-0.02, -0.03, -0.01);

    Section.Verdict verdict = verdict();

    assertThat(verdict.headline()).isEqualTo("Pick a single model: the router is worse.");
    assertThat(verdict.answer()).contains("2.0 [1.0, 3.0] points behind", "worse at 3");
    assertThat(verdict.picks()).extracting(Section.Pick::what).noneMatch(w -> w.contains("router"));
  }

  @Test
  void verdict_intervalSpansZero_saysThatNothingIsShown() {
    gains(0.005, -0.01, 0.02);

    Section.Verdict verdict = verdict();

    assertThat(verdict.headline()).contains("no gain by the router can be shown");
    assertThat(verdict.answer()).contains("no difference can be shown");
    assertThat(verdict.picks().getFirst().what()).contains("it is simpler");
  }

  @Test
  void verdict_mixed_namesWhereTheRouterWins() {
    gains(-0.02, -0.03, -0.01);
    gain(1, 0.02, 0.01, 0.03);

    assertThat(verdict().headline()).startsWith("It depends").contains("$0.010;");
  }

  /// Of a file by the contract alone: no names, no intervals on the difference.
  @Test
  void verdict_fileWithoutDetails_doesNotPick() {
    root.remove("details");
    for (JsonNode at : root.at("/learner/per_lambda")) {
      ((ObjectNode) at).remove("learner_minus_best_fixed");
    }

    Section.Verdict verdict = verdict();

    assertThat(verdict.headline()).contains("does not say enough");
    assertThat(verdict.caveats()).anyMatch(caveat -> caveat.contains("older build"));
  }
}
