/**
 * LogQL: an ANTLR grammar, the plan made of it, the pipeline stages and the evaluation over whatever holds the entries.
 *
 * <p><b>Left out</b>, and answered as a syntax error at the word that begins it: the stages {@code line_format},
 * {@code pattern}, {@code unpack}, {@code decolorize}, {@code label_format} with a template, {@code logfmt} with extractions;
 * the filters {@code |>}, {@code !>} and {@code ip()}; {@code label_replace}, {@code approx_topk}, {@code group_left} and
 * {@code group_right}.
 */
@NullMarked
package io.logstack.conformance.homelab.logql;

import org.jspecify.annotations.NullMarked;
