/** The controllers, the scheduler and the kubelets. */
@NullMarked
package io.logstack.conformance.homelab.kubernetes.controller;

import org.jspecify.annotations.NullMarked;
