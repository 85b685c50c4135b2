package dev.pointsman.eval.table;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Agreement cascades as arms: ask two cheap models, accept an answer they share, else ask a third.
///
/// The pairs are those of the cheaper half of the models by mean cost, each escalating to each
/// model of the dearer half. Both cheap calls are always paid, the third when the answers differ or
/// one has none. Equal answers are taken to have equal scores: the first one's is used.
public final class Cascades {

  private Cascades() {}

  /// The named models and their cascades; refuses a table that publishes no answers.
  public static ArmTable withSingles(OutcomeTable table, PriceList prices) {
    List<ArmTable.Legs> cascades = cascades(table);
    int models = table.models().size();
    ArmTableBuilder builder =
        new ArmTableBuilder(ArmTableBuilder.rowsOf(table), models, cascades.size());
    for (int model = 0; model < models; model++) {
      builder.addModel(table, prices, model);
    }
    for (ArmTable.Legs cascade : cascades) {
      add(builder, table, cascade);
    }
    return builder.build();
  }

  private static void add(ArmTableBuilder builder, OutcomeTable table, ArmTable.Legs legs) {
    int arm = builder.add(id(table, legs), legs);
    for (int row = 0; row < table.size(); row++) {
      String answer = table.answer(row, legs.first());
      boolean agreed = answer != null && answer.equals(table.answer(row, legs.second()));
      builder.cascade(row, arm, agreed);
    }
  }

  private static String id(OutcomeTable table, ArmTable.Legs legs) {
    List<String> models = table.models();
    return models.get(legs.first())
        + " & "
        + models.get(legs.second())
        + " > "
        + models.get(legs.last());
  }

  private static List<ArmTable.Legs> cascades(OutcomeTable table) {
    List<Integer> byCost = new ArrayList<>();
    for (int model = 0; model < table.models().size(); model++) {
      byCost.add(model);
    }
    byCost.sort(Comparator.comparingDouble(model -> totalCost(table, model)));
    int half = byCost.size() / 2;
    List<Integer> cheap = byCost.subList(0, half);
    if (half < 2) {
      throw new BadInputException(
          "--strategies", "cascades need four models or more", "name more models or leave it off");
    }
    cheap.forEach(model -> requireAnswers(table, model));
    List<ArmTable.Legs> cascades = new ArrayList<>();
    for (int first = 0; first < half; first++) {
      for (int second = first + 1; second < half; second++) {
        for (int last : byCost.subList(half, byCost.size())) {
          cascades.add(new ArmTable.Legs(cheap.get(first), cheap.get(second), last));
        }
      }
    }
    return cascades;
  }

  private static double totalCost(OutcomeTable table, int model) {
    double sum = 0;
    for (int row = 0; row < table.size(); row++) {
      sum += table.costUsd(row, model);
    }
    return sum;
  }

  private static void requireAnswers(OutcomeTable table, int model) {
    for (int row = 0; row < table.size(); row++) {
      if (table.answer(row, model) != null) {
        return;
      }
    }
    throw new BadInputException(
        "--strategies",
        "the table publishes no answers of " + table.models().get(model),
        "agreement needs answers: leave it off for this table");
  }
}
