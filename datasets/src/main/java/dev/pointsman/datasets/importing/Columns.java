package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.Outcome;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.Shown;
import dev.pointsman.datasets.TableRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Rows of any table whose columns the user names: `--map prompt=question,score=correct`.
///
/// A field that is not mapped is looked for under its own name; only `prompt` must be there. One
/// record is one model's answer (`model=` names the column that says whose, else `--model`), or
/// with `score.NAME=`, `in_tok.NAME=` .. the answers of several. `a.b` is field b of object a.
/// `response` is a reply from which tokens are estimated where none are counted. One use a file.
public final class Columns {

  private static final List<String> OF_ROW =
      List.of("id", "source", "task", "category", "prompt", "reference", "grading", "model");
  private static final List<String> OF_OUTCOME =
      List.of("score", "in_tok", "out_tok", "cost_usd", "latency_s", "answer", "response");

  private final Settings settings;
  private final String stem;
  private final Set<String> seen = new TreeSet<>();
  private final Set<String> missing;
  private final Set<String> models = new LinkedHashSet<>();
  private final Set<String> scored = new LinkedHashSet<>();
  private int number;

  /// `stem` names the rows where no column does.
  public Columns(Settings settings, String stem) {
    this.settings = settings;
    this.stem = stem;
    this.missing = new LinkedHashSet<>(settings.map().values());
    for (String key : settings.map().keySet()) {
      int dot = key.indexOf('.');
      String field = dot < 0 ? key : key.substring(0, dot);
      boolean isKnown = (dot < 0 && OF_ROW.contains(field)) || OF_OUTCOME.contains(field);
      if (!isKnown || dot == key.length() - 1) {
        throw new BadInputException(
            "--map",
            "there is no field '" + key + "'",
            "give " + String.join(", ", OF_ROW) + ", " + String.join("[.MODEL], ", OF_OUTCOME));
      }
      if (dot > 0) {
        models.add(key.substring(dot + 1));
      }
    }
  }

  public TableRow row(JsonFields cells) {
    cells.object().fieldNames().forEachRemaining(seen::add);
    missing.removeIf(column -> !at(cells, column).isMissingNode());
    String prompt = text(cells, "prompt", "");
    if (prompt.isBlank()) {
      throw new BadInputException(
          cells.where(),
          "no prompt in column " + column("prompt") + "; its columns are " + Shown.names(seen),
          "say which it is with --map prompt=COLUMN");
    }
    String task = text(cells, "task", stem);
    var labels =
        new OutcomeRow.Labels(
            text(cells, "id", stem + "/" + number++),
            text(cells, "source", stem),
            task,
            text(cells, "category", task));
    TableRow row = TableRow.question(cells.where(), labels, prompt);
    for (String field : List.of("reference", "grading")) {
      String value = text(cells, field, "");
      row = value.isEmpty() ? row : row.with(field, value);
    }
    return answered(cells, row);
  }

  /// Complains of mapped columns that no record had, and of models without any score.
  public void finish(String file) {
    if (!missing.isEmpty()) {
      throw new BadInputException(
          file,
          "has no column " + String.join(", ", missing),
          "its columns are " + Shown.names(seen));
    }
    for (String model : models) {
      if (!scored.contains(model)) {
        throw new BadInputException(
            file, "holds no score of " + model, "name its column with --map score." + model + "=");
      }
    }
    if (settings.model().isPresent() && scored.isEmpty()) {
      throw new BadInputException(
          file,
          "holds no score of --model " + settings.model().get(),
          "name its column with --map score=COLUMN");
    }
  }

  private TableRow answered(JsonFields cells, TableRow row) {
    TableRow made = row;
    for (String model : models) {
      made = answered(cells, made, model, "." + model);
    }
    if (!models.isEmpty() || text(cells, "score", "").isEmpty()) {
      return made;
    }
    String model = text(cells, "model", "");
    return answered(
        cells, made, model.isEmpty() ? settings.requireModel(cells.where()) : model, "");
  }

  /// A model without a score has not answered.
  private TableRow answered(JsonFields cells, TableRow row, String model, String suffix) {
    String score = text(cells, "score" + suffix, "");
    if (score.isEmpty()) {
      return row;
    }
    double parsed = Scores.parse(cells.where(), column("score" + suffix), score);
    String answer = text(cells, "answer" + suffix, "");
    String response = text(cells, "response" + suffix, "");
    double input = number(cells, "in_tok" + suffix);
    double output = number(cells, "out_tok" + suffix);
    double cost = number(cells, "cost_usd" + suffix);
    boolean isEstimate =
        Double.isNaN(cost) && (Double.isNaN(input) || Double.isNaN(output)) && !response.isEmpty();
    Outcome outcome =
        new Outcome(
            parsed,
            isEstimate ? Tokens.of(row.row().prompt()) : input,
            isEstimate ? Tokens.of(response) : output,
            cost,
            number(cells, "latency_s" + suffix),
            answer.isEmpty() ? null : answer,
            isEstimate);
    scored.add(model);
    return row.with(model, outcome);
  }

  private double number(JsonFields cells, String field) {
    String text = text(cells, field, "");
    if (text.isEmpty()) {
      return Double.NaN;
    }
    double value = parsed(text);
    boolean isCount = field.startsWith("in_tok") || field.startsWith("out_tok");
    boolean isSound = value >= 0 && value <= (isCount ? Integer.MAX_VALUE : Double.MAX_VALUE);
    if (!isSound || (isCount && value != Math.rint(value))) {
      throw new BadInputException(
          cells.where(),
          column(field)
              + " must be a "
              + (isCount ? "whole " : "")
              + "number >= 0, was "
              + Shown.number(text),
          "correct it, or map another column");
    }
    return value;
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private String text(JsonFields cells, String field, String otherwise) {
    JsonNode node = at(cells, column(field));
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    String text = node.isValueNode() ? node.asText() : node.toString();
    return text.isBlank() ? otherwise : text;
  }

  private String column(String field) {
    return settings.map().getOrDefault(field, field);
  }

  private static JsonNode at(JsonFields cells, String column) {
    JsonNode whole = cells.object().path(column);
    if (!whole.isMissingNode() || column.indexOf('.') < 0) {
      return whole;
    }
    JsonNode node = cells.object();
    for (String part : column.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }
}
