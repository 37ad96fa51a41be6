/** The JUnit extension: injects the stack, gates on safety, capability and prerequisite, and keeps deadline, evidence and cleanup. */
@NullMarked
package io.logstack.conformance.junit;

import org.jspecify.annotations.NullMarked;
