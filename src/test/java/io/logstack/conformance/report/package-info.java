@NullMarked
package io.logstack.conformance.report;

import org.jspecify.annotations.NullMarked;
