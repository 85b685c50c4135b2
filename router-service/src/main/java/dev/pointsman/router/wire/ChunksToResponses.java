package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.function.Consumer;

/// A streamed chat completion as the typed events of OpenAI's Responses API, numbered from 0.
///
/// Each block is one output item, done before the next is added. The last event is
/// `response.completed`, `.incomplete` or `.failed`; there is no `[DONE]`. One thread.
public final class ChunksToResponses extends ChunkTranslator {

  /// `request` is the body the client sent, whose settings the response repeats.
  public ChunksToResponses(ObjectNode request) {
    super(out -> new Writer(request, out));
  }

  /// Writes what the reader hears.
  private static final class Writer implements ChunkReader.Listener {

    private final ObjectNode request;
    private final Consumer<ObjectNode> out;
    private ObjectNode response = Json.object();
    private String base = "";
    private long number;

    Writer(ObjectNode request, Consumer<ObjectNode> out) {
      this.request = request;
      this.out = out;
    }

    @Override
    public void started(String id, String model, long created) {
      base = ResponseObject.base(id);
      response = ResponseObject.frame(request, id, model, created);
      out.accept(event("response.created").set("response", response));
      out.accept(event("response.in_progress").set("response", response));
    }

    @Override
    public void opened(Block block) {
      out.accept(about("response.output_item.added", block, false).set("item", begun(block)));
      if (block.kind() != Block.Kind.CALL) {
        out.accept(inPart("response.content_part.added", block).set("part", part(block, "")));
      }
    }

    @Override
    public void grew(Block block, String more) {
      ObjectNode event =
          block.kind() == Block.Kind.CALL
              ? about("response.function_call_arguments.delta", block, true)
              : inPart(words(block) + ".delta", block);
      out.accept(event.put("delta", more));
    }

    @Override
    public void closed(Block block) {
      ObjectNode item = whole(block);
      if (block.kind() == Block.Kind.CALL) {
        ObjectNode done = about("response.function_call_arguments.done", block, true);
        out.accept(done.put("name", block.name()).put("arguments", block.text()));
      } else {
        String key = block.kind() == Block.Kind.TEXT ? "text" : "refusal";
        out.accept(inPart(words(block) + ".done", block).put(key, block.text()));
        out.accept(
            inPart("response.content_part.done", block).set("part", part(block, block.text())));
      }
      out.accept(about("response.output_item.done", block, false).set("item", item));
      response.withArrayProperty("output").add(item);
    }

    @Override
    public void finished(ChunkReader.Ending ending) {
      ResponseObject.end(response, ending.reason(), ending.usage());
      ending.pointsman().ifPresent(stamp -> response.set("pointsman", stamp));
      String status = response.path("status").asText("");
      out.accept(event("response." + status).set("response", response));
    }

    @Override
    public void failed(ObjectNode error) {
      if (response.isEmpty()) {
        started("", "", 0);
      }
      ObjectNode said = response.put("status", "failed").putObject("error");
      String code = error.path("error").path("code").asText("server_error");
      said.put("code", code.isEmpty() ? "server_error" : code);
      said.put("message", error.path("error").path("message").asText("the upstream failed"));
      Parts.copy(error, response, "pointsman");
      out.accept(event("response.failed").set("response", response));
    }

    private ObjectNode begun(Block block) {
      return block.kind() == Block.Kind.CALL
          ? ResponseObject.call(itemId(block), callId(block), block.name(), "")
              .put("status", "in_progress")
          : ResponseObject.message(itemId(block), "in_progress", Json.object().arrayNode());
    }

    private ObjectNode whole(Block block) {
      if (block.kind() == Block.Kind.CALL) {
        return ResponseObject.call(itemId(block), callId(block), block.name(), block.text());
      }
      ArrayNode parts = Json.object().arrayNode().add(part(block, block.text()));
      return ResponseObject.message(itemId(block), "completed", parts);
    }

    private static ObjectNode part(Block block, String text) {
      return block.kind() == Block.Kind.TEXT
          ? ResponseObject.textPart(text)
          : ResponseObject.refusalPart(text);
    }

    private static String words(Block block) {
      return block.kind() == Block.Kind.TEXT ? "response.output_text" : "response.refusal";
    }

    private String itemId(Block block) {
      String kind = block.kind() == Block.Kind.CALL ? "fc_" : "msg_";
      return kind + base + "_" + block.index();
    }

    private String callId(Block block) {
      return block.id().isEmpty() ? "call_" + base + "_" + block.index() : block.id();
    }

    private ObjectNode inPart(String type, Block block) {
      ObjectNode event = about(type, block, true).put("content_index", 0);
      if (type.startsWith("response.output_text")) {
        event.putArray("logprobs");
      }
      return event;
    }

    private ObjectNode about(String type, Block block, boolean named) {
      ObjectNode event = event(type).put("output_index", block.index());
      return named ? event.put("item_id", itemId(block)) : event;
    }

    private ObjectNode event(String type) {
      return Json.object().put("type", type).put("sequence_number", number++);
    }
  }
}
