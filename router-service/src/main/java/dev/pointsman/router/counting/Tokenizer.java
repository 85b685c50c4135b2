package dev.pointsman.router.counting;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// How many tokens a text has as OpenAI's models cut it; for other makers' models an estimate that
/// is right within a few percent for English.
///
/// Up to 65,536 characters are counted (3 ms for prose, 30 ms at worst), of more an even sample,
/// scaled. A table takes 0.3 s to load, which a thread of its own does; until then four characters
/// count as a token. Any thread.
public final class Tokenizer {

  private static final int SAMPLE = 65_536;
  private static final int PIECE = 4_096;
  private static final int PIECES = SAMPLE / PIECE;
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final Pattern OLD =
      Pattern.compile("(.*/)?(gpt-4(?![o.]).*|gpt-3\\.5.*|text-embedding-.*)");

  private static final EncodingRegistry TABLES = Encodings.newLazyEncodingRegistry();
  private static final Tokenizer NEWER = new Tokenizer(EncodingType.O200K_BASE);
  private static final Tokenizer OLDER = new Tokenizer(EncodingType.CL100K_BASE);

  private final EncodingType table;
  private final AtomicBoolean loading = new AtomicBoolean();
  private volatile Optional<Encoding> encoding = Optional.empty();

  private Tokenizer(EncodingType table) {
    this.table = table;
  }

  /// By the provider's name for the model: OpenAI's older ones have a table of their own.
  public static Tokenizer forModel(String name) {
    return OLD.matcher(name).matches() ? OLDER : NEWER;
  }

  /// Loads the table now, and returns when it is there.
  public Tokenizer load() {
    encoding = Optional.of(TABLES.getEncoding(table));
    return this;
  }

  /// Has the table loaded, by another thread.
  public void prepare() {
    if (encoding.isEmpty() && loading.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("token-table").start(this::load);
    }
  }

  public int count(String text) {
    return count(List.of(text));
  }

  /// Tokens of all of them, each cut by itself.
  public int count(List<? extends CharSequence> texts) {
    long characters = texts.stream().mapToLong(CharSequence::length).sum();
    Optional<Encoding> known = encoding;
    if (known.isEmpty()) {
      prepare();
      return clamped((characters + CHARACTERS_PER_TOKEN - 1.0) / CHARACTERS_PER_TOKEN);
    }
    if (characters > SAMPLE) {
      return sampled(known.get(), texts, characters);
    }
    int tokens = 0;
    for (CharSequence text : texts) {
      tokens += exactly(known.get(), text.toString());
    }
    return tokens;
  }

  /// A long word takes more than its length's time, so a text is cut, where it can be at a space.
  private static int exactly(Encoding encoding, String text) {
    int tokens = 0;
    int from = 0;
    while (from < text.length()) {
      int to = end(text, from);
      tokens += encoding.countTokensOrdinary(text.substring(from, to));
      from = to;
    }
    return tokens;
  }

  private static int end(String text, int from) {
    int most = from + PIECE;
    if (most >= text.length()) {
      return text.length();
    }
    int space = text.lastIndexOf(' ', most);
    if (space > from + PIECE / 2) {
      return space;
    }
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  /// Pieces at even distances over all the texts.
  private static int sampled(
      Encoding encoding, List<? extends CharSequence> texts, long characters) {
    long distance = characters / PIECES;
    long passed = 0;
    long next = 0;
    long seen = 0;
    long tokens = 0;
    for (CharSequence text : texts) {
      while (next < passed + text.length()) {
        int from = (int) (next - passed);
        String piece = text.subSequence(from, Math.min(text.length(), from + PIECE)).toString();
        tokens += encoding.countTokensOrdinary(piece);
        seen += piece.length();
        next += distance;
      }
      passed += text.length();
    }
    return clamped((double) tokens * characters / Math.max(1, seen));
  }

  private static int clamped(double tokens) {
    return (int) Math.min(Integer.MAX_VALUE, tokens);
  }
}
