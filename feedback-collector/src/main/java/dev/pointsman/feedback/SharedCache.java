package dev.pointsman.feedback;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Bytes under names, for a while, for all routers of a fleet. Any thread; nothing here blocks.
///
/// What is kept may be gone at any time, and a failure means the same as absence. Whoever keeps
/// something encrypts it first.
public interface SharedCache {

  /// Keeps nothing.
  SharedCache NONE =
      new SharedCache() {
        @Override
        public CompletionStage<Optional<byte[]>> get(String route, String name) {
          return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<Boolean> put(String route, String name, byte[] value, Room room) {
          return CompletableFuture.completedStage(false);
        }
      };

  /// How long a value is kept, and how many bytes all of a route's may hold together.
  record Room(Duration life, long maxBytes) {}

  CompletionStage<Optional<byte[]>> get(String route, String name);

  /// Makes room by dropping the route's values that end first. False when the value alone is too
  /// large.
  CompletionStage<Boolean> put(String route, String name, byte[] value, Room room);
}
