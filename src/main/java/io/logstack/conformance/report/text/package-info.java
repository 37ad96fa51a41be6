/** How reports write texts and amounts, whatever they write them into. */
@NullMarked
package io.logstack.conformance.report.text;

import org.jspecify.annotations.NullMarked;
