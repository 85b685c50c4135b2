package dev.pointsman.eval.table;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Price;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Quality, cost and tokens of every arm on every row: all the truth there is.
///
/// Only the harness holds one; a learner is shown single cells of it through lessons. The first
/// `models()` arms are single models, the others cascades over them. Immutable, any thread.
public final class ArmTable {

  private final List<String> ids;
  private final List<Price> prices;
  private final int models;
  private final List<Optional<Legs>> legs;
  private final Rows rows;
  private final double[] cells;
  private final BitSet accepted;

  static final int FIELDS = 4;

  /// The models of an agreement cascade, by their places in the table.
  public record Legs(int first, int second, int last) {}

  /// What is known of the rows beside the arms: the prompt and the slice (task label) of each.
  public record Rows(List<String> prompts, List<String> slices) {
    public Rows {
      prompts = List.copyOf(prompts);
      slices = List.copyOf(slices);
      if (prompts.size() != slices.size()) {
        throw new IllegalArgumentException(
            prompts.size() + " prompts but " + slices.size() + " slices");
      }
    }
  }

  ArmTable(ArmTableBuilder builder) {
    this.ids = List.copyOf(builder.ids());
    this.prices = List.copyOf(builder.prices());
    this.models = builder.models();
    this.legs = List.copyOf(builder.legs());
    this.rows = builder.rows();
    this.cells = builder.cells();
    this.accepted = builder.accepted();
  }

  public int rows() {
    return rows.prompts().size();
  }

  public int arms() {
    return ids.size();
  }

  /// How many of the arms, the first ones, are single models.
  public int models() {
    return models;
  }

  public String id(int arm) {
    return ids.get(arm);
  }

  /// The arm as a policy knows it: its id and price, no prior.
  public Arm arm(int arm) {
    return legs.get(arm)
        .map(of -> Arm.of(ids.get(arm), agreement(of)))
        .orElseGet(() -> new Arm(ids.get(arm), prices.get(arm), OptionalDouble.empty()));
  }

  private Cascade agreement(Legs of) {
    return new Cascade(
        Cascade.Verifier.AGREEMENT, List.of(arm(of.first()), arm(of.second())), arm(of.last()));
  }

  /// The legs of a cascade; none of a single model.
  public Optional<Legs> legs(int arm) {
    return legs.get(arm);
  }

  /// Whether the first two legs of a cascade agreed.
  public boolean isAccepted(int row, int arm) {
    return accepted.get(row * ids.size() + arm);
  }

  public double quality(int row, int arm) {
    return cells[at(row, arm)];
  }

  /// USD of the call.
  public double cost(int row, int arm) {
    return cells[at(row, arm) + 1];
  }

  /// Tokens to charge at the arm's price for the input.
  public double inputTokens(int row, int arm) {
    return cells[at(row, arm) + 2];
  }

  /// Tokens to charge at the arm's price for the output; micro-USD where costs were recorded.
  public double outputTokens(int row, int arm) {
    return cells[at(row, arm) + 3];
  }

  public String prompt(int row) {
    return rows.prompts().get(row);
  }

  Rows labels() {
    return rows;
  }

  /// The task label of the row, as published with the table.
  public String slice(int row) {
    return rows.slices().get(row);
  }

  private int at(int row, int arm) {
    return (row * ids.size() + arm) * FIELDS;
  }
}
