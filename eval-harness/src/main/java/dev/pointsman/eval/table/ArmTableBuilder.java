package dev.pointsman.eval.table;

import dev.pointsman.bandit.Price;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Makes an {@link ArmTable}, cell by cell or from an outcome table.
///
/// A model whose costs are recorded (`cost_usd`) is priced in units of one micro-USD, charged as
/// output tokens at 1 USD per million, so that a learner's token head learns its cost.
public final class ArmTableBuilder {

  private static final Price MICRO_USD = new Price(0, 1, 0);

  private final ArmTable.Rows rows;
  private final List<String> ids = new ArrayList<>();
  private final List<Price> prices = new ArrayList<>();
  private final List<Optional<ArmTable.Legs>> legs = new ArrayList<>();
  private final int models;
  private final double[] cells;
  private final BitSet accepted = new BitSet();

  /// Room for `models` single models and then `cascades` cascades.
  public ArmTableBuilder(ArmTable.Rows rows, int models, int cascades) {
    this.rows = rows;
    this.models = models;
    this.cells = new double[rows.prompts().size() * (models + cascades) * ArmTable.FIELDS];
  }

  /// The named models of the table, no cascades.
  public static ArmTable singles(OutcomeTable table, PriceList prices) {
    ArmTableBuilder builder = new ArmTableBuilder(rowsOf(table), table.models().size(), 0);
    for (int model = 0; model < table.models().size(); model++) {
      builder.addModel(table, prices, model);
    }
    return builder.build();
  }

  static ArmTable.Rows rowsOf(OutcomeTable table) {
    List<String> prompts = new ArrayList<>();
    List<String> slices = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      prompts.add(table.prompt(row));
      slices.add(table.labels(row).category());
      sessions.add(table.labels(row).session());
    }
    return new ArmTable.Rows(prompts, slices, sessions);
  }

  void addModel(OutcomeTable table, PriceList prices, int model) {
    String id = table.models().get(model);
    if (table.hasRecordedCost(model)) {
      int arm = add(id, MICRO_USD);
      for (int row = 0; row < table.size(); row++) {
        put(row, arm, table.score(row, model), table.costUsd(row, model));
      }
      return;
    }
    Price price = prices.require(id, "the table");
    int arm = add(id, price);
    for (int row = 0; row < table.size(); row++) {
      put(row, arm, table.score(row, model), table.costUsd(row, model));
      tokens(row, arm, table.inputTokens(row, model), table.outputTokens(row, model));
    }
  }

  /// The next arm; answers its index. Cells are zero until put.
  public int add(String id, Price price) {
    ids.add(id);
    prices.add(price);
    legs.add(Optional.empty());
    return ids.size() - 1;
  }

  /// The next arm, a cascade over models that are there already.
  public int add(String id, ArmTable.Legs of) {
    int arm = add(id);
    legs.set(arm, Optional.of(of));
    return arm;
  }

  /// Sets a cascade's cell from those of its legs: both first calls are paid always, the last one
  /// and its quality count where the first two do not agree.
  public void cascade(int row, int arm, boolean agreed) {
    ArmTable.Legs of = legs.get(arm).orElseThrow();
    accepted.set(row * room() + arm, agreed);
    double cost = cells[at(row, of.first()) + 1] + cells[at(row, of.second()) + 1];
    if (agreed) {
      put(row, arm, cells[at(row, of.first())], cost);
    } else {
      put(row, arm, cells[at(row, of.last())], cost + cells[at(row, of.last()) + 1]);
    }
  }

  /// The next arm, priced in micro-USD.
  public int add(String id) {
    return add(id, MICRO_USD);
  }

  /// Sets quality and cost, and the cost as micro-USD of output.
  public void put(int row, int arm, double quality, double costUsd) {
    int at = at(row, arm);
    cells[at] = quality;
    cells[at + 1] = costUsd;
    cells[at + 2] = 0;
    cells[at + 3] = costUsd * 1e6;
  }

  /// Sets the tokens of a cell that was put, where they are known.
  void tokens(int row, int arm, double input, double output) {
    int at = at(row, arm);
    cells[at + 2] = input;
    cells[at + 3] = output;
  }

  public ArmTable build() {
    if (ids.size() != room()) {
      throw new IllegalStateException(ids.size() + " arms added, room for " + room());
    }
    return new ArmTable(this);
  }

  private int at(int row, int arm) {
    return (row * room() + arm) * ArmTable.FIELDS;
  }

  private int room() {
    return cells.length / ArmTable.FIELDS / rows.prompts().size();
  }

  List<Optional<ArmTable.Legs>> legs() {
    return legs;
  }

  BitSet accepted() {
    return accepted;
  }

  List<String> ids() {
    return ids;
  }

  List<Price> prices() {
    return prices;
  }

  int models() {
    return models;
  }

  ArmTable.Rows rows() {
    return rows;
  }

  double[] cells() {
    return cells;
  }
}
