package dev.pointsman.router.openai;

/// Where a request stands in its conversation.
///
/// `opening` is the text that stays the same from turn to turn (system prompt and first user
/// message); `later` says that an answer came before; `toolLoop` that the model waits for what its
/// tools returned, or signed thoughts of its own are sent back, so that no other model can go on.
public record Dialogue(String opening, boolean later, boolean toolLoop) {}
