/// The makers' own client libraries, unmodified, against the router over scripted upstreams.
@NullMarked
package dev.pointsman.router.sdk;

import org.jspecify.annotations.NullMarked;
