package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// MMLU's CSV files (Hendrycks et al. 2020, arXiv 2009.03300), one a subject: question, options,
/// the right option's letter. The subject is the file's name; a heading row is passed over.
final class MmluCsv implements Importer {

  private static final List<String> PARTS = List.of("_test", "_val", "_dev");
  private static final int LEAST_COLUMNS = 4;

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    String stem = FileNames.stem(file);
    String subject = FileNames.without(stem, PARTS);
    int[] number = {0};
    Csv.forEach(
        file,
        row -> {
          if (!isHeading(row.fields())) {
            var labels =
                new OutcomeRow.Labels("mmlu/" + stem + "/" + number[0]++, "MMLU", "mmlu", subject);
            rows.accept(question(row, labels));
          }
        });
  }

  private static boolean isHeading(List<String> fields) {
    return fields.getFirst().strip().toLowerCase(Locale.ROOT).equals("question")
        && fields.getLast().strip().toLowerCase(Locale.ROOT).equals("answer");
  }

  private static TableRow question(Csv.Row row, OutcomeRow.Labels labels) {
    List<String> fields = row.fields();
    if (fields.size() < LEAST_COLUMNS || fields.size() > Options.MOST + 2) {
      throw new BadInputException(
          row.where(),
          "found " + fields.size() + " columns",
          "MMLU has a question, its options and the answer's letter: 6 columns");
    }
    List<String> options = fields.subList(1, fields.size() - 1);
    String answer = fields.getLast().strip();
    if (!Options.isLetter(answer, options.size())) {
      throw new BadInputException(
          row.where(),
          "the answer is not one of its options' letters",
          "give A to " + Options.letter(options.size() - 1) + " in the last column");
    }
    return TableRow.question(row.where(), labels, Options.prompt(fields.getFirst(), options))
        .with("reference", answer);
  }
}
