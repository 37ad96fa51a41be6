@NullMarked
package io.logstack.conformance.cli;

import org.jspecify.annotations.NullMarked;
