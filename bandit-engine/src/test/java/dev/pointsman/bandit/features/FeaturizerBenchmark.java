package dev.pointsman.bandit.features;

import dev.pointsman.bandit.Context;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time from a prompt to its context, and of the tokenizer and the embedding alone.
///
/// Run with `mvn -q test-compile exec:exec@benchmark -pl bandit-engine`; results in
/// docs/features.md.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class FeaturizerBenchmark {

  private static final String PARAGRAPH =
      "A merchant in Lisbon buys 240 crates of oranges at 3.75 euros each, sells two thirds of"
          + " them with a markup of 20 percent and the remainder at a loss of 0.40 euros per crate."
          + " How large is the profit, and would an elasticity of demand below one change the"
          + " recommendation? ";

  @Param({"20", "100", "500", "2000"})
  public int pieces;

  @Param({"static", "hashed"})
  public String embedding;

  private Featurizer featurizer;
  private Encoder encoder;
  private String text;
  private WordPiece.Pieces read;

  /// Makes a text of about `pieces` word pieces.
  @Setup
  public void prepare() {
    featurizer = Featurizers.of(Embedding.of(embedding));
    encoder = Embedding.of(embedding).encoder();
    var words = new StringBuilder();
    while (words.length() < 4.6 * pieces) {
      words.append(PARAGRAPH);
    }
    text = words.substring(0, (int) (4.6 * pieces));
    read = new WordPiece.Pieces(Encoder.PIECES);
    encoder.read(text, read);
  }

  @Benchmark
  public Context contextOf() {
    return featurizer.contextOf(Prompt.of(text));
  }

  @Benchmark
  public int tokens() {
    var scratch = new WordPiece.Pieces(Encoder.PIECES);
    return encoder.read(text, scratch);
  }

  @Benchmark
  public float[] vector() {
    return encoder.embedding(text, read);
  }
}
