/// A configuration of the LiteLLM proxy as one of this router. Read {@link
/// dev.pointsman.router.litellm.LiteLlmImport} first.
@NullMarked
package dev.pointsman.router.litellm;

import org.jspecify.annotations.NullMarked;
