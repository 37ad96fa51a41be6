/** A stack whose parts answer as nobody should: what a run makes of it. */
@NullMarked
package io.logstack.conformance.hostile;

import org.jspecify.annotations.NullMarked;
