/** Listeners that tell a run: console, conformance statement, Allure. */
@NullMarked
package io.logstack.conformance.report;

import org.jspecify.annotations.NullMarked;
