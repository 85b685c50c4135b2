/// Translators between the wire shapes the gateway speaks: OpenAI chat completions, which is the
/// canonical one, the Anthropic Messages API and the OpenAI Responses API. Trees and events in,
/// trees and events out; no I/O, no clock. Read {@link dev.pointsman.router.wire.EventTranslator}
/// and {@link dev.pointsman.router.wire.AnthropicRequest} first.
@NullMarked
package dev.pointsman.router.wire;

import org.jspecify.annotations.NullMarked;
