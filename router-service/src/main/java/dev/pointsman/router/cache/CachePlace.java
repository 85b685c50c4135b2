package dev.pointsman.router.cache;

import dev.pointsman.feedback.SharedCache.Room;

/// Where the answer to a request is kept: its route, a name that only an equal request of who may
/// share it has, and the room there is.
public record CachePlace(String route, String name, Room room) {}
