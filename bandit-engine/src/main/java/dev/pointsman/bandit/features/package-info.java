/// From a prompt to a {@link dev.pointsman.bandit.Context}: tokens, embedding, task posterior,
/// surface features. The only package that may use Tribuo and ONNX Runtime.
@NullMarked
package dev.pointsman.bandit.features;

import org.jspecify.annotations.NullMarked;
