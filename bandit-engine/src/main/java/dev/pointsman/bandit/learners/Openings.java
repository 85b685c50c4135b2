package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// The openings of cascades and the place of each in the inputs of the quality model. One thread.
///
/// Behind the context stand `slots` zeros. In a row of an answer to which a cascade escalated, the
/// place of its opening is 1: such prompts are harder, by as much for every last model, as a start.
/// An opening that comes when all places are taken shares one.
final class Openings {

  /// An opening's name and its place, -1 for none.
  record Opening(String id, int slot) {}

  private final int slots;
  private final Map<String, Opening> byArm = new TreeMap<>();
  private final Map<String, Opening> byName = new LinkedHashMap<>();

  /// A place for every opening among these arms, by name, so that the order of arms is no matter.
  Openings(List<Arm> arms) {
    TreeSet<String> names = new TreeSet<>();
    arms.forEach(arm -> arm.cascade().map(Cascade::opening).ifPresent(names::add));
    this.slots = names.size();
    names.forEach(this::named);
  }

  private Openings(int slots) {
    this.slots = slots;
  }

  int slots() {
    return slots;
  }

  void describe(String arm, String opening) {
    byArm.put(arm, named(opening));
  }

  /// Of a cascade that was described.
  Opening of(String arm) {
    return Objects.requireNonNull(byArm.get(arm), arm);
  }

  void save(StateWriter out) {
    out.count(slots);
    out.count(byName.size());
    byName.keySet().forEach(out::text);
    out.count(byArm.size());
    byArm.forEach(
        (arm, opening) -> {
          out.text(arm);
          out.text(opening.id());
        });
  }

  static Openings restore(StateReader in) {
    Openings openings = new Openings(in.count(Hierarchy.MOST_ARMS));
    for (int left = in.count(Hierarchy.MOST_ARMS); left > 0; left--) {
      openings.named(in.text());
    }
    for (int left = in.count(Hierarchy.MOST_ARMS); left > 0; left--) {
      openings.describe(in.text(), in.text());
    }
    return openings;
  }

  /// By the id of a cascade that was described.
  Map<String, Opening> byArm() {
    return Map.copyOf(byArm);
  }

  private Opening named(String name) {
    int next = slots == 0 ? -1 : byName.size() % slots;
    return byName.computeIfAbsent(name, id -> new Opening(id, next));
  }

  /// A context's inputs with the places behind them; one of them marked unless `slot` is -1.
  static double[] marked(double[] x, int slots, int slot) {
    double[] marked = Arrays.copyOf(x, x.length + slots);
    if (slot >= 0) {
      marked[x.length + slot] = 1;
    }
    return marked;
  }
}
