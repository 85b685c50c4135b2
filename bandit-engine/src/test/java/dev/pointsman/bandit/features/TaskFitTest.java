package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class TaskFitTest {

  private static final Encoder ENCODER = Embedding.STATIC.encoder();

  private static final Taxonomy KITCHEN_AND_SKY =
      Taxonomy.read(
          List.of(
              "kitchen: food",
              "- How long do I boil an egg?",
              "- A recipe for tomato soup with basil",
              "- Which knife cuts bread best?",
              "sky: stars",
              "- How far away is Jupiter?",
              "- Why do stars twinkle at night?",
              "- What is a comet made of?"));

  private static final List<LabelledText> PROMPTS =
      List.of(
          new LabelledText("kitchen", "Bake a cake with flour and sugar"),
          new LabelledText("sky", "Name the planets\nA. Mars\nB. Venus"));

  @Test
  void of_twoTasks_namesTextsItHasNotSeen() {
    LinearMap tasks = TaskFit.of(ENCODER, KITCHEN_AND_SKY, PROMPTS);

    assertThat(tasks.names()).containsExactly("kitchen", "sky");
    assertThat(tasks.likeliest(ENCODER.embedding("fry the onions in butter"))).isEqualTo("kitchen");
    assertThat(tasks.likeliest(ENCODER.embedding("the moons of Saturn"))).isEqualTo("sky");
  }

  @Test
  void of_sameTexts_givesTheSameMap() {
    assertThat(TaskFit.of(ENCODER, KITCHEN_AND_SKY, PROMPTS).lines())
        .isEqualTo(TaskFit.of(ENCODER, KITCHEN_AND_SKY, PROMPTS).lines());
  }

  /// Tribuo would tell how many examples each label has.
  @Test
  void of_twoTasks_logsNothing() {
    var heard = new ArrayList<String>();
    var listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            heard.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger tribuo = Logger.getLogger("org.tribuo");
    tribuo.addHandler(listener);
    try {
      TaskFit.of(ENCODER, KITCHEN_AND_SKY, PROMPTS);
    } finally {
      tribuo.removeHandler(listener);
    }

    assertThat(heard).isEmpty();
  }

  @Test
  void of_unknownLabel_isNamed() {
    List<LabelledText> prompts = List.of(new LabelledText("garden", "plant a tree"));

    assertThatThrownBy(() -> TaskFit.of(ENCODER, KITCHEN_AND_SKY, prompts))
        .hasMessageContaining("garden")
        .hasMessageContaining("kitchen");
  }
}
