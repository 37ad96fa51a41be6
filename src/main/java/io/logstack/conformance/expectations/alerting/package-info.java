/** Whether trouble with the logs would be told: Prometheus' targets and rules, Grafana's data source and dashboards. */
@NullMarked
package io.logstack.conformance.expectations.alerting;

import org.jspecify.annotations.NullMarked;
