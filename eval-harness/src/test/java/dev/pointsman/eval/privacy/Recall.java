package dev.pointsman.eval.privacy;

import dev.pointsman.eval.privacy.Inversion.Means;
import java.util.List;

/// Of a victim's words, the share among the attacker's first guesses. Words that the attacker has
/// never seen count as missed.
///
/// `all` and `rare` (words in at most 1 % of the attacker's prompts): as many guesses as the prompt
/// has such words, so that recall and precision are one figure. `ofTen` and `precisionOfTen`: ten
/// guesses. Sums over victims.
record Recall(double all, double rare, double ofTen, double precisionOfTen) {

  static final double RARE = 0.01;

  static Recall of(Inversion attack, List<Seen> victims, Means means) {
    var all = new Tally();
    var rare = new Tally();
    var ten = new Tally();
    for (Seen victim : victims) {
      List<String> guess = attack.guess(victim, means);
      List<String> words = List.copyOf(victim.words());
      all.add(guess, words, words.size());
      ten.add(guess, words, 10);
      List<String> hidden = words.stream().filter(w -> attack.isRare(w, RARE)).toList();
      rare.add(
          guess.stream().filter(w -> attack.isRare(w, RARE)).limit(hidden.size()).toList(),
          hidden,
          hidden.size());
    }
    return new Recall(all.recall(), rare.recall(), ten.recall(), ten.precision());
  }

  private static final class Tally {
    private int right;
    private int wanted;
    private int guessed;

    void add(List<String> guess, List<String> words, int tries) {
      right += (int) guess.stream().limit(tries).filter(words::contains).count();
      wanted += words.size();
      guessed += tries;
    }

    double recall() {
      return right / (double) wanted;
    }

    double precision() {
      return right / (double) guessed;
    }
  }
}
