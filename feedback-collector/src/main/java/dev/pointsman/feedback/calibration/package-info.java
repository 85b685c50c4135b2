/// What a signal says of quality: monotone maps from one signal to a more trusted one, and means of
/// a cheap signal corrected by a dear one. Pure numbers; nothing here knows of events.
@NullMarked
package dev.pointsman.feedback.calibration;

import org.jspecify.annotations.NullMarked;
