/// Tokens counted here, where a provider counts none. Read {@link
/// dev.pointsman.router.counting.PromptTokens}.
@NullMarked
package dev.pointsman.router.counting;

import org.jspecify.annotations.NullMarked;
