package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Opening> byArm = new HashMap<>();
  private final Map<String, Opening> byName = new HashMap<>();

  /// A place for every opening among these arms, by name, so that the order of arms is no matter.
  Openings(List<Arm> arms) {
    TreeSet<String> names = new TreeSet<>();
    arms.forEach(arm -> arm.cascade().map(Cascade::opening).ifPresent(names::add));
    this.slots = names.size();
    names.forEach(this::named);
  }

  int slots() {
    return slots;
  }

  void describe(String arm, Cascade cascade) {
    byArm.put(arm, named(cascade.opening()));
  }

  Opening of(String arm, Cascade cascade) {
    Opening known = byArm.get(arm);
    return known == null ? named(cascade.opening()) : known;
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
