package dev.pointsman.eval.table;

import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Seeds;

/// The same table after something happened to one of its models, and so to cascades over it.
public final class Changes {

  private static final int DROP_PURPOSE = 77;

  private Changes() {}

  /// The model costs `factor` times as much.
  public static ArmTable repriced(ArmTable table, int arm, double factor) {
    ArmTableBuilder builder = like(table, arm, factor);
    for (int row = 0; row < table.rows(); row++) {
      for (int a = 0; a < table.models(); a++) {
        double cost = table.cost(row, a) * (a == arm ? factor : 1);
        builder.put(row, a, table.quality(row, a), cost);
        builder.tokens(row, a, table.inputTokens(row, a), table.outputTokens(row, a));
      }
      cascades(builder, table, row);
    }
    return builder.build();
  }

  /// A share of the model's answers, always the same rows, now score nothing.
  public static ArmTable degraded(ArmTable table, int arm, double share) {
    ArmTableBuilder builder = like(table, arm, 1);
    for (int row = 0; row < table.rows(); row++) {
      boolean spoilt = Seeds.uniform(Seeds.mix(row) + DROP_PURPOSE) < share;
      for (int a = 0; a < table.models(); a++) {
        double quality = a == arm && spoilt ? 0 : table.quality(row, a);
        builder.put(row, a, quality, table.cost(row, a));
        builder.tokens(row, a, table.inputTokens(row, a), table.outputTokens(row, a));
      }
      cascades(builder, table, row);
    }
    return builder.build();
  }

  private static ArmTableBuilder like(ArmTable table, int arm, double factor) {
    ArmTableBuilder builder =
        new ArmTableBuilder(table.labels(), table.models(), table.arms() - table.models());
    for (int a = 0; a < table.models(); a++) {
      Price price = table.arm(a).price();
      double times = a == arm ? factor : 1;
      builder.add(
          table.id(a),
          new Price(
              price.inputUsdPerMtok() * times,
              price.outputUsdPerMtok() * times,
              price.usdPerRequest() * times));
    }
    for (int a = table.models(); a < table.arms(); a++) {
      builder.add(table.id(a), table.legs(a).orElseThrow());
    }
    return builder;
  }

  private static void cascades(ArmTableBuilder builder, ArmTable table, int row) {
    for (int a = table.models(); a < table.arms(); a++) {
      builder.cascade(row, a, table.isAccepted(row, a));
    }
  }
}
