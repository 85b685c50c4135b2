/// Requests that wait for a person's word: asked for, granted or refused, used once. Read {@link
/// dev.pointsman.router.approval.ApprovalBook} first.
@NullMarked
package dev.pointsman.router.approval;

import org.jspecify.annotations.NullMarked;
