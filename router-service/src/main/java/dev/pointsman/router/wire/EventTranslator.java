package dev.pointsman.router.wire;

import java.util.List;

/// Turns the server-sent events of one streamed answer from one wire shape into another's, event by
/// event. It holds the state of one stream: one instance a stream, one thread.
public interface EventTranslator {

  /// What the client gets for one event of the upstream, each ending in its empty line; empty when
  /// nothing can be said yet. After the end or an error it is always empty.
  List<String> translate(String event);

  /// What the client is still owed when the upstream's bytes have ended: the closing events when
  /// the answer was complete but for them, an error event when it was not.
  List<String> atEnd();
}
