@NullMarked
package io.logstack.conformance.workload;

import org.jspecify.annotations.NullMarked;
