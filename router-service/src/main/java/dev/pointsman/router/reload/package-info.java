/// The configuration that serves now, and how it becomes another while requests go on. Read {@link
/// dev.pointsman.router.reload.LiveConfig} first.
@NullMarked
package dev.pointsman.router.reload;

import org.jspecify.annotations.NullMarked;
