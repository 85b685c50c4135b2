package dev.pointsman.router.wire;

/// An API a client may speak.
public enum Api {
  CHAT,
  MESSAGES,
  RESPONSES,
  EMBEDDINGS
}
