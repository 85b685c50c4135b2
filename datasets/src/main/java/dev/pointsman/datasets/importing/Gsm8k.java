package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.function.Consumer;

/// GSM8K's JSON Lines (Cobbe et al. 2021, arXiv 2110.14168): `question`, and `answer` whose last
/// line is `#### number`. The number is the reference.
final class Gsm8k implements Importer {

  private static final String MARK = "####";

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    String stem = FileNames.stem(file);
    int[] number = {0};
    JsonLines.forEach(file, line -> rows.accept(row(line, stem + "/" + number[0]++)));
  }

  private static TableRow row(JsonFields line, String id) {
    String question = line.text("question");
    String answer = line.text("answer");
    int mark = answer.lastIndexOf(MARK);
    String number = mark < 0 ? "" : answer.substring(mark + MARK.length()).strip();
    if (number.isEmpty()) {
      throw new BadInputException(
          line.where(), "answer does not end in '#### number'", "give GSM8K's own form");
    }
    return TableRow.question(
            line.where(),
            new OutcomeRow.Labels("gsm8k/" + id, "GSM8K", "gsm8k", "grade_school_math"),
            question)
        .with("reference", number.replace(",", ""));
  }
}
