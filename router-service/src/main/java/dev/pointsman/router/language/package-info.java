/// In which language a prompt is written, by its letters and its commonest words. Read {@link
/// dev.pointsman.router.language.Language} first.
@NullMarked
package dev.pointsman.router.language;

import org.jspecify.annotations.NullMarked;
