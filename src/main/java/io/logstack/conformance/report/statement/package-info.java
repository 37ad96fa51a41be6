/** The conformance statement as it lies in a file: its shape, its schema, and its reading. */
@NullMarked
package io.logstack.conformance.report.statement;

import org.jspecify.annotations.NullMarked;
