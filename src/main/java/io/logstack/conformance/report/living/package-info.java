/**
 * The living runbook: the operator's runbook as a page that says of each section, command and threshold whether it holds on
 * the stack that was judged, and of each cause what to do next.
 */
@NullMarked
package io.logstack.conformance.report.living;

import org.jspecify.annotations.NullMarked;
