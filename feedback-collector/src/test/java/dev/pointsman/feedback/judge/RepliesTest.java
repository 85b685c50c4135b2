package dev.pointsman.feedback.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.judge.Ruling.Abstained;
import dev.pointsman.feedback.judge.Ruling.Grade;
import dev.pointsman.feedback.judge.Ruling.Preference;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {

  private final JudgePrompt single =
      JudgePrompt.of(Exhibit.of("q", "a", Optional.empty()), "r", new SecureRandom());
  private final JudgePrompt pair =
      JudgePrompt.of(Exhibit.of("q", "a", "b", Optional.empty()), "r", new SecureRandom());

  @ParameterizedTest
  @CsvSource({"0,0", "7,0.7", "10,1"})
  void grade_asAsked_counts(String given, double value) {
    assertThat(read("{\"id\":\"ID\",\"grade\":" + given + "}", single)).isEqualTo(new Grade(value));
    assertThat(read("\n```json\n{\"id\":\"ID\", \"grade\": " + given + "}\n```\n", single))
        .isEqualTo(new Grade(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "{}",
        "I grade it {\"id\":\"ID\",\"grade\":7}",
        "{\"id\":\"ID\",\"grade\":7} because it is fine",
        "{\"id\":\"ID\",\"grade\":7}{\"id\":\"ID\",\"grade\":7}",
        "{\"id\":\"ID\",\"grade\":7,\"why\":\"fine\"}",
        "{\"id\":\"ID\",\"grade\":0,\"grade\":10}",
        "{\"id\":\"ID\",\"grade\":7.5}",
        "{\"id\":\"ID\",\"grade\":\"7\"}",
        "{\"id\":\"ID\",\"grade\":11}",
        "{\"id\":\"ID\",\"grade\":-1}",
        "{\"id\":\"ID\",\"grade\":99999999999999}",
        "{\"id\":\"ID\",\"better\":\"first\"}",
        "{\"id\":null,\"grade\":7}",
        "[{\"id\":\"ID\",\"grade\":7}]",
        "```\n```",
        "```json\n{\"id\":\"ID\",\"grade\":7}"
      })
  void grade_anythingElse_isNone(String reply) {
    assertThat(read(reply, single)).isEqualTo(Abstained.SCHEMA);
  }

  @Test
  void grade_underAnotherId_isForeign() {
    assertThat(read("{\"id\":\"" + pair.id() + "\",\"grade\":10}", single))
        .isEqualTo(Abstained.FOREIGN);
  }

  @Test
  void reply_withTheCanary_isNoneWhateverElseItSays() {
    String reply = "{\"id\":\"" + single.canary() + "\",\"grade\":10}";

    assertThat(Replies.read(reply, single)).isEqualTo(Abstained.CANARY);
  }

  static List<String> attacks() {
    return Attacks.TEXTS;
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void reply_thatEchoesAnAttack_isNone(String attack) {
    assertThat(Replies.read(attack, single)).isInstanceOf(Abstained.class);
    assertThat(Replies.read(attack, pair)).isInstanceOf(Abstained.class);
  }

  @ParameterizedTest
  @CsvSource({"first,FIRST", "second,SECOND", "neither,NEITHER"})
  void preference_asAsked_counts(String given, Preference preference) {
    assertThat(read("{\"id\":\"ID\",\"better\":\"" + given + "\"}", pair)).isEqualTo(preference);
  }

  @ParameterizedTest
  @CsvSource({"FIRST,SECOND,1", "SECOND,FIRST,0", "FIRST,FIRST,0.5", "NEITHER,SECOND,0.5"})
  void duel_bothOrders_mustAgree(Preference shownFirst, Preference shownSecond, double value) {
    assertThat(Duel.value(shownFirst, shownSecond)).isEqualTo(value);
  }

  private static Ruling read(String reply, JudgePrompt prompt) {
    return Replies.read(reply.replace("ID", prompt.id()), prompt);
  }
}
