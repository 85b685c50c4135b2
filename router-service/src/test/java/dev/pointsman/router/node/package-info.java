/// Programs of others' making that run on Node: SDKs and a server. Read {@link
/// dev.pointsman.router.node.NodeProject}.
@NullMarked
package dev.pointsman.router.node;

import org.jspecify.annotations.NullMarked;
