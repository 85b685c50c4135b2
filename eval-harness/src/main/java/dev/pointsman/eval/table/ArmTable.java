package dev.pointsman.eval.table;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Price;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /// What is known of the rows beside the arms: the prompt, the slice (task label) and the
  /// conversation of each, empty for a row on its own.
  public record Rows(List<String> prompts, List<String> slices, List<String> sessions) {
    public Rows(List<String> prompts, List<String> slices) {
      this(prompts, slices, Collections.nCopies(prompts.size(), ""));
    }

    public Rows {
      prompts = List.copyOf(prompts);
      slices = List.copyOf(slices);
      sessions = List.copyOf(sessions);
      if (prompts.size() != sessions.size()) {
        throw new IllegalArgumentException(
            prompts.size() + " prompts but " + sessions.size() + " sessions");
      }
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

  /// The conversation of each row by number, in order of appearance; a row on its own has its own.
  public int[] clusters() {
    int[] clusters = new int[rows()];
    Map<String, Integer> numbers = new HashMap<>();
    int next = 0;
    for (int row = 0; row < clusters.length; row++) {
      String session = rows.sessions().get(row);
      Integer known = session.isEmpty() ? null : numbers.get(session);
      clusters[row] = known == null ? next++ : known;
      if (known == null && !session.isEmpty()) {
        numbers.put(session, clusters[row]);
      }
    }
    return clusters;
  }

  private int at(int row, int arm) {
    return (row * ids.size() + arm) * FIELDS;
  }
}
