package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.counting.PromptTokens;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.openai.Spoken.Counted;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Settles what one call used from what its provider counted and from what was relayed. Counts here
/// only where the provider is silent or the answer was cut. One thread.
public final class Reckoner {

  private final Tokenizer tokenizer;
  private final ToIntFunction<Tokenizer> prompt;
  private final Media media;
  private int promptTokens = -1;

  /// `prompt` counts the request's tokens, and is asked at most once; `media` is what the request
  /// holds beside text.
  public Reckoner(Tokenizer tokenizer, ToIntFunction<Tokenizer> prompt, Media media) {
    this.tokenizer = tokenizer;
    this.prompt = prompt;
    this.media = media;
  }

  /// Of an answer that is complete.
  public Usage whole(JsonNode completion) {
    Optional<Quantities> counted = Completion.of(completion).counted();
    boolean enough = counted.filter(known -> known.tokens().output() > 0).isPresent();
    Spoken said = enough ? Spoken.imagesOf(completion) : Spoken.of(completion);
    return usage(counted, said, false, true);
  }

  /// Of a call of which nothing was heard: its prompt.
  public Usage nothing() {
    return usage(Optional.empty(), new Spoken(), false, false);
  }

  /// `more`: something was said after the provider counted, so its count is of a part. `complete`:
  /// the answer is not cut.
  Usage usage(Optional<Quantities> counted, Spoken said, boolean more, boolean complete) {
    Usage usage =
        counted
            .map(known -> known(known, said, more, complete))
            .orElseGet(() -> new Usage(unknown(said), true));
    Quantities all =
        usage.quantities().withMedia(media.images(), said.images(), media.audioSeconds());
    return new Usage(all, usage.estimated());
  }

  private Usage known(Quantities known, Spoken said, boolean more, boolean complete) {
    Tokens tokens = known.tokens();
    boolean silent = tokens.output() == 0 && !said.isSilent();
    if (!more && !silent) {
      return new Usage(known, !complete);
    }
    Counted here = said.count(tokenizer);
    int output = Math.max(tokens.output(), here.words() + here.thoughts());
    int thought = Math.max(tokens.reasoning(), here.thoughts());
    Tokens all = new Tokens(tokens.input(), tokens.cached(), tokens.cacheWrite(), output, thought);
    return new Usage(known.withTokens(all), true);
  }

  private Quantities unknown(Spoken said) {
    if (promptTokens < 0) {
      promptTokens = prompt.applyAsInt(tokenizer);
    }
    Counted here = said.count(tokenizer);
    int output = here.words() + here.thoughts();
    Tokens tokens = new Tokens(promptTokens, 0, 0, output, here.thoughts());
    int heard = PromptTokens.ofAudio(media.audioSeconds());
    return new Quantities(tokens, 0, heard, 0, 0, 0, 0, 0);
  }
}
