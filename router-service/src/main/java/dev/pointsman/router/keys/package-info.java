/// Keys that are made, rotated and revoked while routers run, and when each was used last. Read
/// {@link dev.pointsman.router.keys.KeyBook} first.
@NullMarked
package dev.pointsman.router.keys;

import org.jspecify.annotations.NullMarked;
