/** Listeners that tell a run: console, conformance statement, summary, metrics, Allure; and what tells two runs apart. */
@NullMarked
package io.logstack.conformance.report;

import org.jspecify.annotations.NullMarked;
