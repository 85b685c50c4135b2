package dev.pointsman.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The answer is (C).                             | C
          Answer: B                                      | B
          **Answer: D**                                  | D
          the answer is \\boxed{E}                       | E
          Not A. The answer is (B). No: the answer is (F)| F
          I think option (A) is right                    | A
          B                                              | B
          (J)                                            | J
          """)
  void letter_usualForms_isFound(String text, String letter) {
    assertThat(Extraction.letter(text)).contains(letter);
  }

  @Test
  void letter_plainWords_isNone() {
    assertThat(Extraction.letter("I cannot say which one it would be.")).isEmpty();
    assertThat(Extraction.letter("The answer is unknown")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          so 3 + 4 = 7                | 7
          It costs $1,234.50          | 1234.5
          #### -18                    | -18
          The answer is 3.00          | 3
          1e3                         | 1000
          """)
  void number_last_isTaken(String text, String number) {
    assertThat(Extraction.number(text).orElseThrow().compareTo(new BigDecimal(number))).isZero();
  }

  @Test
  void plain_lastLine_ignoresWhatDoesNotMatter() {
    assertThat(Extraction.plain("Well.\nAnswer: The Eiffel  Tower!\n\n")).isEqualTo("eiffel tower");
    assertThat(Extraction.plain("Eiffel tower")).isEqualTo("eiffel tower");
    assertThat(Extraction.plain("-3 < x")).isEqualTo("-3 < x");
  }

  @Test
  void code_fences_givesTheLongestBlock() {
    assertThat(Extraction.code("Try\n```\nx\n```\nthen\n```python\ndef f():\n  pass\n```\ndone"))
        .isEqualTo("def f():\n  pass\n");
    assertThat(Extraction.code("    return 1")).isEqualTo("    return 1");
  }

  @Test
  void judgeScore_anythingButTheForm_isNone() {
    assertThat(Judge.score("{\"score\": 0.5}")).contains(.5);
    assertThat(Judge.score("```json\n{\"score\": 1}\n```")).contains(1.0);
    assertThat(Judge.score("{\"score\": 2}")).isEmpty();
    assertThat(Judge.score("{\"score\": 1, \"why\": \"\"}")).isEmpty();
    assertThat(Judge.score("1")).isEmpty();
    assertThat(Judge.score("I give it 1")).isEmpty();
  }
}
