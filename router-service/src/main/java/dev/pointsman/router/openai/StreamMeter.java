package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.billing.Quantities;
import java.util.Optional;
import java.util.function.Function;

/// Reads a streamed answer event by event: what it used, what it said, and what of each event the
/// client may see.
///
/// A client that did not ask for usage gets no usage chunk; one that did finds a `pointsman` object
/// in it, and gets an estimated chunk when the upstream sent none to be believed. Of several counts
/// the last one holds. One thread.
public final class StreamMeter {

  private final boolean wantsUsage;
  private final Reckoner reckoner;
  private final Function<Usage, ObjectNode> stamp;
  private final Spoken said = new Spoken();
  private Optional<Quantities> counted = Optional.empty();
  private Optional<ObjectNode> lastChunk = Optional.empty();
  private String model = "";
  private boolean saidMore;
  private boolean countIsLast;
  private boolean failed;
  private boolean done;

  /// `stamp` makes the `pointsman` object.
  public StreamMeter(boolean wantsUsage, Reckoner reckoner, Function<Usage, ObjectNode> stamp) {
    this.wantsUsage = wantsUsage;
    this.reckoner = reckoner;
    this.stamp = stamp;
  }

  /// What to send the client for one event of the upstream; empty to send nothing.
  public String relay(String event) {
    String data = EventSplitter.data(event);
    if (data.isEmpty()) {
      return event;
    }
    if (data.equals("[DONE]")) {
      done = true;
      return owed() + event;
    }
    Optional<ObjectNode> tree = Json.read(data);
    return tree.isEmpty() ? event : chunk(event, tree.get());
  }

  /// What was said so far.
  public Spoken said() {
    return said;
  }

  /// A count that the upstream gave outside of the chunks.
  public void count(Quantities quantities) {
    counted = Optional.of(quantities);
    saidMore = false;
  }

  /// What the client is still owed when the stream ends without saying so.
  public String atEnd() {
    if (done || failed) {
      return "";
    }
    done = true;
    return owed();
  }

  /// Of all that came so far.
  public Usage usage() {
    boolean complete = done || said.isFinished() || countIsLast;
    return reckoner.usage(counted, said, saidMore, complete);
  }

  public String model() {
    return model;
  }

  /// The upstream sent an error event.
  public boolean failed() {
    return failed;
  }

  private String chunk(String event, ObjectNode tree) {
    Completion part = Completion.of(tree);
    saidMore |= said.hear(tree);
    part.counted().ifPresent(this::count);
    countIsLast = part.counted().isPresent() && !part.hasChoices();
    model = part.model().isEmpty() ? model : part.model();
    failed |= tree.hasNonNull("error");
    lastChunk = Optional.of(tree);
    if (wantsUsage) {
      return part.counted().isPresent() ? stamped(tree) : event;
    }
    if (!hasUsage(tree)) {
      return event;
    }
    return part.hasChoices() ? event(withoutUsage(tree)) : "";
  }

  private String stamped(ObjectNode tree) {
    return event(tree.set("pointsman", stamp.apply(usage())));
  }

  private String owed() {
    if (wantsUsage && counted.isEmpty() && lastChunk.isPresent()) {
      ObjectNode chunk = Json.object();
      for (String key : new String[] {"id", "object", "created", "model"}) {
        lastChunk.filter(last -> last.has(key)).ifPresent(last -> chunk.set(key, last.get(key)));
      }
      chunk.putArray("choices");
      chunk.set("usage", usage().json());
      return stamped(chunk);
    }
    return "";
  }

  private static boolean hasUsage(JsonNode tree) {
    return tree.path("usage").isObject()
        || tree.path("x_groq").has("usage")
        || tree.path("choices").path(0).has("usage");
  }

  private static ObjectNode withoutUsage(ObjectNode tree) {
    tree.remove("usage");
    if (tree.get("x_groq") instanceof ObjectNode groq) {
      groq.remove("usage");
    }
    for (JsonNode choice : tree.path("choices")) {
      if (choice instanceof ObjectNode object) {
        object.remove("usage");
      }
    }
    return tree;
  }

  private static String event(ObjectNode tree) {
    return "data: " + Json.text(tree) + "\n\n";
  }
}
