/**
 * Draws charts as SVG: small, with text that can be selected and read out, by day and by night, and without fonts or a
 * display on the machine that draws. XChart was tried: it draws every letter as an outline, 350 kB to a chart.
 */
@NullMarked
package io.logstack.conformance.report.plot;

import org.jspecify.annotations.NullMarked;
